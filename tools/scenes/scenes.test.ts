import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { Decoder, Demuxer } from "node-av/api";
import { formatSceneTruth, parseSceneTruth, sightingsAt } from "#domain/scene/scene-truth.ts";
import { trueVisits } from "#domain/scene/true-visits.ts";
import { APART_METRES_MIN, apart, SPEED_MAX, SPEED_MIN, type Stand } from "./choreography.ts";
import { empty } from "./empty.ts";
import { entrance } from "./entrance.ts";
import { PROGRAMME } from "./programme.ts";
import { setUp } from "./stage.ts";
import { crossingsOf, tellTruth } from "./truth.ts";

const FOLDER = new URL("../../scenes/", import.meta.url);

/** A film may weigh this much, in bytes, because it lies in the repository. */
const FILM_BYTES_MAX = 2_500_000;

function committedTruth(name: string): string {
  return readFileSync(new URL(`${name}.truth.json`, FOLDER), "utf8");
}

/** The id in the truth of a member of the entrance's cast. */
function idOf(name: string): number {
  const index = entrance.cast.findIndex((role) => role.name === name);
  assert.ok(index >= 0, name);
  return index + 1;
}

/** Setting up builds every body: once a scene is enough. */
const stages = new Map(PROGRAMME.map((scene) => [scene, setUp(scene)]));

for (const [scene, stage] of stages) {
  const text = committedTruth(scene.name);
  const truth = parseSceneTruth(text);

  test(`the truth of ${scene.name} comes from its choreography, byte for byte`, () => {
    assert.equal(formatSceneTruth(tellTruth(scene, stage)), text);
  });

  test(`the crossings and visits of ${scene.name} are those of its boxes`, () => {
    assert.deepEqual(crossingsOf(truth.lines, truth), truth.crossings);
    assert.deepEqual(trueVisits(truth.zones, truth), truth.zoneVisits);
  });

  test(`every box of ${scene.name} lies in the picture`, () => {
    for (let frame = 0; frame < truth.frames; frame++)
      for (const { box } of sightingsAt(truth, frame)) {
        assert.ok(box.left >= 0 && box.top >= 0);
        assert.ok(box.left + box.width <= truth.width + 0.1 && box.top + box.height <= truth.height + 0.1);
      }
  });

  test(`nobody of ${scene.name} appears out of nothing, or vanishes`, () => {
    for (const [index, { name }] of scene.cast.entries()) {
      const frames = truth.people.flatMap((people, frame) => (people.some(([id]) => id === index + 1) ? [frame] : []));
      for (const frame of [frames[0], frames.at(-1)].filter((edge) => edge !== 0 && edge !== truth.frames - 1)) {
        const seen = sightingsAt(truth, frame ?? -1).find(({ person }) => person === index + 1)?.box;
        assert.ok(seen, `${name} is never seen`);
        const isAtEdge =
          seen.left <= 1 || seen.left + seen.width >= truth.width - 1 || seen.top + seen.height >= truth.height - 1;
        assert.ok(isAtEdge, `${name} in frame ${frame}`);
      }
    }
  });

  test(`the film of ${scene.name} is as long and as large as its truth says, and light enough to be kept`, async () => {
    const film = readFileSync(new URL(truth.film, FOLDER));
    assert.ok(film.length <= FILM_BYTES_MAX, `${film.length} bytes`);
    await using input = await Demuxer.open(film);
    const video = input.video();
    assert.ok(video);
    using decoder = await Decoder.create(video);
    let frames = 0;
    for await (using frame of decoder.frames(input.packets(video.index))) {
      if (!frame) continue;
      assert.deepEqual([frame.width, frame.height], [truth.width, truth.height]);
      frames++;
    }
    assert.equal(frames, truth.frames);
    assert.equal(video.avgFrameRate.num / video.avgFrameRate.den, truth.framesPerSecond);
  });

  test(`the people of ${scene.name} walk at a human pace and through nobody`, () => {
    const { players } = stage;
    for (const [index, { name, track }] of players.entries()) {
      const fastest = Math.max(...track.stands.map(({ speed }) => speed));
      // Who walks at somebody's side goes round the outside of their bends.
      const isCompany = scene.cast.some((role) => role.name === name && "beside" in role.way);
      const isHuman = fastest === 0 || (fastest >= SPEED_MIN && fastest <= SPEED_MAX * (isCompany ? 1.25 : 1));
      assert.ok(isHuman, `${name} walks at ${fastest} m/s`);
      for (const other of players.slice(index + 1))
        assert.ok(apart(track, other.track) >= APART_METRES_MIN, `${name} walks into ${other.name}`);
    }
  });
}

const truth = parseSceneTruth(committedTruth(entrance.name));
const wayOf = (name: string) =>
  truth.crossings.filter(({ person }) => person === idOf(name)).map(({ direction }) => direction);

