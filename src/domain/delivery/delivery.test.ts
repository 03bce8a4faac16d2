import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { minuteTotal, sumOfTotals, type Total } from "#domain/totals/total.ts";
import { BucketPart } from "#domain/wire/bucket-part.ts";
import { CROSSINGS_PER_MINUTE_MAX } from "#domain/wire/lens-message.ts";
import { type OpenLinePart, type OpenPart, type OpenZonePart, sumOfParts } from "./open-part.ts";
import { partsOfQuarter, type Quarter, quarterOf, quarterStart, sumOfQuarters } from "./quarter.ts";
import { waitBeforeResending } from "./resending.ts";

const NOON = Date.parse("2026-10-25T12:00Z") / 60_000;

const told = {
  minute: fc.integer({ min: NOON, max: NOON + 14 }),
  watchedMs: fc.oneof(fc.constant(60_000), fc.constant(0), fc.nat({ max: 60_000 })),
};
const line: fc.Arbitrary<OpenPart> = fc
  .record({
    ...told,
    in: fc.nat({ max: 40 }),
    out: fc.nat({ max: 40 }),
    staff: fc.nat({ max: 40 }),
    groups: fc.nat({ max: 40 }),
    uncertain: fc.nat({ max: 90 }),
    method: fc.constantFrom("body-1", "sensor-1", "sensor-spread-1"),
  })
  .map(({ staff, groups, ...rest }) => ({
    kind: "line",
    storeId: "mall-7",
    lineId: "cam.door",
    version: 1,
    ...rest,
    staffIn: Math.min(staff, rest.in),
    staffOut: Math.min(staff, rest.out),
    groupsIn: Math.min(groups, rest.in),
  }));
const zone: fc.Arbitrary<OpenPart> = fc
  .record({
    ...told,
    entered: fc.nat({ max: 40 }),
    dwells: fc.dictionary(fc.nat({ max: 143 }).map(String), fc.nat({ max: 9 }), { maxKeys: 4 }),
    occupancyMax: fc.nat({ max: 20 }),
    personMs: fc.nat({ max: 200_000 }),
  })
  .map(({ dwells, ...rest }) => ({
    kind: "zone",
    storeId: "mall-7",
    zoneId: "cam.sofa",
    version: 1,
    ...rest,
    dwellHistogram: { ...dwells },
    method: "body-1",
  }));

function recordOf(part: OpenPart, seq: number): BucketPart {
  return BucketPart.parse({ ...part, agentId: "agent-1", seq });
}

/** What the store makes of parts: minutes of them, and the sum of those. */
function totalsOf(parts: readonly OpenPart[]): { readonly sum: Total; readonly watched: Record<string, number> } {
  const minutes = Map.groupBy(parts, ({ minute }) => minute);
  const totals = [...minutes].map(([minute, [first, ...rest]]) => ({
    minute,
    total: minuteTotal([recordOf(first!, 0), ...rest.map(recordOf)]),
  }));
  const watched = Object.fromEntries(totals.map(({ minute, total }) => [minute, total.watchedMs]));
  // How much was told twice is known of the minutes only, and how it was counted is said otherwise.
  const sum = totals.map(({ total }) => total).reduce(sumOfTotals);
  if (sum.kind === "line") return { sum: { ...sum, watchedMsCut: 0, method: "body-1" }, watched };
  const dwellHistogram = Object.fromEntries(Object.entries(sum.dwellHistogram).filter(([, stays]) => stays > 0));
  return { sum: { ...sum, dwellHistogram, watchedMsCut: 0, method: "body-1" }, watched };
}

test("a quarter tells what its minutes told: the same sums, the same people, and each minute watched for as long", () => {
  fc.assert(
    fc.property(fc.oneof(fc.array(line, { minLength: 1 }), fc.array(zone, { minLength: 1 })), (parts) => {
      const quarter = parts.map(quarterOf).reduce((a, b) => sumOfQuarters(a, b)!);
      const again = partsOfQuarter(quarter);
      assert.deepEqual(totalsOf(again), totalsOf(parts));
      const minutes = new Set(parts.map(({ minute }) => minute));
      assert.deepEqual(new Set(again.map(({ minute }) => minute)), minutes);
      assert.equal(again.length, minutes.size);
      for (const { method } of again) assert.equal(method.includes("spread"), minutes.size > 1 || spreadIn(parts));
      assert.deepEqual(partsOfQuarter(JSON.parse(JSON.stringify(quarter)) as Quarter), again, "it must not change");
    }),
  );
});

