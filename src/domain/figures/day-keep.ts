import type { Store } from "#domain/deployment/deployment.ts";
import { unitsOfStore } from "#domain/deployment/store-units.ts";
import type { Day } from "#domain/policy/evidence.ts";
import type { StoreDay } from "./store-day.ts";

/** Days of stores that are kept, so that their minutes need not be read again. */
export type DayKeep = {
  /** The day as it was made, where nothing of it has changed since: neither its mark nor what the deployment says of the store. */
  find(store: Store, day: Day, mark: string): StoreDay | null;
  /** Keeps a day that was made of what `mark` stands for. */
  put(store: Store, made: StoreDay, mark: string): void;
};

/** About 30 kB each: a year of ten stores. */
export const DAYS_KEPT_MAX = 4000;

/** Opens a keep that holds nothing yet. Where it is full the day that was asked for longest ago goes. */
export function openDayKeep(daysMax = DAYS_KEPT_MAX): DayKeep {
  const kept = new Map<string, { readonly mark: string; readonly plan: string; readonly made: StoreDay }>();
  const plans = new WeakMap<Store, string>();
  const planOf = (store: Store) => {
    const plan = plans.get(store) ?? planText(store);
    plans.set(store, plan);
    return plan;
  };
  return {
    find(store, day, mark) {
      const key = `${store.id} ${day}`;
      const one = kept.get(key);
      if (!one || one.mark !== mark || one.plan !== planOf(store)) return null;
      kept.delete(key);
      kept.set(key, one);
      return one.made;
    },
    put(store, made, mark) {
      const key = `${store.id} ${made.day}`;
      kept.delete(key);
      kept.set(key, { mark, plan: planOf(store), made });
      for (const oldest of kept.keys()) {
        if (kept.size <= daysMax) break;
        kept.delete(oldest);
      }
    },
  };
}

/** What a day is made by, besides its minutes. */
function planText(store: Store): string {
  return JSON.stringify([store.time_zone, store.hours, store.holidays, unitsOfStore(store)]);
}
