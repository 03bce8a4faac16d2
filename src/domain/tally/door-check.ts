import { MINUTE_MS } from "#domain/counting/bucket.ts";
import { type Agreement, agreementOf } from "./agreement.ts";
import { type ComparedMinute, type CountingError, countingError, PEOPLE_MIN } from "./counting-error.ts";
import {
  NOBODY,
  type Observation,
  observationOf,
  type Passages,
  sumOfPassages,
  type Tapper,
  type WholeMinutes,
} from "./observation.ts";
import { type StaffError, staffError } from "./staff-error.ts";

/** A minute of which the line watched less is not compared, as in all comparisons of figures. */
const WATCHED_MS_MIN = 0.9 * MINUTE_MS;
/** Of fewer of the minutes that people were there for the result is that nobody watched. */
const COMPARED_SHARE_MIN = 0.5;

/** What is kept of the taps of a check that is over. */
export type KeptTally = { readonly observations: readonly Observation[]; readonly agreement: Agreement | null };

/** What a line counted in one minute, over all its drawings. */
export type LineMinute = Passages & { readonly minute: number; readonly watchedMs: number };

export const CHECK_STATES = ["running", "done", "too few", "not watched"] as const;

/** What a check says of a line. All of it is of the minutes that are compared. */
export type CheckResult = {
  /** `too few` passed for an interval, or the line did not watch (`not watched`) most of the time. */
  readonly state: Exclude<(typeof CHECK_STATES)[number], "running">;
  /** People who were there and tapped. */
  readonly observers: number;
  /** Minutes that somebody was there for whole. */
  readonly observedMinutes: number;
  /** Of those, in which the line watched as well. */
  readonly comparedMinutes: number;
  /** Watched time ÷ observed time; null where nobody was there. */
  readonly completeness: number | null;
  readonly counted: Passages;
  /** The mean of those who were there in each minute. */
  readonly people: Passages;
  /** In and out together. */
  readonly both: CountingError;
  readonly in: CountingError;
  readonly out: CountingError;
  /** In and out without staff, as far as either side knew them. */
  readonly withoutStaff: CountingError;
  /** How well staff were told from visitors. */
  readonly staff: StaffError;
};

/** What is to be kept of a check's taps. Who tapped nothing was not there: a phone that was opened in vain is no observer. */
export function keptOf(tappers: readonly Tapper[], span: WholeMinutes): KeptTally {
  const observations = tappers.map((tapper) => observationOf(tapper, span)).filter(({ minutes }) => minutes.length > 0);
  return { observations, agreement: agreementOf(tappers, span) };
}

/** Compares what people counted with what a line did. Minutes that the line told nothing of were not watched. */
export function compareCheck({ observations }: KeptTally, told: readonly LineMinute[]): CheckResult {
  const lines = new Map(told.map((minute) => [minute.minute, minute]));
  const seen = observations.map(({ minutes }) => new Map(minutes.map((one) => [one.minute, one])));
  const first = Math.min(...observations.map(({ fromMinute }) => fromMinute));
  const end = Math.max(...observations.map(({ toMinute }) => toMinute));
  let [observedMinutes, watchedMs] = [0, 0];
  let [counted, people] = [NOBODY, NOBODY];
  const pairs: { readonly line: Passages; readonly mean: Passages }[] = [];
  for (let minute = first; minute < end; minute++) {
    const present = observations.flatMap(({ fromMinute, toMinute }, index) =>
      fromMinute <= minute && minute < toMinute ? [seen[index]!.get(minute) ?? NOBODY] : [],
    );
    if (present.length === 0) continue;
    observedMinutes += 1;
    const line = lines.get(minute);
    watchedMs += Math.min(MINUTE_MS, line?.watchedMs ?? 0);
    if (!line || line.watchedMs < WATCHED_MS_MIN) continue;
    const mean = divided(present.reduce(sumOfPassages), present.length);
    counted = sumOfPassages(counted, line);
    people = sumOfPassages(people, mean);
    pairs.push({ line, mean });
  }
  const errorOf = (of: (passages: Passages) => number): CountingError =>
    countingError(pairs.map(({ line, mean }): ComparedMinute => ({ counted: of(line), people: of(mean) })));
  const isWatched = pairs.length > 0 && pairs.length >= COMPARED_SHARE_MIN * observedMinutes;
  const isEnough = people.in + people.out >= PEOPLE_MIN;
  return {
    state: observedMinutes > 0 && !isWatched ? "not watched" : isEnough ? "done" : "too few",
    observers: observations.length,
    observedMinutes,
    comparedMinutes: pairs.length,
    completeness: observedMinutes === 0 ? null : watchedMs / (observedMinutes * MINUTE_MS),
    counted,
    people,
    both: errorOf((passages) => passages.in + passages.out),
    in: errorOf((passages) => passages.in),
    out: errorOf((passages) => passages.out),
    withoutStaff: errorOf(({ in: came, out, staffIn, staffOut }) => came + out - staffIn - staffOut),
    staff: staffError(pairs.map(({ line, mean }) => ({ line, people: mean }))),
  };
}

function divided(passages: Passages, by: number): Passages {
  return {
    in: passages.in / by,
    out: passages.out / by,
    staffIn: passages.staffIn / by,
    staffOut: passages.staffOut / by,
  };
}
