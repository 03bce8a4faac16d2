import { dayAfter } from "#domain/calendar/day.ts";
import type { SimulatedSession } from "./simulate-session.ts";
import { type SimulatedStore, type Simulation, simulatedStore } from "./simulated-store.ts";
import { storeHabits } from "./store-habits.ts";
import { storeSessions } from "./store-sessions.ts";

/** A store that does not exist, and its sessions one after the other; they are made as they are asked for. */
export type SimulatedHistory = SimulatedStore & { sessions(): Iterable<SimulatedSession> };

/** Makes up a chain. The same simulation gives the same history, and a store's does not hang on how many there are. */
export function simulateChain(simulation: Simulation): SimulatedHistory[] {
  const { first, days, seed } = simulation;
  const last = dayAfter(first, days - 1);
  return Array.from({ length: simulation.stores }, (_, index) => {
    const simulated = simulatedStore(simulation, index, last);
    const habits = storeHabits(simulated.store, seed);
    return { ...simulated, sessions: () => storeSessions(habits, { first, last, seed }) };
  });
}
