import { dayAfter, daysBetween, WEEKDAYS } from "#domain/calendar/day.ts";
import type { Store } from "#domain/deployment/deployment.ts";
import { controllerKey } from "#domain/deployment/sharing.ts";
import type { Day } from "#domain/policy/evidence.ts";
import { type AgeBand, ANSWER_SOURCES, type AnswerSource, type SexTold } from "#domain/wire/welcome.ts";
import type { StoreFigures } from "./store-figures.ts";
import type { FigureQuestion } from "./stored-figures.ts";
import { type MixCounts, type ReleasedWeek, type ShareInterval, shareOf, sumOfWeeks } from "./visitor-mix.ts";

/** Weeks that begin in these days, both included, of stores that one controller runs. */
export type MixQuestion = {
  readonly stores: readonly Store[];
  readonly from: Day;
  readonly to: Day;
  readonly nowMs: number;
};

/** The shares of those who answered; null is withheld. */
export type MixShares = {
  /** The size of the sample; null: too few, and nothing else is told. */
  readonly answers: number | null;
  /** Answers ÷ visitors; null where visitors are not known. */
  readonly rate: number | null;
  readonly ageBands: Readonly<Record<AgeBand, ShareInterval | null>>;
  readonly sexes: Readonly<Partial<Record<SexTold, ShareInterval | null>>>;
};

/** Told and estimated are two figures, and are never added. Null: there is no such figure. */
export type MixSources = Readonly<Record<AnswerSource, MixShares | null>>;

export type MixWeek = {
  /** Monday. */
  readonly from: Day;
  /** Sunday. */
  readonly to: Day;
  /** No smaller number is shown, and none can be worked out. */
  readonly groupMin: number;
  /** Entries over entrances in open time. */
  readonly visitors: number;
  readonly completeness: number | null;
  readonly sources: MixSources;
};

/** What of several weeks can be told together, by how many of them it rests on: those with answers enough. */
export type MixTogether = Readonly<Record<AnswerSource, SharesOfWeeks | null>>;
type SharesOfWeeks = MixShares & { readonly weeks: number };

/** Of a store: its weeks with ten answers and more. Whether of another nobody answered or a few did is told to nobody. */
export type StoreMix = { readonly storeId: string; readonly weeks: readonly MixWeek[]; readonly together: MixTogether };

/** The weeks over all stores that had answers enough for it. */
export type ChainMixWeek = Omit<MixWeek, "visitors" | "completeness"> & {
  /** How many stores are in it. */
  readonly stores: Readonly<Record<AnswerSource, number>>;
};

export type VisitorMix = {
  readonly stores: readonly StoreMix[];
  /** Of weeks in which there was such a store. */
  readonly total: { readonly weeks: readonly ChainMixWeek[]; readonly together: MixTogether };
};

/** Where weeks and visitors are read from. */
type MixReader = {
  released(controller: string, span: { readonly from: Day; readonly to: Day }): Promise<ReleasedWeek[]>;
  figures(question: FigureQuestion): Promise<StoreFigures | null>;
};

const WEEK_LAST = WEEKDAYS.length - 1;
/** Visitors are asked for so many days at once. */
const ASKED_DAYS_MAX = 364;

type Counted = { readonly counted: number; readonly watchedMs: number; readonly openMs: number };
const NOBODY: Counted = { counted: 0, watchedMs: 0, openMs: 0 };

/**
 * The visitor mix of stores of one controller, of weeks that were counted and are frozen. Nothing in it is reckoned of anybody's answer,
 * only of what the weeks show, so that it tells no more than they do.
 */
