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
const LOW_SCORE_MIN = 0.1;
/**
 * From this score on, a detection that lies just where such a track is expected competes with the surer ones. Otherwise
 * who is half hidden loses their track to the surer detection of who hides them.
 */
const RIVAL_SCORE_MIN = 0.3;
const RIVAL_WEIGHT = 0.8;
/** How long "a moment ago" is. */
const RECENT_MS_MAX = 500;
/** A track unseen for longer than this is over. */
export const LOST_MS_MAX = 2500;
/** A track is believed once it was seen this often without a gap. */
const CONFIRMING_HITS = 2;

/**
 * The passes over detections and tracks, strictest first (ByteTrack, Zhang et al., ECCV 2022; C-BIoU's cascade). These
 * figures and the scores above were chosen by the mean of nine perturbed runs (rate, phase, jitter, lost detections) of
 * every sequence at hand, on given detections and on our own, never by one run: one run scatters by 5 points of IDF1.
 */
const NEAR = { buffer: 0.3, likenessMin: 0.45 };
const FAR = { buffer: 0.5, likenessMin: 0.3 };
const EXACT = { buffer: 0, likenessMin: 0.6 };

/** One person over frames, as seen in the present one. The id means nothing outside this run. */
export type Track = {
  readonly id: number;
  /** The smoothed box, in pixels of the picture. */
  readonly box: Box;
  /** Speed of the box's centre, in pixels per second. */
  readonly speed: { readonly x: number; readonly y: number };
  /** The score of the detection that extended the track now, 0..1. */
  readonly score: number;
  /** Where the person was first seen, a look before the track was believed; told with the track once, when it is new. */
  readonly firstBox?: Box;
};

type Candidate = {
  id: number | null; // given once the track is confirmed
  readonly motion: MotionFilter;
  readonly firstBox: Box;
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

    const confirmed = this.#candidates.filter(({ id }) => id !== null);
    const tentative = this.#candidates.filter(({ id }) => id === null);
    const isRecent = ({ seenAtMs }: Candidate) => atMs - seenAtMs <= RECENT_MS_MAX;
    const isHigh = ({ score }: Detection) => score >= HIGH_SCORE_MIN;
    const isLow = ({ score }: Detection) => score < HIGH_SCORE_MIN && score >= LOW_SCORE_MIN;
    const isRival = ({ score }: Detection) => score < HIGH_SCORE_MIN && score >= RIVAL_SCORE_MIN;

    const near = pair(
      confirmed,
      detections.filter((one) => isHigh(one) || isRival(one)),
      atMs,
      (track, one) => {
        const fit = fitWithin(NEAR, track, one);
        if (isHigh(one)) return fit;
        return isRecent(track) && fitWithin(EXACT, track, one) > 0 ? RIVAL_WEIGHT * fit : 0;
      },
    );
    const far = pair(near.unseen, near.unclaimed.filter(isHigh), atMs, (track, one) => fitWithin(FAR, track, one));
    const faint = detections.filter((one) => isLow(one) && (!isRival(one) || near.unclaimed.includes(one)));
    pair(far.unseen.filter(isRecent), faint, atMs, (track, one) => fitWithin(EXACT, track, one));
    const young = pair(tentative, far.unclaimed, atMs, (track, one) => fitWithin(FAR, track, one));

    this.#candidates = this.#candidates.filter(({ id, seenAtMs }) =>
      id === null ? seenAtMs === atMs : atMs - seenAtMs <= LOST_MS_MAX,
    );
    for (const detection of young.unclaimed)
      if (detection.score >= BIRTH_SCORE_MIN) this.#candidates.push(born(detection, atMs));

    const seen = this.#candidates.filter(({ seenAtMs }) => seenAtMs === atMs);
    const told = this.#lastId;
    for (const candidate of seen)
      if (candidate.id === null && (isFirst || candidate.hits >= CONFIRMING_HITS)) candidate.id = ++this.#lastId;
    return seen.flatMap(({ id, box, motion, score, firstBox }) =>
      id === null ? [] : [{ id, box, speed: motion.speed, score, ...(id > told && { firstBox }) }],
    );
  }
}

function born(detection: Detection, atMs: number): Candidate {
  const motion = new MotionFilter(detection.box);
  return {
    id: null,
    motion,
    firstBox: detection.box,
    box: motion.box,
    hits: 1,
    seenAtMs: atMs,
    score: detection.score,
  };
}

/** How well a detection fits where a track is expected; 0 where it does not. */
function fitWithin({ buffer, likenessMin }: typeof NEAR, { box }: Candidate, detection: Detection): number {
  const fit = likeness(box, detection.box, buffer);
  return fit >= likenessMin ? fit : 0;
}

/** Pairs candidates with detections, best sum of fits first; a fit of 0 is no pair. The paired are corrected. */
function pair(
  candidates: readonly Candidate[],
  detections: readonly Detection[],
  atMs: number,
  fitOf: (candidate: Candidate, detection: Detection) => number,
): { unseen: Candidate[]; unclaimed: Detection[] } {
  const cost = new Float64Array(candidates.length * detections.length);
  for (const [row, candidate] of candidates.entries())
    for (const [column, detection] of detections.entries())
      cost[row * detections.length + column] = -fitOf(candidate, detection);

  const columnOf = assignCheapest(cost, candidates.length, detections.length);
  const unseen: Candidate[] = [];
  const claimed = new Set<number>();
  for (const [row, candidate] of candidates.entries()) {
    const column = columnOf[row]!;
    const detection = column >= 0 && cost[row * detections.length + column]! < 0 ? detections[column] : undefined;
    if (detection) {
      claimed.add(column);
      extend(candidate, detection, atMs);
    } else unseen.push(candidate);
  }
  return { unseen, unclaimed: detections.filter((_, column) => !claimed.has(column)) };
}

function extend(candidate: Candidate, detection: Detection, atMs: number): void {
  candidate.motion.correct(detection.box);
  candidate.box = candidate.motion.box;
  candidate.hits += 1;
  candidate.seenAtMs = atMs;
  candidate.score = detection.score;
}
