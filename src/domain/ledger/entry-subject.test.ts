import assert from "node:assert/strict";
import test from "node:test";
import { type ConsentTold, consentEntry } from "./consent-hash.ts";
import { saysTheSame, subjectOf } from "./entry-subject.ts";
import { LedgerEntry } from "./ledger-entry.ts";

const AT_MS = Date.UTC(2026, 10, 29, 12, 34, 56, 789);
const SHA256 = "0".repeat(64);
const DECISION: LedgerEntry = {
  kind: "decision",
  atMs: AT_MS,
  storeId: "here",
  sensorId: "cam",
  capability: "count",
  day: "2026-11-29",
  verdict: "permit",
  grant: "begun",
  rules: ["CN-1"],
  until: null,
};
const DIGEST: LedgerEntry = {
  kind: "day-digest",
  atMs: AT_MS,
  storeId: "here",
  day: "2026-11-28",
  unit: "line",
  unitId: "cam.door",
  version: 2,
  parts: 3,
  sha256: SHA256,
  supersedes: null,
};
const ATTESTATION: LedgerEntry = {
  kind: "attestation",
  atMs: AT_MS,
  storeId: "here",
  sensorId: "cam",
  agentId: "agent",
  seq: 7,
  lens: "0".repeat(16),
  program: "0.1.0",
  build: SHA256,
  model: null,
  grants: ["count"],
  sinceMs: AT_MS,
  messages: {
    opened: 1,
    progress: 1,
    health: 0,
    bucket: 0,
    live: 0,
    scene: 0,
    dots: 0,
    proposed: 0,
    taught: 0,
    ended: 0,
    fault: 0,
  },
  bytes: 1,
  lensBytes: 1,
  refused: { form: 0, size: 0, rate: 0, unasked: 0, stranger: 0 },
  saidByLens: { decoded: 1, analysed: 1 },
  end: null,
  exit: null,
};

test("an entry that tells a state has a subject, and one that tells what happened has none", () => {
  const subjects: readonly [LedgerEntry, string | null][] = [
    [{ kind: "begun", atMs: AT_MS, origin: "log", program: "0.1.0" }, "begun"],
    [{ kind: "configuration", atMs: AT_MS, version: 3, sha256: SHA256, by: "file" }, "configuration"],
    [{ kind: "restore", atMs: AT_MS, version: 3, by: "restore" }, "restore"],
    [DECISION, "decision here cam count"],
    [{ kind: "law", atMs: AT_MS, file: "cn.yaml", sha256: null }, "law cn.yaml"],
    [
      {
        kind: "unit",
        atMs: AT_MS,
        storeId: "here",
        unit: "zone",
        unitId: "cam.till",
        version: 2,
        role: null,
        sha256: null,
      },
      "unit here zone cam.till 2",
    ],
    [DIGEST, "day-digest here 2026-11-28 line cam.door 2"],
    [ATTESTATION, "attestation here agent 7"],
    [{ kind: "gap", atMs: AT_MS, lost: 1 }, null],
  ];
  for (const [entry, subject] of subjects) assert.equal(subjectOf(LedgerEntry.parse(entry)), subject);
});

test("the same at another time is the same, and nothing else is", () => {
  const later = { atMs: AT_MS + 1 };
  assert.ok(saysTheSame(DECISION, { ...DECISION, ...later, day: "2026-11-30", grant: null }));
  assert.ok(!saysTheSame(DECISION, { ...DECISION, verdict: "deny" }));
  assert.ok(!saysTheSame(DECISION, { ...DECISION, rules: ["CN-2"] }));
  assert.ok(saysTheSame(DIGEST, { ...DIGEST, ...later, supersedes: 4 }));
  assert.ok(!saysTheSame(DIGEST, { ...DIGEST, parts: 4 }));
  assert.ok(!saysTheSame(ATTESTATION, { ...ATTESTATION, bytes: 2 }));
});

test("a consent is a salted hash and an hour: another salt, purpose or moment is another hash", () => {
  const told: ConsentTold = {
    kind: "consent",
    storeId: "here",
    purpose: "tablet-answer",
    noticeHash: SHA256,
    atMs: AT_MS,
  };
  const entry = consentEntry(told, "salt");
  assert.equal(LedgerEntry.parse(entry).atMs, Date.UTC(2026, 10, 29, 12));
  const hashOf = (one: LedgerEntry) => ("hash" in one ? one.hash : "");
  // By `printf 'salt\n{"atMs":…}' | sha256sum`, so that others can make it.
  assert.equal(hashOf(entry), "6d9b2967660489fbc62231b50e1eb55f47da2cb9a820a203ab64874b368349cd");
  const others = [
    consentEntry(told, "other"),
    consentEntry({ ...told, kind: "withdrawal" }, "salt"),
    consentEntry({ ...told, atMs: AT_MS + 1 }, "salt"),
  ];
  assert.equal(new Set([entry, ...others].map(hashOf)).size, 4);
});
