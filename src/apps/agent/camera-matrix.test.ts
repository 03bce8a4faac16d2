// Everything that befalls a shop's cameras, all at once, in one lens: each is to be named right within a minute, nobody is
// to be counted in an empty shop whatever its picture does, and the cameras beside are to notice nothing.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { permitCamera } from "#apps/deployment/camera-permit.ts";
import type { CameraState, HealthChange } from "#domain/health/camera-state.ts";
import type { WatchOrder } from "#domain/wire/lens-order.ts";
import { type Behaviour, openRtspServer, type RtspServer } from "#tools/rtsp/rtsp-server.ts";
import { cover, darken, type Spoiling, turnBy, writeSpoiltFilm } from "#tools/rtsp/spoilt-film.ts";
import { openHealthLog } from "./health-log.ts";
import { keepWatching } from "./keep-watching.ts";
import { openLensPool } from "./lens-pool.ts";
import type { WatchOutcome } from "./watch-source.ts";

const SCENE = (name: string) => fileURLToPath(new URL(`../../../scenes/${name}.mp4`, import.meta.url));
const SIZE = { width: 416, height: 234 };
/** All is well for so long at first, and the scene is learned. */
const WHOLE_SECONDS = 22;
/** Within this the state must be known. */
const NAMED_MS_MAX = 60_000;
/** How long a slow machine may take beyond that to hear of it. */
const SLOW_MS = 15_000;
const LOGIN = { user: "shop", password: "open-sesame", scheme: "digest" } as const;

const GRANTS = permitCamera("US-IL", { at: "2026-11-21", hasZones: false });

type Case = {
  readonly name: string;
  readonly expected: CameraState;
  /** A film that goes bad, or what the camera does with a good one. */
  readonly spoil?: Spoiling;
  readonly behaviour?: Behaviour;
  /** May follow, because the camera is tried again. */
  readonly comesBack?: boolean;
};

/** At 15 pictures a second. */
const afterPictures = 15 * WHOLE_SECONDS;

const CASES: readonly Case[] = [
  { name: "dark", expected: "dark", spoil: darken },
  { name: "covered", expected: "covered", spoil: cover },
  { name: "moved", expected: "moved", spoil: turnBy(0.2) },
  { name: "frozen", expected: "frozen", behaviour: { kind: "freeze", afterPictures, pictures: 1 } },
  { name: "three-pictures", expected: "frozen", behaviour: { kind: "freeze", afterPictures, pictures: 3 } },
  { name: "halted-stamps", expected: "frozen", behaviour: { kind: "halt", afterPictures } },
  { name: "garbage", expected: "damaged", behaviour: { kind: "garbage", afterPictures }, comesBack: true },
  { name: "stalled", expected: "stalled", behaviour: { kind: "stall", afterPictures }, comesBack: true },
];

let folder = "";
const filmOf = (name: string) => join(folder, `${name}.mp4`);
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "lintel-matrix-"));
  const plan = { source: SCENE("empty"), size: SIZE };
  for (const { name, spoil } of CASES)
    if (spoil)
      await writeSpoiltFilm({ ...plan, path: filmOf(name), wholeSeconds: WHOLE_SECONDS, spoiltSeconds: 70, spoil });
  const whole = { wholeSeconds: 15, spoiltSeconds: 0, spoil: () => {} };
  await writeSpoiltFilm({ ...plan, ...whole, path: filmOf("narrow"), size: { width: 312, height: 234 } });
  await writeSpoiltFilm({ ...plan, ...whole, path: filmOf("wide") });
});
after(() => rmSync(folder, { recursive: true }));

function orderFor(source: string): WatchOrder {
  const lines = [0.25, 0.5, 0.75].map((at) => ({ name: `x${at}`, from: { x: at, y: 1 }, to: { x: at, y: 0 } }));
  return { kind: "watch", task: "count", source, analysedPerSecond: 5, lines, zones: [], grants: GRANTS };
}

type Seen = { readonly states: readonly CameraState[]; readonly changes: readonly HealthChange[] };

/** The states one after the other; that this machine is slow is no matter of the camera. */
function statesIn(changes: readonly HealthChange[]): CameraState[] {
  const states = changes.map(({ state }) => (state === "too-slow" ? "running" : state));
  return states.filter((state, index) => state !== states[index - 1]);
}

/** Watches one camera in the pool that all share. */
function watched(source: string, pool: ReturnType<typeof openLensPool>) {
  const heard: { state: CameraState; heardAtMs: number }[] = [];
  const onChange = ({ state }: HealthChange) => heard.push({ state, heardAtMs: Date.now() });
  const log = openHealthLog({ nowMs: Date.now, onChange });
  const watch = keepWatching(orderFor(source), { pool, log });
  return {
    seen: (): Seen => ({ states: statesIn(log.changes), changes: log.changes }),
    heardAtMs: (state: CameraState) => heard.find((one) => one.state === state)?.heardAtMs,
    lensPid: watch.lensPid,
    end(): Promise<WatchOutcome> {
      watch.stop();
      return watch.outcome;
    },
  };
}

function countedIn({ buckets }: WatchOutcome): number {
  return buckets.reduce((sum, bucket) => sum + (bucket.kind === "line" ? bucket.in + bucket.out : 0), 0);
}

