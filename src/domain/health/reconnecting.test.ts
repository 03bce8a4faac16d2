import assert from "node:assert/strict";
import test from "node:test";
import { returnAfter } from "./reconnecting.ts";

test("a camera that is away is tried again at once, then less and less often, and never given up", () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 1000].map((faults) => returnAfter("camera/refused", faults)?.waitMs);
  assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
});

test("a camera that was unplugged is waited for as one that does not answer", () => {
  assert.deepEqual(returnAfter("camera/no-device", 1), returnAfter("camera/refused", 1));
});

test("a wrong password is tried at most once a minute, so that no account is locked", () => {
  const waits = [1, 2, 3, 100].map((faults) => returnAfter("camera/password", faults)?.waitMs);
  assert.deepEqual(waits, [60_000, 120_000, 240_000, 900_000]);
});

test("what trying again cannot mend is not tried again", () => {
  for (const code of ["place/denied", "lens/forbidden-message", "lens/full", "detector/not-found"] as const)
    assert.equal(returnAfter(code, 1), null, code);
});
