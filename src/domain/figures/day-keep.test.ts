import assert from "node:assert/strict";
import test from "node:test";
import { Deployment, type Store } from "#domain/deployment/deployment.ts";
import { openDayKeep } from "./day-keep.ts";
import { makeStoreDay } from "./store-day.ts";

const FILE = {
  lintel: 1,
  name: "Example",
  stores: [
    {
      id: "north",
      time_zone: "Europe/Paris",
      site: { jurisdiction: "EU-FR" },
      sensors: [{ id: "a", does: ["count"], lines: [{ name: "door", from: [0.1, 0.5], to: [0.9, 0.5] }] }],
    },
  ],
};

function storeOf(part: object = {}): Store {
  return Deployment.parse({ ...FILE, stores: [{ ...FILE.stores[0], ...part }] }).stores[0]!;
}

test("a day is kept until its mark or what the deployment says of the store changes", () => {
  const keep = openDayKeep();
  const store = storeOf();
  const made = makeStoreDay(store, "2026-03-02", { rows: [] });
  assert.equal(keep.find(store, "2026-03-02", "a"), null);
  keep.put(store, made, "a");
  assert.equal(keep.find(store, "2026-03-02", "a"), made);
  assert.equal(keep.find(storeOf(), "2026-03-02", "a"), made, "the same file read again");
  assert.equal(keep.find(storeOf({ name: "North" }), "2026-03-02", "a"), made, "a name is in no figure");
  assert.equal(keep.find(store, "2026-03-02", "b"), null, "something was added");
  const otherwise: object[] = [
    { hours: { mon: ["10:00-12:00"] } },
    { holidays: [{ date: "2026-03-02" }] },
    { time_zone: "Europe/London" },
    {
      sensors: [{ ...FILE.stores[0]!.sensors[0], lines: [{ ...FILE.stores[0]!.sensors[0]!.lines[0], role: "inner" }] }],
    },
    { id: "south" },
  ];
  for (const part of otherwise) assert.equal(keep.find(storeOf(part), "2026-03-02", "a"), null, JSON.stringify(part));
});

test("where it is full, the day that was asked for longest ago goes", () => {
  const keep = openDayKeep(2);
  const store = storeOf();
  const put = (day: string) => keep.put(store, makeStoreDay(store, day, { rows: [] }), "a");
  put("2026-03-02");
  put("2026-03-03");
  assert.ok(keep.find(store, "2026-03-02", "a"));
  put("2026-03-04");
  const kept = ["2026-03-02", "2026-03-03", "2026-03-04"].filter((day) => keep.find(store, day, "a"));
  assert.deepEqual(kept, ["2026-03-02", "2026-03-04"]);
});
