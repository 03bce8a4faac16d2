/** An entry of `package-lock.json`, as far as it matters here. */
export type LockEntry = {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly cpu?: readonly string[];
  readonly os?: readonly string[];
  readonly libc?: readonly string[];
  readonly optional?: boolean;
};

export type Lock = { readonly packages: Readonly<Record<string, LockEntry>> };

const SYSTEMS = ["aix", "android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"];
const PROCESSORS = ["arm64", "x64", "ia32", "arm", "ppc64", "riscv64", "s390x", "loong64", "wasm32"];
const EXACT = /^\d+\.\d+\.\d+/;

/**
 * The packages for other platforms that a lockfile lacks, as entries to add. npm leaves out what it cannot fetch at the
 * moment, and a later `npm ci` then finds the lockfile out of step. An entry needs no more than the exact version and the
 * platform: npm fetches it on that platform only.
 */
export function missingPlatforms({ packages }: Lock): Record<string, LockEntry> {
  const missing: Record<string, LockEntry> = {};
  for (const [path, { optionalDependencies = {}, dev }] of Object.entries(packages))
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const platform = platformOf(name);
      if (isLocked(packages, path, name) || !EXACT.test(version) || !(platform.os || platform.cpu)) continue;
      missing[`node_modules/${name}`] = { version, ...platform, ...(dev && { dev }), optional: true };
    }
  return missing;
}

/** Whether `name` is found from where a package lies, as Node looks for it: there, and in every folder above. */
function isLocked(packages: Lock["packages"], path: string, name: string): boolean {
  for (let folder = path; ; folder = folder.slice(0, folder.lastIndexOf("node_modules/")).replace(/\/$/, "")) {
    if (packages[`${folder === "" ? "" : `${folder}/`}node_modules/${name}`]) return true;
    if (folder === "") return false;
  }
}

/** What a package's name says of its platform: `@biomejs/cli-linux-x64-musl`. */
function platformOf(name: string): Pick<LockEntry, "cpu" | "os" | "libc"> {
  const words = name.split(/[-/]/);
  const os = SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  const libc = words.some((word) => word.startsWith("musl")) ? ["musl"] : words.some(isGnu) ? ["glibc"] : [];
  return { ...(cpu.length > 0 && { cpu }), ...(libc.length > 0 && { libc }), ...(os.length > 0 && { os }) };
}

function isGnu(word: string): boolean {
  return word.startsWith("gnu");
}
