/** What a sensor calls a line whose name it does not say. */
export const ONLY_LINE = "*";

/** Counted between two instants, and how long of that the sensor says it watched; null where it does not say. */
export type IntervalReading = {
  readonly kind: "interval";
  readonly theirs: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly in: number;
  readonly out: number;
  readonly uncertain: number;
  readonly observedMs: number | null;
};

/** One person over a line. The identity tells one delivery from its repetition and says nothing of the person. */
export type PassReading = {
  readonly kind: "pass";
  readonly theirs: string;
  readonly atMs: number;
  readonly direction: "in" | "out";
  readonly identity: string;
};

/** Counted since the counter was last set to nothing. A counter of one direction tells it as `in`. */
export type TotalReading = {
  readonly kind: "total";
  readonly theirs: string;
  readonly atMs: number;
  readonly in: number;
  readonly out: number;
  /** When the counter last began again by its own programme; null where that is not known. */
  readonly resetMs: number | null;
  /** Whether the sensor speaks at every count, so that one more means: just now. */
  readonly isPrompt: boolean;
};

/** A live sensor was awake, whether or not it counted. */
export type HeardReading = { readonly kind: "heard"; readonly atMs: number };

/** A counter is no more; one of the same name begins anew. */
export type GoneReading = { readonly kind: "gone"; readonly theirs: string };

/** What one shape of message comes down to. `theirs` is what the sensor calls the line. */
export type SensorReading = IntervalReading | PassReading | TotalReading | HeardReading | GoneReading;

/** Why something that a sensor told is not counted. */
export type Refusal =
  | "line-unknown" // not among the sensor's lines
  | "not-a-person" // a group, a trolley, a pram
  | "not-understood-whom" // an event whose object is not described beside it
  | "not-a-count" // another kind of event
  | "clock-ahead"
  | "clock-back"
  | "too-late"
  | "too-long"
  | "too-many"
  | "overlaps" // a time that was counted already, cut differently
  | "taken-back" // a time that was counted already, now with less
  | "two-ways"; // the same line told as events and as sums
