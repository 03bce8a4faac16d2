import { spawn } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { ALL_RAN } from "./first-failure.ts";
import type { Mutant } from "./mutant.ts";

/** The tests of the policy: those that need no law first, since they take a moment and kill most. */
export type Suite = { readonly files: readonly string[]; readonly failing: readonly string[] };

/** A mutant that goes round for ever is killed after this. */
const TRIAL_MS_MAX = 60_000;
const READS_LAWS = "law-shelf.ts";
const HOOK = import.meta.resolve("./apply-mutant.ts");
const REPORTER = import.meta.resolve("./first-failure.ts");

/** The tests beside the policy and what judges deployments by it, and which of them fail without any mutant. */
export async function openSuites(): Promise<Suite[]> {
  const files = globSync("src/domain/{policy,deployment}/*.test.ts").toSorted();
  const isSlow = (file: string) => readFileSync(file, "utf8").includes(READS_LAWS);
  const groups = [files.filter((file) => !isSlow(file)), files.filter(isSlow)].filter(({ length }) => length > 0);
  const suites = groups.map(async (group) => {
    const { failing, stopped } = await run(group, {});
    if (stopped !== null) throw new Error(`the tests do not run even without a mutant: ${stopped}`);
    return { files: group, failing };
  });
  return await Promise.all(suites);
}

/** The test that fails with this mutant and not without it, or why none could run; null where it survives all. */
export async function killerOf(mutant: Mutant, suites: readonly Suite[]): Promise<string | null> {
  for (const { files, failing } of suites) {
    const env = { MUTANT: JSON.stringify(mutant), ALREADY_FAILING: JSON.stringify(failing) };
    const { failing: found, stopped } = await run(files, env);
    const killer = found[0] ?? stopped;
    if (killer !== null) return killer;
  }
  return null;
}

/** Which tests failed, and why the process stopped before all had run; null where they had. */
type Outcome = { readonly failing: readonly string[]; readonly stopped: string | null };

/** Runs tests in one process of their own. */
function run(files: readonly string[], env: Readonly<Record<string, string>>): Promise<Outcome> {
  const words = [`--import=${HOOK}`, "--test", "--test-isolation=none", `--test-reporter=${REPORTER}`, ...files];
  const child = spawn(process.execPath, words, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: TRIAL_MS_MAX,
    killSignal: "SIGKILL",
  });
  let said = "";
  let complaint = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    said += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    complaint += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (_status, signal) => {
      const failing = said
        .split("\n")
        .filter((line) => line.startsWith('"'))
        .map((line) => JSON.parse(line) as string);
      const why = signal ? `it ran for ${TRIAL_MS_MAX} ms` : complaint.trim().split("\n")[0];
      resolve({ failing, stopped: said.endsWith(ALL_RAN) ? null : (why ?? "it said nothing") });
    });
  });
}
