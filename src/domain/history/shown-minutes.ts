import type { StoreCalendar } from "#domain/calendar/store-calendar.ts";

const QUARTER_MINUTES = 15;
const DAY_MINUTES = 1440;
const DAY_MS = 86_400_000;
/** A table goes forward by days, so that few are needed at once. */
const DAYS_REMEMBERED_MAX = 8;

type Quarter = { readonly fromMinute: number; readonly offset: number };

/** From one minute to before another, since the epoch. */
export type Stretch = { readonly fromMinute: number; readonly toMinute: number };

/**
 * When the clocks of a store show the times from one to before another, both counted from that clock's own 1 January 1970: once on
 * most days; never where summer time leaves the hour out; twice where its end repeats it, a stretch for each showing.
 *
 *     UTC     0:00   1:00   2:00            02:00 in Zurich on 25 October 2026:
 *     shown   2:00   2:00   3:00            0:00 to 1:00, and 1:00 to 2:00
 */
export function shownMinutes(calendar: StoreCalendar): (wallFrom: number, wallTo: number) => Stretch[] {
  const known = new Map<number, readonly Quarter[]>();
  const quartersOfDay = (day: number) => {
    const quarters = known.get(day) ?? quartersOf(calendar, day);
    if (known.size >= DAYS_REMEMBERED_MAX) known.clear();
    known.set(day, quarters);
    return quarters;
  };
  return (wallFrom, wallTo) => {
    const stretches: (Quarter & { toMinute: number })[] = [];
    for (let day = Math.floor(wallFrom / DAY_MINUTES); day * DAY_MINUTES < wallTo; day++)
      for (const { fromMinute, offset } of quartersOfDay(day)) {
        const from = Math.max(fromMinute, wallFrom - offset);
        const to = Math.min(fromMinute + QUARTER_MINUTES, wallTo - offset);
        if (from >= to) continue;
        const last = stretches.at(-1);
        if (last && last.offset === offset && last.toMinute === from) last.toMinute = to;
        else stretches.push({ fromMinute: from, toMinute: to, offset });
      }
    return stretches.map(({ fromMinute, toMinute }) => ({ fromMinute, toMinute }));
  };
}

/** The quarters of an hour of a day, with how far the clocks are ahead of UTC in each. */
function quartersOf(calendar: StoreCalendar, dayNumber: number): Quarter[] {
  const { fromMinute, toMinute } = calendar.minutesOf(new Date(dayNumber * DAY_MS).toISOString().slice(0, 10));
  const quarters: Quarter[] = [];
  for (let minute = fromMinute; minute < toMinute; minute += QUARTER_MINUTES) {
    const [hours = 0, minutes = 0] = calendar.clockOf(minute).split(":").map(Number);
    quarters.push({ fromMinute: minute, offset: dayNumber * DAY_MINUTES + hours * 60 + minutes - minute });
  }
  return quarters;
}
