import type { Box } from "#domain/space/box.ts";

/** One person in one frame: a box in pixels of the source picture, and the detector's certainty, 0..1. */
export type Detection = { readonly box: Box; readonly score: number };
