import assert from "node:assert/strict";
import test from "node:test";
import { NANODET, NANODET_PLUS } from "#domain/vision/nanodet-output.ts";
import { type Port, portsText } from "#domain/vision/network-port.ts";
import { type OutputFamily, outputFamilyOf } from "#domain/vision/output-family.ts";
import { pictureInputOf } from "#domain/vision/picture-input.ts";

const float = (name: string, ...dims: Port["dims"]): Port => ({ name, type: "float32", dims });
const int64 = (name: string, ...dims: Port["dims"]): Port => ({ name, type: "int64", dims });

const IMAGES = float("images", 1, 3, 640, 640);
const SIZES = int64("orig_target_sizes", 1, 2);
const COCO = { classes: 80, person: 0 };

test("a network is recognised by the shapes that it takes and gives", () => {
  const table: ReadonlyArray<readonly [inputs: readonly Port[], outputs: readonly Port[], family: OutputFamily]> = [
    [[float("frame", 1, 256, 416, 3)], [float("out", 1, 45, 2184)], { kind: "lintel", output: "out" }],
    [
      [{ name: "frame", type: "uint8", dims: [1, 256, 416, 3] }],
      [float("out", 1, 45, 2184)],
      { kind: "lintel", output: "out" },
    ],
    [[IMAGES], [float("output", 1, 8400, 85)], { kind: "yolox", output: "output", ...COCO }],
    [[float("images", 1, 3, 416, 416)], [float("output", 1, 3549, 85)], { kind: "yolox", output: "output", ...COCO }],
    [[IMAGES], [float("output", 1, 8400, 6)], { kind: "yolox", output: "output", classes: 1, person: 0 }],
    [[IMAGES], [float("output0", 1, 84, 8400)], { kind: "yolov8", output: "output0", isTransposed: false, ...COCO }],
    [[IMAGES], [float("output0", 1, 8400, 84)], { kind: "yolov8", output: "output0", isTransposed: true, ...COCO }],
    [
      [IMAGES],
      [float("output0", 1, 5, 8400)],
      { kind: "yolov8", output: "output0", isTransposed: false, classes: 1, person: 0 },
    ],
    [
      [IMAGES],
      [float("output0", 1, 95, 8400)],
      { kind: "yolov8", output: "output0", isTransposed: false, classes: 91, person: 1 },
    ],
    // At 64 x 64 there are 84 anchors: it is taken as it is usually exported.
    [
      [float("images", 1, 3, 64, 64)],
      [float("output0", 1, 84, 84)],
      { kind: "yolov8", output: "output0", isTransposed: false, ...COCO },
    ],
    [
      [float("data", 1, 3, 416, 416)],
      [float("output", 1, 3549, 124)],
      { kind: "nanodet", output: "output", head: NANODET, ...COCO },
    ],
    // A grid of stride 64 on a side of 416 has a cell that is cut.
    [
      [float("data", 1, 3, 416, 416)],
      [float("output", 1, 3598, 112)],
      { kind: "nanodet", output: "output", head: NANODET_PLUS, ...COCO },
    ],
    [
      [float("pixel_values", 1, 3, 640, 640)],
      [float("logits", 1, 300, 80), float("pred_boxes", 1, 300, 4)],
      { kind: "rt-detr-queries", logits: "logits", boxes: "pred_boxes", ...COCO },
    ],
    [
      [IMAGES, SIZES],
      [int64("labels", 1, 300), float("boxes", 1, 300, 4), float("scores", 1, 300)],
      { kind: "rt-detr-list", labels: "labels", boxes: "boxes", scores: "scores" },
    ],
  ];
  for (const [inputs, outputs, family] of table)
    assert.deepEqual(outputFamilyOf(inputs, outputs), family, portsText(outputs));
});

test("what only looks like a network that is understood is refused", () => {
  const table: ReadonlyArray<readonly [inputs: readonly Port[], outputs: readonly Port[], why: RegExp]> = [
    // YOLOv10 and others that suppress by themselves, YOLOv5 with three boxes a cell, Ultralytics' own RT-DETR.
    [[IMAGES], [float("output0", 1, 300, 6)], /no shape/],
    [[IMAGES], [float("output", 1, 25_200, 85)], /no shape/],
    [[IMAGES], [float("output0", 1, 300, 84)], /no shape/],
    // Masks beside the boxes; eleven classes; the anchors of another size.
    [[IMAGES], [float("output0", 1, 116, 8400), float("output1", 1, 32, 160, 160)], /no shape/],
    [[IMAGES], [float("output0", 1, 15, 8400)], /no shape/],
    [[float("images", 1, 3, 416, 416)], [float("output0", 1, 84, 8400)], /no shape/],
    // DETR, which also has a class for nobody; YOLO-NAS; boxes and logits of different length.
    [[IMAGES], [float("logits", 1, 100, 92), float("pred_boxes", 1, 100, 4)], /no shape/],
    [[IMAGES], [float("pred_scores", 1, 8400, 80), float("pred_bboxes", 1, 8400, 4)], /no shape/],
    [[IMAGES], [float("logits", 1, 300, 80), float("pred_boxes", 1, 200, 4)], /no shape/],
    // A list whose boxes are in pixels of we do not know what.
    [[IMAGES], [int64("labels", 1, 300), float("boxes", 1, 300, 4), float("scores", 1, 300)], /no shape/],
    [[float("frame", 1, 256, 416, 3)], [float("out", 1, 45, 2183)], /no shape/],
    [[IMAGES], [{ name: "output0", type: "float16", dims: [1, 84, 8400] }], /gives float16/],
    [[IMAGES], [], /no shape/],
    [[], [float("output0", 1, 84, 8400)], /one picture/],
    [[float("ids", 1, 512)], [float("output0", 1, 84, 8400)], /three colours/],
    [[IMAGES, float("mask", 1, 640, 640)], [float("output0", 1, 84, 8400)], /more or other than one picture/],
    [[float("images", 1, 3, 0, 640)], [float("output0", 1, 84, 0)], /multiples of 32/],
    [[float("images", 1, 3, 64, 100_000)], [float("output0", 1, 84, 8400)], /up to 4096/],
  ];
  for (const [inputs, outputs, why] of table) {
    const family = outputFamilyOf(inputs, outputs);
    assert.equal(family.kind, "refused", portsText(outputs));
    assert.match(family.kind === "refused" ? family.why : "", why);
  }
});

test("a network of any size is given a wide picture, and one with a size of its own keeps it", () => {
  const free = [
    { width: 640, height: 384 },
    { width: 640, height: 640 },
    { width: 416, height: 256 },
  ];
  const table = [
    [float("images", 1, 3, 640, 640), "NCHW", [{ width: 640, height: 640 }]],
    [float("images", "N", 3, 384, 672), "NCHW", [{ width: 672, height: 384 }]],
    [float("images", 1, 384, 672, 3), "NHWC", [{ width: 672, height: 384 }]],
    [float("images", "batch", "channels", "height", "width"), "NCHW", free],
    [float("images", "batch", "height", "width", 3), "NHWC", free],
    [float("images", 1, 3, 320, "width"), "NCHW", free.map(({ width }) => ({ width, height: 320 }))],
  ] as const;
  for (const [port, layout, sizes] of table) {
    const input = pictureInputOf([port]);
    assert.ok(input.kind === "picture", portsText([port]));
    assert.deepEqual([input.layout, input.sizes], [layout, sizes]);
  }
});
