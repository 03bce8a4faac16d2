import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import test, { type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type Bucket, mergedBuckets } from "#domain/counting/bucket.ts";
import type { ZoneLive } from "#domain/counting/zone-presence.ts";
import { openRtspServer } from "#tools/rtsp/rtsp-server.ts";
import { openLensPool } from "./lens-pool.ts";
import { watchDeployment } from "./watch-deployment.ts";

const SCENE = (name: string) => fileURLToPath(new URL(`../../../scenes/${name}.mp4`, import.meta.url));
const TELL_MS_MAX = 3000;
/** In a shop in France everything that a camera needs is on file. */
const BOUTIQUE = readFileSync("examples/boutique-france.yaml", "utf8");
const QUEUE_ZONE = "[[0.3, 0.3], [0.7, 0.3], [0.7, 1], [0.3, 1]]";
const CUE_AFTER_S = 6;

/** A folder within the program's own: a lens of cameras can read nothing else. */
function folderFor(context: TestContext): string {
  mkdirSync(".types", { recursive: true });
  const folder = mkdtempSync(resolve(".types/streaming-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The boutique with its camera at an address and a cue in its zone. */
function boutiqueAt(folder: string, address: string, more = ""): string {
  const path = join(folder, "shop.yaml");
  const text = BOUTIQUE.replace(/source: .*/, `source: ${address}`).replace(
    /corners: .*/,
    `corners: ${QUEUE_ZONE}\n            cue: { after_s: ${CUE_AFTER_S} }`,
  );
  writeFileSync(path, text + more);
  return path;
}

async function until(isSo: () => boolean, what: string): Promise<void> {
  for (const beganMs = performance.now(); !isSo(); await pause(50))
    assert.ok(performance.now() - beganMs < 60_000, `waited in vain until ${what}`);
}

/** A beam in the same shop. */
const BEAM = `
      - id: beam
        class: beam
        does: [count]
        feed:
          shape: lintel
          via: { push: { key: 0123456789abcdef } }
          lines: [{ theirs: gate, line: gate }]
`;

async function push(port: number | null, minutesAgo: number): Promise<void> {
  const start = new Date(Date.now() - (minutesAgo + 1) * 60_000).toISOString();
  const end = new Date(Date.now() - minutesAgo * 60_000).toISOString();
  const answer = await fetch(`http://127.0.0.1:${port}/sensors/lyon.beam`, {
    method: "POST",
    headers: { authorization: "Bearer 0123456789abcdef" },
    body: JSON.stringify({ line: "gate", start, end, in: 3, out: 1 }),
  });
  assert.equal(answer.status, 202, await answer.text());
}

for (const keepsBuckets of [true, false])
  test(`parts are heard once each while the day goes on, with the buckets ${keepsBuckets ? "" : "not "}kept`, async (context) => {
    await using camera = await openRtspServer({ streams: { "/door": [SCENE("queue")] } });
    const path = boutiqueAt(folderFor(context), camera.address("/door"), BEAM);
    const parts: { name: string; part: Bucket; atMs: number }[] = [];
    const lives: { atMs: number; live: readonly ZoneLive[] }[] = [];
    const cues: { name: string; zone: string; waitedMs: number; atMs: number }[] = [];
    const watch = await watchDeployment(path, {
      nowMs: Date.now,
      addressOf: (source) => source,
      keepsBuckets,
      onPart: (store, sensor, part) => parts.push({ name: `${store}.${sensor}`, part, atMs: performance.now() }),
      onLive: (_store, _sensor, live) => lives.push({ atMs: performance.now(), live }),
      onCue: (store, sensor, zone, waitedMs, atMs) => cues.push({ name: `${store}.${sensor}`, zone, waitedMs, atMs }),
    });
    context.after(() => watch.stop()); // a failed test would otherwise be waited for for ever
    const partsOf = (name: string) => parts.filter((one) => one.name === name);
    await push(watch.pushPort, 30);
    await push(watch.pushPort, 10);
    await until(() => cues.length > 0, "somebody has waited for long");
    const cuedAtMs = Date.now();
    await until(() => partsOf("lyon.door").length >= 10, "parts were told");
    watch.stop();
    const { cameras, feeds, changes } = await watch.outcome;
    const heard = parts.length;
    await pause(200);
    assert.equal(parts.length, heard);

    const [door, beam] = ["lyon.door", "lyon.beam"].map((name) => mergedBuckets(partsOf(name).map(({ part }) => part)));
    if (keepsBuckets) {
      assert.deepEqual(cameras[0]!.buckets, door);
      assert.deepEqual(feeds[0]!.buckets, beam);
      assert.equal(changes.length, 2);
    } else assert.deepEqual([cameras[0]!.buckets, feeds[0]!.buckets, changes], [[], [], []]);
    assert.equal(
      beam!.reduce((sum, bucket) => sum + (bucket.kind === "line" ? bucket.in : 0), 0),
      6,
    );

    const times = [...new Set(partsOf("lyon.door").map(({ atMs }) => atMs))];
    const apart = times.slice(1).map((atMs, index) => atMs - times[index]!);
    assert.ok(Math.max(...apart) < TELL_MS_MAX + 1000, `${Math.max(...apart).toFixed(0)} ms`);

    assert.ok(lives.length > 5 && lives.some(({ live }) => (live[0]?.waitingMs ?? 0) > CUE_AFTER_S * 1000));
    assert.deepEqual(lives.at(-1)!.live, [], "once the camera is away nobody is known to wait");
    const [cue] = cues;
    assert.deepEqual([cue!.name, cue!.zone], ["lyon.door", "window"]);
    assert.ok(cue!.waitedMs > CUE_AFTER_S * 1000 && cue!.waitedMs < CUE_AFTER_S * 1000 + 4000, `${cue!.waitedMs} ms`);
    assert.ok(Math.abs(cue!.atMs - cuedAtMs) < 1000);
  });

/** So many minutes, each with as much in it as a bucket can hold: kept they would be more than `KEPT_BYTES_MIN`. */
const MINUTES = 1500;
const KEPT_BYTES_MIN = 1_500_000;
/** A heap is never twice the same; minutes that are let go leave nothing. */
const LET_GO_BYTES_MAX = 500_000;

/** A lens that counts a minute every six milliseconds: of a film, because of a camera it might not. */
const QUICK_LENS = `
  import { writeSync } from "node:fs";
  import { createInterface } from "node:readline";
  const send = (camera: number, said: unknown) => writeSync(3, JSON.stringify({ camera, said }) + "\\n");
  const dwellHistogram = Object.fromEntries(Array.from({ length: 144 }, (_, index) => [String(index), 10_000]));
  const bucketOf = (minute: number) =>
    ({ kind: "zone", zone: "window", minute, entered: 1, dwellHistogram, occupancyMax: 1, personMs: 1, watchedMs: 1000, method: "body-1" });
  createInterface({ input: process.stdin }).on("line", async (line) => {
    const { camera, order } = JSON.parse(line);
    if (order.kind === "stop") return send(camera, { kind: "ended" });
    send(camera, { kind: "opened", width: 640, height: 360, durationMs: null, isLive: true, lookSize: "large" });
    for (let minute = 0; minute < ${MINUTES}; minute++) {
      send(camera, { kind: "bucket", bucket: bucketOf(29_000_000 + minute) });
      await new Promise((resolve) => setTimeout(resolve, 6));
    }
  }).on("close", () => process.exit(0));`;

/** How much more an agent holds after so many minutes. */
async function heldAfter(context: TestContext, keepsBuckets: boolean): Promise<number> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const folder = folderFor(context);
  const entry = join(folder, "quick-lens.ts");
  writeFileSync(entry, QUICK_LENS);
  let heard = 0;
  const watch = await watchDeployment(boutiqueAt(folder, entry), {
    nowMs: Date.now,
    addressOf: (source) => source,
    pool: openLensPool({ entry }),
    keepsBuckets,
    onPart: () => {
      heard += 1;
    },
  });
  context.after(() => watch.stop());
  await until(() => heard > 100, "the lens has begun");
  collect();
  const before = process.memoryUsage().heapUsed;
  await until(() => heard === MINUTES, "all minutes were told");
  collect();
  const held = process.memoryUsage().heapUsed - before;
  watch.stop();
  await watch.outcome;
  return held;
}

test("what an agent holds does not grow with the minutes that it hears", async (context) => {
  const [letGo, kept] = [await heldAfter(context, false), await heldAfter(context, true)];
  context.diagnostic(`after ${MINUTES} minutes ${letGo} bytes more; ${kept} where they are kept`);
  assert.ok(kept > KEPT_BYTES_MIN, `the test would notice nothing: ${kept} bytes`);
  assert.ok(letGo < LET_GO_BYTES_MAX, `${letGo} bytes`);
});
