import { COMPARABLE_COMPLETENESS_MIN } from "./same-weekday.ts";
import type { StoreDay } from "./store-day.ts";

/** Who comes back within so long has never ended their visit: they took a call, fed the meter, fetched somebody. */
export const RETURN_MINUTES_MAX = 15;
/** The time after it, in which chance alone brings people in: what it brings shows how unlike its weekday a day was. */
const CONTROL_MINUTES = 30;
/** People who leave together do so within so many minutes of each other. */
const TOGETHER_MINUTES = 2;
/** Fewer days than this say nothing. */
const RETURN_DAYS_MIN = 14;
/** An interval that reaches further to either side, as a share of those who left, tells nobody anything. */
const MARGIN_MAX = 0.15;
const NORMAL_QUANTILE = 1.959964;

/** What is known of how many of those who leave come back soon. */
export type ReturnShare = {
  /** Days that the estimate rests on. */
  readonly days: number;
  /** Of those who left, so many came back within `RETURN_MINUTES_MAX`; null where it cannot be told. */
  readonly share: number | null;
  /** The 95% interval. It may begin below 0: then chance alone would explain what was seen. */
  readonly low: number | null;
  readonly high: number | null;
  readonly why: "told" | "too few days" | "too wide";
};

/** A day as minutes from its beginning; what passed while the store was closed is 0. */
type DaySeries = { readonly in: Int32Array; readonly out: Int32Array };

/** Pairs of a day: those that there were, and those that other days let expect. */
type Pairs = { readonly own: number; readonly usual: number };
/** The pairs of what is looked for, and those of the time in which chance alone brings pairs. */
type DayPairs = { readonly near: Pairs; readonly control: Pairs };
type Day = { readonly returned: DayPairs; readonly together: DayPairs };

/**
 * Returns: how many of those who leave come in again within 15 minutes, estimated from door times alone. Nobody is recognised, and of
 * nobody in particular is known whether they came back.
 *
 *     entries after an exit, over those on other days of the weekday
 *       ▁▆█▆▄▃▂▁                          more than chance within 15 min: people who came back
 *              ▔▁▁▔▁▁▔▁▁▔▁▁▔▁▁▔▁▁▔        chance alone: what is left here is a day unlike others, and is taken off
 *       0      15                  45 min
 *
 * Each exit is paired with the entries of the 15 minutes after it. How many pairs chance brings is told by the same exits paired
 * with the entries of other days of the same weekday and hours (the shift predictor of D. Perkel, G. Gerstein and G. Moore,
 * "Neuronal spike trains and stochastic point processes II", Biophysical Journal 7, 1967), and by the 30 minutes after. Who leaves
 * in a group makes a pair with each of it, so that the excess is divided by how many leave together, found by the same means.
 *
 * Unit: a share of exits with its 95% interval. Days are drawn, not people: the interval is that of a ratio of day sums (W. Cochran,
 * "Sampling Techniques", 1977, chapter 6), Student's t of the number of days. Only days at least 95% watched, no holidays.
 * Edge: fewer than 14 such days, or an interval wider than 15 points to a side: it cannot be told.
 * LIMIT: who is back within the same minute is missed. A tram that brings people each ten minutes and takes others along looks like
 * people who return; so do staff who step out. It tells nothing of a person, a group or a single day.
 */
export function returnShare(days: readonly StoreDay[]): ReturnShare {
  const told = [...Map.groupBy(days.filter(isTelling), likeness).values()]
    .map((alike) => alike.map(seriesOf).filter((series) => total(series.in) > 0 && total(series.out) > 0))
    .flatMap((alike) => {
      const shape = { days: alike.length, in: sumOfShapes(alike, "in"), out: sumOfShapes(alike, "out") };
      return alike.length < 2 ? [] : alike.map((own) => pairsOf(own, shape));
    });
  const returned = excessOf(told.map((day) => day.returned));
  const together = excessOf(told.map((day) => day.together));
  const whole = together.reduce((sum, one) => sum + one, 0);
  const unknown = { days: told.length, share: null, low: null, high: null };
  if (told.length < RETURN_DAYS_MIN || whole <= 0) return { ...unknown, why: "too few days" };
  const share = returned.reduce((sum, one) => sum + one, 0) / whole;
  const squares = returned.reduce((sum, one, day) => sum + (one - share * together[day]!) ** 2, 0);
  const deviation = Math.sqrt((squares * told.length) / (told.length - 1)) / whole;
  const margin = studentQuantile(told.length - 1) * deviation;
  if (margin > MARGIN_MAX) return { ...unknown, why: "too wide" };
  return { days: told.length, share, low: share - margin, high: share + margin, why: "told" };
}

/**
 * How many more pairs each day had than chance brings. A day that was fuller or emptier than its like shows it in the control time as
 * well, and by as much as that time is of all pairs, which near closing is less than by its length.
 */
