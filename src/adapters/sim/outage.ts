import { MINUTE_MS } from "#domain/counting/bucket.ts";
import type { Chance } from "./chance.ts";

/** Times in ms, the end not included. */
export type Stretch = { readonly fromMs: number; readonly toMs: number };

const STORE_SHARE = 0.02;
const SENSOR_SHARE = 0.05;
const WHOLE_SESSION_SHARE = 0.005;
const STORE_MINUTES = [20, 180] as const;
const SENSOR_MINUTES = [3, 120] as const;

/** When the whole store was dark during a session: power or network. */
export function storeOutages(chance: Chance, session: Stretch): Stretch[] {
  return chance.next() < STORE_SHARE ? [stretchIn(chance, session, STORE_MINUTES)] : [];
}

/** When one sensor was dark: in order, and apart from each other. */
export function sensorOutages(chance: Chance, session: Stretch, ofStore: readonly Stretch[]): Stretch[] {
  if (chance.next() < WHOLE_SESSION_SHARE) return [session];
  const own = chance.next() < SENSOR_SHARE ? [stretchIn(chance, session, SENSOR_MINUTES)] : [];
  const joined: Stretch[] = [];
  for (const stretch of [...ofStore, ...own].toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = joined.at(-1);
    if (last && stretch.fromMs <= last.toMs)
      joined[joined.length - 1] = { ...last, toMs: Math.max(last.toMs, stretch.toMs) };
    else joined.push(stretch);
  }
  return joined;
}

/** How much of a time was dark, in ms. */
export function darkMs(outages: readonly Stretch[], { fromMs, toMs }: Stretch): number {
  let dark = 0;
  for (const outage of outages) dark += Math.max(0, Math.min(toMs, outage.toMs) - Math.max(fromMs, outage.fromMs));
  return dark;
}

/** Whether a moment was watched. */
export function isWatched(outages: readonly Stretch[], atMs: number): boolean {
  return !outages.some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
}

function stretchIn(chance: Chance, { fromMs, toMs }: Stretch, [low, high]: readonly [number, number]): Stretch {
  const start = Math.round(chance.between(fromMs, toMs));
  return { fromMs: start, toMs: Math.min(toMs, start + Math.round(chance.between(low, high) * MINUTE_MS)) };
}
