import assert from "node:assert/strict";
import test from "node:test";
import { type Bucket, METHOD } from "#domain/counting/bucket.ts";
import {
  CAMERAS_PER_LENS_MAX,
  LENS_MESSAGE_BYTES_MAX,
  LENS_SCENE_MESSAGE_BYTES_MAX,
  LensMessage,
} from "./lens-message.ts";
import { SCENE_BYTES_MAX } from "./scene-picture.ts";
import { DOTS_MAX } from "./setup-dots.ts";

const LINE: Bucket = {
  kind: "line",
  line: "door",
  minute: 12,
  in: 3,
  out: 1,
  uncertain: 0,
  watchedMs: 60_000,
  method: METHOD,
};
const PROGRESS = { kind: "progress", atMs: 1, decoded: 2, analysed: 1, dropped: 0, damaged: 0, detectMs: 9 };

const HEALTH = { kind: "health", state: "moved", sinceMs: 1, steppedMs: 0 };

const LIVE = { kind: "live", zones: [{ zone: "till", people: 2, waitingMs: 31_000 }] };

const PICTURE = { atMs: 1, width: 960, height: 540, knownPercent: 87, jpeg: "/9j/4AAQSkZJRg==" };
const SCENE = { kind: "scene", picture: PICTURE };

const DOTS = {
  kind: "dots",
  points: [
    [0, 1000],
    [512, 3],
  ],
};

const LAST_CAMERA = CAMERAS_PER_LENS_MAX - 1;

function isMessage(message: unknown): boolean {
  return LensMessage.safeParse(JSON.parse(JSON.stringify(message))).success;
}

function isAllowed(said: unknown): boolean {
  return isMessage({ camera: LAST_CAMERA, said });
}

test("what a lens has to say is allowed", () => {
  assert.ok(isAllowed({ kind: "opened", width: 640, height: 360, durationMs: null, isLive: true, lookSize: "large" }));
  assert.ok(isAllowed(PROGRESS));
  assert.ok(isAllowed({ kind: "bucket", bucket: LINE }));
  assert.ok(isAllowed({ kind: "bucket", bucket: { ...LINE, staffIn: 3, staffOut: 0 } }));
  assert.ok(isAllowed({ kind: "proposed", from: { x: 0, y: 0.5 }, to: { x: 1, y: 0.5 }, paths: 9, crossing: 8 }));
  assert.ok(isAllowed({ kind: "taught", colours: [{ colour: "#16a34a", share: 1 }] }));
  assert.ok(isAllowed(HEALTH));
  assert.ok(isAllowed({ ...HEALTH, state: "clock-stepped", steppedMs: -3_600_000 }));
  assert.ok(isAllowed(LIVE));
  assert.ok(isAllowed({ kind: "live", zones: [] }));
  assert.ok(isAllowed(SCENE));
  assert.ok(isAllowed(DOTS));
  assert.ok(isAllowed({ ...DOTS, points: [] }));
  assert.ok(isAllowed({ kind: "fault", code: "camera/not-found", detail: "there is no file" }));
});

