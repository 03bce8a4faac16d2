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
  return await Promise.all(groups.map(async (group) => ({ files: group, failing: await failuresOf(group, {}) })));
}

/** The name of a test that fails with this mutant and not without it; null where it survives all. */
export async function killerOf(mutant: Mutant, suites: readonly Suite[]): Promise<string | null> {
  for (const { files, failing } of suites) {
    const env = { MUTANT: JSON.stringify(mutant), ALREADY_FAILING: JSON.stringify(failing) };
    const [killer] = await failuresOf(files, env);
    if (killer !== undefined) return killer;
  }
  return null;
}

/** Runs tests in one process of their own, and gives the names of those that fail. */
function failuresOf(files: readonly string[], env: Readonly<Record<string, string>>): Promise<string[]> {
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
      const names = said
        .split("\n")
        .filter((line) => line.startsWith('"'))
        .map((line) => JSON.parse(line) as string);
      if (names.length > 0 || said.endsWith(ALL_RAN)) resolve(names);
      else resolve([signal ? `not one: it ran for ${TRIAL_MS_MAX} ms` : `not one: ${complaint.trim().split("\n")[0]}`]);
    });
  });
}
