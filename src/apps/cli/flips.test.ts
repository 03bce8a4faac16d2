import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import test from "node:test";
import { parse, stringify } from "yaml";
import { readLaws } from "#apps/deployment/law-shelf.ts";
import { Deployment } from "#domain/deployment/deployment.ts";
import { judge } from "#domain/deployment/judgement.ts";
import { isMet } from "#domain/policy/decide.ts";
import { type FACTS, type Fact, factOf, isFactName } from "#domain/policy/fact-catalogue.ts";
import { type Named, namesOf } from "#domain/policy/predicate.ts";
import { caseBook, pathOfCase } from "./replay.ts";

// Every fact that a lawful twin states is turned into its opposite, one at a time. The rows that change must be rows whose
// predicates name the fact, and they must be those of the table `laws/cases/flips.yaml`, which a lawyer can read:
// case → fact → the rows that are met no longer, or apply now, or apply no longer. `LINTEL_FLIPS=write` writes it anew.

const TABLE = "laws/cases/flips.yaml";
const AT = "2026-11-21";
const book = { ...readLaws(), additions: [] };
const rows = book.laws.flatMap((law) => law.requirements);
/** Facts that follow from another, so that a row that names them names it. */
const FOLLOWS: Readonly<Record<string, readonly string[]>> = {
  "sensor.class": ["sensor.imaging", "sensor.captures_pi", "sensor.wifi"],
  "proc.demog_source": ["sensor.captures_pi"],
};
/** Facts by which a place's general rule, or what is asked of a sensor at all, changes as well. */
const GENERAL = /^(site\.|install\.zone|proc\.|sensor\.|out\.|transfer\.|retention\.|targeting\.|counts\.|purpose)/;

type Tree = Record<string, unknown>;
type Flips = Record<string, Record<string, string[]>>;

const table: Flips = parse(readFileSync(TABLE, "utf8")) ?? {};
const found: Flips = {};

for (const one of caseBook())
  test(`${one.id}: turning any single fact of its twin changes the rows that name it, and no others`, () => {
    const twin: Tree = parse(readFileSync(pathOfCase(one, "lawful", AT), "utf8"));
    const before = statesOf(twin);
    const changes: Record<string, Set<string>> = {};
    for (const { name, path, value } of statedFacts(twin)) {
      for (const other of oppositesOf(factOf(name), value)) {
        const after = statesOf(withValue(twin, path, other));
        changes[name] ??= new Set();
        for (const row of changedBetween(before, after)) changes[name].add(row);
      }
    }
    for (const [name, changed] of Object.entries(changes))
      for (const row of changed) {
        const isNamed = namesIn(row).some((known) => known === name || FOLLOWS[name]?.includes(known));
        assert.ok(
          isNamed || (row.includes("/") && GENERAL.test(name)),
          `${row} changes with ${name}, which it does not name`,
        );
      }
    found[one.id] = Object.fromEntries(
      Object.entries(changes).map(([name, changed]) => [name, [...changed].toSorted()]),
    );
    if (process.env.LINTEL_FLIPS !== "write") assert.deepEqual(found[one.id], table[one.id]);
  });

test("the table holds every case and no other", () => {
  const head =
    "# What changes when one fact of a lawful twin is turned into its opposite: case, fact, rows. See flips.test.ts.\n";
  if (process.env.LINTEL_FLIPS === "write")
    writeFileSync(TABLE, head + stringify(found, { collectionStyle: "any", flowCollectionPadding: true }));
  else assert.deepEqual(Object.keys(table), Object.keys(found));
});

test("what keeps a twin lawful is stated in it: no fact of it could be left out without a change, save those listed", () => {
  for (const one of caseBook()) {
    const idle = Object.entries(found[one.id] ?? {}).filter(([, changed]) => changed.length === 0);
    for (const [name] of idle)
      assert.ok(IDLE.has(name), `${one.id}: ${name} changes nothing: leave it out of the twin`);
  }
});

/** Facts that twins state to tell the whole story, though no row of their place asks for them. */
const IDLE = new Set([
  "site.city",
  "site.public_place",
  "site.art7_place",
  "site.franchise",
  "install.zone",
  "model.outputs",
]);

type States = Map<string, Map<string, boolean>>;

/** Of every decision, of every row and rule that is a reason for it, whether it is met. */
function statesOf(plain: Tree): States {
  const { decisions } = judge(Deployment.parse(plain), book, AT);
  return new Map(
    decisions.map(({ store, sensor, capability, ruling }) => [
      `${store}/${sensor}/${capability}`,
      new Map(
        // That one capability holds others back follows from its own rows.
        ruling.reasons
          .filter(({ kind }) => kind !== "held-back")
          .map((reason) => [
            reason.kind === "row" || reason.kind === "cited" ? reason.row.id : `${reason.kind}/${capability}`,
            isMet(reason),
          ]),
      ),
    ]),
  );
}

/** Rows that changed in a decision that is asked before and after, and capabilities that are asked only then. */
function changedBetween(before: States, after: States): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [own, other] = [before.get(key), after.get(key)];
    if (!own || !other) return [`asked/${key.split("/").at(-1)}`];
    return [...new Set([...own.keys(), ...other.keys()])].filter((row) => own.get(row) !== other.get(row));
  });
}

function namesIn(row: string): Named[] {
  const known = rows.find(({ id }) => id === row);
  return known ? [...namesOf([...known.when, ...known.met])] : [];
}

/** Every fact that a deployment states, and where. */
function statedFacts(
  plain: unknown,
  path: readonly (string | number)[] = [],
): { name: keyof typeof FACTS; path: (string | number)[]; value: unknown }[] {
  if (typeof plain !== "object" || plain === null) return [];
  return Object.entries(plain).flatMap(([key, value]) => {
    if (key === "jurisdiction") return []; // another law altogether
    const here = [...path, Array.isArray(plain) ? Number(key) : key];
    const level = here.findLastIndex((step) => step === "practice" || step === "evidence");
    const name = here.at(-2) === "site" ? `site.${key}` : level < 0 ? "" : here.slice(level + 1).join(".");
    if (isFactName(name)) return [{ name, path: here, value }];
    return statedFacts(value, here);
  });
}

function oppositesOf(fact: Fact, value: unknown): unknown[] {
  if (fact.kind === "flag") return [!value];
  if (fact.kind === "whole") return [0, 1_000_000_000].filter((other) => other !== value);
  if (fact.kind === "choice") return fact.options.filter((option) => option !== value);
  if (fact.kind === "list")
    return (value as string[]).map((item) => (value as string[]).filter((other) => other !== item));
  if (fact.kind === "date") return ["2000-01-01", "2099-01-01"];
  return fact.kind === "text" ? ["Elsewhere"] : [];
}

function withValue(plain: Tree, path: readonly (string | number)[], value: unknown): Tree {
  const copy = structuredClone(plain);
  let place = copy as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) place = place[step] as Record<string | number, unknown>;
  place[path.at(-1)!] = value;
  return copy;
}
