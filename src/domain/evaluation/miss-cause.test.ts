import assert from "node:assert/strict";
import test from "node:test";
import type { Box } from "#domain/space/box.ts";
import type { TrackedCrossing } from "./line-story.ts";
import { judgeLooks } from "./look.ts";
import { missesAt } from "./miss-cause.ts";
import type { LabelledBox } from "./mot-file.ts";
import { trueCrossings } from "./true-crossings.ts";

const picture = { width: 200, height: 100 };
const framesPerSecond = 5;
/** An upright line at x = 100; from its left to its right is in. Boxes are 10 by 20, so no man's land is 1 pixel. */
const line = { name: "door", from: { x: 0.5, y: 0.9 }, to: { x: 0.5, y: 0.1 } };

/** Where somebody's centre is in each frame; a dash where they are not. */
type Way = readonly (number | "–")[];
type Ways = Readonly<Record<number, Way>>;
type Given = {
  readonly people?: Ways;
  /** Where they were found; as the people, unless said otherwise. */
  readonly found?: Ways;
  readonly tracks?: Ways;
  readonly counted?: readonly (readonly [direction: "in" | "out", frame: number, track: number])[];
};

function boxAt(x: number): Box {
  return { left: x - 5, top: 40, width: 10, height: 20 };
}

function boxesOf(ways: Ways): LabelledBox[] {
  return Object.entries(ways).flatMap(([id, way]) =>
    way.flatMap((x, at) => (x === "–" ? [] : [{ frame: at + 1, id: Number(id), box: boxAt(x) }])),
  );
}

function missesIn({ people = {}, found = people, tracks = {}, counted = [] }: Given) {
  const frames = Math.max(...[...Object.values(people), ...Object.values(tracks)].map((way) => way.length));
  const [truth, seen, followed] = [boxesOf(people), boxesOf(found), boxesOf(tracks)];
  const looks = Array.from({ length: frames }, (_, at) => ({
    frame: at + 1,
    atMs: (at * 1000) / framesPerSecond,
    detections: seen.filter(({ frame }) => frame === at + 1).map(({ box }) => ({ box, score: 0.6 })),
    tracks: followed.filter(({ frame }) => frame === at + 1),
  }));
  const crossings = counted.map(([direction, frame, track]): TrackedCrossing => {
    const x = Number(tracks[track]?.[frame - 1]);
    return { line: "door", direction, atMs: ((frame - 1) * 1000) / framesPerSecond, place: { x, y: 50 }, track };
  });
  return missesAt(
    {
      line,
      picture,
      truth: trueCrossings(truth, line, { picture, framesPerSecond, anchor: "centre" }),
      counted: crossings,
    },
    judgeLooks(looks, truth),
  );
}

