import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import test from "node:test";
import { LAWS, readLaws } from "#apps/deployment/law-shelf.ts";
import type { FactName } from "./fact-catalogue.ts";
import { isAsking, type Requirement } from "./law.ts";
import { type Context, contextOf, type Predicate, truthOf } from "./predicate.ts";

const { laws, broken } = readLaws();
const rows = laws.flatMap((law) => law.requirements);

test("every law file can be read, and the law of all places is there", () => {
  assert.deepEqual(broken, []);
  assert.equal(laws.length, readdirSync(LAWS).filter((name) => name.endsWith(".yaml")).length);
  assert.equal(rows.length, 175);
  assert.equal(rows.filter(isAsking).length, 151);
});

for (const row of rows)
  test(`${row.id}: its cases come out as they should`, () => {
    const wanted = isAsking(row) ? ["permit", "deny"] : ["cite"];
    for (const expect of wanted)
      assert.ok(
        row.cases.some((one) => one.expect === expect),
        `it has no case to ${expect}`,
      );
    for (const { name, expect, facts } of row.cases) {
      const context = contextOf(facts.values, facts.capability ?? row.capabilities[0]!);
      const ask = (predicate: Predicate) => known(predicate, context, (fact) => facts.values.has(fact));
      assert.equal(comesOut(row, ask), expect, `${name}: ${row.when.map(show(ask))} / ${row.met.map(show(ask))}`);
    }
  });

/** What comes of a row, where it is known; a denial out of ignorance is none that a case shows. */
function comesOut({ when, met, ...row }: Requirement, ask: (predicate: Predicate) => boolean | "unknown"): string {
  const applies = when.map(ask);
  if (applies.includes(false)) return isAsking({ when, met, ...row }) ? "permit" : "silent";
  if (met.some((way) => ask(way) === true)) return "permit";
  if (applies.includes("unknown")) return "unknown whether it applies";
  if (!isAsking({ when, met, ...row })) return "cite";
  return met.every((way) => ask(way) === false) ? "deny" : "unknown whether it is met";
}

function known(predicate: Predicate, context: Context, isKnown: (name: FactName) => boolean): boolean | "unknown" {
  return truthOf(predicate, context, isKnown);
}

function show(ask: (predicate: Predicate) => boolean | "unknown") {
  return (predicate: Predicate) => `${predicate.text} = ${ask(predicate)}`;
}
