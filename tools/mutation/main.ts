// `npm run mutate [-- decide.ts …]`: changes the policy and the ledger in small ways, one at a time, and runs their tests against
// each change. What no test notices must be explained in survivors.yaml; else the command ends with 1.
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { readYamlFile } from "#adapters/yaml/yaml-file.ts";
import type { Mutant } from "./mutant.ts";
import { mutantsOf } from "./mutation-places.ts";
import { accountFor, entryOf, SurvivorList } from "./survivors.ts";
import { killerOf, openSuites, type Suite } from "./trial.ts";

/**
 * What decides, and what makes and checks the ledger, each with the tests of its rooms. Not here: `explain.ts` and
 * `fact-catalogue.ts`, which are words for people and change no verdict, and the catalogue at the top of `capability.ts`, likewise;
 * and `ledger-entry.ts`, which is a schema.
 */
const POLICY = "src/domain/{policy,deployment}/*.test.ts";
const LEDGER = "src/domain/{ledger,audit}/*.test.ts";
const TARGETS: ReadonlyArray<{ readonly file: string; readonly tests: string; readonly functionsOnly?: boolean }> = [
  { file: "src/domain/policy/decide.ts", tests: POLICY },
  { file: "src/domain/policy/evidence.ts", tests: POLICY },
  { file: "src/domain/policy/predicate.ts", tests: POLICY },
  { file: "src/domain/policy/grant.ts", tests: POLICY },
  { file: "src/domain/policy/law.ts", tests: POLICY },
  { file: "src/domain/policy/place.ts", tests: POLICY },
  { file: "src/domain/policy/capability.ts", tests: POLICY, functionsOnly: true },
  { file: "src/domain/policy/fact-tree.ts", tests: POLICY },
  { file: "src/domain/deployment/judgement.ts", tests: POLICY },
  { file: "src/domain/ledger/base64.ts", tests: LEDGER },
  { file: "src/domain/ledger/canonical-json.ts", tests: LEDGER },
  { file: "src/domain/ledger/day-digest.ts", tests: LEDGER },
  { file: "src/domain/ledger/consent-hash.ts", tests: LEDGER },
  { file: "src/domain/ledger/entry-subject.ts", tests: LEDGER },
  { file: "src/domain/ledger/ledger-export.ts", tests: LEDGER },
  { file: "src/domain/ledger/merkle-tree.ts", tests: LEDGER },
  { file: "src/domain/ledger/signed-note.ts", tests: LEDGER },
  { file: "src/domain/audit/checkpoint-note.ts", tests: LEDGER },
  { file: "src/domain/audit/proofs.ts", tests: LEDGER },
  { file: "src/domain/audit/strict-base64.ts", tests: LEDGER },
  { file: "src/domain/audit/verify-ledger.ts", tests: LEDGER },
];
const LIST = fileURLToPath(new URL("./survivors.yaml", import.meta.url));

const startMs = performance.now();
const targets = chosen(process.argv.slice(2));
const suites = new Map<string, Suite[]>();
for (const { tests } of targets) if (!suites.has(tests)) suites.set(tests, await openSuites(tests));
const alreadyFailing = [...suites.values()].flat().flatMap(({ failing }) => failing);
if (alreadyFailing.length > 0)
  console.error(
    `${alreadyFailing.length} tests fail already and are left out; mend them:\n${alreadyFailing.join("\n")}`,
  );
const mutants: Mutant[] = [];
const survivors: Mutant[] = [];
for (const target of targets) {
  const own = mutantsOf(target.file, readFileSync(target.file, "utf8"), target);
  const survived = await survivorsOf(own, suites.get(target.tests)!);
  console.error(`${target.file}: ${own.length} mutants, ${own.length - survived.length} killed`);
  mutants.push(...own);
  survivors.push(...survived);
}
const { explained, unexplained, stale } = accountFor(
  survivors,
  explanations(),
  targets.map(({ file }) => file),
);

for (const mutant of unexplained) console.log(`# ${mutant.file}:${mutant.lineNumber}\n${entryOf(mutant)}`);
for (const entry of stale) console.log(`# no longer survives; rub it out of survivors.yaml\n${entryOf(entry)}`);
console.log(
  [
    `${mutants.length} mutants`,
    `${mutants.length - survivors.length} killed`,
    `${explained.length} survive, explained`,
    `${unexplained.length} survive, unexplained`,
    `${Math.round((performance.now() - startMs) / 1000)} s`,
  ].join(", "),
);
process.exit(unexplained.length + stale.length + alreadyFailing.length > 0 ? 1 : 0);

async function survivorsOf(all: readonly Mutant[], suites: readonly Suite[]): Promise<Mutant[]> {
  const found: Mutant[] = [];
  const queue = [...all];
  const work = async () => {
    for (let mutant = queue.shift(); mutant; mutant = queue.shift())
      if ((await killerOf(mutant, suites)) === null) found.push(mutant);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return found.toSorted((a, b) => all.indexOf(a) - all.indexOf(b));
}

function explanations() {
  const file = readYamlFile(LIST);
  if (file.kind === "unreadable") refuse(`${file.where}: ${file.message}`);
  return SurvivorList.parse(file.data);
}

function chosen(names: readonly string[]) {
  const unknown = names.find((name) => !TARGETS.some(({ file }) => file.endsWith(`/${name}`)));
  if (unknown !== undefined) refuse(`there is no ${unknown} among ${TARGETS.map(({ file }) => file).join(", ")}`);
  return TARGETS.filter(({ file }) => names.length === 0 || names.some((name) => file.endsWith(`/${name}`)));
}

function refuse(why: string): never {
  console.error(`mutate: ${why}`);
  process.exit(2);
}
