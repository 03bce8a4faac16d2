import { type DwellHistogram, staysBelow } from "#domain/counting/dwell-histogram.ts";

/**
 * Bounce: the share of stays in a zone that were shorter than a threshold.
 *
 * Unit: a share, 0..1. Edge: null where no stay ended. The threshold is a setting and is printed; below 0.5 s there is no
 * telling. Of a zone that is passed through, 5 s tell who stopped (Aura Vision); of a zone that is the whole shop, 2 minutes
 * tell who turned round (Tapway).
 * What it is not: a share of visitors. Nobody is followed from zone to zone, so a visitor of three zones has three stays.
 */
export function bounce(histogram: DwellHistogram, thresholdMs: number): number | null {
  const { below, stays } = staysBelow(histogram, thresholdMs);
  return stays === 0 ? null : below / stays;
}
