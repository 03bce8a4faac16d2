import assert from "node:assert/strict";
import test from "node:test";
import { fitInto } from "#domain/vision/fit.ts";
import { lumaCellsOf } from "#domain/vision/luma-cells.ts";
import { BLANK_MS, FROZEN_MS, MOVED_MS, type PictureVerdict, PictureWatch } from "./picture-watch.ts";
import { SceneStructure } from "./scene-structure.ts";
import { edgesOf } from "./view-content.ts";

const MODEL = { width: 208, height: 128 };
const FIT = fitInto({ width: 832, height: 512 }, MODEL);
const FRAME_MS = 200;

/** What is done to the picture of a shop: chance for its noise, light, how far the camera is turned, who walks through. */
type Shown = {
  readonly seed?: number;
  readonly noise?: number;
  readonly gain?: number;
  readonly light?: number;
  readonly turned?: number;
  readonly walkerAt?: number;
  readonly flat?: number;
};

/** Seeded chance in 0..1: a place's own number, mixed (Wang). */
function chanceOf(place: number): number {
  let mixed = Math.imul(place ^ 61 ^ (place >>> 16), 9);
  mixed = Math.imul(mixed ^ (mixed >>> 4), 0x27d4eb2d);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
}

/** A shop of shelves: blocks of chance brightness, 12 pixels wide, and a dark walker as tall as the picture. */
function shop({ seed = 0, noise = 6, gain = 1, light = 0, turned = 0, walkerAt, flat }: Shown): Uint8Array {
  const rgb = new Uint8Array(MODEL.width * MODEL.height * 3);
  for (let y = 0; y < MODEL.height; y++)
    for (let x = 0; x < MODEL.width; x++) {
      const block = Math.floor((x + turned) / 12) * 1000 + Math.floor(y / 12);
      const isWalker = walkerAt !== undefined && Math.abs(x - walkerAt) < 25;
      const painted = flat ?? (isWalker ? 40 + (y % 9) : 40 + 160 * chanceOf(block));
      const grain = seed === 0 ? 0 : noise * (chanceOf(seed * 1_000_003 + y * 997 + x) - 0.5);
      rgb.fill(
        Math.max(0, Math.min(255, gain * painted + light + grain)),
        3 * (y * MODEL.width + x),
        3 * (y * MODEL.width + x) + 3,
      );
    }
  return rgb;
}

const seconds = (count: number, shown: (index: number) => Shown): Shown[] =>
  Array.from({ length: (count * 1000) / FRAME_MS }, (_, index) => shown(index));

/** The verdicts on a film, one a frame. */
function verdictsOn(film: readonly Shown[], watch = new PictureWatch(new SceneStructure()), beginMs = 0) {
  return film.map((shown, index): PictureVerdict & { readonly atMs: number } => {
    const atMs = beginMs + index * FRAME_MS;
    return { ...watch.look(lumaCellsOf({ rgb: shop(shown), fit: FIT }), FIT, atMs), atMs };
  });
}

const statesOf = (verdicts: readonly PictureVerdict[]) =>
  verdicts.map(({ state }) => state).filter((state, index, all) => state !== all[index - 1]);

const still = seconds(20, (index) => ({ seed: index + 1 }));

test("a still shop whose sensor has noise runs, for as long as it likes", () => {
  const verdicts = verdictsOn(seconds(90, (index) => ({ seed: index + 1, noise: 2 })));
  assert.deepEqual(statesOf(verdicts), ["running"]);
  assert.ok(verdicts.every(({ isDoubtful }) => !isDoubtful));
});

test("a still shop of which the camera sends a new picture every 20 s alone runs, and is doubted in between", () => {
  const verdicts = verdictsOn(seconds(90, (index) => ({ seed: 1 + Math.floor(index / 100) })));
  assert.deepEqual(statesOf(verdicts), ["running"]);
  assert.ok(verdicts.some(({ isDoubtful }) => isDoubtful));
});

test("one picture again and again is frozen, and so are three", () => {
  for (const loop of [1, 3]) {
    const verdicts = verdictsOn([...still, ...seconds(40, (index) => ({ seed: 1000 + (index % loop) }))]);
    assert.deepEqual(statesOf(verdicts), ["running", "frozen"]);
    const named = verdicts.find(({ state }) => state === "frozen")!;
    assert.equal(named.atMs - named.sinceMs, FROZEN_MS);
    assert.ok(named.sinceMs >= 20_000 && named.sinceMs <= 20_000 + loop * FRAME_MS);
  }
});

