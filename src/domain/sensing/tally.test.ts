import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { NameTally, OTHER, TALLY_NAME_LENGTH_MAX, TALLY_NAMES_MAX } from "./tally.ts";

test("names of fields are counted, and what might be somebody's words is not repeated", () => {
  const tally = new NameTally();
  for (const name of ["snapshot", "snapshot", "@ObjectId", "#text", "+41791234567", "Alice Miller", "x".repeat(41), ""])
    tally.add(name);
  assert.deepEqual(tally.counts, { snapshot: 2, "@ObjectId": 1, "#text": 1, [OTHER]: 4 });
});

test("however many names are invented, few are kept and none is lost", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 60 }), { maxLength: 500 }), (names) => {
      const tally = new NameTally();
      for (const name of names) tally.add(name);
      const counted = Object.entries(tally.counts);
      assert.ok(counted.length <= TALLY_NAMES_MAX + 1);
      assert.ok(counted.every(([name]) => name.length <= TALLY_NAME_LENGTH_MAX));
      assert.equal(
        counted.reduce((all, [, times]) => all + times, 0),
        names.length,
      );
    }),
  );
});

test("a field by the name of something that every object has is counted like any other", () => {
  const tally = new NameTally();
  for (const name of ["__proto__", "constructor", "toString"]) tally.add(name);
  assert.equal(tally.counts.constructor, 1);
  assert.equal(Object.entries(tally.counts).length, 3);
});
