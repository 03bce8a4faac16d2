import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import test from "node:test";
import type { BucketPart } from "#domain/wire/bucket-part.ts";
import { bucketLines, dayDigests } from "./day-digest.ts";

const told = { storeId: "here", version: 1, watchedMs: 60_000, method: "body-1" } as const;
const line = (minute: number, agentId: string, seq: number, lineId = "cam.door"): BucketPart => ({
  ...told,
  ...{ kind: "line", lineId, minute, agentId, seq, in: 1, out: 0, staffIn: 0, staffOut: 0, groupsIn: 0, uncertain: 0 },
});
const zone: BucketPart = {
  ...told,
  ...{ kind: "zone", zoneId: "cam.door", minute: 1, agentId: "a", seq: 9 },
  ...{ entered: 0, dwellHistogram: {}, occupancyMax: 0, personMs: 0 },
};
const IN_ORDER = [line(1, "b", 1), line(2, "a", 3), line(2, "a", 4), line(2, "b", 2), line(10, "a", 0)];

test("buckets are hashed by minute, agent and number, in whatever order they come", () => {
  const lines = bucketLines(IN_ORDER);
  assert.deepEqual(
    lines
      .trimEnd()
      .split("\n")
      .map((text) => JSON.parse(text)),
    IN_ORDER,
  );
  for (let turn = 1; turn < IN_ORDER.length; turn += 1)
    assert.equal(bucketLines([...IN_ORDER.slice(turn), ...IN_ORDER.slice(0, turn)]), lines);
  assert.equal(bucketLines(IN_ORDER.toReversed()), lines);
});

test("each line and zone in each version has a digest of its own, the hash of its lines", () => {
  const other = { ...line(1, "a", 5), version: 2 } as BucketPart;
  const digests = dayDigests([...IN_ORDER, other, line(1, "a", 6, "cam.back"), zone]);
  assert.deepEqual(
    digests.map(({ unit, unitId, version, parts }) => [unit, unitId, version, parts]),
    [
      ["line", "cam.door", 1, 5],
      ["line", "cam.door", 2, 1],
      ["line", "cam.back", 1, 1],
      ["zone", "cam.door", 1, 1],
    ],
  );
  assert.equal(digests[0]?.sha256, createHash("sha256").update(bucketLines(IN_ORDER)).digest("hex"));
});
