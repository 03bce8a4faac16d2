import { z } from "zod";
import { AGED_NAMES, type AgedKind, agedKind, DAYS_MAX, type KeptDays } from "./kept-kinds.ts";

const daysOf = (kind: AgedKind) => {
  const { what, days, daysMin, daysMax } = agedKind(kind);
  const whole = z
    .int()
    .min(daysMin)
    .max(daysMax ?? DAYS_MAX);
  const told = `${what}: so many days${daysMax === undefined ? ", or `forever`" : ""}; ${days}`;
  return (daysMax === undefined ? z.union([whole, z.literal("forever")]) : whole).optional().describe(told);
};

type DaysOf<Kinds extends AgedKind> = { readonly [Kind in Kinds]: ReturnType<typeof daysOf> };

const settingsOf = (isOf: (kind: AgedKind) => boolean) =>
  z
    .strictObject(Object.fromEntries(AGED_NAMES.filter(isOf).map((kind) => [kind, daysOf(kind)])) as DaysOf<AgedKind>)
    .describe("how many days each kind of data is kept; docs/retention.md");

/** What a deployment may say for the chain, and a store for itself where it differs. */
export const Retention = settingsOf(() => true);
export const StoreRetention = settingsOf((kind) => agedKind(kind).of === "store");
export type Retention = z.output<typeof Retention>;

/** How long each kind is kept. */
export type Schedule = Readonly<Record<AgedKind, KeptDays>>;

/** The schedule of a store: what it says itself, or else what the chain says, or else what comes with Lintel. */
export function scheduleOf(chain: Retention | undefined, store?: Retention): Schedule {
  const days = AGED_NAMES.map((kind) => [kind, store?.[kind] ?? chain?.[kind] ?? agedKind(kind).days]);
  const schedule: Record<AgedKind, KeptDays> = Object.fromEntries(days);
  // A sum that is shorter kept than what it is made of would be made anew of it; who says nothing of it means as long.
  const said = store?.hours_and_days ?? chain?.hours_and_days;
  if (said === undefined) schedule.hours_and_days = longer(schedule.hours_and_days, schedule.minutes);
  return schedule;
}

/** Whether a schedule keeps its hours and days at least as long as their minutes. */
export function isInOrder({ minutes, hours_and_days }: Schedule): boolean {
  return longer(minutes, hours_and_days) === hours_and_days;
}

function longer(a: KeptDays, b: KeptDays): KeptDays {
  if (a === "forever" || b === "forever") return "forever";
  return Math.max(a, b);
}
