import { type DwellHistogram, dwellMedianMs, dwellQuantileMs } from "#domain/counting/dwell-histogram.ts";

export type DwellTime = { readonly medianMs: number | null; readonly p90Ms: number | null };

const P90 = 0.9;

/**
 * Dwell: how long people stayed in a zone. The median is the stay that half do not exceed, P90 the one that nine of ten do
 * not exceed. No mean: a few who waited an hour would lift it above what anybody does.
 *
 * Unit: whole ms, exact to 9% (the width of a class of the histogram). Range: 0.5 s to 34 hours. Edge: null where no stay
 * ended. A stay that was cut off, because the camera was, is in no histogram.
 * Source: Aura Vision counts areas from 5 s; median and P90 instead of the mean are our choice.
 */
export function dwellTime(histogram: DwellHistogram): DwellTime {
  return { medianMs: dwellMedianMs(histogram), p90Ms: dwellQuantileMs(histogram, P90) };
}
