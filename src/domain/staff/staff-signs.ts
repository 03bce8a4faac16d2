import type { Cloth } from "./cloth.ts";

/** What somebody wears who works here. Both parts must fit where both are named and seen. */
export type Uniform = { readonly name: string; readonly upper?: Cloth | undefined; readonly lower?: Cloth | undefined };

/**
 * How staff are told from visitors in a store: by cloth and place. A face, a body or a walk is no sign; there is no code for it.
 * Any one sign is enough.
 */
export type StaffSigns = {
  readonly uniforms: readonly Uniform[];
  /** The colour of the ribbons around their necks. */
  readonly lanyard?: string | undefined;
  /** Names of lines that only staff cross. */
  readonly lines: readonly string[];
  /** Names of zones in which only staff stay: behind the till, the back room's door. */
  readonly zones: readonly string[];
  /** Who is in view without a break for longer than this works here. */
  readonly stayMsMin?: number | undefined;
};

/** Uniforms that a store may have: summer and winter, two ranks, a guard's. */
export const UNIFORMS_MAX = 8;
