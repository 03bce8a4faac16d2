import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import test from "node:test";
import fc from "fast-check";
import { type LabelledBox, parseTracks, parseTruth } from "./mot-file.ts";
import { measureTracking, poolTracking, type TrackingFigures, trackingFigures } from "./tracking-figures.ts";

const FOOTAGE = "../shared/eval";

/** One person at a place for the named frames; boxes are 10 by 20, so that places 10 apart do not touch. */
function stay(id: number, left: number, frames: readonly number[]): LabelledBox[] {
  return frames.map((frame) => ({ frame, id, box: { left, top: 0, width: 10, height: 20 } }));
}

function figuresOf(truth: readonly LabelledBox[], result: readonly LabelledBox[]): TrackingFigures {
  return trackingFigures(measureTracking(truth, result));
}

const two = [...stay(1, 0, [1, 2, 3, 4]), ...stay(2, 50, [1, 2, 3, 4])];

const cases: readonly {
  name: string;
  truth: readonly LabelledBox[];
  result: readonly LabelledBox[];
  figures: Partial<TrackingFigures>;
}[] = [
  {
    name: "two tracks that swap their people halfway are two switches, and half of each name is wrong",
    truth: two,
    result: [...stay(7, 0, [1, 2]), ...stay(8, 50, [1, 2]), ...stay(7, 50, [3, 4]), ...stay(8, 0, [3, 4])],
    figures: {
      MOTA: 75,
      MOTP: 100,
      IDSW: 2,
      Frag: 0,
      IDF1: 50,
      DetA: 100,
      AssA: 100 / 3,
      HOTA: 100 * Math.sqrt(1 / 3),
    },
  },
  {
    name: "a person lost for a frame and found by the same track is a fragment and no switch",
    truth: two,
    result: [...stay(7, 0, [1, 3, 4]), ...stay(8, 50, [1, 2, 3, 4])],
    figures: { MOTA: 87.5, IDSW: 0, Frag: 1, FN: 1, FP: 0, IDP: 100, IDR: 87.5 },
  },
  {
    name: "a frame in which the tracker sees nobody at all is no fragment",
    truth: two,
    result: [...stay(7, 0, [1, 3, 4]), ...stay(8, 50, [1, 3, 4])],
    figures: { MOTA: 75, IDSW: 0, Frag: 0, FN: 2 },
  },
  {
    name: "a person found by another track after a while is a switch",
    truth: two,
    result: [...stay(7, 0, [1]), ...stay(9, 0, [4]), ...stay(8, 50, [1, 2, 3, 4])],
    figures: { MOTA: 62.5, IDSW: 1, Frag: 1, FN: 2 },
  },
  {
    name: "a track keeps its person while it may, although another comes nearer",
    truth: stay(1, 0, [1, 2]),
    result: [...stay(7, 2, [1, 2]), ...stay(8, 0, [2])],
    figures: { IDSW: 0, FP: 1, FN: 0, MOTP: 100 * (8 / 12) },
  },
  {
    name: "half an overlap is a hit and less is a miss and a false alarm",
    truth: [...stay(1, 0, [1]), ...stay(2, 50, [1])],
    result: [
      { frame: 1, id: 7, box: { left: 0, top: 0, width: 10, height: 10 } },
      { frame: 1, id: 8, box: { left: 50, top: 0, width: 10, height: 9.9 } },
    ],
    figures: { MOTP: 50, FP: 1, FN: 1, MOTA: 0, IDF1: 50 },
  },
  {
    name: "a tracker that sees nobody has missed all",
    truth: two,
    result: [],
    figures: { MOTA: 0, MOTP: 0, IDF1: 0, HOTA: 0, FN: 8, FP: 0, GT: 8 },
  },
  {
    name: "boxes where nobody is are all false alarms",
    truth: [],
    result: two,
    figures: { MOTA: -800, IDF1: 0, HOTA: 0, FN: 0, FP: 8, GT: 0 },
  },
  { name: "nothing at all is no figure", truth: [], result: [], figures: { MOTA: 0, IDF1: 0, HOTA: 0, GT: 0 } },
];

for (const { name, truth, result, figures } of cases)
  test(name, () => {
    const measured = figuresOf(truth, result);
    for (const key of Object.keys(figures) as (keyof TrackingFigures)[])
      assert.ok(Math.abs(measured[key] - figures[key]!) < 1e-9, `${key}: ${measured[key]} is not ${figures[key]}`);
  });

