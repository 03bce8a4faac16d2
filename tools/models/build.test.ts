import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { buildModels } from "./build.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

test("anyone can build the very models that come with Lintel, byte for byte", () => {
  const artifacts = buildModels(ROOT);
  for (const { path, bytes } of artifacts)
    assert.ok(readFileSync(`${ROOT}/${path}`).equals(bytes), `${path} differs: run \`npm run models\``);
  const { models } = JSON.parse(readFileSync(`${ROOT}/models/PROVENANCE.json`, "utf8"));
  const built = artifacts.filter(({ path }) => path.endsWith(".onnx"));
  assert.deepEqual(
    models,
    built.map(({ path, bytes }) => ({ path, sha256: createHash("sha256").update(bytes).digest("hex") })),
  );
});