/** For how long one of its lines was watched. */
function watchedMsOf({ buckets }: WatchOutcome): number {
  return buckets.reduce(
    (sum, bucket) => sum + (bucket.kind === "line" && bucket.line === "x0.5" ? bucket.watchedMs : 0),
    0,
  );
}

async function until(isSo: () => boolean, patienceMs: number): Promise<void> {
  for (const beganMs = performance.now(); !isSo() && performance.now() - beganMs < patienceMs; ) await sleep(100);
}

// Thirteen live cameras at once want a machine that does nothing else: on a busy one they are named late, which is no fault.
const skip = process.env.LINTEL_MATRIX ? false : "left out: it wants an idle machine; `npm run matrix` runs it";

test("whatever befalls a camera is named within a minute, counts nobody and does not disturb those beside it", {
  skip,
}, async (context) => {
  await using server = await openRtspServer({
    streams: {
      "/quiet": [SCENE("empty")],
      "/busy": [SCENE("entrance")],
      "/size": [filmOf("wide"), filmOf("narrow")],
      ...Object.fromEntries(CASES.map(({ name, spoil }) => [`/${name}`, [spoil ? filmOf(name) : SCENE("empty")]])),
    },
    behaviours: Object.fromEntries(
      CASES.flatMap(({ name, behaviour }) => (behaviour ? [[`/${name}`, behaviour]] : [])),
    ),
  });
  await using locked: RtspServer = await openRtspServer({ streams: { "/door": [SCENE("empty")] }, login: LOGIN });
  const pool = openLensPool({ lensesMax: 1 });
  const beganAtMs = Date.now();
  const cameras = new Map(CASES.map(({ name }) => [name, watched(server.address(`/${name}`), pool)]));
  const [quiet, busy, size] = ["quiet", "busy", "size"].map((name) => watched(server.address(`/${name}`), pool)) as [
    ReturnType<typeof watched>,
    ReturnType<typeof watched>,
    ReturnType<typeof watched>,
  ];
  const password = watched(locked.address("/door", LOGIN), pool);
  await until(() => password.seen().states.includes("running"), SLOW_MS);
  const lens = quiet.lensPid();
  locked.changeLogin({ ...LOGIN, password: "changed" });
  const changedAtMs = Date.now();

  const isNamed = ({ name, expected }: Case) => cameras.get(name)!.seen().states.includes(expected);
  await until(() => CASES.every(isNamed), WHOLE_SECONDS * 1000 + NAMED_MS_MAX + SLOW_MS);
  const watchedForMs = Date.now() - beganAtMs;

  for (const { name, expected, comesBack } of CASES)
    await context.test(`${name}: it is named ${expected}, and nobody is counted`, async (own) => {
      const camera = cameras.get(name)!;
      const { states, changes } = camera.seen();
      const outcome = await camera.end();
      own.diagnostic(states.join(" → "));
      assert.deepEqual(states.slice(0, 3), ["connecting", "running", expected]);
      if (!comesBack) assert.equal(states.length, 3, "it did not stay so");
      const namedAfterMs = camera.heardAtMs(expected)! - beganAtMs - WHOLE_SECONDS * 1000;
      assert.ok(namedAfterMs <= NAMED_MS_MAX + SLOW_MS, `named after ${namedAfterMs} ms`);
      const { why, remedy } = changes.find(({ state }) => state === expected)!;
      assert.ok(why !== "" && remedy !== "", `${why}: ${remedy}`);
      assert.equal(countedIn(outcome), 0);
      if (comesBack) return;
      // A moment more at the end of the good time, because pictures come when they come.
      const watchedMs = watchedMsOf(outcome);
      assert.ok(watchedMs > 10_000 && watchedMs < (WHOLE_SECONDS + 5) * 1000, `${watchedMs} ms are said to be watched`);
    });

  await context.test("a picture of another size ends the watch, and another is begun at once", async () => {
    const { states } = size.seen();
    assert.deepEqual(states.slice(0, 5), ["connecting", "running", "size-changed", "connecting", "running"]);
    assert.equal(countedIn(await size.end()), 0);
  });

  await context.test(
    "a password that no longer holds is said to be wrong, and tried once a minute at most",
    async () => {
      const { states } = password.seen();
      const told = password.heardAtMs("password");
      assert.ok(told && told - changedAtMs < NAMED_MS_MAX, states.join(" → "));
      const tries = states.filter((state) => state === "password").length;
      assert.ok(tries <= 1 + Math.floor((Date.now() - changedAtMs) / 60_000), `${tries} tries: ${states.join(" → ")}`);
      assert.equal(countedIn(await password.end()), 0);
    },
  );

  await context.test("a quiet shop is fine all the while, and every moment of it was watched", async () => {
    assert.deepEqual(quiet.seen().states, ["connecting", "running"]);
    const outcome = await quiet.end();
    assert.equal(countedIn(outcome), 0);
    const watchedMs = watchedMsOf(outcome);
    assert.ok(watchedMs > watchedForMs - SLOW_MS, `${watchedMs} of ${watchedForMs} ms were watched`);
  });

  await context.test("a busy shop beside them is counted, in the same lens, without a restart", async () => {
    assert.deepEqual(busy.seen().states, ["connecting", "running"]);
    assert.equal(busy.lensPid(), lens);
    const outcome = await busy.end();
    assert.deepEqual([outcome.restarts, outcome.fault], [0, null]);
    assert.ok(countedIn(outcome) > 0, "nobody was counted where people walk");
  });
});