const FRAMES = 6;
const PEOPLE = 4;
const anyBoxes = fc.uniqueArray(
  fc.record({
    frame: fc.integer({ min: 1, max: FRAMES }),
    id: fc.integer({ min: 1, max: PEOPLE }),
    box: fc.record({
      left: fc.double({ min: 0, max: 40, noNaN: true }),
      top: fc.double({ min: 0, max: 20, noNaN: true }),
      width: fc.double({ min: 10, max: 30, noNaN: true }),
      height: fc.double({ min: 10, max: 30, noNaN: true }),
    }),
  }),
  { maxLength: 20, selector: ({ frame, id }) => `${frame},${id}` },
);

function later(boxes: readonly LabelledBox[]): LabelledBox[] {
  return boxes.map(({ frame, id, box }) => ({ frame: frame + FRAMES, id: id + PEOPLE, box }));
}

function assertSame(a: TrackingFigures, b: TrackingFigures): void {
  for (const key of Object.keys(a) as (keyof TrackingFigures)[])
    assert.ok(Math.abs(a[key] - b[key]) < 1e-9, `${key}: ${a[key]} is not ${b[key]}`);
}

test("a perfect result is 100 in every share and 0 in every count of errors", () => {
  fc.assert(
    fc.property(
      anyBoxes.filter((boxes) => boxes.length > 0),
      (boxes) => {
        const { IDSW, FP, FN, MOTA, MOTP, IDF1, IDP, IDR, HOTA, DetA, AssA } = figuresOf(boxes, boxes);
        assert.deepEqual([IDSW, FP, FN], [0, 0, 0]);
        for (const share of [MOTA, MOTP, IDF1, IDP, IDR, HOTA, DetA, AssA]) assert.ok(Math.abs(share - 100) < 1e-9);
      },
    ),
  );
});

test("what the tracks are called changes no figure", () => {
  fc.assert(
    fc.property(anyBoxes, anyBoxes, (truth, result) => {
      const renamed = result.map((box) => ({ ...box, id: 1000 - 7 * box.id }));
      assertSame(figuresOf(truth, result), figuresOf(truth, renamed));
    }),
  );
});

test("every share lies between 0 and 100, and misses and hits make up the truth", () => {
  fc.assert(
    fc.property(anyBoxes, anyBoxes, (truth, result) => {
      const { MOTP, IDF1, IDP, IDR, HOTA, DetA, AssA, FP, FN, GT } = figuresOf(truth, result);
      for (const share of [MOTP, IDF1, IDP, IDR, HOTA, DetA, AssA]) assert.ok(share >= 0 && share <= 100 + 1e-9);
      assert.equal(GT, truth.length);
      assert.equal(GT - FN, result.length - FP);
    }),
  );
});

test("two films pooled are as one film that shows both, one after the other", () => {
  fc.assert(
    fc.property(anyBoxes, anyBoxes, anyBoxes, anyBoxes, (truth, result, truthLater, resultLater) => {
      const pooled = poolTracking([measureTracking(truth, result), measureTracking(truthLater, resultLater)]);
      const whole = measureTracking([...truth, ...later(truthLater)], [...result, ...later(resultLater)]);
      assertSame(trackingFigures(pooled), trackingFigures(whole));
    }),
  );
});

test("on real results every figure is TrackEval's", (context) => {
  if (!existsSync(FOOTAGE)) return context.skip("left out: ../shared/eval is not here");
  const read = (path: string): string => readFileSync(`${FOOTAGE}/${path}`, "utf8");
  const { values }: { values: Record<string, Record<string, Record<keyof TrackingFigures, number>>> } = JSON.parse(
    read("reference/trackeval.json"),
  );
  let compared = 0;
  for (const [tracker, sequences] of Object.entries(values))
    for (const [sequence, expected] of Object.entries(sequences)) {
      const truth = parseTruth(read(`mot/${sequence}/gt/gt.txt`), "gt.txt");
      const figures = figuresOf(truth, parseTracks(read(`reference/${tracker}/${sequence}.txt`), "result.txt"));
      for (const key of Object.keys(expected) as (keyof TrackingFigures)[]) {
        const off = Math.abs(figures[key] - expected[key]);
        // TrackEval's figures are kept to three places.
        assert.ok(off < 0.001, `${tracker} on ${sequence}: ${key} is ${figures[key]}, TrackEval says ${expected[key]}`);
        compared++;
      }
    }
  assert.equal(compared, 3 * 4 * 10);
});
