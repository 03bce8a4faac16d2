import { spawn } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { ALL_RAN } from "./first-failure.ts";
import type { Mutant } from "./mutant.ts";

/** Tests that run in one process, which of them fail without any mutant, and how long they may take with one. */
export type Suite = {
  readonly files: readonly string[];
  readonly failing: readonly string[];
  readonly limitMs: number;
};

/** A mutant that goes round for ever is killed after so many times what the tests take without one, and not before this. */
const PATIENCE = 10;
const TRIAL_MS_MIN = 60_000;
const SLOW = ["law-shelf.ts", "flipped byte"];
const HOOK = import.meta.resolve("./apply-mutant.ts");
const REPORTER = import.meta.resolve("./first-failure.ts");

/** The tests of a pattern: those without the real laws and without a flip of every byte first, which take a moment and kill most. */
export async function openSuites(pattern: string): Promise<Suite[]> {
  const files = globSync(pattern).toSorted();
  const isSlow = (file: string) => SLOW.some((word) => readFileSync(file, "utf8").includes(word));
  const groups = [files.filter((file) => !isSlow(file)), ...files.filter(isSlow).map((file) => [file])];
  const suites: Suite[] = [];
  for (const group of groups) {
    const startMs = performance.now();
    const { failing, stopped } = await run(group, {}, Number.POSITIVE_INFINITY);
    if (stopped !== null) throw new Error(`the tests do not run even without a mutant: ${stopped}`);
    const limitMs = Math.max(TRIAL_MS_MIN, PATIENCE * (performance.now() - startMs));
    suites.push({ files: group, failing, limitMs });
  }
  return suites;
}

/** The test that fails with this mutant and not without it, or why none could run; null where it survives all. */
export async function killerOf(mutant: Mutant, suites: readonly Suite[]): Promise<string | null> {
  for (const { files, failing, limitMs } of suites) {
    const env = { MUTANT: JSON.stringify(mutant), ALREADY_FAILING: JSON.stringify(failing) };
    const { failing: found, stopped } = await run(files, env, limitMs);
    const killer = found[0] ?? stopped;
    if (killer !== null) return killer;
  }
  return null;
}

/** Which tests failed, and why the process stopped before all had run; null where they had. */
type Outcome = { readonly failing: readonly string[]; readonly stopped: string | null };

/** Runs tests in one process of their own. */
function run(files: readonly string[], env: Readonly<Record<string, string>>, limitMs: number): Promise<Outcome> {
  const words = [`--import=${HOOK}`, "--test", "--test-isolation=none", `--test-reporter=${REPORTER}`, ...files];
  const child = spawn(process.execPath, words, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    ...(Number.isFinite(limitMs) && { timeout: Math.round(limitMs) }),
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
      const why = signal ? `it ran for ${limitMs} ms` : complaint.trim().split("\n")[0];
      resolve({ failing, stopped: said.endsWith(ALL_RAN) ? null : (why ?? "it said nothing") });
    });
  });
}
