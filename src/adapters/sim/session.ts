import { DAY_MINUTES, dayAfter, HOUR_MINUTES } from "#domain/calendar/day.ts";
import type { StoreCalendar } from "#domain/calendar/store-calendar.ts";
import type { Store } from "#domain/deployment/deployment.ts";
import { openSpans, type Span, within } from "#domain/figures/opening.ts";
import type { Day } from "#domain/policy/evidence.ts";

/** From before a store's opening to after its closing: what its cameras see between two nights. */
export type Session = {
  /** When they watch, in minutes. */
  readonly watched: Span;
  /** When people come in; there may be breaks between. */
  readonly open: readonly Span[];
};

/** The cameras are on for so long before opening and after closing; staff come and go then. */
export const AROUND_MINUTES = 30;
/** A store that is open for longer is one that never closes; it is quiet around this hour. */
const SESSION_MINUTES_MAX = 20 * HOUR_MINUTES;
const QUIET_HOUR = 4;

/**
 * The sessions of a store from one day to another, both included; they do not overlap. A break in which the cameras would hardly go
 * off and on is no end of a session, and a store that does not close has one from each quiet hour to the next.
 */
export function sessionsOf(store: Store, calendar: StoreCalendar, first: Day, last: Day): Session[] {
  const open = openSpans(store, calendar, first, last);
  const joined: Span[] = [];
  for (const span of open) {
    const before = joined.at(-1);
    if (before && span.start - before.end < 2 * AROUND_MINUTES)
      joined[joined.length - 1] = { ...before, end: span.end };
    else joined.push(span);
  }
  return joined.flatMap((span): Session[] =>
    span.end - span.start <= SESSION_MINUTES_MAX
      ? [{ watched: { start: span.start - AROUND_MINUTES, end: span.end + AROUND_MINUTES }, open: within(open, span) }]
      : betweenQuietHours(span, calendar).map((watched) => ({
          watched,
          open: within(open, { start: watched.start + AROUND_MINUTES, end: watched.end - AROUND_MINUTES }),
        })),
  );
}

function betweenQuietHours(span: Span, calendar: StoreCalendar): Span[] {
  const ends: number[] = [];
  for (let day = calendar.dayOf(span.start); ; day = dayAfter(day)) {
    const quiet = calendar.minuteOf(day, QUIET_HOUR * HOUR_MINUTES);
    if (quiet >= span.end) break;
    // What would be left over at either end is no session of its own.
    if (quiet - span.start >= DAY_MINUTES / 4 && span.end - quiet >= DAY_MINUTES / 4) ends.push(quiet);
  }
  return [...ends, span.end].map((end, index) => ({ start: ends[index - 1] ?? span.start, end }));
}