function excessOf(days: readonly DayPairs[]): number[] {
  const usual = (of: keyof DayPairs) => days.reduce((sum, day) => sum + day[of].usual, 0);
  const ratio = usual("control") > 0 ? usual("near") / usual("control") : 0;
  return days.map(({ near, control }) => near.own - near.usual - ratio * (control.own - control.usual));
}

/** Whether a day may be compared with others: usual, and watched nearly whole. */
function isTelling({ hours, doors, lines }: StoreDay): boolean {
  if (doors.length === 0 || hours[0]?.isHoliday) return false;
  const passages = lines.filter(({ role }) => role === "entrance").flatMap((line) => line.passages);
  const openMs = passages.reduce((sum, hour) => sum + hour.openMs, 0);
  const watchedMs = passages.reduce((sum, hour) => sum + hour.watchedMs, 0);
  return openMs > 0 && watchedMs >= COMPARABLE_COMPLETENESS_MIN * openMs;
}

/** Days with the same text have the same weekday and hours, and as many minutes. */
function likeness({ hours }: StoreDay): string {
  const start = hours[0]!.span.start;
  const open = hours.flatMap((hour) => hour.open.map((span) => [span.start - start, span.end - start]));
  return JSON.stringify([hours[0]!.weekday, hours.at(-1)!.span.end - start, open]);
}

function seriesOf({ hours, doors }: StoreDay): DaySeries {
  const [from, to] = [hours[0]!.span.start, hours.at(-1)!.span.end];
  const series = { in: new Int32Array(to - from), out: new Int32Array(to - from) };
  for (const { start, end } of hours.flatMap(({ open }) => open))
    for (const door of doors)
      for (let minute = start; minute < end; minute++) {
        series.in[minute - from]! += door.in[minute - door.span.start] ?? 0;
        series.out[minute - from]! += door.out[minute - door.span.start] ?? 0;
      }
  return series;
}

const NEAR: Lags = { from: 1, to: RETURN_MINUTES_MAX };
const CONTROL: Lags = { from: RETURN_MINUTES_MAX + 1, to: RETURN_MINUTES_MAX + CONTROL_MINUTES };
const TOGETHER: Lags = { from: -TOGETHER_MINUTES, to: TOGETHER_MINUTES };

/** Days of one weekday and hours, each brought to the same size and laid upon each other. */
type Shape = { readonly days: number; readonly in: Float64Array; readonly out: Float64Array };

/** The pairs of each exit of a day with entries after it, and with exits beside it, itself among them. */
function pairsOf(own: DaySeries, shape: Shape): Day {
  const pairs = (of: keyof DaySeries, near: Lags): DayPairs => {
    const present = running(own[of]);
    const expected = running(usualOf(own[of], shape[of], shape.days));
    const within = (lags: Lags): Pairs => ({
      own: pairsWithin(own.out, present, lags),
      usual: pairsWithin(own.out, expected, lags),
    });
    return { near: within(near), control: within(CONTROL) };
  };
  return { returned: pairs("in", NEAR), together: pairs("out", TOGETHER) };
}

/** Minutes after an exit, both included; negative ones are before it. */
type Lags = { readonly from: number; readonly to: number };

function sumOfShapes(days: readonly DaySeries[], of: keyof DaySeries): Float64Array {
  const sum = new Float64Array(days[0]?.[of].length ?? 0);
  for (const day of days) {
    const size = total(day[of]);
    for (let minute = 0; minute < sum.length; minute++) sum[minute]! += day[of][minute]! / size;
  }
  return sum;
}

/** The mean of the other days, each brought to this day's size: all of them less this one. */
function usualOf(own: Int32Array, shapes: Float64Array, days: number): Float64Array {
  const size = total(own);
  return Float64Array.from(own, (people, minute) => (size / (days - 1)) * (shapes[minute]! - people / size));
}

/** At `n` the sum of the first n minutes. */
function running(minutes: Int32Array | Float64Array): Float64Array {
  const sums = new Float64Array(minutes.length + 1);
  for (let minute = 0; minute < minutes.length; minute++) sums[minute + 1] = sums[minute]! + minutes[minute]!;
  return sums;
}

function pairsWithin(exits: Int32Array, sums: Float64Array, { from, to }: Lags): number {
  const last = exits.length;
  let pairs = 0;
  for (let minute = 0; minute < last; minute++) {
    if (exits[minute] === 0) continue;
    const [start, end] = [Math.min(last, Math.max(0, minute + from)), Math.min(last, Math.max(0, minute + to + 1))];
    pairs += exits[minute]! * (sums[end]! - sums[start]!);
  }
  return pairs;
}

function total(minutes: Int32Array): number {
  return minutes.reduce((sum, one) => sum + one, 0);
}

/** The 97.5% quantile of Student's t. Source: M. Abramowitz and I. Stegun, "Handbook of Mathematical Functions", 26.7.5. */
function studentQuantile(freedom: number): number {
  const z = NORMAL_QUANTILE;
  return z + (z ** 3 + z) / (4 * freedom) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2);
}