test("a field too many, a part of a number, a text too long: refused", () => {
  const refused = [
    { kind: "bucket", bucket: { ...LINE, staffIn: 4, staffOut: 0 } },
    { kind: "bucket", bucket: { ...LINE, staffIn: 0, staffOut: 2 } },
    { kind: "bucket", bucket: { ...LINE, uniform: "#16a34a" } },
    { ...PROGRESS, box: [1, 2, 3, 4] },
    { ...PROGRESS, atMs: 0.123456789 },
    { ...PROGRESS, kind: "track" },
    { ...HEALTH, state: "crowded" },
    { ...HEALTH, cells: [1, 2, 3] },
    { ...HEALTH, steppedMs: 0.5 },
    { ...HEALTH, sinceMs: null },
    { ...LIVE, people: 2 },
    { kind: "live" },
    { kind: "live", zones: Array.from({ length: 17 }, () => LIVE.zones[0]) },
    ...[
      { people: -1 },
      { people: 1001 },
      { waitingMs: 0.5 },
      { waitingMs: null },
      { zone: "till\n" },
      { waitsMs: [31_000, 4000] },
      { place: [0.5, 0.5] },
    ].map((more) => ({ kind: "live", zones: [{ ...LIVE.zones[0], ...more }] })),
    { kind: "bucket", bucket: { ...LINE, in: -1 } },
    { kind: "bucket", bucket: { ...LINE, watchedMs: 60_001 } },
    { kind: "bucket", bucket: { ...LINE, line: "x".repeat(41) } },
    { kind: "bucket", bucket: { ...LINE, line: "AA\nBB" } },
    { kind: "bucket", bucket: { ...LINE, people: [] } },
    { kind: "fault", code: "made/up", detail: "" },
    { kind: "fault", code: "camera/not-found", detail: "x".repeat(301) },
    ...[
      { width: 961 },
      { height: 0 },
      { knownPercent: 0 },
      { knownPercent: 100.5 },
      { jpeg: "iVBORw0KGgo=" },
      { jpeg: "/9j/ not base64" },
      { jpeg: `/9j/${"A".repeat(400_000)}` },
      { people: [] },
    ].map((more) => ({ kind: "scene", picture: { ...PICTURE, ...more } })),
    { ...SCENE, of: "somebody" },
    ...[
      [[0.5, 1]],
      [[1001, 1]],
      [[-1, 1]],
      [[1, 2, 3]],
      [{ x: 1, y: 1, id: 7 }],
      Array.from({ length: DOTS_MAX + 1 }, () => [1, 1]),
    ].map((points) => ({ kind: "dots", points })),
    { ...DOTS, ids: [1, 2] },
    [PROGRESS],
    "progress",
    null,
  ];
  for (const message of refused) assert.equal(isAllowed(message), false, JSON.stringify(message));
});

test("a lens cannot say that a count came from a sensor", () => {
  for (const method of ["sensor-1", "sensor-spread-1", "body-2", ""])
    assert.equal(isAllowed({ kind: "bucket", bucket: { ...LINE, method } }), false, method);
});

test("a message is about one camera that a lens can have, and holds nothing else", () => {
  assert.ok(isMessage({ camera: 0, said: PROGRESS }));
  for (const camera of [undefined, null, "0", -1, 0.5, CAMERAS_PER_LENS_MAX])
    assert.equal(isMessage({ camera, said: PROGRESS }), false, String(camera));
  assert.equal(isMessage(PROGRESS), false);
  assert.equal(isMessage({ camera: 0, said: PROGRESS, rgb: "AAAA" }), false);
});

test("the largest bucket that is allowed fits into a message", () => {
  const dwellHistogram = Object.fromEntries(Array.from({ length: 144 }, (_, index) => [String(index), 10_000]));
  const bucket = {
    kind: "zone",
    zone: "区".repeat(40),
    minute: Number.MAX_SAFE_INTEGER,
    entered: 10_000,
    dwellHistogram,
    occupancyMax: 1000,
    personMs: 60_000_000,
    watchedMs: 60_000,
    method: METHOD,
  };
  assert.ok(isAllowed({ kind: "bucket", bucket }));
  assert.ok(
    Buffer.byteLength(JSON.stringify({ camera: LAST_CAMERA, said: { kind: "bucket", bucket } })) <
      LENS_MESSAGE_BYTES_MAX,
  );
});

test("how it is in as many zones as there may be fits into a message", () => {
  const zone = { zone: "区".repeat(40), people: 1000, waitingMs: Number.MAX_SAFE_INTEGER };
  const said = { kind: "live", zones: Array.from({ length: 16 }, () => zone) };
  assert.ok(isAllowed(said));
  assert.ok(Buffer.byteLength(JSON.stringify({ camera: LAST_CAMERA, said })) < LENS_MESSAGE_BYTES_MAX);
});

test("the largest scene and the most dots that are allowed fit into their messages", () => {
  const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(SCENE_BYTES_MAX - 3)]).toString("base64");
  const scene = { kind: "scene", picture: { ...PICTURE, atMs: Number.MAX_SAFE_INTEGER, jpeg } };
  assert.ok(isAllowed(scene));
  assert.ok(Buffer.byteLength(JSON.stringify({ camera: LAST_CAMERA, said: scene })) <= LENS_SCENE_MESSAGE_BYTES_MAX);
  const dots = { kind: "dots", points: Array.from({ length: DOTS_MAX }, () => [1000, 1000]) };
  assert.ok(isAllowed(dots));
  assert.ok(Buffer.byteLength(JSON.stringify({ camera: LAST_CAMERA, said: dots })) < LENS_MESSAGE_BYTES_MAX);
});
