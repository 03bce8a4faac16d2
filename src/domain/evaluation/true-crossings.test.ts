import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import type { Point } from "#domain/space/box.ts";
import { type LabelledBox, parseSequence, parseTruth } from "./mot-file.ts";
import { type LabelledCrossing, type TruthAnchor, trueCrossings } from "./true-crossings.ts";

const FOOTAGE = "../shared/eval";
const picture = { width: 200, height: 100 };

/** One person whose centre is at the places, one a frame from 1; boxes are 10 by 20, so no man's land is 1 pixel. */
function walk(places: readonly (Point | undefined)[], id = 1): LabelledBox[] {
  return places.flatMap((place, at) =>
    place ? [{ frame: at + 1, id, box: { left: place.x - 5, top: place.y - 10, width: 10, height: 20 } }] : [],
  );
}

function at(...xs: readonly number[]): Point[] {
  return xs.map((x) => ({ x, y: 50 }));
}

/** A line in the middle from 80% of the height up to 20%: its left is the picture's left. */
const upward = { name: "door", from: { x: 0.5, y: 0.8 }, to: { x: 0.5, y: 0.2 } };
const downward = { name: "door", from: upward.to, to: upward.from };

function crossed(boxes: readonly LabelledBox[], line = upward): readonly (readonly [string, number])[] {
  const found = trueCrossings(boxes, line, { picture, framesPerSecond: 4, anchor: "centre" });
  return found.map(({ direction, frame }) => [direction, frame] as const);
}

const cases: readonly [name: string, boxes: LabelledBox[], expected: readonly (readonly [string, number])[]][] = [
  ["from the left of the line to its right is in", walk(at(90, 95, 105, 110)), [["in", 3]]],
  ["from the right of the line to its left is out", walk(at(110, 105, 95, 90)), [["out", 3]]],
  ["to stay on one side is no crossing", walk(at(90, 95, 98, 90)), []],
  ["to stand on the line and sway is no crossing", walk(at(90, 99.5, 100.5, 99.5, 100.5, 95)), []],
  [
    "a crossing is noted where the person comes out on the other side",
    walk(at(90, 99.5, 100.5, 100.9, 102)),
    [["in", 5]],
  ],
  ["who first appears on the line has not crossed it", walk(at(100.5, 105, 110)), []],
  [
    "there and back is one in and one out",
    walk(at(90, 110, 90)),
    [
      ["in", 2],
      ["out", 3],
    ],
  ],
  [
    "who is missing while they cross has crossed when seen again",
    walk([...at(90), undefined, ...at(110)]),
    [["in", 3]],
  ],
  [
    "to pass beside the end of the line is no crossing",
    walk([
      { x: 90, y: 10 },
      { x: 110, y: 10 },
    ]),
    [],
  ],
  [
    "back through the door after passing beside it is a crossing",
    walk([{ x: 90, y: 10 }, { x: 110, y: 10 }, ...at(110, 90)]),
    [["out", 4]],
  ],
  [
    "where the line itself is passed counts, not where the person is next seen",
    walk([
      { x: 90, y: 55 },
      { x: 120, y: 10 },
    ]),
    [["in", 2]],
  ],
  [
    "two people cross for themselves",
    [...walk(at(90, 110)), ...walk(at(110, 90), 2)],
    [
      ["in", 2],
      ["out", 2],
    ],
  ],
  ["nobody crosses an empty picture", [], []],
];

for (const [name, boxes, expected] of cases)
  test(name, () => {
    assert.deepEqual(crossed(boxes), expected);
    const flipped = expected.map(([direction, frame]) => [direction === "in" ? "out" : "in", frame] as const);
    assert.deepEqual(crossed(boxes, downward), flipped);
  });

test("a line without length is crossed by nobody", () => {
  assert.deepEqual(crossed(walk(at(90, 110)), { ...upward, to: upward.from }), []);
});

test("a crossing says when and where it was, how long the person was clearly before it, and how tall their box", () => {
  const [crossing] = trueCrossings(walk(at(90, 110)), upward, { picture, framesPerSecond: 7, anchor: "foot" });
  const place = { x: 110, y: 60 };
  const when = { atMs: 143, frame: 2, fromFrame: 1 };
  assert.deepEqual(crossing, { line: "door", direction: "in", ...when, place, boxHeight: 20, id: 1 });
});

type Events = {
  sequence: string;
  lines: {
    line: string;
    anchor: "foot" | "center" | "head";
    in: number;
    out: number;
    events: { frame: number; direction: string; x: number; y: number; boxHeight: number; id: number }[];
  }[];
};

test("the real crossings are those that another program found", (context) => {
  if (!existsSync(FOOTAGE)) return context.skip("left out: ../shared/eval is not here");
  const read = (path: string): string => readFileSync(`${FOOTAGE}/${path}`, "utf8");
  let compared = 0;
  for (const file of readdirSync(`${FOOTAGE}/events`)) {
    const events: Events = JSON.parse(read(`events/${file}`));
    const truth = parseTruth(read(`mot/${events.sequence}/gt/gt.txt`), "gt.txt");
    const sequence = parseSequence(read(`mot/${events.sequence}/seqinfo.ini`), "seqinfo.ini");
    for (const expected of events.lines) {
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = expected.line.split(",").map(Number);
      const line = { name: expected.line, from: { x: x1, y: y1 }, to: { x: x2, y: y2 } };
      const anchor: TruthAnchor = expected.anchor === "center" ? "centre" : expected.anchor;
      const found = trueCrossings(truth, line, { ...sequence, anchor });
      const where = `${events.sequence} ${expected.line} ${anchor}`;
      const what = ({ frame, direction, id }: Pick<LabelledCrossing, "frame" | "id"> & { direction: string }): string =>
        `${frame} ${direction} ${id}`;
      assert.deepEqual(found.map(what).sort(), expected.events.map(what).sort(), where);
      assert.equal(found.filter(({ direction }) => direction === "in").length, expected.in, where);
      assert.equal(found.filter(({ direction }) => direction === "out").length, expected.out, where);
      for (const event of expected.events) {
        const same = found.find((crossing) => what(crossing) === what(event))!;
        const off = Math.max(
          Math.abs(same.place.x - event.x),
          Math.abs(same.place.y - event.y),
          Math.abs(same.boxHeight - event.boxHeight),
        );
        assert.ok(off <= 0.0501, `${where}, frame ${event.frame}: ${off} pixels off`);
        compared++;
      }
    }
  }
  assert.ok(compared > 250, `only ${compared} crossings were compared`);
});
