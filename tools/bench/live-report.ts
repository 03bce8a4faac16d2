import type { Line } from "#domain/space/line.ts";

/** What the bench tells its own lens: what to watch, when the measured time begins, and when it is over. */
export type LiveLensOrder =
  | {
      readonly kind: "watch";
      readonly addresses: readonly string[];
      readonly analysedPerSecond: number;
      readonly lines: readonly Line[];
    }
  | { readonly kind: "begin" }
  | { readonly kind: "end" };

/** What came of one camera in the measured time. A delay is from a picture's arrival to its count. */
export type CameraFigures = {
  readonly analysed: number;
  readonly dropped: number;
  /** How many of the analysed frames the gate let through to the detector. */
  readonly looked: number;
  readonly delaysMs: readonly number[];
};

export type LiveLensReport =
  | { readonly kind: "watching" }
  | { readonly kind: "measured"; readonly elapsedMs: number; readonly cameras: readonly CameraFigures[] };
