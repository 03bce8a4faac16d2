import { z } from "zod";
import { SPANS, type Span } from "#adapters/store/store.ts";
import type { Router } from "#apps/server/route.ts";
import { visibleStore } from "#apps/server/visible-stores.ts";
import { Fault } from "#domain/fault/fault.ts";
import { UnitId } from "#domain/wire/bucket-part.ts";
import { StoreParams } from "./stores.ts";

const Day = z.iso.date();
/** Days that one question may be about, by the span that it is answered in. */
const DAYS_MAX: Readonly<Record<Span, number>> = { minute: 31, quarter: 100, hour: 800, day: 8000 };

export const TotalsQuery = z.strictObject({
  span: z.enum(SPANS).default("hour"),
  from: Day.describe("the first day, by the store's calendar"),
  to: Day.describe("the last day"),
  unit: UnitId.optional().describe("only this line or zone, `SENSOR.NAME`"),
});

const UnitAnswer = z.object({
  unit: z.string(),
  kind: z.enum(["line", "zone"]),
  version: z.int(),
  role: z.string().nullable(),
});

/** Of a line: in, out, staffIn, staffOut, groupsIn, joinedIn, uncertain. Of a zone: entered, dwellHistogram, occupancyMax, personMs. */
const TotalAnswer = UnitAnswer.extend({
  start: z.string().describe("UTC"),
  end: z.string(),
  watchedMs: z.int(),
  completeness: z.number().describe("watched time ÷ the span"),
  method: z.string(),
  in: z.int().optional(),
  out: z.int().optional(),
  staffIn: z.int().optional(),
  staffOut: z.int().optional(),
  groupsIn: z.int().optional(),
  joinedIn: z
    .array(z.int())
    .readonly()
    .optional()
    .describe("who came in as the second, third, fourth and fifth of their group"),
  uncertain: z.int().optional(),
  entered: z.int().optional(),
  dwellHistogram: z.record(z.string(), z.int()).optional(),
  occupancyMax: z.int().optional(),
  personMs: z.int().optional(),
});

export const TotalsAnswer = z.object({
  store: z.string(),
  timeZone: z.string(),
  isDemo: z.boolean(),
  totals: z.array(TotalAnswer),
});

/** What was counted, as it was counted. */
export function addTotalsRoutes({ parts, add }: Router): void {
  add(
    "GET /api/v1/stores/:store/totals",
    {
      summary: "What each line and zone counted, by minute, quarter of an hour, hour or day",
      tag: "figures",
      params: StoreParams,
      query: TotalsQuery,
      answer: TotalsAnswer,
    },
    async ({ asker, params: { store }, query }) =>
      await totalsOf(parts, sharedIn(visibleStore(parts, asker, store), query.span), query),
  );
}

/** What a store's lines and zones counted. */
export async function totalsOf(
  parts: Router["parts"],
  { shop }: ReturnType<typeof visibleStore>,
  query: z.output<typeof TotalsQuery>,
): Promise<z.output<typeof TotalsAnswer>> {
  const totals = await askTotals(parts, shop.id, query);
  return {
    store: shop.id,
    timeZone: shop.time_zone,
    isDemo: parts.keeper.current?.loaded.deployment.simulated === true,
    totals: totals.map(({ unit: { unitId, kind, version, role }, fromMinute, toMinute, total }) => {
      const { watchedMs, watchedMsCut: _cut, ...figures } = total;
      return {
        ...figures,
        unit: unitId,
        kind,
        version,
        role,
        start: new Date(fromMinute * 60_000).toISOString(),
        end: new Date(toMinute * 60_000).toISOString(),
        watchedMs,
        completeness: watchedMs / ((toMinute - fromMinute) * 60_000),
      };
    }),
  };
}

/** Refuses a span that is finer than what the store's controller shares. */
export function sharedIn<V extends ReturnType<typeof visibleStore>>(visible: V, span: Span): V {
  const { figures } = visible.shared;
  if (figures !== "none" && SPANS.indexOf(figures) <= SPANS.indexOf(span)) return visible;
  const shared = figures === "none" ? "no figures" : `figures by the ${figures} and not finer`;
  throw new Fault("access/not-shared", `\`${visible.shop.id}\` shares ${shared}`);
}

/** The totals that a question is about; a fault where it is about too many days. */
async function askTotals({ reader }: Router["parts"], storeId: string, query: z.output<typeof TotalsQuery>) {
  daysAsked(query);
  const { span, from, to, unit } = query;
  if (!(await reader.stores()).includes(storeId)) return [];
  const calendar = await reader.calendarOf(storeId);
  const { fromMinute } = calendar.minutesOf(from);
  const { toMinute } = calendar.minutesOf(to);
  return await reader.totals(span, { storeId, unitId: unit, fromMinute, toMinute });
}

/** Refuses a question about no day, or too many. */
export function daysAsked({ span, from, to }: Pick<z.output<typeof TotalsQuery>, "span" | "from" | "to">): number {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
  if (days < 1) throw new Fault("request/unreadable", `\`to\` (${to}) lies before \`from\` (${from})`);
  if (days > DAYS_MAX[span])
    throw new Fault("request/unreadable", `${days} days by the ${span}; ${DAYS_MAX[span]} is the most`);
  return days;
}
