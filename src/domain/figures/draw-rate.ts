import { jointCount, type Share } from "./jointly-watched.ts";
import type { StoreHour } from "./store-hour.ts";
import type { LineMinutes, ZoneMinutes } from "./store-sources.ts";

/**
 * Draw rate (entry rate of an area): entries of a zone ÷ visitors of the store.
 *
 * Unit: a share. Range: 0 and above; it passes 1 where people go to the zone more than once. Edge: null without an entrance
 * line, and where nobody came in. Only minutes in which the zone and all entrances were watched.
 * Source: Aura Vision, "entry rate". RetailNext divides by exits instead ("exposure rate").
 */
export function drawRate(zone: ZoneMinutes, entrances: readonly LineMinutes[], hours: readonly StoreHour[]): Share {
  if (entrances.length === 0) return { share: null, completeness: null };
  const joint = jointCount(hours, [zone, ...entrances], (minute) => [
    zone.minutes.get(minute)?.entered ?? 0,
    entrances.reduce((sum, { minutes }) => sum + (minutes.get(minute)?.in ?? 0), 0),
  ]);
  return { share: joint.whole === 0 ? null : joint.part / joint.whole, completeness: joint.completeness };
}
