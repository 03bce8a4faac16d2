import { anchorOf } from "#domain/space/anchor.ts";
import type { Box, Size } from "#domain/space/box.ts";
import { distanceRightOf, inPixels, type Line } from "#domain/space/line.ts";
import { MATCH_WINDOW_MS, type PassedLine } from "./crossing-match.ts";
import type { JudgedLook } from "./look.ts";
import type { LabelledCrossing } from "./true-crossings.ts";

/** A counted crossing, with the track that made it. */
export type TrackedCrossing = PassedLine & { readonly track: number };

/**
 * Whose doing a miss is.
 * - `not detected`: for most of the second around it no detection lay on the person.
 * - `track broken`: no one track stayed with the person from the one side of the line to the other.
 * - `line logic`: one track did, and still no crossing was counted, or too late, or a second one.
 * - `nobody there`: a crossing was counted where there is no person.
 */
export const MISS_CAUSES = ["not detected", "track broken", "line logic", "nobody there"] as const;
export type MissCause = (typeof MISS_CAUSES)[number];

/** A cause, and in one line the tracks and figures that show it. */
export type Verdict = {
  readonly cause: MissCause;
  readonly detail: string;
  /** The tracks concerned, before and after. */
  readonly tracks: readonly number[];
};

/** What one line of one film came to. */
export type LineResult = {
  readonly line: Line;
  readonly picture: Size;
  readonly truth: readonly LabelledCrossing[];
  readonly counted: readonly TrackedCrossing[];
};

/** A line's result with every look at the film, and what was paired with what. */
export type Story = LineResult & {
  readonly looks: readonly JudgedLook[];
  readonly pairs: readonly (readonly [LabelledCrossing, TrackedCrossing])[];
  readonly missed: readonly LabelledCrossing[];
  readonly invented: readonly TrackedCrossing[];
};

/** The second around a crossing reaches so far to either side. */
export const AROUND_MS = 500;
/** Within this share of the box height of a line nobody is clearly on a side; as in the truth. */
export const HYSTERESIS = 0.05;
/** A crossing of the same person is the same one, counted too late or too early, within this time. */
export const SAME_CROSSING_MS_MAX = 3000;

/** How far right of the line a track's centre lies, in box heights; undefined where it is not seen. */
export function reach(
  look: JudgedLook,
  track: number,
  { line, picture }: { line: Line; picture: Size },
): number | undefined {
  const box = boxOf(look, track);
  if (!box) return undefined;
  const [from, to] = [inPixels(line.from, picture), inPixels(line.to, picture)];
  return distanceRightOf(from, to, anchorOf(box, "centre")) / box.height;
}

/** A track's box in a look; undefined where it is not seen. */
export function boxOf({ tracks }: JudgedLook, track: number): Box | undefined {
  return tracks.find(({ id }) => id === track)?.box;
}

/** Whether a look falls into the second around a moment. */
export function isAround(look: JudgedLook, atMs: number): boolean {
  return Math.abs(look.atMs - atMs) <= AROUND_MS;
}

/** How far apart in time, or else in place, two crossings are that should have been one. */
export function apartText(truth: LabelledCrossing, counted: PassedLine): string {
  const lateMs = counted.atMs - truth.atMs;
  if (Math.abs(lateMs) > MATCH_WINDOW_MS) return `${secondsText(Math.abs(lateMs))} ${lateMs > 0 ? "late" : "early"}`;
  const apart = Math.hypot(counted.place.x - truth.place.x, counted.place.y - truth.place.y);
  return `${(apart / truth.boxHeight).toFixed(1)} heights away`;
}

/** Seconds, to a tenth. */
export function secondsText(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
