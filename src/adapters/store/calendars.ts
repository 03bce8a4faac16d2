import { type StoreCalendar, storeCalendar } from "#domain/calendar/store-calendar.ts";

/**
 * The calendars of time zones, each made once: there are few, and to find where the days of a year begin takes longer than reading
 * their totals.
 */
export function rememberedCalendars(): (timeZone: string) => StoreCalendar {
  const calendars = new Map<string, StoreCalendar>();
  return (timeZone) => {
    const calendar = calendars.get(timeZone) ?? storeCalendar(timeZone);
    calendars.set(timeZone, calendar);
    return calendar;
  };
}
