import assert from "node:assert/strict";
import test from "node:test";
import { storeCalendar } from "#domain/calendar/store-calendar.ts";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import { Deployment, type Store } from "#domain/deployment/deployment.ts";
import { unitsOfStore } from "#domain/deployment/store-units.ts";
import { openSpans } from "#domain/figures/opening.ts";
import { BucketPart } from "#domain/wire/bucket-part.ts";
import { type HistoryPlan, simulateHistory } from "./simulate-history.ts";

const LINE = { from: [0.1, 0.5], to: [0.9, 0.5] };
const CORNERS = [
  [0.1, 0.3],
  [0.9, 0.3],
  [0.9, 0.9],
];
const FEED = {
  shape: "lintel",
  via: { push: { key: "$KEY" } },
  lines: [
    { theirs: "a", line: "back.door" },
    { theirs: "b", line: "back.door", direction: "out" },
  ],
};

const STORES = Deployment.parse({
  lintel: 1,
  name: "Example",
  stores: [
    {
      id: "north",
      time_zone: "Europe/Paris",
      hours: {
        mon: ["10:00-13:00", "13:30-19:00"],
        tue: ["10:00-24:00"],
        wed: ["00:00-24:00"],
        fri: ["18:00-02:00"],
        sat: ["22:00-04:00"],
      },
      holidays: [{ date: "2026-03-24", hours: [] }],
      site: { jurisdiction: "EU-FR" },
      sensors: [
        {
          id: "door",
          source: "rtsp://192.0.2.7/a",
          does: ["count", "zones"],
          lines: [{ ...LINE, name: "door" }],
          zones: [{ name: "shelf", corners: CORNERS }],
        },
        {
          id: "hall",
          source: "rtsp://192.0.2.7/b",
          does: ["count", "zones"],
          lines: [
            { ...LINE, name: "street", role: "passer-by" },
            { ...LINE, name: "stairs", role: "inner" },
          ],
          zones: [{ name: "shelf", corners: CORNERS }],
        },
        { id: "beam", class: "beam", does: ["count"], feed: FEED },
      ],
    },
    {
      id: "always",
      time_zone: "America/Chicago",
      site: { jurisdiction: "US-IL" },
      sensors: [
        { id: "till", source: "rtsp://192.0.2.7/c", does: ["zones"], zones: [{ name: "till", corners: CORNERS }] },
      ],
    },
  ],
}).stores;

/** From Monday 16 to Sunday 29 March, the night of 23 hours among them. */
const PLAN: HistoryPlan = { stores: STORES, last: "2026-03-29", days: 14, seed: 7 };

function partsOf(plan: HistoryPlan, storeId: string): BucketPart[] {
  return [...simulateHistory(plan)].filter((batch) => batch.storeId === storeId).flatMap(({ parts }) => parts);
}

function unitOf(part: BucketPart): string {
  return part.kind === "line" ? part.lineId : part.zoneId;
}

test("every part is one that the store takes, numbered in the order of time, and every minute of a unit is told once", () => {
  for (const store of STORES) {
    const parts = partsOf(PLAN, store.id);
    assert.ok(parts.length > 5000, `${parts.length}`);
    const seen = new Set<string>();
    for (const [seq, part] of parts.entries()) {
      assert.deepEqual([BucketPart.parse(part).seq, part.agentId, part.version], [seq, "simulation", 1]);
      assert.ok(seq === 0 || parts[seq - 1]!.minute <= part.minute, `${store.id} ${seq}`);
      const key = `${unitOf(part)} ${part.minute}`;
      assert.ok(!seen.has(key), `${store.id} ${key} is told twice`);
      seen.add(key);
    }
    assert.deepEqual(
      [...new Set(parts.map(unitOf))].toSorted(),
      unitsOfStore(store)
        .map(({ unitId }) => unitId)
        .toSorted(),
    );
  }
});

test("people come while the store is open by its own hours and holidays, and nobody else does at night", () => {
  for (const store of STORES) {
    const parts = partsOf(PLAN, store.id);
    const clock = storeCalendar(store.time_zone);
    const open = openSpans(store, clock, "2026-03-16", "2026-03-29");
    const isNear = ({ minute }: BucketPart) => open.some(({ start, end }) => start - 30 <= minute && minute < end + 30);
    assert.ok(parts.every(isNear), store.id);
    assert.equal(parts.filter(({ minute }) => clock.dayOf(minute) === "2026-03-24").length > 0, store.id === "always");
  }
});

