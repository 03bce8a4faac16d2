import assert from "node:assert/strict";
import test from "node:test";
import { LINK_MOMENTS_MAX, type ShowOrder } from "#domain/wire/agent-link.ts";
import { SETUP_MS_MAX } from "#domain/wire/setup-dots.ts";
import { openShowings } from "./showings.ts";

const STATUS_MS = 2000;
const setup = (id: string, leftMs = SETUP_MS_MAX): ShowOrder => ({
  kind: "setup",
  storeId: "own",
  sensorId: "door",
  id,
  leftMs,
});
const scene = (id: string): ShowOrder => ({ kind: "scene", storeId: "own", sensorId: "door", id });
const PICTURE = { atMs: 1, width: 640, height: 360, knownPercent: 80, jpeg: "/9j/AAAA" };

function opened() {
  const clock = { ms: 5000 };
  const asked: string[] = [];
  const showings = openShowings({
    showing: (_store, sensor) =>
      sensor === "door"
        ? { askScene: () => asked.push("scene"), showDots: (forMs) => asked.push(`dots ${forMs}`) }
        : null,
    nowMs: () => clock.ms,
    wallMs: () => clock.ms,
  });
  return { clock, asked, showings };
}

test("one set-up view is shown for fifteen minutes at most, whatever the server says", () => {
  const { clock, asked, showings } = opened();
  let shownMs = 0;
  for (const beganMs = clock.ms; clock.ms < beganMs + 2 * SETUP_MS_MAX; clock.ms += STATUS_MS) {
    showings.follow([setup("view-1")]);
    showings.hearDots("own", "door", [[1, 1]]);
    if (showings.takeDots().length > 0) shownMs = clock.ms - beganMs;
  }
  assert.ok(shownMs < SETUP_MS_MAX && shownMs >= SETUP_MS_MAX - STATUS_MS, `${shownMs} ms`);
  assert.equal(asked.at(-1), "dots 0");
  showings.follow([setup("view-2")]);
  assert.equal(asked.at(-1), "dots 10000", "another one that somebody opened");
});

test("a lens shows dots for ten seconds after each answer, so that they end where no answer comes", () => {
  const { clock, asked, showings } = opened();
  showings.follow([setup("view-1")]);
  showings.follow([setup("view-1", 3000)]);
  assert.deepEqual(asked, ["dots 10000", "dots 3000"]);
  clock.ms += 3000;
  showings.hearDots("own", "door", [[1, 1]]);
  assert.deepEqual(showings.takeDots(), [], "what comes after its end is dropped");
});

test("a view that the server no longer names ends at once, and what was heard of it is dropped", () => {
  const { asked, showings } = opened();
  showings.hearDots("own", "door", [[1, 1]]);
  assert.deepEqual(showings.takeDots(), [], "nobody asked");
  showings.follow([setup("view-1")]);
  for (let n = 0; n < 50; n++) showings.hearDots("own", "door", [[n, 1]]);
  const [told] = showings.takeDots();
  assert.equal(told?.moments.length, LINK_MOMENTS_MAX);
  assert.deepEqual(showings.takeDots(), [], "told once");
  showings.hearDots("own", "door", [[1, 1]]);
  showings.follow([]);
  assert.equal(asked.at(-1), "dots 0");
  assert.deepEqual(showings.takeDots(), []);
});

test("a scene is asked for until it has come, and offered until the server has answered or wants it no more", () => {
  const { asked, showings } = opened();
  showings.hearScene("own", "door", PICTURE);
  assert.deepEqual(showings.scenes(), [], "nobody asked");
  showings.follow([scene("show-1")]);
  showings.follow([scene("show-1")]);
  assert.deepEqual(asked, ["scene", "scene"], "its lens may have crashed");
  showings.hearScene("own", "door", PICTURE);
  showings.follow([scene("show-1")]);
  assert.equal(asked.length, 2);
  const [made] = showings.scenes();
  assert.deepEqual(made, { storeId: "own", sensorId: "door", id: "show-1", picture: PICTURE });
  showings.drop(made!);
  showings.follow([scene("show-1")]);
  assert.deepEqual([showings.scenes().length, asked.length], [0, 2]);
  showings.follow([scene("show-2")]);
  assert.equal(asked.length, 3);
  showings.hearScene("own", "door", PICTURE);
  showings.follow([]);
  assert.deepEqual(showings.scenes(), []);
});

test("what is wanted of a camera that is not watched here is for nothing", () => {
  const { asked, showings } = opened();
  showings.follow([
    { ...scene("show-1"), sensorId: "other" },
    { ...setup("view-1"), sensorId: "other" },
  ]);
  assert.deepEqual(asked, []);
});
