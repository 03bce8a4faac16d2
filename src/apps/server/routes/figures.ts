import { z } from "zod";
import type { Router } from "#apps/server/route.ts";
import { deploymentOf } from "#apps/server/server-parts.ts";
import { visibleStore } from "#apps/server/visible-stores.ts";
import type { Store as Shop } from "#domain/deployment/deployment.ts";
import { CAPTURE_FORMS } from "#domain/figures/capture-rate.ts";
import { daySoFar, daysBeside } from "#domain/figures/day-so-far.ts";
import { GROUPINGS, type HourFigures, type StoreFigures, storeFigures } from "#domain/figures/store-figures.ts";
import { toldMinutes } from "#domain/figures/told-minutes.ts";
import { unitIdOf } from "#domain/wire/unit-id.ts";
import { StoreParams } from "./stores.ts";
import { daysAsked, sharedIn } from "./totals.ts";

const Day = z.iso.date();
/** A visit that is shorter is a bounce; docs/figures.md says why. */
const BOUNCE_S_DEFAULT = 120;
const BOUNCE_S_MAX = 3600;

const Now = z.object({
  store: z.string(),
  isDemo: z.boolean(),
  atMs: z.int(),
  day: z.string(),
  isOpen: z.boolean(),
  visitors: z.int().describe("entries over entrances in the open time so far"),
  completeness: z.number().nullable().describe("watched open time ÷ open time so far"),
  occupancy: z.int().describe("who came in less who went out, never below 0, and 0 while closed"),
  isOccupancySure: z.boolean(),
  sameWeekday: z
    .object({ days: z.array(z.string()), mean: z.number(), change: z.number().nullable() })
    .nullable()
    .describe("up to the same time of the day on the last same weekdays that were watched well"),
  zones: z.array(z.object({ unit: z.string(), people: z.int(), waitingMs: z.int() })).describe("now"),
});

/** What a retailer reads. */
export function addFigureRoutes({ parts, add }: Router): void {
  const isDemo = () => deploymentOf(parts)?.simulated === true;

  add(
    "GET /api/v1/stores/:store/now",
    { summary: "A store's day as far as it has come", tag: "figures", params: StoreParams, answer: Now },
    async ({ asker, params: { store } }) => {
      const { shop } = sharedIn(visibleStore(parts, asker, store), "minute");
      const atMs = parts.nowMs();
      const isTold = (await parts.reader.stores()).includes(store);
      const days = isTold ? daysBeside(shop, atMs) : [];
      const doors = isTold ? entrancesOf(shop) : [];
      const told = await Promise.all(
        days.flatMap((day) => doors.map((unitId) => minutesOf(store, { from: day, to: day, unitId }))),
      );
      const zones = parts.fleet.live(store, atMs).map(({ unitId: unit, people, waitingMs }) => {
        return { unit, people, waitingMs };
      });
      return { store, isDemo: isDemo(), atMs, ...daySoFar(shop, toldMinutes(store, told.flat()), atMs), zones };
    },
  );

  add(
    "GET /api/v1/stores/:store/figures",
    {
      summary:
        "Visitors, passers-by, capture rate, occupancy, dwell, draw rate, bounce and the same weekday, each beside its completeness; " +
        "estimates stand apart. docs/figures.md defines each",
      tag: "figures",
      params: StoreParams,
      query: z.strictObject({
        from: Day,
        to: Day,
        by: z.enum(GROUPINGS).default("day"),
        capture: z.enum(CAPTURE_FORMS).optional().describe("which of the two forms of the capture rate"),
        bounce_s: z.coerce.number().int().min(1).max(BOUNCE_S_MAX).optional().describe("a shorter stay is a bounce"),
      }),
      answer: z.object({
        store: z.string(),
        isDemo: z.boolean(),
        figures: z.record(z.string(), z.unknown()).nullable(),
      }),
    },
    async ({ asker, params: { store }, query: { from, to, by, capture, bounce_s } }) => {
      const { shop, shared } = sharedIn(visibleStore(parts, asker, store), by === "hour" ? "hour" : "day");
      daysAsked({ span: "quarter", from, to });
      const settings = deploymentOf(parts)?.settings;
      const isTold = (await parts.reader.stores()).includes(store);
      const minutes = isTold ? await minutesOf(store, { from, to }) : [];
      const figures = storeFigures({
        store: shop,
        rows: toldMinutes(store, minutes),
        period: { first: from, last: to },
        by,
        captureForm: capture ?? settings?.capture_rate ?? CAPTURE_FORMS[0],
        bounceMs: (bounce_s ?? settings?.bounce_s ?? BOUNCE_S_DEFAULT) * 1000,
      });
      const told = figures && shared.figures === "day" ? withoutHours(figures) : figures;
      return { store, isDemo: isDemo(), figures: told && JSON.parse(JSON.stringify(told)) };
    },
  );

  /** Who is shown days is not shown their hours and minutes by another name. */
  function withoutHours(figures: StoreFigures): StoreFigures {
    const dayOnly = (of: HourFigures) => ({ ...of, peakHour: null, occupancy: { ...of.occupancy, peak: null } });
    return { ...figures, powerHours: null, total: dayOnly(figures.total), rows: figures.rows.map(dayOnly) };
  }

  async function minutesOf(
    storeId: string,
    { from, to, unitId }: { readonly from: string; readonly to: string; readonly unitId?: string },
  ) {
    const calendar = await parts.reader.calendarOf(storeId);
    const [{ fromMinute }, { toMinute }] = [calendar.minutesOf(from), calendar.minutesOf(to)];
    return await parts.reader.totals("minute", { storeId, unitId, fromMinute, toMinute });
  }
}

/** The lines whose sums are a store's visitors, as the store names them. */
function entrancesOf({ sensors }: Shop): string[] {
  return sensors.flatMap(({ id, lines, feed }) => {
    const told = feed?.lines.filter(({ role }) => role === "entrance").map(({ line }) => line) ?? [];
    const drawn = lines.filter(({ role }) => role === "entrance").map(({ name }) => name);
    return [...new Set([...drawn, ...told])].map((name) => unitIdOf(id, name));
  });
}
