// Every film at hand is shown as a camera would show it for a minute and a half: whole, and made dark, covered, turned or
// frozen after half of it. A whole one must never be told to be anything but fine, whatever light falls on it.
import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { openCamera } from "#adapters/camera/open-camera.ts";
import type { SeenState } from "#domain/health/camera-state.ts";
import { PictureWatch } from "#domain/health/picture-watch.ts";
import { SceneStructure } from "#domain/health/scene-structure.ts";
import type { Fit } from "#domain/vision/fit.ts";
import { type LumaCells, lumaCellsOf } from "#domain/vision/luma-cells.ts";
import { cover, darken, type Spoiling, turnBy } from "#tools/rtsp/spoilt-film.ts";

const FRAMES_PER_SECOND = 1;
const MODEL = { width: 416, height: 256 };
const WHOLE_MS = 45_000;
const ALL_MS = 90_000;
const SCENES = fileURLToPath(new URL("../../../scenes/", import.meta.url));
/** Real films; they are not part of the project and are often not there. */
const FOOTAGE = fileURLToPath(new URL("../../../../shared/eval/video/", import.meta.url));

const FILMS = [SCENES, ...(existsSync(FOOTAGE) ? [FOOTAGE] : [])].flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => /\.(mp4|avi|gif)$/.test(file))
    .map((file) => ({ name: file, path: `${folder}${file}` })),
);

/** The brightness of every picture is changed by its place: 0 at the left and upper edge, 1 at the others. */
function lit(levelOf: (level: number, x: number, y: number) => number): Spoiling {
  return (rgb, { width, height }) => {
    for (const [at, level] of rgb.entries()) {
      const pixel = Math.floor(at / 3);
      const changed = levelOf(level, (pixel % width) / width, Math.floor(pixel / width) / height);
      rgb[at] = Math.max(0, Math.min(255, changed));
    }
  };
}

type Case = { readonly what: string; readonly expected: SeenState; readonly spoil: Spoiling };

const CASES: readonly Case[] = [
  { what: "left as it is", expected: "running", spoil: () => {} },
  { what: "in half the light", expected: "running", spoil: lit((level) => level / 2) },
  { what: "in twice the light, burnt out", expected: "running", spoil: lit((level) => 2 * level) },
  { what: "in a fog of light", expected: "running", spoil: lit((level) => 90 + level / 2) },
  { what: "lit from one side", expected: "running", spoil: lit((level, x) => level * (0.4 + x)) },
  {
    what: "with a patch of sun",
    expected: "running",
    spoil: lit((level, x, y) => level + (x > 0.6 && y > 0.6 ? 80 : 0)),
  },
  { what: "made dark", expected: "dark", spoil: darken },
  { what: "covered", expected: "covered", spoil: cover },
  { what: "turned by a tenth", expected: "moved", spoil: turnBy(0.1) },
  { what: "turned by a third", expected: "moved", spoil: turnBy(0.33) },
];

/** What a camera would show: the film again and again, with the noise of a sensor, which no film played twice has. */
async function cellsOf(path: string, spoils: readonly Spoiling[]): Promise<{ fit: Fit; shown: LumaCells[][] }> {
  await using camera = await openCamera({ source: path, model: MODEL, analysedPerSecond: FRAMES_PER_SECOND });
  const shown: LumaCells[][] = spoils.map(() => []);
  let fit: Fit | undefined;
  for await (const frame of camera.frames()) {
    fit = frame.fit;
    for (const [index, spoil] of spoils.entries()) {
      const rgb = Uint8Array.from(frame.rgb);
      spoil(rgb, MODEL);
      shown[index]!.push(lumaCellsOf({ rgb, fit }));
    }
  }
  assert.ok(fit);
  return { fit, shown };
}

/** A thousandth of a level, another for each moment: the least noise that there could be. */
function withNoise(cells: LumaCells, atMs: number): LumaCells {
  const means = Float32Array.from(cells.means);
  means[0]! += (atMs % 997) / 1000;
  return { ...cells, means };
}

/** The states of a camera that shows `whole` and then `after`, and when the last one was named. */
function statesOver(whole: readonly LumaCells[], after: readonly LumaCells[], fit: Fit) {
  const watch = new PictureWatch(new SceneStructure());
  const states: SeenState[] = [];
  let namedAtMs = 0;
  for (let index = 0; (index * 1000) / FRAMES_PER_SECOND < ALL_MS; index++) {
    const atMs = (index * 1000) / FRAMES_PER_SECOND;
    const film = atMs < WHOLE_MS ? whole : after;
    const { state } = watch.look(withNoise(film[index % film.length]!, atMs), fit, atMs);
    if (state === states.at(-1)) continue;
    states.push(state);
    namedAtMs = atMs;
  }
  return { states, namedMs: namedAtMs - WHOLE_MS };
}

test("the real films are watched as well", {
  skip: !existsSync(FOOTAGE) && "left out: the real footage is not here",
}, () => {
  assert.ok(FILMS.some(({ name }) => name.startsWith("PETS")));
});

for (const { name, path } of FILMS)
  test(`${name}, whole and with all that may befall its camera`, async (context) => {
    const { fit, shown } = await cellsOf(
      path,
      CASES.map(({ spoil }) => spoil),
    );
    for (const [index, { what, expected }] of CASES.entries())
      await context.test(`${name} ${what}: ${expected}`, (own) => {
        const { states, namedMs } = statesOver(shown[0]!, shown[index]!, fit);
        if (expected !== "running") own.diagnostic(`named after ${namedMs} ms`);
        assert.deepEqual(states, expected === "running" ? ["running"] : ["running", expected]);
      });
    await context.test(`${name} that stands still: frozen`, () => {
      const watch = new PictureWatch(new SceneStructure());
      const states = [0, 10_000, 20_000, 29_000, 30_000].map((atMs) => watch.look(shown[0]![0]!, fit, atMs).state);
      assert.deepEqual(states, ["running", "running", "running", "running", "frozen"]);
    });
  });
