import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { CAMERA_STATES } from "./camera-state.ts";

test("every state of a camera is explained to who installs it, and nothing else is", () => {
  const documented = [...readFileSync("docs/health.md", "utf8").matchAll(/^## (\S+)$/gm)].map((match) => match[1]);
  assert.deepEqual(documented.toSorted(), [...CAMERA_STATES].toSorted());
});
