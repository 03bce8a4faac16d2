import type { Size } from "#domain/space/box.ts";
import { anchorsOf } from "./anchor-grid.ts";
import { NANODET, NANODET_PLUS, type NanodetHead } from "./nanodet-output.ts";
import { CHANNELS } from "./network-output.ts";
import type { Port, Refusal } from "./network-port.ts";
import { personColumnOf } from "./person-column.ts";
import { pictureInputOf } from "./picture-input.ts";
import { YOLOV8_CHANNELS } from "./yolov8-output.ts";
import { YOLOX_CHANNELS } from "./yolox-output.ts";

type Classes = { readonly classes: number; readonly person: number };

/** A way to say where people are, and the names of the outputs that say it. */
export type OutputFamily =
  /** The network that comes with Lintel, and its sisters from `tools/models`. */
  | { readonly kind: "lintel"; readonly output: string }
  | ({ readonly kind: "yolox"; readonly output: string } & Classes)
  | ({ readonly kind: "yolov8"; readonly output: string; readonly isTransposed: boolean } & Classes)
  | ({ readonly kind: "nanodet"; readonly output: string; readonly head: NanodetHead } & Classes)
  | ({ readonly kind: "rt-detr-queries"; readonly logits: string; readonly boxes: string } & Classes)
  | { readonly kind: "rt-detr-list"; readonly labels: string; readonly boxes: string; readonly scores: string };

/**
 * Tells by the shapes how a network speaks, and by names only where shapes leave a doubt. All dimensions must be settled:
 * the picture's as it was given, the outputs' as they came.
 *
 *     [1, A, 5 + C]                               YOLOX           A  anchors on the grids of stride 8, 16 and 32
 *     [1, 4 + C, A]  or  [1, A, 4 + C]            YOLOv8          C  classes
 *     [1, A, C + 44]                              NanoDet         Q  queries, any number
 *     [1, A', C + 32]                             NanoDet-Plus    A' the same and a grid of stride 64
 *     [1, 45, A]                                  Lintel's own: `frame` to `out`
 *     `logits` [1, Q, C], `pred_boxes` [1, Q, 4]  RT-DETR
 *     [1, Q] int64, [1, Q, 4], [1, Q]             RT-DETR, exported with its last step
 */
export function outputFamilyOf(inputs: readonly Port[], outputs: readonly Port[]): OutputFamily | Refusal {
  const input = pictureInputOf(inputs);
  if (input.kind === "refused") return input;
  if (outputs.some(({ type }) => type === "float16")) return refused("it gives float16 and not float32");
  const model = input.sizes[0]!;
  const family = [
    input.name === "frame" && input.layout === "NHWC" ? lintelOf(outputs, model) : null,
    gridFamilyOf(outputs, model),
    queriesOf(outputs),
    input.pictureSizeName === null ? null : listOf(outputs),
  ].find((found) => found !== null);
  return family ?? refused("what it gives is of no shape that is understood");
}

function lintelOf([output, ...others]: readonly Port[], model: Size): OutputFamily | null {
  if (output?.name !== "out" || others.length > 0 || output.type !== "float32") return null;
  return hasShape(output, [1, CHANNELS, anchorsOf(model)]) ? { kind: "lintel", output: output.name } : null;
}

/** The families that answer for every anchor, in one output. */
function gridFamilyOf([port, ...others]: readonly Port[], model: Size): OutputFamily | null {
  if (port?.type !== "float32" || others.length > 0 || port.dims.length !== 3) return null;
  const output = port.name;
  const byAnchor = (channels: number, anchors = anchorsOf(model)) =>
    hasShape(port, [1, anchors, port.dims[2]!]) ? classesOf(port.dims[2]!, channels) : null;
  const byChannel = hasShape(port, [1, port.dims[1]!, anchorsOf(model)])
    ? classesOf(port.dims[1]!, YOLOV8_CHANNELS)
    : null;
  // First as it is usually exported: at 64 x 64 there are as many anchors as channels.
  if (byChannel) return { kind: "yolov8", output, isTransposed: false, ...byChannel };
  const [yolox, yolov8, nanodet] = [YOLOX_CHANNELS, YOLOV8_CHANNELS, 4 * NANODET.bins].map((channels) =>
    byAnchor(channels),
  );
  if (yolox) return { kind: "yolox", output, ...yolox };
  if (yolov8) return { kind: "yolov8", output, isTransposed: true, ...yolov8 };
  if (nanodet) return { kind: "nanodet", output, head: NANODET, ...nanodet };
  const plus = byAnchor(4 * NANODET_PLUS.bins, anchorsOf(model, NANODET_PLUS.strides));
  return plus && { kind: "nanodet", output, head: NANODET_PLUS, ...plus };
}

/** The names tell it from YOLO-NAS and SSD, whose boxes and scores have this shape and another meaning. */
function queriesOf(outputs: readonly Port[]): OutputFamily | null {
  const logits = outputs.find(({ name }) => /logits$/.test(name));
  const boxes = outputs.find(({ name }) => /boxes$/.test(name));
  if (outputs.length !== 2 || logits?.type !== "float32" || boxes?.type !== "float32") return null;
  const [, queries = 0, channels = 0] = logits.dims;
  if (!hasShape(logits, [1, queries, channels]) || !hasShape(boxes, [1, queries, 4])) return null;
  const classes = classesOf(channels, 0);
  return classes && { kind: "rt-detr-queries", logits: logits.name, boxes: boxes.name, ...classes };
}

function listOf(outputs: readonly Port[]): OutputFamily | null {
  const labels = outputs.find(({ type }) => type === "int64");
  const boxes = outputs.find(({ type, dims }) => type === "float32" && dims.length === 3);
  const scores = outputs.find(({ type, dims }) => type === "float32" && dims.length === 2);
  if (outputs.length !== 3 || !labels || !boxes || !scores) return null;
  const [, queries = 0] = labels.dims;
  const isOneList =
    hasShape(labels, [1, queries]) && hasShape(scores, [1, queries]) && hasShape(boxes, [1, queries, 4]);
  return isOneList ? { kind: "rt-detr-list", labels: labels.name, boxes: boxes.name, scores: scores.name } : null;
}

function classesOf(channels: number | string, others: number): Classes | null {
  const classes = Number(channels) - others;
  const person = personColumnOf(classes);
  return person === null ? null : { classes, person };
}

function hasShape({ dims }: Port, shape: ReadonlyArray<number | string>): boolean {
  return dims.length === shape.length && dims.every((dim, index) => dim === shape[index]);
}

function refused(why: string): Refusal {
  return { kind: "refused", why };
}
