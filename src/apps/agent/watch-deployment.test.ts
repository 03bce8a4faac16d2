import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { openRtspServer } from "#tools/rtsp/rtsp-server.ts";
import type { CameraCount } from "./guarded-camera.ts";
import { type DeploymentWatch, type DeploymentWatchOptions, watchDeployment } from "./watch-deployment.ts";

const ENTRANCE = fileURLToPath(new URL("../../../scenes/entrance.mp4", import.meta.url));
/** In a shop in France everything that a camera needs is on file. */
const BOUTIQUE = readFileSync("examples/boutique-france.yaml", "utf8");
const SIGN = /on_file: true\n(\s+owner: shop manager)/;
/** A stage is to be gone within this. */
const DOWN_MS_MAX = 5000;

/** The boutique with its camera at an address, in a folder of its own. */
function boutiqueAt(
  context: TestContext,
  address: string,
): { path: string; write: (text: string) => void; text: string } {
  const folder = mkdtempSync(join(tmpdir(), "lintel-gate-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "shop.yaml");
  const text = BOUTIQUE.replace(/source: .*/, `source: ${address}`);
  const write = (changed: string) => writeFileSync(path, changed);
  write(text);
  return { path, write, text };
}

/** Watches it for no longer than the test goes on: the run would otherwise wait for ever for one that has failed. */
async function watching(
  context: TestContext,
  path: string,
  options: Partial<DeploymentWatchOptions> = {},
): Promise<DeploymentWatch> {
  const watch = await watchDeployment(path, { nowMs: Date.now, addressOf: (source) => source, ...options });
  context.after(() => watch.stop());
  return watch;
}

/** The last moment of which anything of a line or zone is known. */
function lastMinuteMs({ buckets }: CameraCount, kind: "line" | "zone"): number {
  return buckets.filter((bucket) => bucket.kind === kind).reduce((sum, { watchedMs }) => sum + watchedMs, 0);
}

/** Waits for what must come, on a machine with much else to do. */
async function until(isSo: () => boolean): Promise<void> {
  for (const beganMs = performance.now(); !isSo(); await pause(50))
    assert.ok(performance.now() - beganMs < 40_000, "waited in vain");
}

test("when the sign is taken from the file, a running camera's stages are gone within 5 s and its minutes end", async (context) => {
  await using camera = await openRtspServer({ streams: { "/door": [ENTRANCE] } });
  const { path, write, text } = boutiqueAt(context, camera.address("/door"));
  const changes: { atMs: number; stages: readonly string[]; why: string }[] = [];
  const states: string[] = [];
  const watch = await watching(context, path, {
    onChange: (change) => changes.push(change),
    onHealth: ({ state }) => states.push(state),
  });
  await until(() => states.includes("running"));
  await pause(4000);
  const takenAtMs = Date.now();
  write(text.replace(SIGN, "on_file: false\n$1"));
  await pause(DOWN_MS_MAX + 3000);
  watch.stop();
  const { cameras } = await watch.outcome;
  assert.deepEqual(
    changes.map(({ stages }) => stages),
    [["count", "zones"], []],
  );
  const down = changes[1]!;
  assert.ok(down.atMs - takenAtMs <= DOWN_MS_MAX, `${down.atMs - takenAtMs} ms`);
  assert.match(down.why, /sign at the entrance is not on file/);
  const watched = lastMinuteMs(cameras[0]!, "line");
  assert.ok(watched > 1000 && watched < 4000 + DOWN_MS_MAX, `watched for ${watched} ms of 12 s`);
});

test("a camera that is switched off and on again is counted again, and what happened to it is told", async (context) => {
  const first = await openRtspServer({ streams: { "/door": [ENTRANCE] } });
  const { path } = boutiqueAt(context, first.address("/door"));
  const told: string[] = [];
  const watch = await watching(context, path, {
    onHealth: ({ store, sensor, state }) => told.push(`${store} ${sensor} ${state}`),
  });
  const has = (state: string, times: number) => told.filter((one) => one.endsWith(` ${state}`)).length >= times;
  await until(() => has("running", 1));
  await pause(3000);
  await first.close();
  await until(() => has("refused", 1));
  await using _second = await openRtspServer({ streams: { "/door": [ENTRANCE] }, port: first.port });
  const backAtMs = Date.now();
  await until(() => has("running", 2));
  await pause(3000);
  watch.stop();
  const { cameras } = await watch.outcome;
  const { health, fault, store, sensor } = cameras[0]!;
  assert.equal(fault, null);
  const states = health.map(({ state }) => state).filter((state) => state !== "too-slow");
  assert.deepEqual(states.slice(0, 4), ["connecting", "running", "ended", "connecting"]);
  assert.deepEqual(states.slice(-3), ["connecting", "running", "over"]);
  assert.deepEqual(
    told,
    health.map(({ state }) => `${store} ${sensor} ${state}`),
  );
  const ended = health.find(({ state }) => state === "ended")!;
  assert.match(ended.why, /ended its stream/);
  assert.match(ended.remedy, /switched off/);
  const watchedMs = lastMinuteMs(cameras[0]!, "line");
  assert.ok(watchedMs > 3000 && watchedMs < backAtMs - health[0]!.atMs + 10_000, `watched for ${watchedMs} ms`);
});

test("what is taken from one stage leaves the other running", async (context) => {
  await using camera = await openRtspServer({ streams: { "/door": [ENTRANCE] } });
  const { path, write, text } = boutiqueAt(context, camera.address("/door"));
  const states: string[] = [];
  const watch = await watching(context, path, {
    onHealth: ({ state }) => states.push(state),
  });
  const timesRunning = () => states.filter((state) => state === "running").length;
  await until(() => timesRunning() === 1);
  await pause(4000);
  // Without an assessment zones may not run in the Union; a count may.
  write(text.replace(/assessment:\n(\s+)on_file: true/, "assessment:\n$1on_file: false"));
  await until(() => timesRunning() === 2);
  await pause(4000);
  watch.stop();
  const { cameras, changes } = await watch.outcome;
  assert.deepEqual(
    changes.map(({ stages }) => stages),
    [["count", "zones"], ["count"]],
  );
  const [counted, stayed] = [lastMinuteMs(cameras[0]!, "line"), lastMinuteMs(cameras[0]!, "zone")];
  assert.ok(counted > stayed + 2000, `line ${counted} ms, zone ${stayed} ms`);
});

test("when the last day of a paper is over the stages go down, though nobody touched the file", async (context) => {
  await using camera = await openRtspServer({ streams: { "/door": [ENTRANCE] } });
  const { path, write, text } = boutiqueAt(context, camera.address("/door"));
  write(text.replace("end: 2027-12-31", "end: 2026-11-28"));
  const midnightMs = Date.parse("2026-11-29T00:00:00+01:00"); // in Paris
  const beganMs = Date.now();
  const watch = await watching(context, path, { nowMs: () => midnightMs - 3000 + (Date.now() - beganMs) });
  await pause(6500);
  watch.stop();
  const { changes } = await watch.outcome;
  assert.deepEqual(
    changes.map(({ stages }) => stages),
    [["count", "zones"], []],
  );
  assert.match(changes[1]!.why, /ended on 2026-11-28/);
});

test("a file that can no longer be read shuts the gate, and a mended one opens it again", async (context) => {
  await using camera = await openRtspServer({ streams: { "/door": [ENTRANCE] } });
  const { path, write, text } = boutiqueAt(context, camera.address("/door"));
  const watch = await watching(context, path);
  await pause(2500);
  write(text.replace("stores:", "stores: ["));
  await pause(5000);
  write(text);
  await pause(4000);
  watch.stop();
  const { changes } = await watch.outcome;
  assert.deepEqual(
    changes.map(({ stages }) => stages),
    [["count", "zones"], [], ["count", "zones"]],
  );
  assert.match(changes[1]!.why, /can no longer be read/);
});

test("a paper that is not what its checksum says opens nothing", async (context) => {
  const { path, write, text } = boutiqueAt(context, "scene:entrance");
  const paper = join(path, "..", "sign.txt");
  writeFileSync(paper, "We count, and keep nobody.\n");
  const sha256 = createHash("sha256").update(readFileSync(paper)).digest("hex");
  const signed = text.replace(SIGN, `on_file: true\n          file: sign.txt\n          sha256: ${sha256}\n$1`);
  const film = () => watching(context, path, { addressOf: () => ENTRANCE });
  write(signed);
  const watch = await film();
  watch.stop();
  await watch.outcome;
  writeFileSync(paper, "We count, and keep everybody.\n");
  await assert.rejects(film, { code: "deployment/nothing-permitted", message: /not what its checksum says/ });
});

test("a beam that may count pushes into the same buckets, and is refused unread once its place forbids it", async (context) => {
  const { path, write } = boutiqueAt(context, "scene:entrance");
  const shop = (jurisdiction: string) => `
lintel: 1
name: a shop with a beam
stores:
  - id: pudong
    time_zone: Asia/Shanghai
    site: { jurisdiction: ${jurisdiction}, public_place: true }
    sensors:
      - id: beam
        class: beam
        does: [count]
        feed:
          shape: lintel
          via: { push: { key: $BEAM_KEY } }
          lines: [{ theirs: gate, line: door }]
`;
  write(shop("CN"));
  const key = "0123456789abcdef";
  const secretsIn = (text: string) => text.replace("$BEAM_KEY", key);
  const watch = await watching(context, path, { secretsIn });
  const push = async () => {
    const start = new Date(Date.now() - 60_000).toISOString();
    const body = JSON.stringify({
      line: "gate",
      start,
      end: new Date().toISOString(),
      in: 3,
      out: 1,
      snapshot: "AAAA",
    });
    const answer = await fetch(`http://127.0.0.1:${watch.pushPort}/sensors/pudong.beam`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}` },
      body,
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const counted = await push();
  assert.equal(counted.status, 202, JSON.stringify(counted.body));
  assert.deepEqual(counted.body.dropped, { snapshot: 1 });
  write(shop("XX"));
  await pause(3000);
  const refused = await push();
  assert.deepEqual([refused.status, refused.body.code], [403, "sensor/not-permitted"]);
  watch.stop();
  const { feeds, changes } = await watch.outcome;
  assert.deepEqual(
    changes.map(({ stages }) => stages),
    [["count"], []],
  );
  const lines = feeds[0]!.buckets.filter((bucket) => bucket.kind === "line");
  assert.equal(
    lines.reduce((sum, bucket) => sum + bucket.in, 0),
    3,
  );
});

test("a camera that is taken from the file is no longer watched, and put back it is watched again", async (context) => {
  await using camera = await openRtspServer({ streams: { "/door": [ENTRANCE] } });
  const { path, write, text } = boutiqueAt(context, camera.address("/door"));
  const other = text.replace("- id: door", "- id: other").replace(camera.address("/door"), camera.address("/nowhere"));
  const states: string[] = [];
  const watch = await watching(context, path, {
    onHealth: ({ sensor, state }) => states.push(`${sensor} ${state}`),
  });
  const times = (state: string) => states.filter((one) => one === state).length;
  await until(() => times("door running") === 1);
  await pause(2000);
  write(other);
  await until(() => times("door over") === 1 && times("other not-there") > 0);
  write(text);
  await until(() => times("door running") === 2 && times("other over") === 1);
  await pause(2000);
  watch.stop();
  const { cameras } = await watch.outcome;
  assert.deepEqual(cameras.map(({ sensor }) => sensor).toSorted(), ["door", "door", "other"]);
  for (const count of cameras.filter(({ sensor }) => sensor === "door")) assert.ok(lastMinuteMs(count, "line") > 0);
});

test("a camera whose film was not there is watched once the file names one that is, though others go on meanwhile", async (context) => {
  await using camera = await openRtspServer({ streams: { "/door": [ENTRANCE] } });
  const { path, write, text } = boutiqueAt(context, camera.address("/door"));
  const sensor = /^( +)- id: door\n(?:\1 .*\n|\n)*/m.exec(text)![0];
  const withWindow = (film: string) =>
    text.replace(
      sensor,
      `${sensor}${sensor.replace("id: door", "id: window").replace(camera.address("/door"), `loop:${film}`)}`,
    );
  write(withWindow("nothing.mp4"));
  const states: string[] = [];
  const watch = await watching(context, path, {
    onHealth: ({ sensor: id, state }) => states.push(`${id} ${state}`),
  });
  await until(() => states.includes("window over") && states.includes("door running"));
  write(withWindow(ENTRANCE));
  await until(() => states.includes("window running"));
  await pause(2000);
  watch.stop();
  const { cameras } = await watch.outcome;
  const window = cameras.find((count) => count.sensor === "window")!;
  assert.equal(window.fault, null);
  assert.ok(lastMinuteMs(window, "line") > 0);
  assert.equal(states.filter((state) => state === "door over").length, 1);
});

test("a camera whose pictures are to travel over UDP is watched so, and over TCP once the file says no more of it", async (context) => {
  await using camera = await openRtspServer({ streams: { "/door": [ENTRANCE] }, losesOneOf: 100 });
  const { path, write, text } = boutiqueAt(context, camera.address("/door"));
  write(text.replace(/^( +)source: .*/m, "$&\n$1transport: udp"));
  const states: string[] = [];
  const watch = await watching(context, path, { onHealth: ({ state }) => states.push(state) });
  await until(() => camera.counts.lost > 0); // only what travels over UDP is lost
  await pause(2000);
  write(text);
  await until(() => states.filter((state) => state === "running").length === 2);
  const { lost } = camera.counts;
  await pause(2000);
  assert.equal(camera.counts.lost, lost);
  watch.stop();
  const { cameras } = await watch.outcome;
  assert.ok(lastMinuteMs(cameras[0]!, "line") > 2000);
});
