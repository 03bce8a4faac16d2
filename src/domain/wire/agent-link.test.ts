import assert from "node:assert/strict";
import test from "node:test";
import type { z } from "zod";
import {
  ChallengeAnswer,
  ChallengeRequest,
  Configuration,
  EnrolAnswer,
  EnrolRequest,
  LINK_MOMENTS_MAX,
  LINK_SETUPS_MAX,
  LinkError,
  RecordsAnswer,
  SceneAnswer,
  SceneRequest,
  SessionAnswer,
  SessionRequest,
  StatusAnswer,
  StatusRequest,
} from "./agent-link.ts";
import { SETUP_MS_MAX } from "./setup-dots.ts";

const CHALLENGE = "c".repeat(43);
const MESSAGES: ReadonlyArray<readonly [name: string, schema: z.ZodType, message: Record<string, unknown>]> = [
  ["enrol", EnrolRequest, { code: "K7QF-3M9T", publicKey: "A".repeat(59) }],
  ["enrolled", EnrolAnswer, { agentId: "agent-1" }],
  ["challenge", ChallengeRequest, { agentId: "agent-1" }],
  ["challenged", ChallengeAnswer, { challenge: CHALLENGE }],
  ["session", SessionRequest, { agentId: "agent-1", challenge: CHALLENGE, signature: "s".repeat(86) }],
  ["opened", SessionAnswer, { token: "abc.DEF-1==", expiresInMs: 900_000 }],
  [
    "records",
    RecordsAnswer,
    {
      added: 2,
      repeated: 0,
      contradicted: 0,
      refused: [{ storeId: "mall-7", seq: 7, code: "store/undeclared", detail: "the line was not declared" }],
    },
  ],
  [
    "status",
    StatusRequest,
    {
      configurationVersion: 0,
      cameras: [
        {
          storeId: "mall-7",
          sensorId: "door-cam",
          state: "running",
          sinceMs: 1_794_000_000_000,
          why: "",
          remedy: "",
          analysedPerSecond: 4.98,
          droppedShare: null,
        },
      ],
      live: [{ storeId: "mall-7", unitId: "floor-cam.sofa", people: 2, waitingMs: 31_000 }],
      outbox: { records: 3, bytes: 40_960, oldestAtMs: null, coarsened: 0, dropped: 0, refused: 0 },
      agentVersion: "0.1.0",
      nowMs: 1_794_000_000_000,
    },
  ],
  [
    "scene",
    SceneRequest,
    {
      storeId: "mall-7",
      sensorId: "door-cam",
      id: "show-1",
      picture: { atMs: 1, width: 640, height: 360, knownPercent: 80, jpeg: "/9j/AAAA" },
    },
  ],
  ["scene taken", SceneAnswer, { isTaken: true }],
  ["noted", StatusAnswer, { configurationVersion: 4, nowMs: 1_794_000_000_000 }],
  [
    "configuration",
    Configuration,
    {
      version: 4,
      deployment: { version: 1, stores: [{ id: "mall-7" }] },
      laws: [{ name: "EU-FR.yaml", text: "rows: []" }],
      units: [{ storeId: "mall-7", kind: "line", unitId: "door-cam.main door", version: 1 }],
      secrets: { DOOR_PASSWORD: "not so secret" },
    },
  ],
  ["error", LinkError, { code: "link/revoked", detail: "the agent was revoked", remedy: "enrol it anew" }],
];

test("each message of the link is read as it was written, and with a field too many or too few it is refused", () => {
  for (const [name, schema, message] of MESSAGES) {
    assert.deepEqual(schema.parse(JSON.parse(JSON.stringify(message))), message, name);
    assert.ok(!schema.safeParse({ ...message, picture: "" }).success, `${name} with a picture`);
    for (const field of Object.keys(message)) {
      const { [field]: _, ...rest } = message;
      assert.ok(!schema.safeParse(rest).success, `${name} without ${field}`);
    }
  }
});

test("what is out of its range in a message of the link is refused", () => {
  const of = (name: string) => MESSAGES.find(([known]) => known === name)!;
  const refused: ReadonlyArray<readonly [name: string, change: Record<string, unknown>]> = [
    ["enrol", { publicKey: "A".repeat(58) }],
    ["enrol", { publicKey: `${"A".repeat(58)}=` }],
    ["enrolled", { agentId: "../agent" }],
    ["session", { signature: "s".repeat(85) }],
    ["session", { challenge: "a b" }],
    ["opened", { token: "two words" }],
    ["opened", { token: "line\nbreak" }],
    ["status", { configurationVersion: -1 }],
    ["status", { agentVersion: "v".repeat(65) }],
    ["configuration", { secrets: { "door password": "x" } }],
    ["configuration", { units: [{ storeId: "mall-7", kind: "face", unitId: "a", version: 1 }] }],
    ["configuration", { deployment: [] }],
    ["records", { added: 0.5 }],
  ];
  for (const [name, change] of refused) {
    const [, schema, message] = of(name);
    assert.ok(!schema.safeParse({ ...message, ...change }).success, `${name} ${JSON.stringify(change)}`);
  }
});

const of = (name: string) => MESSAGES.find(([known]) => known === name)![2];
const DOTS = { storeId: "mall-7", sensorId: "door-cam", moments: [{ atMs: 1, points: [[500, 1000]] }] };
const SCENE_ORDER = { kind: "scene", storeId: "mall-7", sensorId: "door-cam", id: "show-1" };
const SETUP_ORDER = { ...SCENE_ORDER, kind: "setup", leftMs: SETUP_MS_MAX };

test("a status may hold dots and an answer orders, and an agent and a server that know neither say the same as ever", () => {
  assert.ok(StatusRequest.safeParse({ ...of("status"), dots: [DOTS] }).success);
  assert.ok(StatusAnswer.safeParse({ ...of("noted"), orders: [SCENE_ORDER, SETUP_ORDER] }).success);
  assert.equal(StatusAnswer.parse(of("noted")).orders, undefined);
  assert.equal(StatusRequest.parse(of("status")).dots, undefined);
});

test("dots and orders that are more than agreed are refused", () => {
  const dots = [
    [{ ...DOTS, picture: "" }],
    [{ ...DOTS, moments: [{ atMs: 1, points: [[500, 1001]] }] }],
    [{ ...DOTS, moments: [{ atMs: 1, points: [], ids: [] }] }],
    [{ ...DOTS, moments: Array.from({ length: LINK_MOMENTS_MAX + 1 }, () => DOTS.moments[0]) }],
    Array.from({ length: LINK_SETUPS_MAX + 1 }, () => DOTS),
  ];
  for (const told of dots) assert.ok(!StatusRequest.safeParse({ ...of("status"), dots: told }).success);
  const orders = [
    { ...SCENE_ORDER, kind: "picture" },
    { ...SCENE_ORDER, id: "a b" },
    { ...SCENE_ORDER, leftMs: 1 },
    { ...SETUP_ORDER, leftMs: SETUP_MS_MAX + 1 },
    { ...SETUP_ORDER, withPeople: true },
  ];
  for (const order of orders) assert.ok(!StatusAnswer.safeParse({ ...of("noted"), orders: [order] }).success);
});
