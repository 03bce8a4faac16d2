import { dayAfter, daysFrom, weekdayOf } from "#domain/calendar/day.ts";
import { storeCalendar } from "#domain/calendar/store-calendar.ts";
import type { Store } from "#domain/deployment/deployment.ts";
import { type Span, spanOn, within } from "./opening.ts";
import type { StoreHour } from "./store-hour.ts";

/** Passages that are expected, with the fewest and the most that the rota allows. */
export type Expected = { readonly people: number; readonly low: number; readonly high: number };

/** What a store's rota says of staff at its entrances, and on what it rests. */
export type RotaPassages = {
  readonly in: Expected;
  readonly out: Expected;
  /** People × shifts of which some lay in open time. */
  readonly turns: number;
};

/** Who begins at ten comes in the quarter before, and who ends at seven leaves in the quarter after. */
export const ROTA_LEEWAY_MINUTES = 15;

/**
 * Staff by rota: how often those who are on the store's rota are expected to have passed its entrances in open time.
 *
 * ```
 *        come          breaks: out, and in again           leave
 *      |──15──|────────────── the shift ──────────────|──15──|
 *            └ opens                          closes ┘
 * ```
 *
 * Each comes once, leaves once and steps out and back once a break, at an unknown moment of its window. A window counts by the share of
 * it that was open time; in `low` only where all of it was, in `high` where any was.
 *
 * Unit: people, whole. Edge: null where the store states no rota; on a day on which it was closed nobody is expected. INVARIANT: it stands
 * beside what was counted and is subtracted from nothing: a rota says who should have come and not who came.
 * LIMIT: it is of all open time, watched or not; and who comes another way, is ill or steps out for a parcel is not in it.
 * Source: our own.
 */
export function rotaPassages({ rota, time_zone }: Pick<Store, "rota" | "time_zone">, hours: readonly StoreHour[]) {
  const [first, last] = [hours[0], hours.at(-1)];
  if (!rota || !first || !last) return null;
  const calendar = storeCalendar(time_zone);
  const openOn = Map.groupBy(
    hours.flatMap(({ day, open }) => open.map((span) => ({ ...span, day }))),
    ({ day }) => day,
  );
  const [entered, left] = [noneYet(), noneYet()];
  let turns = 0;
  // A shift of the night before may reach into the first day.
  for (const day of daysFrom(dayAfter(first.day, -1), last.day)) {
    const open = [...(openOn.get(day) ?? []), ...(openOn.get(dayAfter(day)) ?? [])];
    for (const { days, hours: text, staff, breaks } of rota) {
      if (open.length === 0 || !days.includes(weekdayOf(day))) continue;
      const shift = spanOn(calendar, day, text);
      const came = { start: shift.start - ROTA_LEEWAY_MINUTES, end: shift.start };
      const went = { start: shift.end, end: shift.end + ROTA_LEEWAY_MINUTES };
      if (within(open, { start: came.start, end: went.end }).length > 0) turns += staff;
      entered.expect(staff, openShare(open, came));
      left.expect(staff, openShare(open, went));
      for (const way of [entered, left]) way.expect(staff * breaks, openShare(open, shift));
    }
  }
  return { in: entered.told(), out: left.told(), turns } satisfies RotaPassages;
}

function openShare(open: readonly Span[], window: Span): number {
  const minutes = within(open, window).reduce((sum, { start, end }) => sum + end - start, 0);
  // A shift that lies in the hour which the clocks leave out has no minutes.
  return minutes / Math.max(1, window.end - window.start);
}

function noneYet() {
  let [people, low, high] = [0, 0, 0];
  return {
    expect(passing: number, share: number) {
      people += passing * share;
      low += share === 1 ? passing : 0;
      high += share > 0 ? passing : 0;
    },
    told: (): Expected => ({ people: Math.round(people), low, high }),
  };
}
