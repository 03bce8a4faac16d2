import type { SaleRecord } from "#domain/sales/sale.ts";
import { openChance } from "./chance.ts";

/** Who came in an hour of a store that does not exist. */
export type SimulatedHour = { readonly fromMinute: number; readonly visitors: number };

const HOUR_MS = 3_600_000;
/** Of a shop with clothes on a busy street; an hour is above or below it by as much as a few people make. */
const CONVERSION = { low: 0.17, high: 0.29 };
/** In cents. */
const TICKET = { median: 2900, spread: 0.25 };
const MORE_ITEMS_PER_TICKET = 1.2;

/** What a store that does not exist sold in hours, as rows of sums: the same for the same seed, whatever other hours are asked of. */
export function simulateSales(
  hours: readonly SimulatedHour[],
  { seed, store }: { readonly seed: number; readonly store: string },
): SaleRecord[] {
  return hours.map(({ fromMinute, visitors }): SaleRecord => {
    const chance = openChance(`sales ${seed} ${store} ${fromMinute}`);
    const transactions = Math.min(visitors, chance.poisson(visitors * chance.between(CONVERSION.low, CONVERSION.high)));
    const ticket = TICKET.median * Math.exp(TICKET.spread * chance.normal());
    return {
      kind: "sale",
      receipt: `simulated ${new Date(fromMinute * (HOUR_MS / 60)).toISOString()}`,
      minute: fromMinute,
      amount: Math.round(transactions * ticket),
      items: transactions + chance.poisson(transactions * MORE_ITEMS_PER_TICKET),
      transactions,
    };
  });
}
