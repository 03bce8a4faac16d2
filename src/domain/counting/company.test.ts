import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { grantsForFilm } from "#domain/policy/grant.ts";
import { parseSceneTruth, type SceneTruth, sightingsAt } from "#domain/scene/scene-truth.ts";
import type { Track } from "#domain/tracking/tracker.ts";
import { Companies, type Step } from "./company.ts";
import { Counter } from "./counter.ts";

const VISIBLE_MIN = 0.25;
const SPEED_OVER_FRAMES = 3;

type Came = { readonly people: number; readonly groups: number };

/** Who came in over the lines of a film, and with whom, as it was made. */
function trulyCame({ crossings, groups = [] }: SceneTruth): Came {
  const ins = crossings.filter(({ direction }) => direction === "in");
  const leaderOf = (person: number) => groups.find((group) => group.includes(person))?.[0] ?? person;
  const groupsIn = new Set(ins.map(({ person, line }) => `${line} ${leaderOf(person)}`));
  return { people: ins.length, groups: groupsIn.size };
}

/** The same as the counter tells it, of the true boxes as far as they show: tracks without error. */
function countedOf(truth: SceneTruth, tracksOf = tracksAt): Came {
  const { width, height, framesPerSecond, frames } = truth;
  const lines = truth.lines.map(({ name, a, b }) => ({
    name,
    from: { x: a[0], y: a[1] },
    to: { x: b[0], y: b[1] },
  }));
  const counter = new Counter({ lines, zones: [], grants: grantsForFilm() }, { width, height });
  for (let frame = 0; frame < frames; frame++)
    counter.update(tracksOf(truth, frame), Math.round((frame * 1000) / framesPerSecond));
  counter.close();
  const buckets = counter.flush().filter((bucket) => bucket.kind === "line");
  return {
    people: buckets.reduce((sum, bucket) => sum + bucket.in, 0),
    groups: buckets.reduce((sum, { groupsIn = 0 }) => sum + groupsIn, 0),
  };
}

function tracksAt(truth: SceneTruth, frame: number): Track[] {
  const before = new Map(
    sightingsAt(truth, Math.max(0, frame - SPEED_OVER_FRAMES)).map(({ person, box }) => [person, box]),
  );
  return sightingsAt(truth, frame)
    .filter(({ visible }) => visible >= VISIBLE_MIN)
    .map(({ person: id, box }) => {
      const past = before.get(id) ?? box;
      const perSecond = truth.framesPerSecond / SPEED_OVER_FRAMES;
      return {
        id,
        box,
        speed: { x: (box.left - past.left) * perSecond, y: (box.top - past.top) * perSecond },
        score: 1,
      };
    });
}

const FILMS = ["entrance", "doorway", "queue", "crowd", "showroom", "dusk", "staff"];

test("as many groups come in as walk together, one in a hundred more or fewer, over all films", () => {
  let [people, groups] = [0, 0];
  for (const name of FILMS) {
    const file = new URL(`../../../scenes/${name}.truth.json`, import.meta.url);
    const truth = parseSceneTruth(readFileSync(file, "utf8"));
    const [came, counted] = [trulyCame(truth), countedOf(truth)];
    assert.equal(counted.people, came.people, name);
    // On one film two strangers walk in step from the picture's edge to the line.
    assert.ok(Math.abs(counted.groups - came.groups) <= 1, `${name}: ${counted.groups} of ${came.groups} groups`);
    people += came.people;
    groups += counted.groups - came.groups;
  }
  assert.equal(people, 108);
  assert.ok(Math.abs(groups) <= 1, `${groups} groups too many`);
});

test("who is lost behind a post or a person and found as another track is one person, of one group", () => {
  const file = new URL("../../../scenes/doorway.truth.json", import.meta.url);
  const truth = parseSceneTruth(readFileSync(file, "utf8"));
  const numbers = new Map<number, number>();
  let [before, given, lost] = [new Set<number>(), 1000, 0];
  const renumbered = (film: SceneTruth, frame: number): Track[] => {
    const tracks = tracksAt(film, frame);
    const found = tracks.map((one) => {
      if (!before.has(one.id)) {
        if (numbers.has(one.id)) lost += 1;
        numbers.set(one.id, ++given);
      }
      return { ...one, id: numbers.get(one.id)! };
    });
    before = new Set(tracks.map(({ id }) => id));
    return found;
  };
  assert.deepEqual(countedOf(truth, renumbered), countedOf(truth));
  assert.ok(lost > 0, "the scene hides somebody");
});

/** Somebody 100 pixels high who walks to the right, `metres` of a height beside the way and so many steps behind. */
function walked(lane: number, behind = 0, steps = 10): readonly Step[] {
  return Array.from({ length: steps }, (_, index) => ({
    atMs: index * 200,
    foot: { x: (index - behind) * 20, y: 100 * lane },
    height: 100,
  }));
}

const ranksOf = (...trails: readonly (readonly Step[])[]) => {
  const companies = new Companies();
  return trails.map((trail, index) => companies.rankOf({ atMs: 2000 + index * 300, trail }));
};

test("who walks beside somebody is of their group, and a row of people is one group", () => {
  assert.deepEqual(ranksOf(walked(0), walked(0.4)), [1, 2]);
  assert.deepEqual(ranksOf(walked(0), walked(0.4), walked(0.8), walked(1.2)), [1, 2, 3, 4]);
  assert.deepEqual(ranksOf(walked(0), walked(0, 2)), [1, 2], "one behind the other");
});

test("who keeps away, comes later, comes from elsewhere or was hardly seen is alone", () => {
  assert.deepEqual(ranksOf(walked(0), walked(0.8)), [1, 1]);
  assert.deepEqual(ranksOf(walked(0), walked(0.3, 0, 2)), [1, 1], "two common steps");
  const meets = walked(0.3).map((step, index) => ({ ...step, foot: { ...step.foot, y: 30 + (9 - index) * 8 } }));
  assert.deepEqual(ranksOf(walked(0), meets), [1, 1]);
  const companies = new Companies();
  assert.equal(companies.rankOf({ atMs: 2000, trail: walked(0) }), 1);
  assert.equal(companies.rankOf({ atMs: 4001, trail: walked(0.3) }), 1, "more than 2 s after");
});

test("a group is of the minute in which its first came in, and its last may come in the next", () => {
  const line = { name: "door", from: { x: 0.5, y: 1 }, to: { x: 0.5, y: 0 } };
  const counter = new Counter({ lines: [line], zones: [], grants: grantsForFilm() }, { width: 1000, height: 1000 });
  const at = (id: number, x: number, y: number): Track => ({
    id,
    box: { left: x - 20, top: y - 50, width: 40, height: 100 },
    speed: { x: 100, y: 0 },
    score: 1,
  });
  for (let atMs = 57_000; atMs < 63_000; atMs += 200) {
    const x = (atMs - 57_000) / 10 + 250;
    counter.update([at(1, x, 500), at(2, x - 40, 520)], atMs);
  }
  counter.close();
  assert.deepEqual(
    counter
      .flush()
      .map((bucket) => bucket.kind === "line" && [bucket.minute, bucket.in, bucket.groupsIn, bucket.joinedIn]),
    [
      [0, 1, 1, undefined],
      [1, 1, 0, [1, 0, 0, 0]],
    ],
  );
});
