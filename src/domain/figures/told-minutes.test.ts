import assert from "node:assert/strict";
import test from "node:test";
import { Deployment } from "#domain/deployment/deployment.ts";
import type { Unit, UnitTotal } from "#domain/totals/unit-total.ts";
import { storeMinutesOf } from "./told-minutes.ts";

const STORE = Deployment.parse({
  lintel: 1,
  name: "Example",
  stores: [
    {
      id: "north",
      time_zone: "Europe/Paris",
      site: { jurisdiction: "EU-FR" },
      sensors: [
        {
          id: "a",
          does: ["count", "zones"],
          lines: [{ name: "door.left", from: [0.1, 0.5], to: [0.9, 0.5] }],
          zones: [{ name: "till", corners: [[0.1, 0.3], [0.9, 0.3], [0.9, 0.9]] }], // biome-ignore format: a triangle
        },
      ],
    },
  ],
}).stores[0]!;

const MINUTE = 29_900_000;

function lineTotal(unit: Partial<Unit>, entered: number): UnitTotal {
  const counts = { in: entered, out: 1, staffIn: 0, staffOut: 0, groupsIn: 0, uncertain: 0 };
  return {
    unit: { kind: "line", unitId: "a.door.left", version: 1, role: "entrance", ...unit } as Unit,
    fromMinute: MINUTE,
    toMinute: MINUTE + 1,
    total: { kind: "line", ...counts, method: "sensor-1", watchedMs: 60_000, watchedMsCut: 5000 },
  };
}

test("minutes of a store are rows of its sensors, whatever version counted them", () => {
  const zone: UnitTotal = {
    unit: { kind: "zone", unitId: "a.till", version: 1, role: null },
    fromMinute: MINUTE,
    toMinute: MINUTE + 1,
    total: { kind: "zone", entered: 3, dwellHistogram: { 5: 1 }, occupancyMax: 2, personMs: 9000, method: "body-1", watchedMs: 30_000, watchedMsCut: 0 }, // biome-ignore format: one row
  };
  const { rows, passedOver } = storeMinutesOf(STORE, [lineTotal({}, 4), lineTotal({ version: 2 }, 5), zone]);
  assert.equal(passedOver, 0);
  assert.deepEqual(
    rows.map(({ store, sensor }) => [store, sensor]),
    [
      ["north", "a"],
      ["north", "a"],
      ["north", "a"],
    ],
  );
  const told = { staffIn: 0, staffOut: 0, uncertain: 0, groupsIn: 0, watchedMs: 60_000, method: "sensor-1" };
  assert.deepEqual(rows[0]!.bucket, { kind: "line", line: "door.left", minute: MINUTE, in: 4, out: 1, ...told });
  const { bucket } = rows[2]!;
  assert.ok(bucket.kind === "zone" && bucket.zone === "till" && bucket.entered === 3 && bucket.watchedMs === 30_000);
});

test("what was counted in another role, or by what the deployment does not name, is in no row but told", () => {
  const others = [
    lineTotal({ version: 1, role: "inner" }, 9),
    lineTotal({ unitId: "a.attic" }, 9),
    lineTotal({ unitId: "door.left" }, 9),
    lineTotal({ unitId: "a.till" }, 9),
  ];
  assert.deepEqual(storeMinutesOf(STORE, others), { rows: [], passedOver: 4 });
});
