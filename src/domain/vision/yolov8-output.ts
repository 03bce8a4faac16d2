import type { Detection } from "#domain/vision/detection.ts";
import type { Colours } from "./picture-values.ts";

// YOLOv8 and those that kept its head (v5u, v9, 11, 12), as Ultralytics exports them without suppression.

/** Before the classes: x and y of the middle, width, height, in pixels of the input. */
export const YOLOV8_CHANNELS = 4;

export const YOLOV8_COLOURS: Colours = { order: "RGB", mean: [0, 0, 0], deviation: [255, 255, 255] };

/**
 * Reads the people out of [4 + classes, anchors], or, if `isTransposed`, out of [anchors, 4 + classes], in pixels of the
 * input. Scores are probabilities already.
 */
export function readYolov8(
  output: Float32Array,
  {
    classes,
    person,
    isTransposed,
    scoreMin,
  }: { classes: number; person: number; isTransposed: boolean; scoreMin: number },
): Detection[] {
  const channels = YOLOV8_CHANNELS + classes;
  const anchors = output.length / channels;
  const [anchorStep, channelStep] = isTransposed ? [channels, 1] : [1, anchors];
  const detections: Detection[] = [];
  for (let anchor = 0; anchor < anchors; anchor++) {
    const value = (channel: number) => output[anchor * anchorStep + channel * channelStep]!;
    const score = value(YOLOV8_CHANNELS + person);
    if (!(score >= scoreMin)) continue;
    const [width, height] = [value(2), value(3)];
    detections.push({ box: { left: value(0) - width / 2, top: value(1) - height / 2, width, height }, score });
  }
  return detections;
}
