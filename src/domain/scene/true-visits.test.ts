import assert from "node:assert/strict";
import test from "node:test";
import type { SceneTruth } from "./scene-truth.ts";
import { trueVisits } from "./true-visits.ts";

const table = {
  name: "table",
  points: [
    [0.4, 0.4],
    [0.6, 0.4],
    [0.6, 0.6],
    [0.4, 0.6],
  ] as [number, number][],
};

/** Ten frames a second; `i` is a frame inside the zone, `o` one outside, a blank one without the person. */
function film(pattern: string) {
  const people: SceneTruth["people"] = [...pattern].map((letter) =>
    letter === " " ? [] : [[3, letter === "i" ? 45 : 5, 30, 10, 20, 1]],
  );
  return { width: 100, height: 100, framesPerSecond: 10, people };
}

const cases: ReadonlyArray<readonly [says: string, pattern: string, visits: ReadonlyArray<readonly [number, number]>]> =
  [
    ["a stay of a second counts", "ooiiiiiiiiiioo", [[200, 1200]]],
    ["leaning out for a moment does not end a stay", "iiiiiiooiiiiiio", [[0, 1400]]],
    ["a walk through does not", "ooiiiiioo", []],
    [
      "coming back is a second visit",
      "iiiiiiiiiioooooooooooiiiiiiiiiio",
      [
        [0, 1000],
        [2100, 3100],
      ],
    ],
    ["who leaves the picture leaves the zone", "iiiiiiiiiiii  ", [[0, 1200]]],
    ["who stays to the end has stayed to the end", "oiiiiiiiiiii", [[100, 1200]]],
  ];

for (const [says, pattern, visits] of cases)
  test(says, () => {
    assert.deepEqual(
      trueVisits([table], film(pattern)).map(({ fromMs, toMs }) => [fromMs, toMs]),
      visits,
    );
  });
