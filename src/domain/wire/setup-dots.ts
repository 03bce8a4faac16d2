import { z } from "zod";

/**
 * The set-up view: where people are while a camera is set up, as dots and nothing else. A dot has no name, and dots of one moment
 * stand in the order of their places, so that nobody is followed from one to the next. They are never written down.
 */

/** A set-up view ends after this, whoever forgets it: 15 minutes. Server, agent and lens each see to it. */
export const SETUP_MS_MAX = 900_000;
/** Dots are told so often while somebody sets a camera up: twice a second. */
export const DOTS_MS_MIN = 500;
/** A lens that tells them oftener than this in ten seconds is refused: twice as often as it may, because a pipe may hold some back. */
export const DOTS_PER_TEN_SECONDS_MAX = 40;
/** More people at once are not shown. */
export const DOTS_MAX = 100;

const thousandths = z.int().min(0).max(1000);

/** The centres of those who are seen at a moment: x and y in thousandths of the picture. */
export const DotPoints = z.array(z.tuple([thousandths, thousandths])).max(DOTS_MAX);
export type DotPoints = z.infer<typeof DotPoints>;
