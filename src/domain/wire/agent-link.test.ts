import assert from "node:assert/strict";
import test from "node:test";
import type { z } from "zod";
import {
  ChallengeAnswer,
  ChallengeRequest,
  Configuration,
  EnrolAnswer,
  EnrolRequest,
  LinkError,
  RecordsAnswer,
  SessionAnswer,
  SessionRequest,
  StatusAnswer,
  StatusRequest,
} from "./agent-link.ts";

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
