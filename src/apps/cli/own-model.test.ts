import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { encodeOnnx } from "#tools/models/onnx-model.ts";
import type { CountReport } from "./count-report.ts";

// A detector of one's own, as the user of the command meets it.

const CLI = fileURLToPath(new URL("main.ts", import.meta.url));
const FLOATS = fileURLToPath(new URL("../../../models/person.onnx", import.meta.url));
const ENTRANCE = fileURLToPath(new URL("../../../scenes/entrance.mp4", import.meta.url));
/** How many crossings two networks with the same weights may differ by, one in whole numbers and one in floats. */
const DIFFERENCE_MAX = 1;

async function lintel(...words: string[]): Promise<{ status: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [CLI, ...words], { stdio: ["ignore", "pipe", "pipe"] });
  const ran = { out: "", err: "" };
  child.stdout.on("data", (bytes) => {
    ran.out += bytes;
  });
  child.stderr.on("data", (bytes) => {
    ran.err += bytes;
  });
  const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { status, ...ran };
}

function temporary(context: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), "lintel-"));
  context.after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

test("a detector of your own counts, wherever its file lies", async (context) => {
  const model = join(temporary(context), "own.onnx");
  copyFileSync(FLOATS, model);
  const usual = await lintel("count", "scene:entrance", "--json");
  const own = await lintel("count", "scene:entrance", "--json", "--model", model);
  assert.equal(own.status, 0, own.err);
  const [expected, door] = [usual, own].map(({ out }) => (JSON.parse(out) as CountReport).lines[0]);
  assert.ok(expected && door);
  context.diagnostic(`usual ${expected.in} in ${expected.out} out, own ${door.in} in ${door.out} out`);
  assert.ok(Math.abs(door.in - expected.in) <= DIFFERENCE_MAX);
  assert.ok(Math.abs(door.out - expected.out) <= DIFFERENCE_MAX);
});

test("a film is measured with a detector of your own", async (context) => {
  const truth = join(temporary(context), "gt.txt");
  writeFileSync(truth, "1,1,10,10,50,100,1,1,1\n2,1,10,10,50,100,1,1,1\n");
  const words = ["eval", "film", ENTRANCE, "--gt", truth, "--fps", "1", "--json"];
  const ran = await lintel(...words, "--model", FLOATS);
  assert.equal(ran.status, 0, ran.err);
  const refused = await lintel(...words, "--model", truth);
  assert.deepEqual([refused.status, refused.err.includes("(detector/unreadable)")], [2, true], refused.err);
});

test("small looks can be asked for, and not with a network of your own", async () => {
  const words = ["count", "scene:entrance", "--until", "3s", "--look", "small"];
  const ran = await lintel(...words);
  assert.equal(ran.status, 0, ran.err);
  const refused = await lintel(...words, "--model", FLOATS);
  assert.deepEqual([refused.status, refused.err.includes("(count/unreadable)")], [2, true], refused.err);
});

test("a detector that cannot be used says what was found and what is understood", async (context) => {
  const folder = temporary(context);
  const model = join(folder, "other.onnx");
  const port = { type: "float32", dims: [1, 3, 64, 64] } as const;
  const graph = {
    nodes: [{ op: "Identity", inputs: ["images"], output: "mask" }],
    constants: new Map(),
    inputs: [{ name: "images", ...port }],
    outputs: [{ name: "mask", ...port }],
  };
  writeFileSync(model, encodeOnnx(graph, "gives back what it gets"));
  const table = [
    [model, /`images` float32 \[1, 3, 64, 64\] and gives `mask` float32.*detector\/not-understood.*YOLOX.*RT-DETR/s],
    [join(folder, "missing.onnx"), /detector\/not-found/],
    [folder, /detector\/not-found/],
    [ENTRANCE, /detector\/unreadable/],
  ] as const;
  for (const [path, said] of table) {
    const ran = await lintel("count", "scene:entrance", "--model", path);
    assert.equal(ran.status, 2, ran.err);
    assert.match(ran.err, said);
  }
});
