import { dayAfter, WEEKDAYS, weekdayOf } from "#domain/calendar/day.ts";
import type { Day } from "#domain/policy/evidence.ts";
import {
  AGE_BANDS,
  type AgeBand,
  ANSWER_SOURCES,
  type AnswerSource,
  SEXES_TOLD,
  type SexTold,
} from "#domain/wire/welcome.ts";
import { withheldCells } from "./withheld-cells.ts";

/**
 * Visitor mix: how the ages and sexes of those who answered at the welcome tablet are shared out, by store and week. Answers that were
 * told and answers that were estimated are two figures and never one.
 *
 * Unit: people who answered, whole; null is withheld. A week is Monday to Sunday of the store's own days, is counted once when it and its grace
 * are over, and is frozen then. Age and sex are two tables: the one by the other is not made, because most of its numbers would be
 * small. LIMIT: who answers is not who comes. The interval is of chance only.
 */

/** The smallest number of people that is shown. */
export const GROUP_MIN = 10;

/**
 * A store with fewer answers has a table of its own and is in no total: most of its numbers are withheld, and would take those of its
 * neighbours along. Its intervals are wider than 28 points anyway.
 */
const JOINT_MIN = 50;

/** One answer, as it is counted. */
export type MixAnswer = {
  readonly storeId: string;
  readonly source: AnswerSource;
  readonly ageBand: AgeBand;
  readonly sex: SexTold;
};

/** The answers of a store, or of all: by band and by sex; null is withheld. */
export type MixCounts = {
  /** Null: fewer than `GROUP_MIN`, and nothing else is told. */
  readonly answers: number | null;
  readonly ageBands: Readonly<Record<AgeBand, number | null>>;
  readonly sexes: Readonly<Partial<Record<SexTold, number | null>>>;
};

/** A week of stores that one controller runs, as it is frozen. It holds nobody's answer. */
export type ReleasedWeek = {
  /** Its Monday. */
  readonly week: Day;
  readonly groupMin: number;
  readonly sources: Readonly<Record<AnswerSource, ReleasedTable>>;
};

export type ReleasedTable = {
  readonly stores: Readonly<Record<string, MixCounts>>;
  /** The stores that the total is of: those with `JOINT_MIN` answers and more. */
  readonly inTotal: readonly string[];
  /** Null where those are fewer than two. */
  readonly total: MixCounts | null;
};

/** The Monday of the week that a day is in. */
export function weekOf(day: Day): Day {
  return dayAfter(day, -WEEKDAYS.indexOf(weekdayOf(day)));
}

/** The categories of sex: `unsure` is an estimate's. */
function sexesOf(source: AnswerSource): readonly SexTold[] {
  return SEXES_TOLD.filter((sex) => sex !== "unsure" || source === "estimated");
}

/** Counts the answers of a week. INVARIANT: nothing of it, nor any difference of it, tells of 1 to `GROUP_MIN` − 1 people. */
export function releasedWeek(week: Day, storeIds: readonly string[], answers: readonly MixAnswer[]): ReleasedWeek {
  const tableOf = (source: AnswerSource) =>
    releasedTable(
      source,
      storeIds,
      answers.filter((answer) => answer.source === source),
    );
  const [told, estimated] = ANSWER_SOURCES;
  return { week, groupMin: GROUP_MIN, sources: { [told]: tableOf(told), [estimated]: tableOf(estimated) } };
}

function releasedTable(
  source: AnswerSource,
  storeIds: readonly string[],
  answers: readonly MixAnswer[],
): ReleasedTable {
  const sexes = sexesOf(source);
  const ofStore = (storeId: string) => answers.filter((answer) => answer.storeId === storeId);
  // Their people are others' than those of the total, so that nothing of the one tells of the other.
  const alone = storeIds.filter((id) => ofStore(id).length >= GROUP_MIN && ofStore(id).length < JOINT_MIN);
  const inTotal = storeIds.filter((id) => ofStore(id).length >= JOINT_MIN);
  const tablesOf = (ids: readonly string[]) => {
    const countBy = (isIn: (answer: MixAnswer, at: number) => boolean, width: number) =>
      withheldCells(
        ids.map((id) => Array.from({ length: width }, (_, at) => ofStore(id).filter((one) => isIn(one, at)).length)),
        GROUP_MIN,
      );
    const ages = countBy(({ ageBand }, at) => ageBand === AGE_BANDS[at], AGE_BANDS.length);
    return { ages, sexes: countBy(({ sex }, at) => sex === sexes[at], sexes.length) };
  };
  const counts = (
    total: number | null,
    age: readonly (number | null)[] | undefined,
    sex: readonly (number | null)[] | undefined,
  ): MixCounts => ({
    answers: total,
    ageBands: Object.fromEntries(AGE_BANDS.map((band, at) => [band, age?.[at] ?? null])) as MixCounts["ageBands"],
    sexes: Object.fromEntries(sexes.map((name, at) => [name, sex?.[at] ?? null])),
  });
  const joint = tablesOf(inTotal);
  const stores = storeIds.map((id) => {
    const { ages, sexes: bySex } = alone.includes(id) ? tablesOf([id]) : joint;
    const row = alone.includes(id) ? 0 : inTotal.indexOf(id);
    const size = ofStore(id).length;
    return [id, counts(size < GROUP_MIN ? null : size, ages.rows[row], bySex.rows[row])] as const;
  });
  const all = answers.filter(({ storeId }) => inTotal.includes(storeId)).length;
  return {
    stores: Object.fromEntries(stores),
    inTotal,
    total: inTotal.length < 2 ? null : counts(all, joint.ages.columns, joint.sexes.columns),
  };
}

/**
 * What is shown of several weeks together: the sums of what each shows. A number that one of them withholds is withheld, because a sum of
 * the others would be of other people than the sample; undefined where there is no week.
 */
export function sumOfWeeks(weeks: readonly MixCounts[]): MixCounts | undefined {
  return weeks.length === 0 ? undefined : weeks.reduce((a, b) => sumOfCounts(a, b));
}

function sumOfCounts(a: MixCounts, b: MixCounts): MixCounts {
  const sum = (one: number | null | undefined, other: number | null | undefined) =>
    one == null || other == null ? null : one + other;
  const sums = <Numbers extends object>(one: Numbers, other: Numbers) =>
    Object.fromEntries(
      Object.keys(one).map((name) => [
        name,
        sum(one[name as keyof Numbers] as number, other[name as keyof Numbers] as number),
      ]),
    ) as Numbers;
  return {
    answers: sum(a.answers, b.answers),
    ageBands: sums(a.ageBands, b.ageBands),
    sexes: sums(a.sexes, b.sexes),
  };
}

/** A share, and between which limits chance leaves it: 95%. */
export type ShareInterval = {
  readonly people: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
};

const Z_95 = 1.959_963_984_540_054;

/** The share of some of all, with the interval of E. B. Wilson (J. Am. Stat. Assoc. 22, 1927); null where one of them is withheld. */
export function shareOf(people: number | null | undefined, of: number | null): ShareInterval | null {
  if (people === null || people === undefined || of === null || of === 0) return null;
  const share = people / of;
  const z2 = Z_95 ** 2;
  const middle = (share + z2 / (2 * of)) / (1 + z2 / of);
  const half = (Z_95 / (1 + z2 / of)) * Math.sqrt((share * (1 - share)) / of + z2 / (4 * of ** 2));
  return { people, share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
