import type { Size } from "#domain/space/box.ts";
import type { Fit } from "#domain/vision/fit.ts";

/**
 * One picture, already scaled for the detector. Its pixels live only until the detector has answered.
 * `rgb` is packed R, G, B by rows, `fit.model.width * fit.model.height * 3` bytes.
 */
export type Frame = {
  /** Whole milliseconds since the film began, or since the epoch for a live camera. */
  readonly atMs: number;
  /** The size of the picture as the camera sent it; detections are given in its pixels. */
  readonly picture: Size;
  readonly fit: Fit;
  readonly rgb: Uint8Array;
};

/** A frame of a camera or film, and what is known of its time. */
export type TimedFrame = Frame & {
  /** Grows whenever our clock was set; times of different timelines cannot be compared. */
  readonly timeline: number;
  /** For how long the camera's own time stamps have stood; 0 where they run. */
  readonly haltedMs: number;
  /** The same picture at another size, packed R, G, B by rows, where somebody with a grant for it asked. */
  readonly detail?: { readonly size: Size; readonly rgb: Uint8Array };
};