const OVER = [70, 78, 86, 94, 102, 110, 118, 126] as const;
const NEVER = OVER.map(() => "–" as const);
const cases: readonly [name: string, given: Given, expected: readonly string[]][] = [
  [
    "who is followed over the line and counted is no miss",
    { people: { 1: OVER }, tracks: { 7: OVER }, counted: [["in", 5, 7]] },
    [],
  ],
  [
    "who is hardly found was not detected",
    { people: { 1: OVER }, found: { 1: [70, ...NEVER] } },
    ["missed 1: not detected: found in 0 of 5 looks"],
  ],
  [
    "a detection that lies on another person does not find this one",
    {
      people: { 1: OVER, 2: OVER.map((x) => x + 3) },
      found: { 2: OVER },
      tracks: { 7: OVER },
      counted: [["in", 5, 7]],
    },
    ["missed 2: not detected: found in 0 of 5 looks"],
  ],
  [
    "a track that ends before the line is broken",
    { people: { 1: OVER }, tracks: { 7: [70, 78, 86] } },
    ["missed 1: track broken: track 7 until 0.4 s, none after"],
  ],
  [
    "a track that begins beyond the line is broken",
    { people: { 1: OVER }, tracks: { 9: ["–", "–", "–", "–", "–", 110, 118, 126] } },
    ["missed 1: track broken: no track before, track 9 from 1.0 s"],
  ],
  [
    "another number beyond the line is a broken track",
    { people: { 1: OVER }, tracks: { 7: [70, 78, 86], 9: ["–", "–", "–", "–", "–", 110, 118] } },
    ["missed 1: track broken: track 7 until 0.4 s, track 9 from 1.0 s"],
  ],
  [
    "a track that stays behind with somebody else is broken",
    { people: { 1: OVER, 2: OVER.map(() => 84) }, tracks: { 7: [70, 78, 84, 84, 84, 84, 84, 84] } },
    ["missed 1: track broken: track 7 until 0.2 s and then on person 2, none after"],
  ],
  [
    "a track taken from somebody else before the line is broken",
    {
      people: { 1: OVER, 2: OVER.map(() => 84) },
      tracks: { 7: [84, 84, "–", 94, 102, 110, 118] },
    },
    ["missed 1: track broken: no track before, track 7 from 0.6 s, before that on person 2"],
  ],
  [
    "who is never followed has no track on either side",
    { people: { 1: OVER } },
    ["missed 1: track broken: no track before, none after"],
  ],
  [
    "a track that begins on the line could not have been counted",
    { people: { 1: [70, 82, 94, 98.9, 102, 110, 118] }, tracks: { 7: ["–", "–", "–", 99.5, 102, 110, 118] } },
    ["missed 1: track broken: track 7 began on the line, at 0.6 s"],
  ],
  [
    "who is followed all the way and not counted was missed by the line",
    { people: { 1: OVER }, tracks: { 7: OVER } },
    ["missed 1: line logic: track 7 went from -1.50 to 1.30 of its height beyond the line"],
  ],
  [
    "a crossing counted too late is missed once and invented once",
    {
      people: { 1: [90, 102, ...Array(10).fill(103)] },
      tracks: { 7: [90, ...Array(10).fill(100.5), 103] },
      counted: [["in", 12, 7]],
    },
    ["missed 1: line logic: track 7 was counted 2.0 s late", "invented 1: line logic: track 7 was counted 2.0 s late"],
  ],
  [
    "of two who cross under one track the one without it is missed",
    { people: { 1: OVER, 2: OVER.map((x) => x - 4) }, tracks: { 7: OVER.map((x) => x - 4) }, counted: [["in", 5, 7]] },
    ["missed 1: track broken: no track before, none after"],
  ],
  [
    "a crossing under which nobody is was made by nobody",
    { people: { 1: OVER.map(() => 30) }, tracks: { 7: OVER }, counted: [["in", 5, 7]] },
    ["invented null: nobody there: nobody under track 7"],
  ],
  [
    "who was labelled only beyond the line was nobody before",
    { people: { 1: [...NEVER.slice(0, 4), 102, 110, 118] }, tracks: { 7: OVER }, counted: [["in", 5, 7]] },
    ["invented 1: nobody there: track 7 went from nobody to person 1"],
  ],
  [
    "a box that jitters over the line is the line's doing",
    {
      people: { 1: [96, 97, 98, 98, 98, 97] },
      tracks: { 7: [96, 97, 98, 102, 98, 97] },
      counted: [["in", 4, 7]],
    },
    ["invented 1: line logic: person 1 did not cross; track 7 did"],
  ],
  [
    "who was counted by two tracks was counted once too often",
    {
      people: { 1: OVER },
      tracks: { 7: OVER, 9: OVER.map((x) => x + 2) },
      counted: [
        ["in", 5, 7],
        ["in", 5, 9],
      ],
    },
    ["invented 1: track broken: person 1 was counted by tracks 7 and 9"],
  ],
  [
    "who was counted twice by one track",
    {
      people: { 1: OVER },
      tracks: { 7: OVER },
      counted: [
        ["in", 5, 7],
        ["in", 6, 7],
      ],
    },
    ["invented 1: line logic: track 7 was counted twice"],
  ],
  [
    "a track that went over to somebody on the other side was broken",
    {
      people: { 1: OVER.map(() => 92), 2: OVER.map(() => 108) },
      tracks: { 7: [92, 92, 92, 100, 108, 108] },
      counted: [["in", 5, 7]],
    },
    ["invented 2: track broken: track 7 went from person 1 to person 2"],
  ],
  [
    "a track that never was on the other side was joined to one that was",
    { people: { 1: OVER.map(() => 108) }, tracks: { 9: OVER.map(() => 108) }, counted: [["in", 2, 9]] },
    ["invented 1: track broken: track 9 began beyond the line and was joined to a lost one"],
  ],
];

for (const [name, given, expected] of cases)
  test(name, () =>
    assert.deepEqual(
      missesIn(given).map(({ kind, person, cause, detail }) => `${kind} ${person}: ${cause}: ${detail}`),
      expected,
    ),
  );

test("a miss says where, when and which way", () => {
  const [miss] = missesIn({ people: { 1: OVER }, tracks: { 7: OVER } });
  assert.partialDeepStrictEqual(miss, {
    line: "door",
    direction: "in",
    atMs: 800,
    place: { x: 102, y: 50 },
    tracks: [7],
  });
});
