import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { type Lock, missingPlatforms } from "./complete-lock.ts";

test("what a lockfile lacks for other platforms is found, with the platform that its name tells", () => {
  const optionalDependencies = { "@a/cli-linux-x64-musl": "1.2.3", "@a/cli-linux-x64": "1.2.3", "@a/extra": "^1.0.0" };
  const lock: Lock = {
    packages: {
      "": {},
      "node_modules/@a/a": { version: "1.2.3", dev: true, optionalDependencies },
      "node_modules/@a/cli-linux-x64": { version: "1.2.3" },
    },
  };
  assert.deepEqual(missingPlatforms(lock), {
    "node_modules/@a/cli-linux-x64-musl": {
      version: "1.2.3",
      cpu: ["x64"],
      libc: ["musl"],
      os: ["linux"],
      dev: true,
      optional: true,
    },
  });
});

test("our lockfile names the packages of every platform; if not: npm run lock", () => {
  const lock = JSON.parse(readFileSync(new URL("../../package-lock.json", import.meta.url), "utf8")) as Lock;
  assert.deepEqual(Object.keys(missingPlatforms(lock)), []);
});

test("our lockfile names no host", () => {
  const text = readFileSync(new URL("../../package-lock.json", import.meta.url), "utf8");
  assert.doesNotMatch(text, /"resolved"/);
});
