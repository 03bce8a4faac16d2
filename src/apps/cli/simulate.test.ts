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
    const question = { storeId, fromMinute: 0, toMinute: Number.MAX_SAFE_INTEGER };
    hash.update(JSON.stringify([await store.parts(question), await store.totals("day", question)]));
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
  assert.deepEqual(names.toSorted(), ["shop.yaml", "store.sqlite", "truth", "writer.lock"]);
});

test("its sums are what its parts say, and what was missed of the truth was not watched", async () => {
  assert.equal(await rebuild({ data: data("a") }), 0);
  using store = openStoreReader(data("a"));
  for (const storeId of await store.stores()) {
    const parts = await store.parts({ storeId, fromMinute: 0, toMinute: Number.MAX_SAFE_INTEGER });
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