test("a frozen camera runs again at its first new picture", () => {
  const film = [...seconds(35, () => ({ seed: 7 })), { seed: 8 }, { seed: 9 }];
  const verdicts = verdictsOn(film);
  assert.deepEqual(
    verdicts.slice(-3).map(({ state }) => state),
    ["frozen", "running", "running"],
  );
});

test("a camera whose own clock stands is frozen, whatever it shows", () => {
  const watch = new PictureWatch(new SceneStructure());
  const cells = (seed: number) => lumaCellsOf({ rgb: shop({ seed }), fit: FIT });
  assert.equal(watch.look(cells(1), FIT, 0, FROZEN_MS - 1).state, "running");
  assert.equal(watch.look(cells(2), FIT, 200, FROZEN_MS).state, "frozen");
  assert.equal(watch.look(cells(3), FIT, 400, 0).state, "running");
});

test("a dark picture is dark and a picture of nothing covered; both end when the view is back", () => {
  const cases: ReadonlyArray<readonly [Shown, string]> = [
    [{ gain: 0.05 }, "dark"],
    [{ gain: 0, noise: 0 }, "dark"],
    [{ flat: 90, noise: 4 }, "covered"],
    [{ flat: 250, noise: 0 }, "covered"],
  ];
  for (const [shown, state] of cases) {
    const bad = seconds(40, (index) => ({ ...shown, seed: index + 500 }));
    const verdicts = verdictsOn([...still, ...bad, ...seconds(5, (index) => ({ seed: index + 900 }))]);
    assert.deepEqual(statesOf(verdicts), ["running", state, "running"], state);
    const named = verdicts.find((verdict) => verdict.state === state)!;
    assert.deepEqual([named.sinceMs, named.atMs], [20_000, 20_000 + BLANK_MS]);
  }
});

test("light that goes down, comes up or burns out moves no camera", () => {
  for (const [gain, light] of [
    [0.35, 0],
    [1.5, 0],
    [1, 60],
    [0.5, 100],
  ] as const) {
    const verdicts = verdictsOn([...still, ...seconds(40, (index) => ({ gain, light, seed: index + 500 }))]);
    assert.deepEqual(statesOf(verdicts), ["running"], `gain ${gain}, light ${light}`);
  }
});

test("people who walk through, one close to the lens or one after the other, move no camera", () => {
  const verdicts = verdictsOn([
    ...still,
    ...seconds(60, (index) => ({ seed: index + 500, walkerAt: (index * 5) % MODEL.width })),
  ]);
  assert.deepEqual(statesOf(verdicts), ["running"]);
});

test("a camera that is turned has moved, and has not once it is turned back", () => {
  for (const turned of [20, 60, 150]) {
    const away = seconds(30, (index) => ({ turned, seed: index + 500 }));
    const verdicts = verdictsOn([...still, ...away, ...seconds(5, (index) => ({ seed: index + 900 }))]);
    assert.deepEqual(statesOf(verdicts), ["running", "moved", "running"], `turned by ${turned}`);
    const named = verdicts.find(({ state }) => state === "moved")!;
    assert.deepEqual([named.sinceMs, named.atMs], [20_000, 20_000 + MOVED_MS]);
  }
});

test("a camera that was turned while it was away is known to have moved when it comes back", () => {
  const scene = new SceneStructure();
  verdictsOn(still, new PictureWatch(scene));
  const turned = seconds(20, (index) => ({ turned: 60, seed: index + 500 }));
  assert.deepEqual(statesOf(verdictsOn(turned, new PictureWatch(scene), 3_600_000)), ["running", "moved"]);
});

test("a shop that is rearranged shelf by shelf over hours is followed, a camera that is turned is not", () => {
  const scene = new SceneStructure();
  verdictsOn(still, new PictureWatch(scene));
  const hour = (shown: Shown) =>
    Array.from({ length: 20 }, (_, index) => {
      const cells = lumaCellsOf({ rgb: shop({ ...shown, seed: index + 1 }), fit: FIT });
      return scene.standing(cells, edgesOf(cells), 1_000_000 + index * 60_000)!;
    });
  assert.ok(hour({ turned: 60 }).every((share) => share < 0.6));
  const shifted = hour({ turned: 2 });
  assert.ok(shifted.at(-1)! > shifted[0]! + 0.05, `${shifted[0]} to ${shifted.at(-1)}`);
});
