import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { Fault } from "#domain/fault/fault.ts";
import { type Box, iou } from "#domain/space/box.ts";
import { fitInto, PAD_VALUE } from "#domain/vision/fit.ts";
import type { Frame } from "#domain/vision/frame.ts";
import { encodeOnnx } from "#tools/models/onnx-model.ts";
import { cut, readPicture } from "#tools/models/picture.ts";
import { openPersonDetector } from "./person-detector.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
/** Its upper edge is a strip of small photographs; the first two show one woman each. */
const PHOTOGRAPH = `${ROOT}/node_modules/@vladmandic/human/assets/samples.jpg`;
const MODEL = { width: 416, height: 256 };

/** A part of the photograph, as a camera would hand it over. */
function frameOf(part: Box): Frame {
  const fit = fitInto({ width: part.width, height: part.height }, MODEL);
  const scaled = cut(readPicture(PHOTOGRAPH), part, fit.scaled);
  const rgb = new Uint8Array(MODEL.width * MODEL.height * 3).fill(PAD_VALUE);
  for (let row = 0; row < scaled.height; row++)
    rgb.set(scaled.rgb.subarray(row * scaled.width * 3, (row + 1) * scaled.width * 3), row * MODEL.width * 3);
  return { atMs: 0, picture: fit.picture, fit, rgb };
}

test("people are found where they stand, in pixels of the camera's picture", async () => {
  using detector = await openPersonDetector({ scoreMin: 0.5 });
  const picture = { left: 0, top: 0, width: 320, height: 158 };
  const standing = { left: 29, top: 0, width: 102, height: 157 };
  const sitting = { left: 185, top: 0, width: 130, height: 158 };
  const found = await detector.detect(frameOf(picture));
  assert.equal(found.length, 2);
  for (const person of [standing, sitting])
    assert.ok(
      found.some(({ box }) => iou(box, person) > 0.8),
      `nobody at ${JSON.stringify(person)}, but ${JSON.stringify(found)}`,
    );
  for (const { box } of found) {
    assert.ok(box.left >= 0 && box.top >= 0);
    assert.ok(box.left + box.width <= picture.width && box.top + box.height <= picture.height);
  }
});

test("of the people found, those less sure come later, and those too unsure not at all", async () => {
  using detector = await openPersonDetector({ scoreMin: 0.3 });
  const scores = (await detector.detect(frameOf({ left: 900, top: 0, width: 380, height: 158 }))).map(
    ({ score }) => score,
  );
  assert.ok(scores.length >= 5);
  assert.deepEqual(
    scores,
    scores.toSorted((a, b) => b - a),
  );
  assert.ok(scores.every((score) => score >= 0.3 && score <= 1));
});

test("on an empty picture nobody is found", async () => {
  using detector = await openPersonDetector();
  const fit = fitInto({ width: 1920, height: 1080 }, MODEL);
  const rgb = new Uint8Array(MODEL.width * MODEL.height * 3).fill(PAD_VALUE);
  assert.deepEqual(await detector.detect({ atMs: 0, picture: fit.picture, fit, rgb }), []);
});

test("a model that is missing, damaged or of another kind is named, with what to do", async () => {
  const folder = mkdtempSync(join(tmpdir(), "lintel-model-"));
  try {
    const damaged = join(folder, "damaged.onnx");
    writeFileSync(damaged, "not a model");
    const other = join(folder, "other.onnx");
    const port = { type: "uint8", dims: [1, 32, 32, 3] } as const;
    const graph = {
      nodes: [{ op: "Identity", inputs: ["frame"], output: "out" }],
      constants: new Map(),
      inputs: [{ name: "frame", ...port }],
      outputs: [{ name: "out", ...port }],
    };
    writeFileSync(other, encodeOnnx(graph, "gives back what it gets"));
    const table = [
      [join(folder, "missing.onnx"), "detector/not-found"],
      [folder, "detector/not-found"],
      [damaged, "detector/unreadable"],
      [other, "detector/not-understood"],
    ] as const;
    for (const [modelPath, code] of table)
      await assert.rejects(openPersonDetector({ modelPath }), (fault) => {
        assert.ok(fault instanceof Fault);
        assert.equal(fault.code, code);
        assert.ok(fault.detail.includes(modelPath) && fault.remedy);
        return true;
      });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a process that may only read the project can find people", () => {
  const script = `
    import { openPersonDetector } from "#adapters/detector/person-detector.ts";
    using detector = await openPersonDetector();
    console.log(detector.modelFor({ width: 640, height: 360 }).width);
  `;
  const permissions = ["--permission", "--allow-addons", `--allow-fs-read=${ROOT}`];
  const said = execFileSync(process.execPath, [...permissions, "--input-type=module", "--eval", script], {
    cwd: ROOT,
    encoding: "utf8",
  });
  assert.equal(said.trim(), String(MODEL.width));
});
