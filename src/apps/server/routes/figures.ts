import { z } from "zod";
import type { Router } from "#apps/server/route.ts";
import { deploymentOf, type ServerParts } from "#apps/server/server-parts.ts";
import { type VisibleStore, visibleStore } from "#apps/server/visible-stores.ts";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import { BOUNCE_S_MAX, CAPTURE_FORMS, type CaptureForm, Settings } from "#domain/deployment/settings.ts";
import { GROUPINGS, type Grouping, type HourFigures, type StoreFigures } from "#domain/figures/store-figures.ts";
import { StoreParams } from "./stores.ts";
import { daysAsked, sharedIn } from "./totals.ts";

const Day = z.iso.date();
const SECOND_MS = 1000;

export const NowAnswer = z.object({
  store: z.string(),
  isDemo: z.boolean(),
  atMs: z.int(),
  day: z.string(),
  untilMs: z.int().describe("the figures are of the time before; what was told of later minutes is not whole yet"),
  isOpen: z.boolean(),
  visitors: z.int().describe("entries over entrances in the open time so far"),
  completeness: z.number().nullable().describe("watched open time ÷ open time so far"),
  estimated: z.int().describe("visitors of the open time not watched, by like hours; in no other figure"),
  occupancy: z
    .int()
    .nullable()
    .describe("who came in less who went out, never below 0, and 0 while closed; null without an entrance"),
  isOccupancySure: z.boolean().describe("false: some of the time since opening was not watched"),
  sameWeekday: z
    .object({ days: z.array(z.string()), mean: z.number(), change: z.number().nullable() })
    .nullable()
    .describe("up to the same time of the day on the last same weekdays that were watched well"),
  zones: z.array(z.object({ unit: z.string(), people: z.int(), waitingMs: z.int() })).describe("now"),
});

export const FiguresAnswer = z.object({
  store: z.string(),
  isDemo: z.boolean(),
  figures: z.record(z.string(), z.unknown()).nullable(),
});

/** What a retailer reads. */
export function addFigureRoutes({ parts, add }: Router): void {
  add(
    "GET /api/v1/stores/:store/now",
    { summary: "A store's day as far as it has come", tag: "figures", params: StoreParams, answer: NowAnswer },
    async ({ asker, params: { store } }) => await nowOf(parts, sharedIn(visibleStore(parts, asker, store), "minute")),
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
        bounce_s: z.coerce.number().positive().max(BOUNCE_S_MAX).optional().describe("a shorter stay is a bounce"),
      }),
      answer: FiguresAnswer,
    },
    async ({ asker, params: { store }, query }) =>
      await figuresIn(
        parts,
        sharedIn(visibleStore(parts, asker, store), query.by.startsWith("hour") ? "hour" : "day"),
        query,
      ),
  );
}

/** How a store's day goes. */
export async function nowOf(parts: ServerParts, { shop }: VisibleStore): Promise<z.output<typeof NowAnswer>> {
  const atMs = parts.nowMs();
  const { capture_rate: captureForm, bounce_s } = settingsOf(parts);
  const now = await parts.figures.now({ store: shop, nowMs: atMs, captureForm, bounceMs: bounce_s * SECOND_MS });
  const { visitors } = now.soFar;
  return {
    store: shop.id,
    isDemo: isDemo(parts),
    atMs,
    day: now.day,
    untilMs: now.untilMinute * MINUTE_MS,
    isOpen: now.isOpen,
    visitors: visitors.counted,
    completeness: visitors.completeness,
    estimated: visitors.estimate.people,
    occupancy: now.inside?.people ?? null,
    isOccupancySure: now.inside?.isSure ?? false,
    sameWeekday: now.usual && { ...now.usual, days: [...now.usual.days] },
    zones: parts.fleet.live(shop.id, atMs).map(({ unitId: unit, people, waitingMs }) => ({ unit, people, waitingMs })),
  };
}

/** The figures of a store in some days; a fault where those are too many. */
export async function figuresIn(
  parts: ServerParts,
  { shop, shared }: VisibleStore,
  {
    from,
    to,
    by,
    capture,
    bounce_s,
  }: {
    readonly from: string;
    readonly to: string;
    readonly by: Grouping;
    readonly capture?: CaptureForm | undefined;
    readonly bounce_s?: number | undefined;
  },
): Promise<z.output<typeof FiguresAnswer>> {
  daysAsked({ span: "day", from, to });
  const ways = settingsOf(parts);
  const figures = await parts.figures.figures({
    store: shop,
    nowMs: parts.nowMs(),
    period: { first: from, last: to },
    by,
    captureForm: capture ?? ways.capture_rate,
    bounceMs: (bounce_s ?? ways.bounce_s) * SECOND_MS,
  });
  const told = figures && shared.figures === "day" ? withoutHours(figures) : figures;
  return { store: shop.id, isDemo: isDemo(parts), figures: told && { ...told } };
}

function isDemo(parts: ServerParts): boolean {
  return deploymentOf(parts)?.simulated === true;
}

function settingsOf(parts: ServerParts): z.output<typeof Settings> {
  return deploymentOf(parts)?.settings ?? Settings.parse({});
}

/** Who is shown days is not shown their hours and minutes by another name. */
function withoutHours(figures: StoreFigures): StoreFigures {
  const dayOnly = (of: HourFigures) => ({ ...of, peakHour: null, occupancy: { ...of.occupancy, peak: null } });
  return { ...figures, powerHours: null, total: dayOnly(figures.total), rows: figures.rows.map(dayOnly) };
}
