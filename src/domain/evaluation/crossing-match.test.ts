import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import {
  type CrossingFigures,
  crossingFigures,
  MATCH_WINDOW_MS,
  matchCrossings,
  type PassedLine,
  pairCrossings,
  poolCrossings,
  type TrueCrossing,
} from "./crossing-match.ts";

function crossing(given: Partial<TrueCrossing> = {}): TrueCrossing {
  return { line: "door", direction: "in", atMs: 10_000, place: { x: 100, y: 100 }, boxHeight: 50, ...given };
}

const truth = crossing();
const cases: readonly [name: string, counted: PassedLine, matched: number][] = [
  ["a crossing at the same time and place is the true one", crossing(), 1],
  ["a crossing a second and a half late still is", crossing({ atMs: 11_500 }), 1],
  ["a crossing a second and a half early still is", crossing({ atMs: 8500 }), 1],
  ["a crossing later than that is another", crossing({ atMs: 11_501 }), 0],
  ["a crossing the other way is another", crossing({ direction: "out" }), 0],
  ["a crossing of another line is another", crossing({ line: "till" }), 0],
  ["a crossing one box height away still is", crossing({ place: { x: 130, y: 140 } }), 1],
  ["a crossing further away is another", crossing({ place: { x: 130, y: 141 } }), 0],
];

for (const [name, counted, matched] of cases)
  test(name, () => assert.equal(matchCrossings([truth], [counted]).matched, matched));

test("one true crossing is found only once", () => {
  const figures = crossingFigures(matchCrossings([truth], [crossing(), crossing({ atMs: 10_100 })]));
  assert.deepEqual([figures.precision, figures.recall, figures.error], [0.5, 1, 1]);
});

test("pairs are made so that most crossings find theirs", () => {
  const trueOnes = [crossing({ atMs: 0 }), crossing({ atMs: 1400 })];
  const counted = [crossing({ atMs: 1300 }), crossing({ atMs: 2800 })];
  assert.equal(matchCrossings(trueOnes, counted).matched, 2);
});

test("what found nobody and what nobody found is named", () => {
  const [early, late] = [crossing({ atMs: 0 }), crossing({ atMs: 60_000 })];
  const [right, wrong] = [crossing({ atMs: 400 }), crossing({ atMs: 30_000 })];
  const { pairs, missed, invented } = pairCrossings([early, late], [wrong, right]);
  assert.deepEqual([pairs, missed, invented], [[[early, right]], [late], [wrong]]);
});

test("of two that could be the true one it is the nearer, unless something else makes the other likelier", () => {
  const counted = [crossing({ atMs: 11_000 }), crossing({ atMs: 10_100 })];
  assert.equal(pairCrossings([truth], counted).pairs[0]?.[1], counted[1]);
  const later = pairCrossings([truth], counted, (_, other) => (other === counted[0] ? 1 : 0));
  assert.equal(later.pairs[0]?.[1], counted[0]);
});

test("misses and false counts of one direction make up in the error and not in f1", () => {
  const figures = crossingFigures(matchCrossings([truth], [crossing({ atMs: 60_000 })]));
  assert.deepEqual([figures.error, figures.f1], [0, 0]);
});

test("the wrong direction, and the wrong line, are errors twice", () => {
  assert.equal(crossingFigures(matchCrossings([truth], [crossing({ direction: "out" })])).error, 2);
  assert.equal(crossingFigures(matchCrossings([truth], [crossing({ line: "till" })])).error, 2);
});

const edges: readonly [
  name: string,
  truth: TrueCrossing[],
  counted: PassedLine[],
  figures: Partial<CrossingFigures>,
][] = [
  ["where nobody crossed and nothing was counted, all is right", [], [], { precision: 1, recall: 1, f1: 1, error: 0 }],
  [
    "where nobody crossed, every count is an error",
    [],
    [truth, crossing({ direction: "out" })],
    { precision: 0, recall: 0, f1: 0, error: 2, in: 1, out: 1 },
  ],
  ["where nothing was counted, all is missed", [truth], [], { precision: 0, recall: 0, f1: 0, error: 1, trueIn: 1 }],
];

for (const [name, trueOnes, counted, figures] of edges)
  test(name, () => assert.partialDeepStrictEqual(crossingFigures(matchCrossings(trueOnes, counted)), figures));

const anyCrossings = fc.array(
  fc.record({
    line: fc.constantFrom("door", "till"),
    direction: fc.constantFrom("in" as const, "out" as const),
    atMs: fc.integer({ min: 0, max: 20_000 }),
    place: fc.record({ x: fc.integer({ min: 0, max: 100 }), y: fc.constant(0) }),
    boxHeight: fc.integer({ min: 20, max: 60 }),
  }),
  { maxLength: 12 },
);

test("what is compared with itself is without error", () => {
  fc.assert(
    fc.property(anyCrossings, (all) => {
      const { precision, recall, f1, error } = crossingFigures(matchCrossings(all, all));
      assert.deepEqual([precision, recall, f1, error], [1, 1, 1, 0]);
    }),
  );
});

/** The most pairs there can be, by trying all: the first true crossing pairs with nothing or with each in turn. */
function mostPairs([first, ...rest]: readonly TrueCrossing[], counted: readonly PassedLine[]): number {
  if (first === undefined) return 0;
  return Math.max(
    mostPairs(rest, counted),
    ...counted
      .filter(
        (other) =>
          other.line === first.line &&
          other.direction === first.direction &&
          Math.abs(other.atMs - first.atMs) <= MATCH_WINDOW_MS &&
          Math.abs(other.place.x - first.place.x) <= first.boxHeight,
      )
      .map((other) => 1 + mostPairs(rest, counted.toSpliced(counted.indexOf(other), 1))),
  );
}

test("no other pairing finds more", () => {
  fc.assert(
    fc.property(anyCrossings, anyCrossings, (trueOnes, counted) => {
      const counts = matchCrossings(trueOnes, counted);
      assert.equal(counts.matched, mostPairs(trueOnes, counted));
      assert.equal(counts.trueIn + counts.trueOut, trueOnes.length);
      assert.equal(counts.in + counts.out, counted.length);
      const { pairs, missed, invented } = pairCrossings(trueOnes, counted, () => 1);
      assert.equal(pairs.length, counts.matched);
      assert.equal(missed.length, trueOnes.length - pairs.length);
      assert.equal(invented.length, counted.length - pairs.length);
    }),
  );
});

test("lines pooled are as all lines matched at once", () => {
  fc.assert(
    fc.property(anyCrossings, anyCrossings, (trueOnes, counted) => {
      const each = ["door", "till"].map((line) =>
        matchCrossings(
          trueOnes.filter((one) => one.line === line),
          counted.filter((one) => one.line === line),
        ),
      );
      assert.deepEqual(poolCrossings(each), matchCrossings(trueOnes, counted));
    }),
  );
});
