import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadDeploymentText } from "#apps/deployment/deployment-file.ts";
import { Fault } from "#domain/fault/fault.ts";
import { Configuration } from "#domain/wire/agent-link.ts";

/** The deployment as `watchDeployment` reads it; JSON is YAML. */
const DEPLOYMENT_FILE = "deployment.yaml";
const CONFIGURATION_FILE = "configuration.json";
const LAWS_FOLDER = "laws";
const OWN_MODE = 0o600;

/** What an agent counts by; its secrets are elsewhere. */
export type Applied = Omit<Configuration, "secrets">;

/** The configuration in an agent's folder: whole, or the one before. */
export type ConfigurationFolder = {
  /** Null where nothing was ever applied, or nothing that this program can count by. */
  readonly applied: Applied | null;
  /** Why what was applied before is not any more; null where it is. */
  readonly fault: Fault | null;
  /** Where the deployment lies; it is there when `hasStores`. */
  readonly path: string;
  /** Whether there is anything to count. */
  readonly hasStores: boolean;
  /**
   * Puts a configuration in force; a fault, and the one before stays, where it is none that this program can count by.
   * `beforehand` runs once it is known to be one, and before it is in force.
   */
  apply(configuration: Applied, beforehand?: () => void): void;
};

/**
 * Opens it. INVARIANT: `configuration.json` is the truth, written at once; the deployment and the laws beside it are made of it
 * again at each start, so that a crash between two files leaves no half.
 */
export function openConfigurationFolder(
  folder: string,
  { lawFolder }: { readonly lawFolder?: string | undefined },
): ConfigurationFolder {
  const [path, kept] = [join(folder, DEPLOYMENT_FILE), join(folder, CONFIGURATION_FILE)];
  let applied = readKept(kept);

  const storesOf = ({ deployment }: Applied) => (Array.isArray(deployment.stores) ? deployment.stores : []);
  const lay = (configuration: Applied) => {
    const laws = join(folder, LAWS_FOLDER, String(configuration.version));
    mkdirSync(laws, { recursive: true });
    for (const { name, text } of configuration.laws) writeOther(join(laws, withoutFolders(name)), text);
    const names = configuration.laws.map(({ name }) =>
      join(LAWS_FOLDER, String(configuration.version), withoutFolders(name)),
    );
    const text = JSON.stringify({ ...configuration.deployment, laws: names }, null, 2);
    if (storesOf(configuration).length > 0) loadDeploymentText(text, path, { lawFolder });
    return text;
  };
  const put = (configuration: Applied, text: string) => {
    if (storesOf(configuration).length === 0) rmSync(path, { force: true });
    else writeOther(path, text);
    for (const other of readdirSync(join(folder, LAWS_FOLDER)))
      if (other !== String(configuration.version)) rmSync(join(folder, LAWS_FOLDER, other), { recursive: true });
  };

  let fault: Fault | null = null;
  try {
    const before = applied;
    if (before) onDisk(folder, () => put(before, lay(before)));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    [applied, fault] = [null, error];
  }
  return {
    get applied() {
      return applied;
    },
    get fault() {
      return fault;
    },
    path,
    get hasStores() {
      return applied !== null && storesOf(applied).length > 0;
    },
    apply(configuration, beforehand = () => {}) {
      onDisk(folder, () => {
        const text = lay(configuration);
        beforehand();
        writeWhole(kept, JSON.stringify(configuration));
        [applied, fault] = [configuration, null];
        put(configuration, text);
      });
    },
  };
}

function readKept(path: string): Applied | null {
  if (!existsSync(path)) return null;
  try {
    const { secrets: _, ...applied } = Configuration.parse({ ...JSON.parse(readFileSync(path, "utf8")), secrets: {} });
    return applied;
  } catch {
    // It is asked for anew; until then nothing is counted.
    return null;
  }
}

/** A server names files, and never where they go. */
function withoutFolders(name: string): string {
  return name.replace(/[^A-Za-z0-9._-]/g, "_").replace(/^\.+/, "_");
}

/** A full disk takes nothing, and need not where it is there already. */
function writeOther(path: string, text: string): void {
  if (!existsSync(path) || readFileSync(path, "utf8") !== text) writeWhole(path, text);
}

function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.unfinished`, text, { mode: OWN_MODE, flush: true });
  renameSync(`${path}.unfinished`, path);
}

/** What the disk does not let is a fault. */
function onDisk(folder: string, work: () => void): void {
  try {
    work();
  } catch (cause) {
    const { syscall, code } = cause as NodeJS.ErrnoException;
    if (typeof syscall !== "string") throw cause;
    const isFull = code === "ENOSPC" || code === "EDQUOT";
    throw new Fault(isFull ? "outbox/full" : "outbox/disk", `\`${folder}\` cannot be written`, { cause });
  }
}
