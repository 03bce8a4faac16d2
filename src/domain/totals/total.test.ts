import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import type { BucketPart } from "#domain/wire/bucket-part.ts";
import { minuteTotal, sumOfTotals } from "./total.ts";

const count = fc.nat({ max: 50 });
const told = {
  storeId: fc.constant("s"),
  version: fc.constant(1),
  minute: fc.constant(29_900_000),
  agentId: fc.constant("a"),
  seq: fc.nat(),
  watchedMs: fc.nat({ max: 60_000 }),
};
const linePart = fc.record({
  kind: fc.constant("line" as const),
  ...told,
  lineId: fc.constant("door"),
  in: count,
  out: count,
  staffIn: count,
  staffOut: count,
  groupsIn: count,
  uncertain: count,
  method: fc.constantFrom("body-1" as const, "sensor-1" as const, "sensor-spread-1" as const),
});
const zonePart = fc.record({
  kind: fc.constant("zone" as const),
  ...told,
  zoneId: fc.constant("till"),
  entered: count,
  dwellHistogram: fc.dictionary(fc.integer({ min: 0, max: 143 }).map(String), fc.integer({ min: 1, max: 9 })),
  occupancyMax: count,
  personMs: count,
  method: fc.constant("body-1" as const),
});
const parts = fc.oneof(
  fc.array(linePart, { minLength: 1, maxLength: 6 }),
  fc.array(zonePart, { minLength: 1, maxLength: 6 }),
) as fc.Arbitrary<BucketPart[]>;

function totalOf(list: readonly BucketPart[], before = 0) {
  return minuteTotal(list as [BucketPart, ...BucketPart[]], before);
}

test("a minute is the same however its parts arrive, and is never watched for longer than a minute", () => {
  fc.assert(
    fc.property(parts, fc.nat(), (list, seed) => {
      const whole = totalOf(list);
      const shuffled = list.toSorted((a, b) => ((a.seq * 31 + seed) % 7) - ((b.seq * 31 + seed) % 7));
      let before = 0;
      const oneByOne = shuffled.map((part) => {
        const total = totalOf([part], before);
        before += part.watchedMs;
        return total;
      });
      assert.deepEqual(oneByOne.reduce(sumOfTotals), { ...whole });
      assert.ok(whole.watchedMs <= 60_000);
      assert.equal(whole.watchedMs + whole.watchedMsCut, before);
    }),
  );
});
