import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { openCamera } from "#adapters/camera/open-camera.ts";
import { openPersonDetector } from "#adapters/detector/person-detector.ts";
import { searchClosely } from "#apps/lens/person-free-picture.ts";
import { Fault } from "#domain/fault/fault.ts";
import { checkOverlay, writeOverlay } from "./overlay.ts";
import { runningTotals } from "./overlay-counts.ts";
import { personFreeScene } from "./overlay-scene.ts";
import { type OverlayPlan, watchMoments } from "./overlay-sightings.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const FOOTAGE = `${ROOT}/../shared/eval/video`;
const TUD = `${FOOTAGE}/TUD-Stadtmitte.mp4`;
const LEFT_OUT = "left out: ../shared/eval is not here";
/** The scene is searched down to this certainty; on drawn frames the letters and arrows ask for a little more. */
const NOBODY_SCORE = 0.3;
const NOBODY_SCORE_DRAWN = 0.4;

const LINE = { name: "입구 door", from: { x: 0.8, y: 1 }, to: { x: 0.8, y: 0 } };
const plan = (film: string, more: Partial<OverlayPlan> = {}): OverlayPlan => ({
  film,
  lines: [LINE],
  zones: [],
  analysedPerSecond: 5,
  ...more,
});

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "lintel-overlay-"));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

for (const [film, skip, more] of [
  [`${FOOTAGE}/PETS09-S2L1.avi`, LEFT_OUT, { analysedPerSecond: 2.5, untilMs: 8000 }],
  [TUD, LEFT_OUT, {}],
  [`${ROOT}/scenes/entrance.mp4`, "left out: scenes/entrance.mp4 is not rendered yet", { untilMs: 8000 }],
] as const)
  test(`nobody is left in the scene of ${film.split("/").at(-1)}, looked at from near or far`, async (context) => {
    if (!existsSync(film)) return context.skip(skip);
    const filmPlan = plan(film, more);
    const scene = await personFreeScene(filmPlan, await watchMoments(filmPlan));
    using detector = await openPersonDetector({ scoreMin: NOBODY_SCORE });
    assert.deepEqual(await searchClosely(detector, scene), []);
    const shades = new Set(scene.rgb);
    assert.ok(shades.size > 100, "the scene is not all grey");
  });

test("the running film shows nobody, in real time, and counts as the command says", async (context) => {
  if (!existsSync(TUD)) return context.skip(LEFT_OUT);
  await withFolder(async (folder) => {
    const path = join(folder, "counted.mp4");
    const { from, to } = LINE;
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ["src/apps/cli/main.ts", "count", TUD, "--json", "--until", "5s", "--overlay", path].concat(
        "--line",
        `${LINE.name}=${from.x},${from.y},${to.x},${to.y}`,
      ),
      { cwd: ROOT, encoding: "utf8" },
    );
    assert.equal(status, 0, stderr);
    assert.doesNotMatch(stderr, /restarted/);
    const [counted] = JSON.parse(stdout).lines;
    const filmPlan = plan(TUD, { untilMs: 5000 });
    const { moments } = await watchMoments(filmPlan);
    const [drawn] = runningTotals(filmPlan, moments).at(-1)?.lines ?? [];
    assert.deepEqual({ in: counted.in, out: counted.out }, { in: drawn?.in, out: drawn?.out });
    assert.ok(counted.in + counted.out > 0);

    using detector = await openPersonDetector({ scoreMin: NOBODY_SCORE_DRAWN });
    await using film = await openCamera({ source: path, model: detector.modelFor, analysedPerSecond: 5 });
    assert.deepEqual(film.picture, { width: 640, height: 480 });
    assert.equal(film.framesPerSecond, 5);
    let frames = 0;
    for await (const frame of film.frames()) {
      frames++;
      assert.deepEqual(await detector.detect(frame), [], `somebody at ${frame.atMs} ms`);
    }
    assert.equal(frames, moments.length);
  });
});

test("the picture is a PNG, and figures that differ from the film's are noticed", async (context) => {
  if (!existsSync(TUD)) return context.skip(LEFT_OUT);
  await withFolder(async (folder) => {
    const path = join(folder, "counted.PNG");
    const totals = { lines: [{ name: LINE.name, in: 99, out: 0 }], zones: [] };
    assert.equal(await writeOverlay(path, plan(TUD, { untilMs: 2000 }), totals), false);
    assert.equal(readFileSync(path).subarray(1, 4).toString(), "PNG");
  });
});

test("a live camera, another kind of file and a missing folder are refused before anything is counted", () => {
  const table = [
    ["counted.png", true, "overlay/live"],
    ["counted.gif", false, "overlay/unreadable"],
    ["counted", false, "overlay/unreadable"],
    ["no-such-folder/counted.mp4", false, "film/unwritable"],
  ] as const;
  for (const [path, isLive, code] of table)
    assert.throws(
      () => checkOverlay(path, { isLive }),
      (fault) => fault instanceof Fault && fault.code === code && fault.remedy.length > 0,
    );
  checkOverlay("counted.mp4", { isLive: false });
});
