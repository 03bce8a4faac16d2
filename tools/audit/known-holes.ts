import { spawnSync } from "node:child_process";
import { z } from "zod";

const Report = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({ severity: z.enum(["info", "low", "moderate", "high", "critical"]), range: z.string() }),
  ),
});

export type KnownHoles =
  | { readonly kind: "asked"; readonly packages: readonly string[] }
  | { readonly kind: "not-asked"; readonly why: string };

const ASK_MS_MAX = 120_000;

/** The packages that Lintel runs with (not those that only build and test it) in which a hole of high or critical severity is known. */
export function knownHoles(folder: string): KnownHoles {
  const { stdout, error } = spawnSync("npm", ["audit", "--json", "--omit=dev"], {
    cwd: folder,
    encoding: "utf8",
    timeout: ASK_MS_MAX,
  });
  if (error) return { kind: "not-asked", why: error.message };
  return holesIn(stdout);
}

/** What a report of `npm audit --json` comes down to. */
export function holesIn(text: string): KnownHoles {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return { kind: "not-asked", why: "npm gave no report" };
  }
  const report = Report.safeParse(data);
  if (!report.success) return { kind: "not-asked", why: "the registry did not answer" };
  return {
    kind: "asked",
    packages: Object.entries(report.data.vulnerabilities)
      .filter(([, { severity }]) => severity === "high" || severity === "critical")
      .map(([name, { severity, range }]) => `${name} ${range}: ${severity}`),
  };
}