export async function storedMix(reader: MixReader, { stores, from, to, nowMs }: MixQuestion): Promise<VisitorMix> {
  const [first] = stores;
  if (!first) return { stores: [], total: { weeks: [], together: bySource(() => null) } };
  const released = await reader.released(controllerKey(first), { from, to });
  const visitors = new Map<string, ReadonlyMap<Day, Counted>>();
  for (const store of stores) visitors.set(store.id, await visitorsByWeek(reader, store, released, nowMs));
  const storeMix = (storeId: string): StoreMix => {
    const countsOf = (source: AnswerSource, week: ReleasedWeek) => week.sources[source].stores[storeId];
    // INVARIANT: a week of one to nine answers looks like one of none. Both are not there.
    const own = released.filter((week) => ANSWER_SOURCES.some((source) => countsOf(source, week)?.answers != null));
    const ownVisitors = (week: Day) => visitors.get(storeId)?.get(week) ?? NOBODY;
    return {
      storeId,
      weeks: own.map((week) => {
        const { counted, watchedMs, openMs } = ownVisitors(week.week);
        const completeness = openMs === 0 ? null : watchedMs / openMs;
        const sources = bySource((source) => sharesOf(countsOf(source, week), counted));
        return { ...spanOf(week), visitors: counted, completeness, sources };
      }),
      together: bySource((source) =>
        sharesOfWeeks(own.map((week) => [countsOf(source, week), ownVisitors(week.week).counted])),
      ),
    };
  };
  /** Of the stores that a week's total is of; 0 where one of them is no longer there, so that their visitors are not known. */
  const visitorsOfTotal = (source: AnswerSource, { week, sources }: ReleasedWeek) => {
    const { inTotal } = sources[source];
    const isKnown = inTotal.every((id) => visitors.has(id));
    return isKnown ? inTotal.reduce((sum, id) => sum + (visitors.get(id)!.get(week)?.counted ?? 0), 0) : 0;
  };
  const totalOf = (source: AnswerSource, week: ReleasedWeek) => week.sources[source].total ?? undefined;
  const inTotal = released.filter(({ sources }) =>
    ANSWER_SOURCES.some((source) => sources[source].inTotal.some((id) => visitors.has(id))),
  );
  return {
    stores: stores.map(({ id }) => storeMix(id)),
    total: {
      weeks: inTotal.map((week) => ({
        ...spanOf(week),
        stores: bySource((source) => week.sources[source].inTotal.length),
        sources: bySource((source) => sharesOf(totalOf(source, week), visitorsOfTotal(source, week))),
      })),
      together: bySource((source) =>
        sharesOfWeeks(inTotal.map((week) => [totalOf(source, week), visitorsOfTotal(source, week)])),
      ),
    },
  };
}

function spanOf({ week, groupMin }: ReleasedWeek) {
  return { from: week, to: dayAfter(week, WEEK_LAST), groupMin };
}

/** What the weeks with answers enough show together. */
function sharesOfWeeks(
  weeks: readonly (readonly [counts: MixCounts | undefined, visitors: number])[],
): SharesOfWeeks | null {
  const told = weeks.filter((week): week is [MixCounts, number] => week[0]?.answers != null);
  const all = told.every(([, visitors]) => visitors > 0) ? told.reduce((sum, [, visitors]) => sum + visitors, 0) : 0;
  const shares = sharesOf(sumOfWeeks(told.map(([counts]) => counts)), all);
  return shares && { ...shares, weeks: told.length };
}

function bySource<Answer>(of: (source: AnswerSource) => Answer): Readonly<Record<AnswerSource, Answer>> {
  const [told, estimated] = ANSWER_SOURCES;
  return { [told]: of(told), [estimated]: of(estimated) };
}

function sharesOf(counts: MixCounts | undefined, visitors: number): MixShares | null {
  if (!counts) return null;
  const { answers, ageBands, sexes } = counts;
  const shares = <Name extends string>(of: Readonly<Partial<Record<Name, number | null>>>) =>
    Object.fromEntries(
      Object.entries(of).map(([name, people]) => [name, shareOf(people as number | null, answers)]),
    ) as Record<Name, ShareInterval | null>;
  const rate = answers === null || visitors === 0 ? null : answers / visitors;
  return { answers, rate, ageBands: shares(ageBands), sexes: shares(sexes) };
}

async function visitorsByWeek(
  reader: MixReader,
  store: Store,
  weeks: readonly ReleasedWeek[],
  nowMs: number,
): Promise<Map<Day, Counted>> {
  const byWeek = new Map<Day, Counted>();
  for (const run of runsOf(weeks.map(({ week }) => week))) {
    const period = { first: run[0]!, last: dayAfter(run.at(-1)!, WEEK_LAST) };
    // How rates are made is of no account: only visitors are read.
    const ways = { by: "day", captureForm: "entries-per-passer-by", bounceMs: 1 } as const;
    const figures = await reader.figures({ store, nowMs, period, ...ways });
    for (const { label, visitors } of figures?.rows ?? []) {
      const week = run.findLast((monday) => monday <= label);
      if (week === undefined || daysBetween(week, label) > WEEK_LAST) continue;
      const sum = byWeek.get(week) ?? NOBODY;
      byWeek.set(week, {
        counted: sum.counted + visitors.counted,
        watchedMs: sum.watchedMs + visitors.watchedMs,
        openMs: sum.openMs + visitors.openMs,
      });
    }
  }
  return byWeek;
}

/** Weeks in their order, as many together as are asked for at once. */
function runsOf(weeks: readonly Day[]): Day[][] {
  const runs: Day[][] = [];
  for (const week of weeks) {
    const run = runs.at(-1);
    if (run && daysBetween(run[0]!, week) + WEEK_LAST < ASKED_DAYS_MAX) run.push(week);
    else runs.push([week]);
  }
  return runs;
}
