import type { Size } from "#domain/space/box.ts";
import type { Detection } from "#domain/vision/detection.ts";
import { NANODET_COLOURS, readNanodet } from "./nanodet-output.ts";
import { readNetworkOutput } from "./network-output.ts";
import type { Outputs } from "./network-port.ts";
import type { OutputFamily } from "./output-family.ts";
import type { Colours } from "./picture-values.ts";
import { RT_DETR_COLOURS, readRtDetrList, readRtDetrQueries } from "./rt-detr-output.ts";
import { suppressOverlaps } from "./suppression.ts";
import { readYolov8, YOLOV8_CHANNELS, YOLOV8_COLOURS } from "./yolov8-output.ts";
import { isSureOfEverything, readYolox, YOLOX_CHANNELS, YOLOX_COLOURS } from "./yolox-output.ts";

/** The colours that a family learnt to see in. */
const COLOURS: Readonly<Record<OutputFamily["kind"], Colours>> = {
  lintel: { order: "RGB", mean: [0, 0, 0], deviation: [1, 1, 1] },
  yolox: YOLOX_COLOURS,
  yolov8: YOLOV8_COLOURS,
  nanodet: NANODET_COLOURS,
  "rt-detr-queries": RT_DETR_COLOURS,
  "rt-detr-list": RT_DETR_COLOURS,
};

/** The colours that a network of this family is to be given. */
export function coloursOf(family: OutputFamily): Colours {
  return COLOURS[family.kind];
}

/** The people that a network tells of, each once, surest first, in pixels of its input. Boxes may reach beyond it. */
export function readOutputs(
  family: OutputFamily,
  outputs: Outputs,
  { model, scoreMin }: { model: Size; scoreMin: number },
): Detection[] {
  const floats = (name: string) => outputs.get(name) as Float32Array;
  switch (family.kind) {
    case "lintel":
      return suppressOverlaps(readNetworkOutput(floats(family.output), model, { scoreMin }));
    case "yolox":
      return suppressOverlaps(readYolox(floats(family.output), { ...family, model, scoreMin }));
    case "yolov8":
      return suppressOverlaps(readYolov8(floats(family.output), { ...family, scoreMin }));
    case "nanodet":
      return suppressOverlaps(readNanodet(floats(family.output), { ...family, model, scoreMin }));
    case "rt-detr-queries":
      return readRtDetrQueries(floats(family.logits), floats(family.boxes), { ...family, model, scoreMin });
    case "rt-detr-list": {
      const labels = outputs.get(family.labels) as BigInt64Array;
      const list = { labels, boxes: floats(family.boxes), scores: floats(family.scores) };
      return readRtDetrList(list, { model, scoreMin });
    }
  }
}

/** What speaks against a family that the shapes spoke for, once the network has answered; null where nothing does. */
export function doubtAbout(family: OutputFamily, outputs: Outputs): string | null {
  if (!scoresOf(family, outputs).every((score) => score >= 0 && score <= 1))
    return `its shapes are those of ${family.kind}, but its scores do not lie between 0 and 1`;
  if (family.kind === "yolox" && isSureOfEverything(outputs.get(family.output) as Float32Array, family.classes))
    return "its shapes are those of YOLOX, but it is sure of every place, as YOLOv6 is";
  return null;
}

/** The scores of people that must be probabilities; none where a family gives logits. */
function scoresOf(family: OutputFamily, outputs: Outputs): Float32Array {
  if (family.kind === "lintel" || family.kind === "rt-detr-queries") return new Float32Array(0);
  if (family.kind === "rt-detr-list") return outputs.get(family.scores) as Float32Array;
  const output = outputs.get(family.output) as Float32Array;
  const before = { yolox: YOLOX_CHANNELS, yolov8: YOLOV8_CHANNELS, nanodet: 0 }[family.kind] + family.person;
  const after = family.kind === "nanodet" ? 4 * family.head.bins : 0;
  const channels = before - family.person + family.classes + after;
  const anchors = output.length / channels;
  if (family.kind === "yolov8" && !family.isTransposed)
    return output.subarray(before * anchors, (before + 1) * anchors);
  return output.filter((_, index) => index % channels === before);
}
