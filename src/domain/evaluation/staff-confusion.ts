import type { StaffVerdict } from "#domain/staff/staff-votes.ts";
import { MATCH_WINDOW_MS, pairCrossings } from "./crossing-match.ts";
import type { TrackedCrossing } from "./line-story.ts";
import type { JudgedLook } from "./look.ts";
import { likelihoodFrom } from "./miss-cause.ts";
import type { LabelledCrossing } from "./true-crossings.ts";

/** What crossings were taken for. */
export type TakenFor = {
  readonly staff: number;
  readonly visitor: number;
  /** The vote was torn: counted as visitors, and marked uncertain. */
  readonly torn: number;
  /** Nothing was counted there. */
  readonly uncounted: number;
};

/** Who truly crossed, and what they were taken for. */
export type StaffConfusion = {
  readonly staff: TakenFor;
  readonly visitors: TakenFor;
  /** Counted crossings that nobody truly made, unless the track was on somebody who works there: that is an error of the count. */
  readonly invented: TakenFor;
};

type Judged = TrackedCrossing & { readonly staff?: StaffVerdict };

/**
 * Lays what crossings of one line or several were taken for beside who truly made them; `staff` are the people who work there. Where two
 * cross together a counted crossing is the one's on whom its track lay.
 */
export function staffConfusion(
  { truth, counted }: { readonly truth: readonly LabelledCrossing[]; readonly counted: readonly Judged[] },
  looks: readonly JudgedLook[],
  staff: ReadonlySet<number>,
): StaffConfusion {
  const { pairs, missed, invented } = pairCrossings(truth, counted, likelihoodFrom(looks));
  const taken = (isStaff: boolean) =>
    takenFor(
      pairs.filter(([{ id }]) => staff.has(id) === isStaff).map(([, one]) => one),
      missed.filter(({ id }) => staff.has(id) === isStaff).length,
    );
  const ofNobody = invented.filter((one) => !wasOn(staff, one, looks));
  return { staff: taken(true), visitors: taken(false), invented: takenFor(ofNobody, 0) };
}

/** Part of some. */
export type Part = { readonly part: number; readonly of: number };

/**
 * `recognised`: staff taken for staff, of all crossings of staff that were counted. `mistaken`: crossings of visitors, and of nobody, that
 * were taken for staff, of all of those that were counted. `torn`: of all that were counted, whoever it was. What was not counted at
 * all is an error of the count, and stands in the table.
 */
export function confusionParts({ staff, visitors, invented }: StaffConfusion): {
  readonly recognised: Part;
  readonly mistaken: Part;
  readonly torn: Part;
} {
  const others = sumOf(visitors, invented);
  const [ofStaff, ofOthers] = [countedOf(staff), countedOf(others)];
  return {
    recognised: { part: staff.staff, of: ofStaff },
    mistaken: { part: others.staff, of: ofOthers },
    torn: { part: staff.torn + others.torn, of: ofStaff + ofOthers },
  };
}

/** Sums what several films and lights came to. */
export function sumOfConfusions(all: readonly StaffConfusion[]): StaffConfusion {
  return all.reduce((sum, one) => ({
    staff: sumOf(sum.staff, one.staff),
    visitors: sumOf(sum.visitors, one.visitors),
    invented: sumOf(sum.invented, one.invented),
  }));
}

/** Whether the track of a counted crossing was mostly on one of these people around that time. */
function wasOn(people: ReadonlySet<number>, { track, atMs }: Judged, looks: readonly JudgedLook[]): boolean {
  const under = looks
    .filter((look) => Math.abs(look.atMs - atMs) <= MATCH_WINDOW_MS)
    .flatMap(({ personOf }) => personOf.get(track) ?? []);
  return 2 * under.filter((person) => people.has(person)).length > under.length;
}

function countedOf({ staff, visitor, torn }: TakenFor): number {
  return staff + visitor + torn;
}

function takenFor(crossings: readonly Judged[], uncounted: number): TakenFor {
  const of = (verdict: StaffVerdict) => crossings.filter(({ staff = "visitor" }) => staff === verdict).length;
  return { staff: of("staff"), visitor: of("visitor"), torn: of("torn"), uncounted };
}

function sumOf(a: TakenFor, b: TakenFor): TakenFor {
  return {
    staff: a.staff + b.staff,
    visitor: a.visitor + b.visitor,
    torn: a.torn + b.torn,
    uncounted: a.uncounted + b.uncounted,
  };
}
