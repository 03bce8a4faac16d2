import { storeCalendar } from "#domain/calendar/store-calendar.ts";
import type { Day } from "#domain/policy/evidence.ts";
import { dayMoods } from "./footfall.ts";
import { sessionsOf } from "./session.ts";
import { type SimulatedSession, simulateSession } from "./simulate-session.ts";
import type { StoreHabits } from "./store-habits.ts";

/** Which days are simulated, both included, and which of all chances. */
export type SimulatedDays = { readonly first: Day; readonly last: Day; readonly seed: number };

/** The sessions of a store, one after the other; each is made as it is asked for. */
export function* storeSessions(habits: StoreHabits, { first, last, seed }: SimulatedDays): Generator<SimulatedSession> {
  const { store } = habits;
  const calendar = storeCalendar(store.time_zone);
  const holidays = (store.holidays ?? []).map(({ date }) => date);
  const moods = dayMoods(first, last, { seed, store: store.id, timeZone: store.time_zone, holidays });
  for (const session of sessionsOf(store, calendar, first, last)) {
    const mood = moods.get(calendar.dayOf(session.open[0]!.start));
    if (mood) yield simulateSession(habits, session, calendar, mood, seed);
  }
}
