import { assignCheapest } from "#domain/assignment/assignment.ts";
import type { Box } from "#domain/space/box.ts";
import type { Detection } from "#domain/vision/detection.ts";
import { likeness } from "./likeness.ts";
import { MotionFilter } from "./motion-filter.ts";

/** A detection at or above this score may extend any track. */
const HIGH_SCORE_MIN = 0.45;
/** A detection at or above this score, claimed by no track, begins one. */
const BIRTH_SCORE_MIN = 0.5;
/** A detection below `HIGH_SCORE_MIN` but not below this may extend a track that was seen a moment ago. */
export const LOW_SCORE_MIN = 0.1;
/** How long "a moment ago" is. */
const RECENT_MS_MAX = 500;
/** A track unseen for longer than this is over. */
export const LOST_MS_MAX = 2500;
/** A track is believed once it was seen this often without a gap. */
const CONFIRMING_HITS = 2;

/** The passes over detections and tracks, strictest first (ByteTrack, Zhang et al., ECCV 2022; C-BIoU's cascade). */
const NEAR = { buffer: 0.3, overlapMin: 0.4 };
const FAR = { buffer: 0.5, overlapMin: 0.2 };
const FAINT = { buffer: 0, overlapMin: 0.6 };

type Pass = { readonly buffer: number; readonly overlapMin: number };

/** One person over frames, as seen in the present one. The id means nothing outside this run. */
export type Track = {
  readonly id: number;
  /** The smoothed box, in pixels of the picture. */
  readonly box: Box;
  /** Speed of the box's centre, in pixels per second. */
  readonly speed: { readonly x: number; readonly y: number };
  /** The score of the detection that extended the track now, 0..1. */
  readonly score: number;
};

type Candidate = {
  id: number | null; // given once the track is confirmed
  readonly motion: MotionFilter;
  box: Box; // predicted for the present frame, corrected once seen
  hits: number;
  seenAtMs: number;
  score: number;
};

/**
 * Joins detections into tracks by place and motion alone; nobody's looks are kept or compared.
 *
 *     confirmed ─┬─ high scores, near ─┬─ high scores, far ─┬─ low scores, recently seen ─── lost, over after 2.5 s
 *     tentative ─┴─────────────────────┴─ what is left of the high scores ─── gone if unseen once
 *     what nobody claimed, score ≥ 0.5 ─── a new tentative track
 */
export class Tracker {
  #candidates: Candidate[] = [];
  #lastAtMs: number | null = null;
  #lastId = 0;

  /** The tracks seen in this frame. `atMs` must not go back; a gap longer than `LOST_MS_MAX` ends every track. */
  update(detections: readonly Detection[], atMs: number): Track[] {
    const isFirst = this.#lastAtMs === null;
    const seconds = Math.max(0, atMs - (this.#lastAtMs ?? atMs)) / 1000;
    for (const candidate of this.#candidates) {
      candidate.motion.predict(seconds, candidate.seenAtMs !== this.#lastAtMs);
      candidate.box = candidate.motion.box;
    }
    this.#lastAtMs = atMs;

    const high = detections.filter(({ score }) => score >= HIGH_SCORE_MIN);
    const low = detections.filter(({ score }) => score < HIGH_SCORE_MIN && score >= LOW_SCORE_MIN);
    const confirmed = this.#candidates.filter(({ id }) => id !== null);
    const tentative = this.#candidates.filter(({ id }) => id === null);

    const near = pair(confirmed, high, NEAR, atMs);
    const far = pair(near.unseen, near.unclaimed, FAR, atMs);
    const recent = far.unseen.filter(({ seenAtMs }) => atMs - seenAtMs <= RECENT_MS_MAX);
    pair(recent, low, FAINT, atMs);
    const young = pair(tentative, far.unclaimed, FAR, atMs);

    this.#candidates = this.#candidates.filter(({ id, seenAtMs }) =>
      id === null ? seenAtMs === atMs : atMs - seenAtMs <= LOST_MS_MAX,
    );
    for (const detection of young.unclaimed)
      if (detection.score >= BIRTH_SCORE_MIN) this.#candidates.push(born(detection, atMs));

    const seen = this.#candidates.filter(({ seenAtMs }) => seenAtMs === atMs);
    for (const candidate of seen)
      if (candidate.id === null && (isFirst || candidate.hits >= CONFIRMING_HITS)) candidate.id = ++this.#lastId;
    return seen.flatMap(({ id, box, motion, score }) => (id === null ? [] : [{ id, box, speed: motion.speed, score }]));
  }
}

function born(detection: Detection, atMs: number): Candidate {
  const motion = new MotionFilter(detection.box);
  return { id: null, motion, box: motion.box, hits: 1, seenAtMs: atMs, score: detection.score };
}

/** Pairs candidates with detections, best total overlap first; the paired candidates are corrected. */
function pair(
  candidates: readonly Candidate[],
  detections: readonly Detection[],
  pass: Pass,
  atMs: number,
): { unseen: Candidate[]; unclaimed: Detection[] } {
  const unseen: Candidate[] = [];
  const claimed = new Set<number>();
  const cost = new Float64Array(candidates.length * detections.length);
  for (const [row, candidate] of candidates.entries())
    for (const [column, detection] of detections.entries()) {
      const overlap = likeness(candidate.box, detection.box, pass.buffer);
      cost[row * detections.length + column] = overlap >= pass.overlapMin ? -overlap : 0;
    }
  const columnOf = assignCheapest(cost, candidates.length, detections.length);
  for (const [row, candidate] of candidates.entries()) {
    const column = columnOf[row]!;
    const detection = column >= 0 && cost[row * detections.length + column]! < 0 ? detections[column] : undefined;
    if (!detection) {
      unseen.push(candidate);
      continue;
    }
    claimed.add(column);
    candidate.motion.correct(detection.box);
    candidate.box = candidate.motion.box;
    candidate.hits += 1;
    candidate.seenAtMs = atMs;
    candidate.score = detection.score;
  }
  return { unseen, unclaimed: detections.filter((_, column) => !claimed.has(column)) };
}
