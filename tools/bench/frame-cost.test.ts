import assert from "node:assert/strict";
import test from "node:test";
import { costOfFrame } from "./frame-cost.ts";

test("an analysed frame pays for the pictures decoded since the last one", () => {
  const cost = { decodeMs: 0.5, scaleMs: 1, gateMs: 0.25, detectMs: 5, trackAndCountMs: 0.25 };
  const table = [
    [5, 7],
    [15, 8],
    [25, 9],
  ] as const;
  for (const [framesPerSecond, ms] of table) assert.equal(costOfFrame(cost, framesPerSecond), ms);
});
