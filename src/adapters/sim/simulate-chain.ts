import { openSpans } from "#domain/figures/opening.ts";
import { dayAfter, openStoreClock } from "#domain/figures/store-clock.ts";
import type { Day } from "#domain/policy/evidence.ts";
import { dayMoods } from "./footfall.ts";
import { type SimulatedSession, simulateSession } from "./simulate-session.ts";
import { type SimulatedStore, type Simulation, simulatedStore } from "./simulated-store.ts";

/** A store that does not exist, and its sessions one after the other; they are made as they are asked for. */
export type SimulatedHistory = SimulatedStore & { sessions(): Iterable<SimulatedSession> };

/** Makes up a chain. The same simulation gives the same history, and a store's does not hang on how many there are. */
export function simulateChain(simulation: Simulation): SimulatedHistory[] {
  const { first, days, seed } = simulation;
  const last = dayAfter(first, days - 1);
  return Array.from({ length: simulation.stores }, (_, index) => {
    const simulated = simulatedStore(simulation, index, last);
    return { ...simulated, sessions: () => simulateStore(simulated, { first, last, seed }) };
  });
}

/** Makes up what happened in one store on the days from one to another, session by session. */
export function* simulateStore(
  simulated: SimulatedStore,
  { first, last, seed }: { readonly first: Day; readonly last: Day; readonly seed: number },
): Generator<SimulatedSession> {
  const { store } = simulated;
  const clock = openStoreClock(store.time_zone);
  const holidays = (store.holidays ?? []).map(({ date }) => date);
  const moods = dayMoods(first, last, { seed, store: store.id, timeZone: store.time_zone, holidays });
  for (const session of openSpans(store, clock, first, last)) {
    const mood = moods.get(clock.dayOf(session.start));
    if (mood) yield simulateSession(simulated, session, clock, mood, seed);
  }
}
