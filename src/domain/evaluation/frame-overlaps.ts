import { type Box, iou } from "#domain/space/box.ts";
import type { LabelledBox } from "./mot-file.ts";

/** Who is in one frame, and how far each true box and each result box overlap. */
export type FrameOverlaps = {
  /** Index of each true person, 0 to `Overlaps.truths` − 1. */
  readonly truths: readonly number[];
  /** Index of each track of the result, 0 to `Overlaps.tracks` − 1. */
  readonly tracks: readonly number[];
  /** Intersection over union, 0..1, row-major: a row for each of `truths`, a column for each of `tracks`. */
  readonly iou: Float64Array;
};

/** A result laid beside the truth. Every measure of tracking starts from this and sees no boxes. */
export type Overlaps = {
  /** How many people the truth knows, and how many tracks the result has. */
  readonly truths: number;
  readonly tracks: number;
  /** Every frame in which the truth or the result has a box, in order of time. */
  readonly frames: readonly FrameOverlaps[];
};

type Present = { readonly index: number; readonly box: Box };

/** Lays a result beside the truth, frame by frame. In each of the two an id stands at most once in a frame. */
export function overlapsOf(truth: readonly LabelledBox[], result: readonly LabelledBox[]): Overlaps {
  const truths = byFrame(truth);
  const tracks = byFrame(result);
  const frames = [...new Set([...truths.present.keys(), ...tracks.present.keys()])].sort((a, b) => a - b);
  return {
    truths: truths.people,
    tracks: tracks.people,
    frames: frames.map((frame) => overlapsIn(truths.present.get(frame) ?? [], tracks.present.get(frame) ?? [])),
  };
}

function byFrame(boxes: readonly LabelledBox[]): { people: number; present: Map<number, Present[]> } {
  const indexOf = new Map<number, number>();
  const present = new Map<number, Present[]>();
  for (const { frame, id, box } of boxes) {
    const index = indexOf.get(id) ?? indexOf.size;
    indexOf.set(id, index);
    const others = present.get(frame);
    if (others) others.push({ index, box });
    else present.set(frame, [{ index, box }]);
  }
  return { people: indexOf.size, present };
}

function overlapsIn(truths: readonly Present[], tracks: readonly Present[]): FrameOverlaps {
  const overlaps = new Float64Array(truths.length * tracks.length);
  for (const [row, truth] of truths.entries())
    for (const [column, track] of tracks.entries()) overlaps[row * tracks.length + column] = iou(truth.box, track.box);
  return {
    truths: truths.map(({ index }) => index),
    tracks: tracks.map(({ index }) => index),
    iou: overlaps,
  };
}
