import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { openStore, openStoreReader, type Question } from "#adapters/store/store.ts";
import { loadDeployment } from "#apps/deployment/deployment-file.ts";
import { Fault } from "#domain/fault/fault.ts";
import { openDayKeep } from "#domain/figures/day-keep.ts";
import { storedFigures, storedNow } from "#domain/figures/stored-figures.ts";
import type { BucketPart } from "#domain/wire/bucket-part.ts";
import { type FiguresOptions, figures } from "./figures.ts";
import { figuresOfData } from "./figures-data.ts";
import { simulate } from "./simulate.ts";

const SIMULATION = { stores: "1", cameras: "4", days: "21", from: "2026-03-02", seed: "11" };
const AFTER = Date.parse("2026-07-01T12:00Z");

let folder = "";
const path = (name: string) => join(folder, name);

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "lintel-figures-data-"));
  await simulate({ ...SIMULATION, out: path("files") });
  await simulate({ ...SIMULATION, data: path("data") });
});

after(() => rmSync(folder, { recursive: true, force: true }));

function isFault(code: string, detail: RegExp) {
  return (error: unknown) => error instanceof Fault && error.code === code && detail.test(error.detail);
}

function plan(nowMs: number, period: { first: string; last: string } | null) {
  const store = loadDeployment(join(path("data"), "shop.yaml")).deployment.stores[0]!;
  return { store, period, nowMs, by: "day", captureForm: "entries-per-all", bounceMs: 5000 } as const;
}

/** A reader that says how many days were read by minutes. */
function watched(reader: ReturnType<typeof openStoreReader>) {
  const said = { days: 0 };
  const totals = (span: "minute" | "day", question: Question) => {
    if (span === "minute") said.days += Math.round((question.toMinute - question.fromMinute) / 1440);
    return reader.totals(span, question);
  };
  return { said, reader: { totals } };
}

test("the figures of a store's data are those of the same minutes in a file, whatever is asked", async () => {
  const asked: FiguresOptions[] = [
    {},
    { by: "hour" },
    { by: "weekday", capture: "entries-per-all", bounce: "20s" },
    { day: "2026-03-14" },
    { from: "2026-03-09", to: "2026-03-15" },
  ];
  for (const options of asked) {
    const ofFile = figures(path("files/store-01.minutes.csv"), {
      ...options,
      deployment: path("files/store-01.yaml"),
      json: true,
    });
    const ofData = await figuresOfData({ ...options, data: path("data"), store: "store-01", json: true }, AFTER);
    // A table of minutes tells of nobody who works there.
    const parsed = (text: string) => JSON.parse(text, (key, value) => (key.startsWith("staff") ? null : value));
    assert.deepEqual(parsed(ofData), parsed(ofFile), JSON.stringify(options));
  }
});

test("a day that was read is not read again, and a late part shows at once", async () => {
  const keep = openDayKeep();
  using open = openStoreReader(path("data"));
  const { said, reader } = watched(open);
  const ask = () => storedFigures(reader, keep, plan(AFTER, { first: "2026-03-02", last: "2026-03-22" }));
  const once = await ask();
  assert.ok(said.days >= 18, `${said.days}`);
  said.days = 0;
  assert.deepEqual(await ask(), once);
  assert.equal(said.days, 0);

  const late: BucketPart = {
    kind: "line",
    storeId: "store-01",
    lineId: "camera-01.door-1",
    version: 1,
    minute: Date.parse("2026-03-10T12:00Z") / 60_000,
    agentId: "late",
    seq: 0,
    in: 40,
    out: 0,
    staffIn: 0,
    staffOut: 0,
    groupsIn: 0,
    uncertain: 0,
    watchedMs: 0,
    method: "body-1",
  };
  using store = await openStore(path("data"));
  await store.ingest([late]);
  const again = await ask();
  assert.equal(said.days, 1, "the day that it belongs to, and no other");
  assert.equal(again!.total.visitors.counted, once!.total.visitors.counted + 40);
  assert.deepEqual(
    again,
    await storedFigures(open, openDayKeep(), plan(AFTER, { first: "2026-03-02", last: "2026-03-22" })),
  );
});

test("of the present day only what is over is in the figures, as a page asks for it and as it is asked for now", async () => {
  using reader = openStoreReader(path("data"));
  const nowMs = Date.parse("2026-03-20T14:00Z");
  const now = await storedNow(reader, openDayKeep(), plan(nowMs, null));
  const day = await storedFigures(reader, openDayKeep(), plan(nowMs, { first: "2026-03-20", last: "2026-03-20" }));
  const whole = await storedFigures(reader, openDayKeep(), plan(AFTER, { first: "2026-03-20", last: "2026-03-20" }));
  assert.deepEqual([now.day, now.isOpen, now.soFar.openMinutes], ["2026-03-20", true, 5 * 60]);
  assert.deepEqual(now.soFar.visitors, day!.total.visitors);
  assert.ok(now.soFar.visitors.counted > 0 && now.soFar.visitors.counted < whole!.total.visitors.counted);
  assert.deepEqual(now.usual?.days.length, 2);
  assert.ok(now.inside && now.inside.people >= 0);
  const all = await storedFigures(reader, openDayKeep(), plan(nowMs, null));
  assert.equal(all!.last, "2026-03-20", "days to come are none");
});

test("days that are kept are figures in a moment", async (context) => {
  const keep = openDayKeep();
  using reader = openStoreReader(path("data"));
  const asked = plan(AFTER, { first: "2026-03-02", last: "2026-03-22" });
  await storedFigures(reader, keep, asked);
  const beganMs = performance.now();
  await storedFigures(reader, keep, asked);
  const tookMs = performance.now() - beganMs;
  context.diagnostic(`three weeks of four lines and zones, kept: ${Math.round(tookMs)} ms`);
  assert.ok(tookMs < 1000, `${tookMs}`);
});

test("what cannot be asked is a fault, from the command line too", async () => {
  const data = path("data");
  const cases: [options: object, code: string, detail: RegExp][] = [
    [{ data: path("none"), deployment: path("files/store-01.yaml") }, "store/not-found", /none/],
    [{ data: path("none") }, "deployment/unreadable", /shop\.yaml/],
    [{ data, store: "north" }, "figures/unknown-store", /`north` is not in .* `store-01`/],
    [{ data, from: "2026-03-02" }, "figures/unreadable", /both `--from` and `--to`/],
    [{ data, from: "2026-03-09", to: "2026-03-02" }, "figures/unreadable", /before/],
    [{ data, day: "2026-03-02", from: "2026-03-02", to: "2026-03-02" }, "figures/unreadable", /either/],
    [{ data, now: true, day: "2026-03-02" }, "figures/unreadable", /present day/],
    [{ data, now: true, csv: true }, "figures/unreadable", /present day/],
  ];
  for (const [options, code, detail] of cases)
    await assert.rejects(figuresOfData(options as { data: string }, AFTER), isFault(code, detail), String(detail));
  const lintel = (...words: string[]) =>
    spawnSync(process.execPath, ["bin/lintel.mjs", "figures", ...words], { encoding: "utf8" });
  const now = lintel("--data", data, "--store", "store-01", "--now");
  assert.match(
    now.stdout,
    /^store-01 \(simulated: no such store exists\), .* until \d\d:\d\d, Europe\/Paris, /,
    now.stderr,
  );
  for (const words of [[], ["a.csv", "--data", data], ["a.csv", "--now"], ["a.csv"]]) {
    const { status, stderr } = lintel(...words);
    assert.equal(status, 2);
    assert.match(stderr, /figures\/unreadable/);
  }
});
