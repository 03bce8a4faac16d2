import { type JointCount, jointCount, type Share, shareOf, sumOfJointCounts } from "./jointly-watched.ts";
import type { StoreHour } from "./store-hour.ts";
import type { LineMinutes, ZoneMinutes } from "./store-sources.ts";

/**
 * Draw rate (entry rate of an area): entries of a zone ÷ visitors of the store.
 *
 * Unit: a share. Range: 0 and above; it passes 1 where people go to the zone more than once. Edge: null without an entrance
 * line, and where nobody came in. Only minutes in which the zone and all entrances were watched.
 * Source: Aura Vision, "entry rate". RetailNext divides by exits instead ("exposure rate").
 */
export function drawRate(counts: readonly JointCount[]): Share {
  return shareOf(sumOfJointCounts(counts));
}

/** Entries of a zone and visitors, of the minutes in which zone and entrances were watched; none where there is no entrance. */
export function drawCounts(
  zone: ZoneMinutes,
  entrances: readonly LineMinutes[],
  hours: readonly StoreHour[],
): JointCount[] {
  if (entrances.length === 0) return [];
  const count = jointCount(hours, [zone, ...entrances], (minute) => {
    let entered = 0;
    for (const { minutes } of entrances) entered += minutes.get(minute)?.in ?? 0;
    return [zone.minutes.get(minute)?.entered ?? 0, entered];
  });
  return [count];
}