test("more than twenty people pass the entrance, in both directions", () => {
  const people = new Set(truth.crossings.map(({ person }) => person));
  assert.ok(people.size > 20, `${people.size} people`);
  for (const direction of ["in", "out"] as const)
    assert.ok(truth.crossings.filter((crossing) => crossing.direction === direction).length >= 10, direction);
});

test("somebody comes up to the line of the door, turns back on it and counts nothing", () => {
  assert.deepEqual(wayOf("turns back on the line"), []);
});

test("somebody stands on the line of the door for a while, goes on and counts once", () => {
  assert.deepEqual(wayOf("stands on the line"), ["in"]);
});

for (const name of ["turns back on the line", "stands on the line"])
  test(`who ${name} is there for two seconds and more`, () => {
    const [line] = truth.lines;
    assert.ok(line);
    let frames = 0;
    for (let frame = 0; frame < truth.frames; frame++)
      for (const { person, box } of sightingsAt(truth, frame))
        if (person === idOf(name) && Math.abs(box.top + box.height / 2 - line.a[1] * truth.height) <= 0.05 * box.height)
          frames++;
    assert.ok(frames >= 2 * truth.framesPerSecond, `${frames} frames`);
  });

test("who goes in and comes out again counts both ways", () => {
  assert.deepEqual(wayOf("goes in and out again"), ["in", "out"]);
});

test("who walks by outside counts nothing", () => {
  assert.deepEqual([...wayOf("passer"), ...wayOf("other passer")], []);
});

test("pairs walk abreast, 0.6 to 0.8 metres apart", () => {
  const players = stages.get(entrance)?.players ?? [];
  const pairs = entrance.cast.flatMap(({ name, way }) => ("beside" in way ? [[name, way.beside] as const] : []));
  assert.ok(pairs.length >= 3);
  for (const pair of pairs) {
    const [one, other] = pair.map((name) => players.find((player) => player.name === name)?.track);
    assert.ok(one && other);
    for (const [index, stand] of one.stands.entries()) {
      const next: Stand | undefined = other.stands[index];
      assert.ok(next);
      const metres = Math.hypot(stand.x - next.x, stand.z - next.z);
      assert.ok(metres >= 0.6 && metres <= 0.8, `${pair.join(" and ")} are ${metres} m apart`);
    }
  }
});

test("the line of the door lies well inside the picture", () => {
  for (const line of truth.lines)
    for (const [x, y] of [line.a, line.b]) assert.ok(x >= 0.15 && x <= 0.85 && y >= 0.15 && y <= 0.85);
});

test("somebody stays at the table, and somebody only walks past it", () => {
  const stays = truth.zoneVisits.map(({ fromMs, toMs }) => toMs - fromMs);
  assert.ok(stays.some((stayMs) => stayMs > 8000));
  assert.ok(stays.some((stayMs) => stayMs < 3000));
});

test("nobody is in the empty shop, and nobody passes a line", () => {
  const nobody = parseSceneTruth(committedTruth(empty.name));
  assert.ok(nobody.lines.length >= 2);
  assert.ok(nobody.people.every((people) => people.length === 0));
  assert.deepEqual([nobody.crossings, nobody.zoneVisits], [[], []]);
});

test("ten people and more are in the crowd at once, and go both ways", () => {
  const people = parseSceneTruth(committedTruth("crowd"));
  const most = Math.max(
    ...people.people.map((_, frame) => sightingsAt(people, frame).filter(({ visible }) => visible >= 0.3).length),
  );
  assert.ok(most >= 10, `${most} people`);
  for (const direction of ["in", "out"] as const)
    assert.ok(people.crossings.filter((crossing) => crossing.direction === direction).length >= 15, direction);
});

test("somebody waits for half a minute in the queue", () => {
  const { zoneVisits } = parseSceneTruth(committedTruth("queue"));
  assert.ok(zoneVisits.some(({ zone, fromMs, toMs }) => zone === "queue" && toMs - fromMs >= 30_000));
});

test("some who come into the showroom look at a car, and some pass", () => {
  const { crossings, zoneVisits } = parseSceneTruth(committedTruth("showroom"));
  const lookers = new Set(zoneVisits.filter(({ fromMs, toMs }) => toMs - fromMs > 4000).map(({ person }) => person));
  for (const looks of [true, false])
    assert.ok(crossings.some(({ direction, person }) => direction === "in" && lookers.has(person) === looks));
  assert.deepEqual([...new Set(zoneVisits.map(({ zone }) => zone))].toSorted(), ["blue car", "red car"]);
});

test("the truth of staff says who works there, and that they pass the door like everybody else", () => {
  const { staff = [], crossings } = parseSceneTruth(committedTruth("staff"));
  assert.ok(staff.length >= 4, `${staff.length} people`);
  const byStaff = crossings.filter(({ person }) => staff.includes(person));
  assert.ok(byStaff.length >= 4 && crossings.length - byStaff.length >= 10);
});
