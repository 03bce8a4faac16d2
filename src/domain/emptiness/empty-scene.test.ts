import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { emptyScene, FREE_SAMPLES_MIN, leftIn, type Sample } from "#domain/emptiness/empty-scene.ts";
import type { Box } from "#domain/space/box.ts";

const SIZE = { width: 8, height: 8 };
const FLOOR = 180;
const COAT = 40;
const EVERYWHERE: Box = { left: 0, top: 0, ...SIZE };

/** A sample of a plain floor with somebody in a plain coat in a box, or without. */
function sampleWith(person: Box | null, marks: Partial<Pick<Sample, "taken" | "seen">> = {}): Sample {
  const rgb = new Uint8Array(SIZE.width * SIZE.height * 3).fill(FLOOR);
  for (let y = 0; y < SIZE.height; y++)
    for (let x = 0; x < SIZE.width; x++)
      if (
        person &&
        x >= person.left &&
        x < person.left + person.width &&
        y >= person.top &&
        y < person.top + person.height
      )
        rgb.fill(COAT, 3 * (y * SIZE.width + x), 3 * (y * SIZE.width + x) + 3);
  return { rgb, taken: [], seen: [], ...marks };
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

test("a place is shown as it is when nobody is there", () => {
  const person = { left: 2, top: 2, width: 3, height: 4 };
  const table: ReadonlyArray<readonly [what: string, samples: Sample[], shown: number | null]> = [
    ["nobody ever", times(10, () => sampleWith(null)), FLOOR],
    [
      "found whenever there",
      times(20, (k) => sampleWith(k < 14 ? person : null, { taken: k < 14 ? [person] : [] })),
      FLOOR,
    ],
    ["missed by the detector for less than half the time", times(20, (k) => sampleWith(k < 7 ? person : null)), FLOOR],
    ["missed for nearly half the time", times(20, (k) => sampleWith(k < 9 ? person : null)), null],
    ["always there and always found", times(20, () => sampleWith(person, { taken: [person] })), null],
    [
      "hardly ever seen empty",
      times(20, (k) => sampleWith(null, { taken: k < FREE_SAMPLES_MIN - 1 ? [] : [person] })),
      null,
    ],
    [
      "just often enough seen empty",
      times(20, (k) => sampleWith(null, { taken: k < FREE_SAMPLES_MIN ? [] : [person] })),
      FLOOR,
    ],
  ];
  for (const [what, samples, shown] of table) {
    const { rgb, isEmpty } = emptyScene(samples, SIZE);
    const at = 3 * SIZE.width + 3;
    assert.equal(isEmpty[at], shown === null ? 0 : 1, what);
    if (shown !== null) assert.equal(rgb[3 * at], shown, what);
    assert.equal(isEmpty[SIZE.width * SIZE.height - 1], 1, `${what}: beside the person the floor is shown`);
  }
});

test("who stood there all the time and was found only now and then is still told from the place", () => {
  const person = { left: 2, top: 1, width: 4, height: 6 };
  const found = { taken: [person], seen: [person] };
  const standing = times(20, (k) => sampleWith(person, k < 10 ? found : {}));
  assert.equal(leftIn(emptyScene(standing, SIZE), standing).length, 10);
  const passing = times(20, (k) => sampleWith(k < 10 ? person : null, k < 10 ? found : {}));
  assert.deepEqual(leftIn(emptyScene(passing, SIZE), passing), []);
  const once = times(20, (k) => sampleWith(person, k < 1 ? found : {}));
  assert.deepEqual(leftIn(emptyScene(once, SIZE), once), [], "one sighting alone may be a shadow");
});

test("the value shown is the median, whatever the order of the samples", () => {
  const level = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(fc.array(level, { minLength: FREE_SAMPLES_MIN, maxLength: 70 }), (levels) => {
      const samples = levels.map((value) => ({ rgb: new Uint8Array(3).fill(value), taken: [], seen: [] }));
      const [shown] = emptyScene(samples, { width: 1, height: 1 }).rgb;
      assert.equal(shown, levels.toSorted((a, b) => a - b)[(levels.length - 1) >> 1]);
    }),
  );
});

test("no sample, or somebody all over every sample, shows nothing", () => {
  for (const samples of [[], times(9, () => sampleWith(null, { taken: [EVERYWHERE] }))])
    assert.ok(emptyScene(samples, SIZE).isEmpty.every((one) => one === 0));
});
