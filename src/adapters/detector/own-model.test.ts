import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { openCamera } from "#adapters/camera/open-camera.ts";
import { Fault } from "#domain/fault/fault.ts";
import { type Box, iou, type Size } from "#domain/space/box.ts";
import { anchorsOf, STRIDES, visitAnchors } from "#domain/vision/anchor-grid.ts";
import { fitInto, PAD_VALUE, toPicture } from "#domain/vision/fit.ts";
import type { Frame } from "#domain/vision/frame.ts";
import { readSource } from "#tools/models/build.ts";
import { personGraph } from "#tools/models/nanodet.ts";
import { encodeOnnx, type OnnxGraph, type OnnxNode, type OnnxPort, type Tensor } from "#tools/models/onnx-model.ts";
import { openPersonDetector } from "./person-detector.ts";

// Networks of every family that is understood, written by our own writer and run by the real runtime. Each says the same
// whatever it sees: there is one person, and here.

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const MODEL: Size = { width: 96, height: 64 };
const ANCHORS = anchorsOf(MODEL);
const PICTURE: Size = { width: 960, height: 640 };
/** Where the person stands, in pixels of the network's input and, ten times as large, of the picture. */
const PERSON: Box = { left: 30, top: 12, width: 20, height: 40 };
const IN_PICTURE: Box = { left: 300, top: 120, width: 200, height: 400 };
const MIDDLE = [40, 32] as const;
/** The cell of stride 8 whose upper left corner is the person's middle. */
const ANCHOR = 4 * (MODEL.width / 8) + 5;
const SCORE = 0.9;

const IMAGES: OnnxPort = { name: "images", type: "float32", dims: [1, 3, MODEL.height, MODEL.width] };

/** A network that gives constants, by the name of the output. */
function saying(answers: Readonly<Record<string, Tensor>>, inputs: readonly OnnxPort[] = [IMAGES]): OnnxGraph {
  const entries = Object.entries(answers);
  return {
    inputs,
    constants: new Map(entries.map(([name, tensor]) => [`${name}.said`, tensor])),
    nodes: entries.map(([name]) => ({ op: "Identity", inputs: [`${name}.said`], output: name })),
    outputs: entries.map(([name, { dims, values }]) => ({
      name,
      type: values instanceof BigInt64Array ? "int64" : "float32",
      dims,
    })),
  };
}

/** The same for each of `count`, but for one. */
function rows(count: number, usual: (index: number) => readonly number[], exception: { at: number; row: number[] }) {
  const lists = Array.from({ length: count }, (_, index) => (index === exception.at ? exception.row : usual(index)));
  return Float32Array.from(lists.flat());
}

const classScores = (classes: number, person: number, score: number) =>
  Array.from({ length: classes }, (_, index) => (index === person ? score : 0));

function yolox({ isDecoded, classes = 80 }: { isDecoded: boolean; classes?: number }): Tensor {
  const corners: number[][] = [];
  visitAnchors(MODEL, STRIDES, (_, { column, row, stride }) => corners.push([column * stride, row * stride]));
  const nobody = (anchor: number) => (isDecoded ? [...corners[anchor]!, 8, 8] : [0.4, 0.4, -1, -1]);
  const somebody = isDecoded
    ? [...MIDDLE, PERSON.width, PERSON.height]
    : [0, 0, Math.log(PERSON.width / 8), Math.log(PERSON.height / 8)];
  const values = rows(ANCHORS, (anchor) => [...nobody(anchor), 0.001, ...classScores(classes, 0, 0.01)], {
    at: ANCHOR,
    row: [...somebody, 0.95, ...classScores(classes, 0, SCORE / 0.95)],
  });
  return { dims: [1, ANCHORS, 5 + classes], values };
}

function yolov8({
  isTransposed,
  classes = 80,
  person = 0,
}: {
  isTransposed: boolean;
  classes?: number;
  person?: number;
}) {
  const channels = 4 + classes;
  const byAnchor = rows(ANCHORS, () => [10, 10, 8, 8, ...classScores(classes, person, 0.01)], {
    at: ANCHOR,
    row: [...MIDDLE, PERSON.width, PERSON.height, ...classScores(classes, person, SCORE)],
  });
  if (isTransposed) return { dims: [1, ANCHORS, channels], values: byAnchor };
  const byChannel = byAnchor.map((_, at) => byAnchor[(at % ANCHORS) * channels + Math.floor(at / ANCHORS)]!);
  return { dims: [1, channels, ANCHORS], values: byChannel };
}

