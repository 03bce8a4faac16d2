import assert from "node:assert/strict";
import test from "node:test";
import { distanceRightOf } from "#domain/space/line.ts";
import {
  beginSteps,
  drawingOf,
  flipped,
  inArrow,
  isRedrawn,
  takeStep,
  withDrawing,
  withPoints,
} from "./camera-drawing.ts";

const SENSOR = {
  name: "Door",
  source: "rtsp://10.0.0.7/",
  does: ["count"],
  lines: [{ name: "door", role: "inner", from: [0.2, 0.5], to: [0.8, 0.5], anchor: "foot" }],
  zones: [
    {
      name: "table",
      corners: [
        [0, 0],
        [1, 0],
        [1, 1],
      ],
      cue: { after_s: 60 },
    },
  ],
} as const;

test("the arrow points to the side that the counter calls in, however the line lies", () => {
  for (let turn = 0; turn < 16; turn++) {
    const [from, to] = [0, 8].map((half) => {
      const angle = ((turn + half) / 8) * Math.PI;
      return { x: 100 + 40 * Math.cos(angle), y: 100 + 40 * Math.sin(angle) };
    }) as [{ x: number; y: number }, { x: number; y: number }];
    const { tail, head } = inArrow(from, to, 30);
    assert.ok(Math.abs(distanceRightOf(from, to, head) - 30) < 1e-9);
    assert.ok(Math.abs(distanceRightOf(from, to, tail) + 30) < 1e-9);
  }
});

test("what is loaded and saved again is the same, and does what its drawing needs", () => {
  const saved = withDrawing(SENSOR, drawingOf(SENSOR));
  assert.deepEqual(saved, { ...SENSOR, does: ["count", "zones"] });
  assert.deepEqual(withDrawing(SENSOR, []).does, ["count"]);
});

test("a gesture is one step back, and a flip is another version", () => {
  const begun = drawingOf(SENSOR);
  let steps = beginSteps(begun);
  for (const x of [0.3, 0.4, 0.5])
    steps = takeStep(steps, {
      kind: "change",
      drawing: withPoints(steps.now, 0, [
        { x, y: 0.5 },
        { x: 0.8, y: 0.5 },
      ]),
      gesture: "drag 1",
    });
  const moved = steps.now;
  steps = takeStep(steps, { kind: "change", drawing: flipped(steps.now, 0) });
  assert.ok(isRedrawn(steps.now[0]!, begun) && !isRedrawn(steps.now[1]!, begun));
  steps = takeStep(steps, { kind: "undo" });
  assert.deepEqual(steps.now, moved);
  steps = takeStep(steps, { kind: "undo" });
  assert.deepEqual(steps.now, begun);
  assert.equal(takeStep(steps, { kind: "undo" }), steps);
  steps = takeStep(takeStep(steps, { kind: "redo" }), { kind: "redo" });
  assert.deepEqual(steps.now, flipped(moved, 0));
});
