import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import test from "node:test";
import { fuzz, HEAP_BYTES_MAX } from "./fuzz.ts";
import { strangeField } from "./schema-sample.ts";
import { type Target, targets } from "./targets.ts";

const FIELDS = new URL("fields.json", import.meta.url);
/** The same messages every time; `npm run fuzz` sends others, and many more. */
const [MESSAGES, SEED] = [5000, 664_819_296];

test("whatever comes to a door is read or refused, quickly, and nothing is taken that is not listed", () => {
  const { doors, failures, heapBytes } = fuzz(targets(), { messages: MESSAGES, seed: SEED });
  assert.deepEqual(failures, []);
  assert.ok(heapBytes < HEAP_BYTES_MAX);
  for (const { name, taken } of doors) assert.ok(taken > 0, `${name}: nothing came behind the first check`);
});

test("the fields that may come through each door are those that were agreed", () => {
  const now = Object.fromEntries(targets().map(({ name, fields }) => [name, [...fields].toSorted()]));
  if (process.env.LINTEL_FIELDS === "write") writeFileSync(FIELDS, `${JSON.stringify(now, null, 2)}\n`);
  assert.deepEqual(
    now,
    JSON.parse(readFileSync(FIELDS, "utf8")),
    "look at what is new, then run with LINTEL_FIELDS=write",
  );
});

test("a door that takes a field too many, crashes or hangs back is found", () => {
  const leaky: Target = {
    name: "leaky",
    weight: 1,
    fields: new Set(["in"]),
    make: () => '{"in":1,"picture":"x"}',
    take: JSON.parse,
  };
  assert.match(fuzz([leaky], { messages: 1, seed: 1 }).failures[0]!.why, /took the field "picture"/);
  const crashing: Target = { ...leaky, make: () => "{", take: JSON.parse };
  assert.match(fuzz([crashing], { messages: 1, seed: 1 }).failures[0]!.why, /crashed/);
  const growing: Target = { ...leaky, make: () => "1", take: () => ({ in: "x".repeat(100_000) }) };
  assert.match(fuzz([growing], { messages: 1, seed: 1 }).failures[0]!.why, /more than came/);
});

test("a field is found wherever it hides", () => {
  const fields = new Set(["stores", "stores[].id", "names", "names.{}", "laws*"]);
  assert.equal(strangeField({ stores: [{ id: 1 }], names: { any: 1 }, laws: 3 }, fields), "laws");
  assert.equal(strangeField({ stores: [{ id: 1 }, { id: 2, face: 3 }] }, fields), "stores[].face");
  assert.equal(strangeField({ names: { any: { deep: 1 } } }, fields), "names.{}.deep");
});