/** One certain bin for each side, at a distance from the anchor in strides of 8 that is a mean of two bins. */
function nanodet({
  classes,
  bins,
  strides,
  anchorAt,
}: {
  classes: number;
  bins: number;
  strides: number[];
  anchorAt: number;
}) {
  const shift = anchorAt * 8;
  const distances = [
    PERSON.width / 2 + shift,
    PERSON.height / 2 + shift,
    PERSON.width / 2 - shift,
    PERSON.height / 2 - shift,
  ];
  const sides = distances.flatMap((distance) => {
    const [low, part] = [Math.floor(distance / 8), (distance / 8) % 1];
    return Array.from({ length: bins }, (_, bin) =>
      bin === low ? Math.log(1 - part + 1e-12) : bin === low + 1 ? Math.log(part + 1e-12) : -40,
    );
  });
  const anchors = anchorsOf(MODEL, strides);
  const values = rows(anchors, () => [...classScores(classes, 0, 0.01), ...sides], {
    at: ANCHOR,
    row: [...classScores(classes, 0, SCORE), ...sides],
  });
  return { dims: [1, anchors, classes + 4 * bins], values };
}

const QUERIES = 300;
const FRACTIONS = [MIDDLE[0] / 96, MIDDLE[1] / 64, PERSON.width / 96, PERSON.height / 64];
const LOGIT = Math.log(SCORE / (1 - SCORE));

function rtDetr({ classes = 80, person = 0 } = {}): Readonly<Record<string, Tensor>> {
  const logits = (sure: number) => classScores(classes, person, 1).map((isPerson) => (isPerson ? sure : -9));
  return {
    logits: { dims: [1, QUERIES, classes], values: rows(QUERIES, () => logits(-9), { at: 7, row: logits(LOGIT) }) },
    pred_boxes: {
      dims: [1, QUERIES, 4],
      values: rows(QUERIES, () => [0.5, 0.5, 0.1, 0.1], { at: 7, row: FRACTIONS }),
    },
  };
}

/** As RT-DETR is exported with its last step: it multiplies its boxes by the size that it is told. */
function rtDetrList(): OnnxGraph {
  const corners = [30 / 96, 12 / 64, 50 / 96, 52 / 64];
  const said = saying(
    {
      labels: { dims: [1, 3], values: BigInt64Array.of(2n, 0n, 0n) },
      fractions: { dims: [1, 3, 4], values: Float32Array.of(...corners, ...corners, 0, 0, 1, 1) },
      scores: { dims: [1, 3], values: Float32Array.of(0.95, SCORE, 0.05) },
    },
    [IMAGES, { name: "orig_target_sizes", type: "int64", dims: ["N", 2] }],
  );
  const scaling: OnnxNode[] = [
    { op: "Cast", inputs: ["orig_target_sizes"], output: "size", attributes: { to: { int: 1 } } },
    { op: "Concat", inputs: ["size", "size"], output: "sizes", attributes: { axis: { int: 1 } } },
    { op: "Mul", inputs: ["fractions", "sizes"], output: "boxes" },
  ];
  const outputs = said.outputs.map((port) => (port.name === "fractions" ? { ...port, name: "boxes" } : port));
  return { ...said, nodes: [...said.nodes, ...scaling], outputs };
}

