import type { TrueLine } from "#domain/scene/scene-truth.ts";
import type { Size } from "#domain/space/box.ts";
import type { Mounting } from "./camera.ts";
import type { Company, Place, Walk } from "./choreography.ts";
import type { Look } from "./look.ts";
import type { Pane } from "./reflection.ts";
import type { Shop } from "./set.ts";

/** A directed line on the floor: from `a` to `b`, as in the truth. It is drawn `lift` metres above, at half a person by default. */
export type FloorLine = {
  readonly name: string;
  readonly role: TrueLine["role"];
  readonly a: Place;
  readonly b: Place;
  readonly lift?: number;
};
/** A zone on the floor: who stands in it is in it. */
export type FloorZone = { readonly name: string; readonly points: readonly Place[] };

/** One person of the cast. Who has no `look` gets one by chance. */
export type Role = {
  readonly name: string;
  readonly way: Walk | Company;
  readonly look?: Partial<Look>;
  /** The colour of the pram that they push. */
  readonly pram?: string;
  /** Works here. */
  readonly isStaff?: boolean;
};

/** Daylight through the front and the lamps above, 1 being a usual day. */
export type Light = { readonly sun: number; readonly sky: number; readonly lamps: number };

/** Everything about one film: who walks where in which shop before which camera. Data only; the rooms beside do the work. */
export type Scene = {
  readonly name: string;
  readonly seed: number;
  readonly seconds: number;
  readonly framesPerSecond: number;
  readonly picture: Size;
  readonly mounting: Mounting;
  readonly build: (seed: number) => Shop;
  readonly cast: readonly Role[];
  readonly lines: readonly FloorLine[];
  readonly zones: readonly FloorZone[];
  /** How far the door is open at a time, 0..1; without it the door opens for people. */
  readonly doorAt?: (seconds: number) => number;
  readonly lightAt: (seconds: number) => Light;
  /** How many points are drawn in each pixel, 4 by default; with 1 a film is drawn in half the time, a little harder. */
  readonly samples?: 1 | 4;
  /** Lit evenly from everywhere: nothing throws a shadow, and a film is drawn in half the time. */
  readonly isShadowless?: boolean;
  /** How much stronger the picture's noise is than a usual camera's by day; 1 by default. */
  readonly noise?: number;
  /** A pane that mirrors who is inside. Those in the glass are nobody, and the truth does not know them. */
  readonly mirror?: Pane;
};
