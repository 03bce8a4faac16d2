import assert from "node:assert/strict";
import test from "node:test";
import { Fault } from "#domain/fault/fault.ts";
import type { Bucket } from "./bucket.ts";
import { readStoreMinutes, STORE_MINUTE_COLUMNS, storeMinutesCsv } from "./minute-table.ts";

const LINE: Bucket = {
  kind: "line",
  line: "front door",
  minute: 29_800_000,
  in: 3,
  out: 1,
  uncertain: 1,
  watchedMs: 42_000,
  method: "sensor-1",
};
const ZONE: Bucket = {
  kind: "zone",
  zone: "shelf",
  minute: 29_800_000,
  entered: 2,
  dwellHistogram: { 7: 1, 31: 4 },
  occupancyMax: 2,
  personMs: 61_000,
  watchedMs: 60_000,
  method: "body-1",
};
const GOOD = "north,door,29800000,2026-08-29T10:40:00.000Z,line,door,3,1,0,,,,60000,body-1,,,";

test("what was written is read again, whole", () => {
  const together: Bucket = { ...LINE, minute: 29_800_001, groupsIn: 2, joinedIn: [1, 0, 0, 0] };
  const csv = storeMinutesCsv([{ store: "north", sensor: "door", buckets: [LINE, ZONE, together], isLive: true }]);
  assert.deepEqual(
    readStoreMinutes(csv.split("\r\n")),
    [LINE, ZONE, together].map((bucket) => ({ store: "north", sensor: "door", bucket })),
  );
});

test("a table without stays and groups, as earlier versions wrote it, can be read", () => {
  const columns = STORE_MINUTE_COLUMNS.replace(",dwells,groupsIn,joinedIn", "");
  assert.equal(readStoreMinutes([columns, GOOD.replace(/,,,$/, "")]).length, 1);
});

test("what cannot be read names its line, and what is wrong there", () => {
  const cases: [lines: string[], detail: RegExp][] = [
    [[], /^line 1: the file is empty/],
    [["minute,start"], /^line 1: the columns `store`, `sensor`, .* are missing/],
    [[STORE_MINUTE_COLUMNS, GOOD, "north,door"], /^line 3: 17 cells are due, 2 are there/],
    [[STORE_MINUTE_COLUMNS, GOOD.replace(",3,", ",3.5,")], /^line 2: `in` is `3.5` and not a whole number/],
    [[STORE_MINUTE_COLUMNS, GOOD.replace(",3,", ",-3,")], /^line 2: `in` is `-3`/],
    [[STORE_MINUTE_COLUMNS, GOOD.replace("60000", "60001")], /^line 2: `watchedMs` is `60001` .* up to 60000/],
    [[STORE_MINUTE_COLUMNS, GOOD.replace(/,,$/, ",4,")], /^line 2: `groupsIn` is `4` and not a whole number up to 3/],
    [[STORE_MINUTE_COLUMNS, `${GOOD}2 1`], /^line 2: `joinedIn` is `2 1` and not four counts/],
    [[STORE_MINUTE_COLUMNS, GOOD.replace("29800000", "12")], /^line 2: the minute is a film's/],
    [[STORE_MINUTE_COLUMNS, GOOD.replace("body-1", "guess")], /^line 2: the method `guess` is not known/],
    [[STORE_MINUTE_COLUMNS, GOOD.replace(",line,", ",lane,")], /^line 2: `kind` is `lane`/],
    [[STORE_MINUTE_COLUMNS, GOOD.replace("north", "")], /^line 2: `store` is empty/],
    [
      [STORE_MINUTE_COLUMNS, "n,d,29800000,x,zone,shelf,,,,2,2,1,60000,body-1,900:1,,"],
      /^line 2: `dwells` holds `900:1`/,
    ],
  ];
  for (const [lines, detail] of cases)
    assert.throws(
      () => readStoreMinutes(lines),
      (error) => error instanceof Fault && error.code === "figures/minutes-unreadable" && detail.test(error.detail),
      String(detail),
    );
});