function written(context: TestContext, graph: OnnxGraph): string {
  const folder = mkdtempSync(join(tmpdir(), "lintel-model-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "own.onnx");
  writeFileSync(path, encodeOnnx(graph, "a network for a test"));
  return path;
}

/** A picture of one colour, fitted into a model. */
function plainFrame(model: Size, colour: readonly [number, number, number] = [PAD_VALUE, PAD_VALUE, PAD_VALUE]): Frame {
  const rgb = new Uint8Array(model.width * model.height * 3).map((_, at) => colour[at % 3]!);
  return { atMs: 0, picture: PICTURE, fit: fitInto(PICTURE, model), rgb };
}

async function assertFindsThePerson(path: string, model: Size = MODEL): Promise<void> {
  using detector = await openPersonDetector({ modelPath: path });
  assert.deepEqual(detector.modelFor(PICTURE), model);
  const found = await detector.detect(plainFrame(model));
  assert.equal(found.length, 1, JSON.stringify(found));
  assert.ok(Math.abs(found[0]!.score - SCORE) < 1e-3, `score ${found[0]!.score}`);
  for (const side of ["left", "top", "width", "height"] as const)
    assert.ok(Math.abs(found[0]!.box[side] - IN_PICTURE[side]) < 0.1, JSON.stringify(found));
}

const legacy = { bins: 11, strides: [8, 16, 32], anchorAt: 0.5 };
const plus = { bins: 8, strides: [8, 16, 32, 64], anchorAt: 0 };
const FAMILIES: ReadonlyArray<readonly [name: string, graph: OnnxGraph]> = [
  ["YOLOX", saying({ output: yolox({ isDecoded: false }) })],
  ["YOLOX that was exported with its boxes decoded", saying({ output: yolox({ isDecoded: true }) })],
  ["YOLOX for people only", saying({ output: yolox({ isDecoded: false, classes: 1 }) })],
  ["YOLOv8", saying({ output0: yolov8({ isTransposed: false }) })],
  ["YOLOv8 for people only", saying({ output0: yolov8({ isTransposed: false, classes: 1 }) })],
  ["YOLOv8, transposed", saying({ output0: yolov8({ isTransposed: true }) })],
  ["YOLOv8 of 91 classes", saying({ output0: yolov8({ isTransposed: false, classes: 91, person: 1 }) })],
  ["RT-DETR", saying(rtDetr())],
  ["RT-DETR of 91 classes", saying(rtDetr({ classes: 91, person: 1 }))],
  ["RT-DETR that was exported with its last step", rtDetrList()],
  ["NanoDet", saying({ output: nanodet({ classes: 80, ...legacy }) })],
  ["NanoDet for people only", saying({ output: nanodet({ classes: 1, ...legacy }) })],
  ["NanoDet-Plus", saying({ output: nanodet({ classes: 80, ...plus }) })],
];

for (const [name, graph] of FAMILIES)
  test(`a detector of your own may be ${name}`, async (context) => assertFindsThePerson(written(context, graph)));

test("a detector may take packed colours, whole numbers, or pictures of any size", async (context) => {
  const packed: OnnxPort = { name: "images", type: "float32", dims: [1, 64, 96, 3] };
  const bytes: OnnxPort = { name: "images", type: "uint8", dims: [1, 64, 96, 3] };
  const planes: OnnxPort = { ...bytes, dims: [1, 3, 64, 96] };
  for (const port of [packed, bytes, planes])
    await assertFindsThePerson(written(context, saying({ output0: yolov8({ isTransposed: false }) }, [port])));
  const free: OnnxPort = { name: "pixel_values", type: "float32", dims: ["batch", "channels", "height", "width"] };
  using detector = await openPersonDetector({ modelPath: written(context, saying(rtDetr(), [free])) });
  const model = detector.modelFor(PICTURE);
  assert.deepEqual(model, { width: 640, height: 384 });
  const frame = plainFrame(model);
  const [found] = await detector.detect(frame);
  const [left, top, width, height] = [30 / 96, 12 / 64, 20 / 96, 40 / 64];
  const box = { left: left * 640, top: top * 384, width: width * 640, height: height * 384 };
  assert.ok(found && iou(found.box, toPicture(frame.fit, box)) > 0.99, JSON.stringify(found));
});

/** RT-DETR that takes any size by its own account, and in truth one. */
function picky(side: number): OnnxGraph {
  const port: OnnxPort = { name: "pixel_values", type: "float32", dims: ["batch", "channels", "height", "width"] };
  const graph = saying(rtDetr(), [port]);
  const constants = new Map<string, Tensor>([
    ...graph.constants,
    ["square", { dims: [4], values: BigInt64Array.of(1n, 3n, BigInt(side), BigInt(side)) }],
    ["one", { dims: [1], values: BigInt64Array.of(1n) }],
    ["nothing", { dims: [1], values: Float32Array.of(0) }],
  ]);
  const nodes: OnnxNode[] = [
    { op: "Reshape", inputs: ["pixel_values", "square"], output: "squared" },
    { op: "ReduceMean", inputs: ["squared"], output: "mean", attributes: { axes: { ints: [0, 1, 2, 3] } } },
    { op: "Reshape", inputs: ["mean", "one"], output: "grey" },
    { op: "Mul", inputs: ["grey", "nothing"], output: "zero" },
    { op: "Add", inputs: ["logits.said", "zero"], output: "logits" },
  ];
  return { ...graph, constants, nodes: [...graph.nodes.filter(({ output }) => output !== "logits"), ...nodes] };
}

test("a network that says it takes any size is given one at which it runs", async (context) => {
  using detector = await openPersonDetector({ modelPath: written(context, picky(640)) });
  assert.deepEqual(detector.modelFor(PICTURE), { width: 640, height: 640 });
  await assert.rejects(openPersonDetector({ modelPath: written(context, picky(123)) }), (fault) => {
    assert.ok(fault instanceof Fault && fault.code === "detector/not-understood" && fault.cause instanceof Error);
    assert.match(fault.detail, /cannot be run on a picture.*`pixel_values` float32 \[batch, channels, height, width\]/);
    return true;
  });
});

/** The constant answer, in which the person's score (0 so far) is what the network sees in its first plane, from 0 to 1. */
function looking(answer: Tensor, scoreAt: number, { shift, factor }: { shift: number; factor: number }): OnnxGraph {
  const graph = saying({ output: answer });
  const mask = { dims: answer.dims, values: new Float32Array(answer.values.length) };
  mask.values[scoreAt] = 1;
  const constants = new Map([
    ...graph.constants,
    ["first", { dims: [3, 1], values: Float32Array.of(factor, 0, 0) }],
    ["flat", { dims: [3], values: BigInt64Array.of(1n, 1n, 3n) }],
    ["shift", { dims: [1], values: Float32Array.of(shift) }],
    ["mask", mask],
  ]);
  const nodes: OnnxNode[] = [
    { op: "ReduceMean", inputs: ["images"], output: "means", attributes: { axes: { ints: [2, 3] } } },
    { op: "Reshape", inputs: ["means", "flat"], output: "colours" },
    { op: "MatMul", inputs: ["colours", "first"], output: "seen" },
    { op: "Add", inputs: ["seen", "shift"], output: "score" },
    { op: "Mul", inputs: ["score", "mask"], output: "scored" },
    { op: "Add", inputs: ["output.said", "scored"], output: "output" },
  ];
  return { ...graph, constants, nodes };
}

test("every family sees the colours that it learnt to see", async (context) => {
  const [red, green, blue] = [51, 102, 204];
  const withoutScore = (answer: Tensor, at: number): Tensor => {
    const values = Float32Array.from(answer.values as Float32Array);
    values[at] = 0;
    return { ...answer, values };
  };
  const cases = [
    // Blue first, from 0 to 255; the score is a product with the 0.95 that there is anything.
    {
      name: "YOLOX",
      answer: yolox({ isDecoded: false }),
      at: ANCHOR * 85 + 5,
      shift: 0,
      factor: 1 / 255,
      sees: 0.95 * 0.8,
    },
    // Red first, from 0 to 1.
    { name: "YOLOv8", answer: yolov8({ isTransposed: true }), at: ANCHOR * 84 + 4, shift: 0, factor: 1, sees: 0.2 },
    // Blue first, in deviations from the mean: (204 - 103.53) / 57.375 is 1.751, black is -1.8045.
    {
      name: "NanoDet",
      answer: nanodet({ classes: 80, ...legacy }),
      at: ANCHOR * 124,
      shift: 0.5,
      factor: 0.1,
      sees: 0.675,
    },
  ];
  for (const { name, answer, at, shift, factor, sees } of cases) {
    const path = written(context, looking(withoutScore(answer, at), at, { shift, factor }));
    using detector = await openPersonDetector({ modelPath: path });
    const [found] = await detector.detect(plainFrame(MODEL, [red, green, blue]));
    assert.ok(found && Math.abs(found.score - sees) < 2e-3, `${name} sees ${found?.score}, not ${sees}`);
  }
});

test("a network that is not understood is refused, and what was found is said", async (context) => {
  const answer = yolov8({ isTransposed: false });
  const port = (dims: OnnxPort["dims"], type: OnnxPort["type"] = "float32"): OnnxPort => ({
    name: "images",
    type,
    dims,
  });
  const changed = (tensor: Tensor, change: (value: number, at: number) => number): Tensor => ({
    ...tensor,
    values: (tensor.values as Float32Array).map(change),
  });
  const yolov6 = changed(yolox({ isDecoded: true }), (value, at) => (at % 85 === 4 ? 1 : value));
  const unscaled = changed(answer, (value, at) => (at >= 4 * ANCHORS ? -4 : value));
  const table: ReadonlyArray<readonly [graph: OnnxGraph, found: RegExp]> = [
    [saying({ output0: { dims: [1, 10], values: new Float32Array(10) } }), /gives `output0` float32 \[1, 10\]/],
    [saying({ output0: yolov8({ isTransposed: false, classes: 3 }) }), /of no shape.*\[1, 7, 126\]/],
    [saying({ output0: answer }, [port([1, 3, 100, 100])]), /multiples of 32.*`images` float32 \[1, 3, 100, 100\]/],
    [saying({ output0: answer }, [port([1, 1, 64, 96])]), /three colours/],
    [saying({ output0: answer }, [port([8, 3, 64, 96])]), /one picture/],
    [saying({ output0: answer }, [port([1, 3, 64, 96], "float16")]), /takes float16 and not float32/],
    [saying({ output0: answer }, [IMAGES, { ...IMAGES, name: "depth" }]), /more or other than one picture/],
    // YOLO-NAS: corners and scores, not middles and logits.
    [saying({ scores: rtDetr().logits!, boxes: rtDetr().pred_boxes! }), /of no shape/],
    [saying({ outputs: yolov6 }), /YOLOv6/],
    [saying({ output0: unscaled }), /do not lie between 0 and 1/],
  ];
  for (const [graph, found] of table) {
    const modelPath = written(context, graph);
    await assert.rejects(openPersonDetector({ modelPath }), (fault) => {
      assert.ok(fault instanceof Fault && fault.code === "detector/not-understood", String(fault));
      assert.match(fault.detail, found);
      assert.ok(fault.detail.includes(modelPath) && /YOLOX.*YOLOv8.*RT-DETR.*NanoDet/.test(fault.remedy));
      return true;
    });
  }
});

/** NanoDet as its own tools export it: all classes as probabilities, by anchor; B, G, R planes in deviations. */
function stockNanodet(size: Size): OnnxGraph {
  const graph = personGraph(readSource(ROOT), { finds: "everything" });
  const constants = new Map<string, Tensor>([
    ...graph.constants,
    ["deviation", { dims: [1, 3, 1, 1], values: Float32Array.of(57.375, 57.12, 58.395) }],
    ["mean.bgr", { dims: [1, 3, 1, 1], values: Float32Array.of(103.53, 116.28, 123.675) }],
    ["reversed", { dims: [3], values: BigInt64Array.of(2n, 1n, 0n) }],
    ["0", { dims: [1], values: BigInt64Array.of(0n) }],
    ["80", { dims: [1], values: BigInt64Array.of(80n) }],
    ["124", { dims: [1], values: BigInt64Array.of(124n) }],
    ["axis", { dims: [1], values: BigInt64Array.of(1n) }],
  ]);
  const before: OnnxNode[] = [
    { op: "Mul", inputs: ["data", "deviation"], output: "spread" },
    { op: "Add", inputs: ["spread", "mean.bgr"], output: "bgr" },
    { op: "Gather", inputs: ["bgr", "reversed"], output: "rgb", attributes: { axis: { int: 1 } } },
    { op: "Transpose", inputs: ["rgb"], output: "frame", attributes: { perm: { ints: [0, 2, 3, 1] } } },
  ];
  const after: OnnxNode[] = [
    { op: "Slice", inputs: ["out", "0", "80", "axis"], output: "logits" },
    { op: "Slice", inputs: ["out", "80", "124", "axis"], output: "sides" },
    { op: "Sigmoid", inputs: ["logits"], output: "scores" },
    { op: "Concat", inputs: ["scores", "sides"], output: "all", attributes: { axis: { int: 1 } } },
    { op: "Transpose", inputs: ["all"], output: "output", attributes: { perm: { ints: [0, 2, 1] } } },
  ];
  return {
    constants,
    nodes: [...before, ...graph.nodes, ...after],
    inputs: [{ name: "data", type: "float32", dims: [1, 3, size.height, size.width] }],
    outputs: [{ name: "output", type: "float32", dims: [1, anchorsOf(size), 124] }],
  };
}

test("NanoDet with all its classes finds the people whom ours finds", async (context) => {
  const model = { width: 416, height: 256 };
  using ours = await openPersonDetector({ modelPath: `${ROOT}/models/person.onnx`, scoreMin: 0.3 });
  using stock = await openPersonDetector({ modelPath: written(context, stockNanodet(model)), scoreMin: 0.3 });
  assert.deepEqual(stock.modelFor(PICTURE), model);
  await using camera = await openCamera({ source: `${ROOT}/scenes/entrance.mp4`, analysedPerSecond: 0.2, model });
  let people = 0;
  for await (const frame of camera.frames()) {
    const [mine, theirs] = [await ours.detect(frame), await stock.detect(frame)];
    people += mine.length;
    assert.equal(theirs.length, mine.length);
    for (const [index, { box, score }] of mine.entries()) {
      assert.ok(iou(box, theirs[index]!.box) > 0.99, JSON.stringify([mine, theirs]));
      assert.ok(Math.abs(score - theirs[index]!.score) < 1e-3);
    }
  }
  assert.ok(people >= 5, `only ${people} people were on the pictures`);
});
