import { HOUR_MINUTES } from "#domain/calendar/day.ts";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import { DIRECTIONS, type Direction, type Tap } from "#domain/tally/tap.ts";
import { unitIdOf } from "#domain/wire/unit-id.ts";
import { openChance } from "./chance.ts";
import type { TrueLine } from "./session-ledger.ts";
import type { TrueMinute } from "./simulate-session.ts";

/** An hour in which two people who do not exist stand at a door and tap who passes. */
export type TappedHour = {
  readonly unitId: string;
  readonly fromMinute: number;
  readonly minutes: readonly TrueLine[];
};

/** An hour is worth the standing there when so many pass; of those, the one with most staff is taken. */
const PEOPLE_MIN = 40;
/** Who taps misses one passage of so many. */
const MISSED_SHARE = 0.01;

/** Looks through what happened for the hour of each month and line that tells most about the count and about staff. */
export function openHourChoice(lines: ReadonlySet<string>) {
  const best = new Map<string, TappedHour & { readonly worth: number }>();
  return {
    /** Takes in what happened from an opening to the closing. */
    see(truth: readonly TrueMinute[]): void {
      const hours = new Map<string, TappedHour & { readonly minutes: TrueLine[] }>();
      for (const { sensor, bucket } of truth) {
        if (bucket.kind !== "line") continue;
        const unitId = unitIdOf(sensor, bucket.line);
        if (!lines.has(unitId)) continue;
        const fromMinute = bucket.minute - (bucket.minute % HOUR_MINUTES);
        const key = `${unitId} ${fromMinute}`;
        const hour = hours.get(key) ?? { unitId, fromMinute, minutes: [] };
        hours.set(key, hour);
        hour.minutes.push(bucket as TrueLine);
      }
      for (const hour of hours.values()) {
        const worth = worthOf(hour);
        const month = `${hour.unitId} ${new Date(hour.fromMinute * MINUTE_MS).toISOString().slice(0, "2026-11".length)}`;
        if (worth > (best.get(month)?.worth ?? 0)) best.set(month, { ...hour, worth });
      }
    },
    /** The hours that were chosen, in the order of time. */
    chosen: (): TappedHour[] => [...best.values()].toSorted((a, b) => a.fromMinute - b.fromMinute),
  };
}

function worthOf({ minutes }: TappedHour): number {
  const sum = (of: (minute: TrueLine) => number) => minutes.reduce((all, minute) => all + of(minute), 0);
  const people = sum((minute) => minute.in + minute.out);
  return people < PEOPLE_MIN ? 0 : PEOPLE_MIN * sum((minute) => minute.staffIn + minute.staffOut) + people;
}

/** What one of the two tapped; each misses others, and both know who works there. */
export function simulateTaps(
  { unitId, fromMinute, minutes }: TappedHour,
  { seed, store, who }: { readonly seed: number; readonly store: string; readonly who: string },
): Tap[] {
  const chance = openChance(`taps ${seed} ${store} ${unitId} ${fromMinute} ${who}`);
  const seen = (minute: TrueLine, direction: Direction) => {
    const [people, staff] = direction === "in" ? [minute.in, minute.staffIn] : [minute.out, minute.staffOut];
    return Array.from({ length: people }, (_, index) => ({
      atMs: minute.minute * MINUTE_MS + Math.floor(((index + 0.5) / people) * MINUTE_MS),
      direction,
      isStaff: index < staff,
    }));
  };
  return minutes
    .flatMap((minute) => DIRECTIONS.flatMap((direction) => seen(minute, direction)))
    .filter(() => chance.next() >= MISSED_SHARE)
    .toSorted((a, b) => a.atMs - b.atMs);
}
