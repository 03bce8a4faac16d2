import { assertGranted, type Grant } from "#domain/policy/grant.ts";
import { anchorOf } from "#domain/space/anchor.ts";
import type { Box, Point, Size } from "#domain/space/box.ts";
import { inPixels } from "#domain/space/line.ts";
import { isInside, type Zone } from "#domain/space/zone.ts";
import type { ClothLook } from "./cloth-stage.ts";
import type { StaffSigns } from "./staff-signs.ts";

/** What the signs say of somebody. `torn`: the looks at their clothes disagree, or are too few. They count as visitors. */
export type StaffVerdict = "staff" | "visitor" | "torn";

/**
 * What a look is worth: about the logarithm of how much likelier it is of staff than of a visitor, over 8,600 looks at our films, and
 * less where looks that follow each other are wrong together.
 */
const WORTH: Readonly<Record<ClothLook, number>> = { uniform: 4, perhaps: 3, other: -1, veiled: -0.5, unseen: 0 };
/** No more is believed than this, so that whose track leapt to another, or who turns their back with a bag on it, is judged anew within some steps. */
const BELIEF_MIN = -1;
const BELIEF_MAX = 5;
/** From here on it is staff; from the other down it is a visitor; what lies between is torn. */
const STAFF_MIN = 2;
const VISITOR_MAX = -0.5;
/** Who wore something else in so many of the last looks, and a uniform now, is more likely two people whom one track joined: torn. */
const OTHERS_MAX = 0.4;
/** How much the last look counts in that share; the sixth before it counts a third as much. */
const OTHERS_WEIGHT = 0.15;
/**
 * A colour near the uniform's is the uniform where the light makes it so, and a neighbour's shirt where it does not. Alone it makes nobody
 * staff: it is believed up to here, where one look that is sure decides.
 */
const PERHAPS_BELIEF_MAX = 1.5;
/** Looks from places nearer than this to each other, in box heights, are hardly more than one look: who stands behind glass does not vote all the while. */
const STEP_MIN = 0.05;
const STANDING_WORTH = 0.25;
/** Who was in a staff-only zone for so long, all in all, works here. A visitor who leans over is not there for so long. */
const STAFF_ZONE_MS_MIN = 3000;
/** More between two frames is no time that anybody is known to have been in a zone. */
const STEP_MS_MAX = 1000;

type Known = {
  readonly sinceMs: number;
  seenAtMs: number;
  inZoneMs: number;
  track: number;
  /** The sum of what the looks were worth. */
  belief: number;
  /** The share of late looks, 0..1, that said `other`. */
  others: number;
  /** Where the last look was from. */
  lookedAt: Point | null;
};

type Seen = { readonly id: number; readonly track: number; readonly box: Box };

/**
 * Gathers, for as long as somebody is in view, what speaks for their working here. What is kept of a person is how far the last
 * looks are believed, two numbers, and two durations: nothing by which anybody could be found again, and all of it ends with the view.
 * LIMIT: who is counted in before they were in a staff-only zone, or before they stayed for long, was counted as a visitor then.
 */
export class StaffVotes {
  readonly #signs: StaffSigns;
  readonly #zones: readonly (readonly Point[])[];
  readonly #known = new Map<number, Known>();
  readonly #looksAtCloth: boolean;

  constructor(
    grant: Grant<"staff-exclusion">,
    signs: StaffSigns,
    { zones, picture }: { readonly zones: readonly Zone[]; readonly picture: Size },
  ) {
    assertGranted(grant, "staff-exclusion");
    this.#signs = signs;
    this.#looksAtCloth = signs.uniforms.length > 0 || signs.lanyard !== undefined;
    this.#zones = zones
      .filter(({ name }) => signs.zones.includes(name))
      .map(({ corners }) => corners.map((corner) => inPixels(corner, picture)));
  }

  /**
   * Takes in one person as seen now; `look` is what their clothes came to. Where the tracker lost its thread the looks begin anew: who
   * was joined to another's way may be somebody else.
   */
  hear({ id, track, box }: Seen, look: ClothLook, atMs: number): void {
    const known = this.#known.get(id) ?? newcomer(track, atMs);
    this.#known.set(id, known);
    if (known.track !== track) Object.assign(known, { ...UNHEARD, track });
    if (look !== "unseen") {
      const place = anchorOf(box, "foot");
      const isSamePlace = known.lookedAt !== null && distance(known.lookedAt, place) < STEP_MIN * box.height;
      const belief = known.belief + WORTH[look] * (isSamePlace ? STANDING_WORTH : 1);
      const most = look === "perhaps" ? Math.max(known.belief, PERHAPS_BELIEF_MAX) : BELIEF_MAX;
      known.belief = Math.min(most, Math.max(BELIEF_MIN, belief));
      if (!isSamePlace && look !== "veiled") known.others += OTHERS_WEIGHT * (Number(look === "other") - known.others);
      if (!isSamePlace) known.lookedAt = place;
    }
    if (this.#zones.some((corners) => isInside(corners, anchorOf(box, "foot"))))
      known.inZoneMs += Math.min(STEP_MS_MAX, atMs - known.seenAtMs);
    known.seenAtMs = atMs;
  }

  /** What the signs say of somebody who crosses a line now. Of whom nothing was heard nothing is known. */
  verdictOf(id: number, line: string): StaffVerdict {
    if (this.#signs.lines.includes(line)) return "staff";
    const known = this.#known.get(id);
    if (known && known.inZoneMs >= STAFF_ZONE_MS_MIN) return "staff";
    const { stayMsMin } = this.#signs;
    if (known && stayMsMin !== undefined && known.seenAtMs - known.sinceMs >= stayMsMin) return "staff";
    if (!this.#looksAtCloth) return "visitor";
    const { belief, others } = known ?? UNHEARD;
    if (belief <= VISITOR_MAX) return "visitor";
    return belief >= STAFF_MIN && others <= OTHERS_MAX ? "staff" : "torn";
  }

  /** They are out of view for good. */
  forget(id: number): void {
    this.#known.delete(id);
  }

  /** Nobody is in view any more. */
  forgetAll(): void {
    this.#known.clear();
  }
}

const UNHEARD = { belief: 0, others: 0, lookedAt: null } as const;

function newcomer(track: number, atMs: number): Known {
  return { sinceMs: atMs, seenAtMs: atMs, inZoneMs: 0, track, ...UNHEARD };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
