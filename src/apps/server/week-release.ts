import type { StoreSpan } from "#adapters/store/consents.ts";
import { dayAfter } from "#domain/calendar/day.ts";
import { storeCalendar } from "#domain/calendar/store-calendar.ts";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import type { Store as Shop } from "#domain/deployment/deployment.ts";
import { controllerKey } from "#domain/deployment/sharing.ts";
import { GRACE_DAYS } from "#domain/deployment/welcome.ts";
import { Fault } from "#domain/fault/fault.ts";
import { releasedWeek, weekOf } from "#domain/figures/visitor-mix.ts";
import { type ServerParts, shopsOf } from "./server-parts.ts";

const WEEK_DAYS = 7;
const DAY_MS = 86_400_000;

/**
 * Counts each week whose grace is over at all stores of a controller, once and for ever, destroys its answers, and then what is too old. A week
 * that was counted before is never counted again, whatever turns up of it: that is destroyed too. A disk that is full is told to whoever
 * asks for something, and the next look comes.
 */
export async function releaseWeeks(parts: ServerParts): Promise<void> {
  try {
    for (const shops of Map.groupBy(shopsOf(parts), controllerKey).values()) await releaseOf(parts, shops);
    const removed = await parts.store.consents.endDue(parts.nowMs());
    const beforeDay = new Date(parts.nowMs()).toISOString().slice(0, "2026-11-29".length);
    if (removed > 0)
      parts.ledger.append({
        kind: "retention-run",
        atMs: parts.nowMs(),
        storeId: null,
        what: "consents",
        removed,
        beforeDay,
      });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
}

async function releaseOf(parts: ServerParts, shops: readonly Shop[]): Promise<void> {
  const { consents } = parts.store;
  const nowMs = parts.nowMs();
  const weekAt = (storeId: string, atMs: number) => {
    const shop = shops.find(({ id }) => id === storeId)!;
    return weekOf(storeCalendar(shop.time_zone).dayOf(Math.floor(atMs / MINUTE_MS)));
  };
  const answers = await consents.unreleased(shops.map(({ id }) => id));
  const byWeek = Map.groupBy(answers, ({ storeId, givenMs }) => weekAt(storeId, givenMs));
  for (const [week, ofWeek] of [...byWeek].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const spans = shops.map((shop): StoreSpan => spanOf(shop, week));
    const overMs = Math.max(...spans.map(({ toMs }) => toMs));
    if (nowMs < overMs + GRACE_DAYS * DAY_MS) continue;
    const storeIds = shops.map(({ id }) => id);
    await consents.release(controllerKey(shops[0]!), releasedWeek(week, storeIds, ofWeek), spans, nowMs);
  }
}

function spanOf({ id, time_zone }: Shop, week: string): StoreSpan {
  const calendar = storeCalendar(time_zone);
  const startMs = (day: string) => calendar.minutesOf(day).fromMinute * MINUTE_MS;
  return { storeId: id, fromMs: startMs(week), toMs: startMs(dayAfter(week, WEEK_DAYS)) };
}
