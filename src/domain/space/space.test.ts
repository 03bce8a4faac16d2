import assert from "node:assert/strict";
import test from "node:test";
import { anchorOf } from "./anchor.ts";
import { iou } from "./box.ts";
import { distanceRightOf, positionAlong } from "./line.ts";
import { checkZone, isInside } from "./zone.ts";

test("who stands at the line's start and looks to its end has the right on the right", () => {
  const [from, to] = [
    { x: 50, y: 100 },
    { x: 50, y: 0 },
  ];
  assert.equal(distanceRightOf(from, to, { x: 60, y: 50 }), 10);
  assert.equal(distanceRightOf(from, to, { x: 40, y: 50 }), -10);
  assert.equal(positionAlong(from, to, { x: 40, y: 75 }), 0.25);
});

test("boxes that touch nowhere share nothing; a box shares all with itself", () => {
  const box = { left: 0, top: 0, width: 10, height: 20 };
  assert.equal(iou(box, { ...box, left: 10 }), 0);
  assert.equal(iou(box, box), 1);
  assert.equal(iou(box, { ...box, left: 5 }), 1 / 3);
  assert.equal(iou({ ...box, width: 0 }, { ...box, width: 0 }), 0);
});

test("the head is near the top, the foot at the bottom", () => {
  const box = { left: 10, top: 100, width: 20, height: 100 };
  assert.deepEqual(anchorOf(box, "head"), { x: 20, y: 110 });
  assert.deepEqual(anchorOf(box, "centre"), { x: 20, y: 150 });
  assert.deepEqual(anchorOf(box, "foot"), { x: 20, y: 200 });
});

test("a zone may bend inward, and what lies in the bend is outside", () => {
  const corners = [
    [0, 0],
    [10, 0],
    [10, 10],
    [5, 3],
    [0, 10],
  ].map(([x = 0, y = 0]) => ({ x, y }));
  assert.ok(isInside(corners, { x: 2, y: 2 }));
  assert.ok(!isInside(corners, { x: 5, y: 8 }));
  assert.ok(!isInside(corners, { x: -1, y: 2 }));
});

test("a zone whose sides cross or touch is refused", () => {
  const zone = (points: number[][]) => ({ name: "z", corners: points.map(([x = 0, y = 0]) => ({ x, y })) });
  assert.ok(
    checkZone(
      zone([
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ]),
    ),
  );
  const crossed = [
    [
      [0, 0],
      [1, 1],
      [1, 0],
      [0, 1],
    ],
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0.5, 0],
      [0, 1],
    ],
  ];
  for (const points of crossed) assert.throws(() => checkZone(zone(points)), { code: "zone/crosses-itself" });
});