function spreadIn(parts: readonly OpenPart[]): boolean {
  return parts.some(({ method }) => method.includes("spread"));
}

test("the people of a quarter lie evenly among its minutes, and none in one that nobody watched", () => {
  const door = (minute: number, people: number, watchedMs: number): OpenLinePart => ({
    kind: "line",
    storeId: "mall-7",
    lineId: "cam.door",
    version: 1,
    minute,
    in: people,
    out: 0,
    staffIn: 0,
    staffOut: 0,
    groupsIn: 0,
    uncertain: 0,
    watchedMs,
    method: "body-1",
  });
  const parts = [door(NOON, 9, 60_000), door(NOON + 1, 0, 0), door(NOON + 2, 0, 30_000), door(NOON + 14, 1, 60_000)];
  const again = partsOfQuarter(parts.map(quarterOf).reduce((a, b) => sumOfQuarters(a, b)!)) as OpenLinePart[];
  assert.deepEqual(
    again.map(({ minute, in: people, watchedMs, method }) => [minute - NOON, people, watchedMs, method]),
    [
      [0, 4, 60_000, "body-spread-1"],
      [1, 0, 0, "body-spread-1"],
      [2, 2, 30_000, "body-spread-1"],
      [14, 4, 60_000, "body-spread-1"],
    ],
  );
  assert.deepEqual(partsOfQuarter(quarterOf(parts[0]!)), [parts[0]], "one minute alone is itself");
  assert.equal(quarterStart(NOON + 14), NOON);
});

test("parts whose sum would say more than a part may stay two, and a minute is never watched for longer than one", () => {
  const most = CROSSINGS_PER_MINUTE_MAX;
  const zoneOf = (figures: Partial<OpenZonePart>): OpenPart => ({
    kind: "zone",
    storeId: "mall-7",
    zoneId: "cam.sofa",
    version: 1,
    minute: NOON,
    entered: 0,
    dwellHistogram: {},
    occupancyMax: 0,
    personMs: 0,
    watchedMs: 40_000,
    method: "body-1",
    ...figures,
  });
  assert.equal(sumOfParts(zoneOf({ entered: most }), zoneOf({ entered: 1 })), null);
  assert.equal(sumOfParts(zoneOf({ dwellHistogram: { 3: most } }), zoneOf({ dwellHistogram: { 3: 1 } })), null);
  assert.equal(sumOfParts(zoneOf({ personMs: 60_000_000 }), zoneOf({ personMs: 1 })), null);
  const sum = sumOfParts(
    zoneOf({ entered: 2, occupancyMax: 3, personMs: 5, dwellHistogram: { 3: 1 } }),
    zoneOf({ entered: 1, occupancyMax: 2, personMs: 6, dwellHistogram: { 3: 1, 4: 2 } }),
  );
  assert.deepEqual(
    sum,
    zoneOf({ entered: 3, occupancyMax: 3, personMs: 11, dwellHistogram: { 3: 2, 4: 2 }, watchedMs: 60_000 }),
  );
});

test("what failed is sent again slower each time, never at once, by chance, and not before the server asked for it", () => {
  const wait = (failuresInRow: number, retryAfterMs: number | null, chance: number) =>
    waitBeforeResending({ failuresInRow, retryAfterMs, chance });
  assert.deepEqual(
    [1, 2, 3, 7, 8, 1e9].map((failures) => [wait(failures, null, 0), wait(failures, null, 1)]),
    [
      [500, 1000],
      [1000, 2000],
      [2000, 4000],
      [30_000, 60_000],
      [30_000, 60_000],
      [30_000, 60_000],
    ],
  );
  assert.equal(wait(1, 20_000, 0), 20_000);
  assert.equal(wait(1, 20_000, 1), 20_500);
  assert.equal(wait(1, 86_400_000, 0), 600_000);
});
