import { addClear, type ClearCounts, clearCounts } from "./clear.ts";
import { overlapsOf } from "./frame-overlaps.ts";
import { addHota, HOTA_ALPHAS, type HotaCounts, hotaCounts } from "./hota.ts";
import { addIdentity, type IdentityCounts, identityCounts } from "./identity.ts";
import type { LabelledBox } from "./mot-file.ts";

/** All that the tracking figures are made of; the counts of several sequences are pooled with `poolTracking`. */
export type TrackingCounts = {
  readonly clear: ClearCounts;
  readonly identity: IdentityCounts;
  readonly hota: HotaCounts;
};

/** The figures by the names that the papers gave them: the first eight in percent, the rest counts. */
export type TrackingFigures = {
  /** At most 100, and below 0 where more is wrong than right. */
  readonly MOTA: number;
  readonly MOTP: number;
  readonly IDF1: number;
  readonly IDP: number;
  readonly IDR: number;
  readonly HOTA: number;
  readonly DetA: number;
  readonly AssA: number;
  readonly IDSW: number;
  readonly Frag: number;
  readonly FP: number;
  readonly FN: number;
  /** How many true boxes there are. */
  readonly GT: number;
};

/**
 * Measures one sequence. Both sides must cover the same frames: where a tracker ran on every second frame, pass the
 * truth of those frames only. In each of the two an id stands at most once in a frame.
 */
export function measureTracking(truth: readonly LabelledBox[], result: readonly LabelledBox[]): TrackingCounts {
  const overlaps = overlapsOf(truth, result);
  return { clear: clearCounts(overlaps), identity: identityCounts(overlaps), hota: hotaCounts(overlaps) };
}

/**
 * Adds up the counts of several sequences, so that a long sequence weighs more than a short one (as TrackEval combines
 * sequences: adding A(c) over hits is its average of AssA weighted by hits). None at all is the counts of an empty one.
 */
export function poolTracking(counts: readonly TrackingCounts[]): TrackingCounts {
  return counts.reduce(
    (sum, next) => ({
      clear: addClear(sum.clear, next.clear),
      identity: addIdentity(sum.identity, next.identity),
      hota: addHota(sum.hota, next.hota),
    }),
    measureTracking([], []),
  );
}

/**
 * The figures of one sequence, or of several pooled. A share of nothing is 0; where there is no truth, MOTA falls by
 * 100 with each false alarm, as in TrackEval.
 */
export function trackingFigures({ clear, identity, hota }: TrackingCounts): TrackingFigures {
  const boxes = clear.hits + clear.misses;
  const detection = hota.hits.map((hits, at) => hits / Math.max(1, hits + hota.misses[at]! + hota.falseAlarms[at]!));
  const association = hota.hits.map((hits, at) => hota.association[at]! / Math.max(1, hits));
  return {
    MOTA: percent(clear.hits - clear.falseAlarms - clear.switches, boxes),
    MOTP: percent(clear.overlapSum, clear.hits),
    IDF1: percent(2 * identity.named, 2 * identity.named + identity.unnamed + identity.misnamed),
    IDP: percent(identity.named, identity.named + identity.misnamed),
    IDR: percent(identity.named, identity.named + identity.unnamed),
    HOTA: percent(sumOf(detection.map((share, at) => Math.sqrt(share * association[at]!))), HOTA_ALPHAS.length),
    DetA: percent(sumOf(detection), HOTA_ALPHAS.length),
    AssA: percent(sumOf(association), HOTA_ALPHAS.length),
    IDSW: clear.switches,
    Frag: clear.fragments,
    FP: clear.falseAlarms,
    FN: clear.misses,
    GT: boxes,
  };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** A share in percent; TrackEval too divides by 1 where there is nothing. */
function percent(part: number, whole: number): number {
  return (100 * part) / Math.max(1, whole);
}
