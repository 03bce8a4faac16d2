import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { openStoreReader } from "#adapters/store/store.ts";
import { readStoreMinutes } from "#domain/counting/minute-table.ts";
import { Fault } from "#domain/fault/fault.ts";
import { simulate } from "./simulate.ts";
import { rebuild } from "./store-care.ts";

const SIMULATION = { stores: "2", cameras: "4", days: "6", from: "2026-03-23", seed: "11" };

/** In the year 2200. */
const MINUTE_LAST = 120_970_080;

let folder = "";
const data = (name: string) => join(folder, name);

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "lintel-simulate-"));
  await simulate({ ...SIMULATION, data: data("a") });
});

after(() => rmSync(folder, { recursive: true, force: true }));

async function digest(name: string) {
  const hash = createHash("sha256");
  using store = openStoreReader(data(name));
  const stores = await store.stores();
  for (const storeId of stores) {
    const question = { storeId, fromMinute: 0, toMinute: MINUTE_LAST };
    hash.update(JSON.stringify([await store.parts(question), await store.totals("day", question)]));
    hash.update(JSON.stringify([await store.sales(question), await store.checks({ storeId })]));
    hash.update(readFileSync(join(data(name), "truth", `${storeId}.csv`)));
  }
  return { stores, sha256: hash.update(readFileSync(join(data(name), "shop.yaml"))).digest("hex") };
}

function isFault(code: string, detail: RegExp) {
  return (error: unknown) => error instanceof Fault && error.code === code && detail.test(error.detail);
}

test("a simulated chain is data like any other, the same for the same seed", async () => {
  const once = await digest("a");
  assert.deepEqual(once.stores, ["store-01", "store-02"]);
  await simulate({ ...SIMULATION, data: data("b") });
  assert.equal((await digest("b")).sha256, once.sha256);
  await simulate({ ...SIMULATION, seed: "12", data: data("c") });
  assert.notEqual((await digest("c")).sha256, once.sha256);
  const names = readdirSync(data("a")).filter((name) => !name.startsWith("store.sqlite-"));
  assert.deepEqual(names.toSorted(), ["answer-keys.sqlite", "shop.yaml", "store.sqlite", "truth", "writer.lock"]);
});

test("its sums are what its parts say, and what was missed of the truth was not watched", async () => {
  assert.equal(await rebuild({ data: data("a") }), 0);
  using store = openStoreReader(data("a"));
  for (const storeId of await store.stores()) {
    const parts = await store.parts({ storeId, fromMinute: 0, toMinute: MINUTE_LAST });
    const told = new Map(
      parts.map((part) => [`${part.kind === "line" ? part.lineId : part.zoneId} ${part.minute}`, part]),
    );
    const truth = readStoreMinutes(readFileSync(join(data("a"), "truth", `${storeId}.csv`), "utf8").split("\r\n"));
    assert.ok(truth.length > 1000);
    let missed = 0;
    for (const { sensor, bucket } of truth) {
      const part = told.get(`${sensor}.${bucket.kind === "line" ? bucket.line : bucket.zone} ${bucket.minute}`);
      if (bucket.kind !== "line") continue;
      const counted = part?.kind === "line" ? part.in : 0;
      if (part?.watchedMs === 60_000) assert.equal(counted, bucket.in);
      else missed += bucket.in - counted;
    }
    assert.ok(missed >= 0);
  }
});

test("tills, tappers and the signs of staff tell what happened, each with the faults of its kind", async () => {
  using store = openStoreReader(data("a"));
  const question = { storeId: "store-01", fromMinute: 0, toMinute: MINUTE_LAST };
  let [told, taps, people] = [0, 0, 0];
  for (const part of await store.parts(question))
    if (part.kind === "line" && part.lineId === "camera-01.door-1")
      [told, people] = [told + part.staffIn + part.staffOut, people + part.in + part.out];
  const rows = readFileSync(join(data("a"), "truth", "store-01.csv"), "utf8")
    .split("\r\n")
    .slice(1);
  const staff = rows
    .map((row) => row.split(",").slice(-3))
    .reduce((sum, [a, b]) => sum + Number(a) + Number(b ?? 0), 0);
  assert.ok(Math.abs(told - staff) < 0.1 * staff + 0.03 * people, `${told} told of ${staff}`);
  const checks = await store.checks({ storeId: "store-01" });
  for (const { kept } of checks)
    for (const { minutes } of kept!.observations) taps += minutes.reduce((sum, one) => sum + one.in + one.out, 0);
  assert.ok(checks.length > 0 && taps >= 70 * checks.length, `${taps} taps`);
  const sold = (await store.sales(question))!.hours.reduce((sum, { transactions }) => sum + transactions, 0);
  assert.ok(sold > 0.2 * (people / 2) * 0.5 && sold < people / 2, `${sold} sold to ${people}`);
});

test("made-up counts are never mixed with what is there", async () => {
  await assert.rejects(simulate({ ...SIMULATION, data: data("a") }), isFault("simulate/not-empty", /shop\.yaml/));
  rmSync(join(data("a"), "shop.yaml"));
  await assert.rejects(simulate({ ...SIMULATION, data: data("a") }), isFault("simulate/not-empty", /store\.sqlite/));
  writeFileSync(data("file"), "");
  await assert.rejects(simulate({ ...SIMULATION, data: data("file") }), isFault("output/unwritable", /cannot be made/));
});

test("the command line says what it made", () => {
  const ran = spawnSync(process.execPath, ["bin/lintel.mjs", "simulate", "--data", data("d"), "--days", "2"], {
    encoding: "utf8",
  });
  assert.equal(ran.status, 0, ran.stderr);
  assert.match(ran.stdout, /store-01: 4 cameras, Europe\/Paris, \d+ parts/);
  assert.match(readFileSync(join(data("d"), "shop.yaml"), "utf8"), /^simulated: true$/m);
});