test("inner lines, the lines of other makers' sensors and a street are walked over, each in its own measure", () => {
  const sums = new Map<string, number>();
  for (const part of partsOf(PLAN, "north"))
    if (part.kind === "line") {
      sums.set(part.lineId, (sums.get(part.lineId) ?? 0) + part.in);
      assert.equal(part.method, part.lineId === "beam.back.door" ? "sensor-1" : "body-1");
      assert.ok(part.method === "body-1" || part.uncertain === 0);
    }
  const at = (unitId: string) => sums.get(unitId) ?? 0;
  const visitors = at("door.door") + at("beam.back.door");
  assert.ok(at("beam.back.door") > 0.1 * visitors && at("door.door") > at("beam.back.door"), JSON.stringify([...sums]));
  assert.ok(at("hall.stairs") > 0.05 * visitors && at("hall.stairs") < visitors);
  assert.ok(at("hall.street") > visitors);
});

test("the same plan has the same parts whatever other stores there are, a cut one is a beginning, versions are as told", () => {
  const whole = partsOf(PLAN, "north");
  assert.deepEqual(partsOf({ ...PLAN, stores: STORES.slice(0, 1) }, "north"), whole);
  assert.notDeepEqual(partsOf({ ...PLAN, seed: 8 }, "north"), whole);
  const endMinute = whole[Math.floor(whole.length / 2)]!.minute;
  const cut = partsOf({ ...PLAN, endMinute }, "north");
  assert.ok(cut.length > 1000);
  assert.deepEqual(
    cut,
    whole.filter(({ minute }) => minute < endMinute),
  );
  const units = [{ storeId: "north", kind: "line" as const, unitId: "door.door", version: 3 }];
  const versions = new Map(partsOf({ ...PLAN, units }, "north").map((part) => [unitOf(part), part.version]));
  assert.deepEqual([versions.get("door.door"), versions.get("hall.street")], [3, 1]);
});

test("the truth knows staff and groups, and what was counted where all was watched is the truth", () => {
  const store = { ...STORES[0]!, hours: { ...STORES[0]!.hours, sat: ["10:00-20:00"] } } as Store;
  let [staffIn, staffOut, groups, people, unequal] = [0, 0, 0, 0, 0];
  for (const { parts, truth } of simulateHistory({ ...PLAN, stores: [store] })) {
    const counted = new Map(parts.map((part) => [`${unitOf(part)} ${part.minute}`, part]));
    for (const { sensor, bucket } of truth) {
      if (bucket.kind !== "line") continue;
      staffIn += bucket.staffIn;
      staffOut += bucket.staffOut;
      groups += bucket.groupsIn;
      if (bucket.groupsIn > 0) people += bucket.in - bucket.staffIn;
      assert.ok(bucket.staffIn + bucket.groupsIn <= bucket.in && bucket.staffOut <= bucket.out);
      const part = counted.get(`${sensor}.${bucket.line} ${bucket.minute}`);
      if (part?.watchedMs === MINUTE_MS && part.kind === "line" && part.in !== bucket.in) unequal += 1;
    }
  }
  assert.equal(unequal, 0);
  assert.ok(staffIn > 50 && staffIn === staffOut, `${staffIn} ${staffOut}`);
  assert.ok(groups > 1000 && people > 1.3 * groups, `${groups} ${people}`);
});

test("six weeks of a store with four cameras are made up in a moment", (context) => {
  const shop: Store = {
    ...STORES[0]!,
    sensors: [0, 1, 2, 3].map((n) => ({ ...STORES[0]!.sensors[0]!, id: `door-${n}` })),
  };
  const beganMs = performance.now();
  let parts = 0;
  for (const batch of simulateHistory({ stores: [shop], last: "2026-03-29", days: 42, seed: 1 }))
    parts += batch.parts.length;
  const tookMs = performance.now() - beganMs;
  context.diagnostic(`${parts} parts in ${Math.round(tookMs)} ms`);
  assert.ok(tookMs < 10_000, `${tookMs}`);
});
