import assert from "node:assert/strict";
import test from "node:test";
import { Fault } from "#domain/fault/fault.ts";
import { formatSceneTruth, parseSceneTruth, type SceneTruth } from "./scene-truth.ts";

const truth: SceneTruth = {
  name: "corner",
  film: "corner.mp4",
  seed: 1,
  width: 640,
  height: 360,
  framesPerSecond: 15,
  frames: 2,
  lines: [{ name: "door", role: "entrance", a: [0.25, 0.5], b: [0.75, 0.5] }],
  zones: [
    {
      name: "table",
      points: [
        [0, 0],
        [1, 0],
        [1, 1],
      ],
    },
  ],
  people: [[], [[1, 10, 20.5, 30, 80, 0.75]]],
  crossings: [{ line: "door", direction: "in", atMs: 67, person: 1, x: 0.5, y: 0.5 }],
  zoneVisits: [],
};

test("what is written is read back as it was", () => {
  assert.deepEqual(parseSceneTruth(formatSceneTruth(truth)), truth);
});

test("a truth may say who works there", () => {
  assert.deepEqual(parseSceneTruth(formatSceneTruth({ ...truth, staff: [1] })).staff, [1]);
});

test("a frame takes one line, so that a change is easy to see", () => {
  assert.ok(formatSceneTruth(truth).split("\n").includes("[[1,10,20.5,30,80,0.75]]"));
});

const refusals: ReadonlyArray<readonly [says: string, text: string]> = [
  ["a text that is not JSON", "frames: 2"],
  ["a line that leaves the picture", formatSceneTruth(truth).replace('"a":[0.25,0.5]', '"a":[-0.25,0.5]')],
  ["a direction that does not exist", formatSceneTruth(truth).replace('"direction":"in"', '"direction":"up"')],
  ["fewer frames than the film has", formatSceneTruth({ ...truth, people: [[]] })],
  ["a word that the form does not know", formatSceneTruth({ ...truth, ...{ faces: "yes" } })],
];

for (const [says, text] of refusals)
  test(`${says} is refused, with the reason`, () => {
    assert.throws(
      () => parseSceneTruth(text),
      (error) => error instanceof Fault && error.code === "scene/unreadable",
    );
  });
