import { z } from "zod";
import { SHARED_VIEWS, type Share } from "#adapters/store/shares.ts";
import { nothingThere, type Router } from "#apps/server/route.ts";
import { deploymentOf } from "#apps/server/server-parts.ts";
import { type VisibleStore, visibleStore } from "#apps/server/visible-stores.ts";
import type { Asker } from "#domain/access/asker.ts";
import { dayAfter } from "#domain/calendar/day.ts";
import { storeDay } from "#domain/calendar/store-calendar.ts";
import { GROUPINGS } from "#domain/figures/store-figures.ts";
import { FiguresAnswer, figuresIn, NowAnswer, nowOf } from "./figures.ts";
import { Period } from "./shares.ts";
import { StoreParams } from "./stores.ts";
import { TotalsAnswer, totalsOf } from "./totals.ts";

/** Of one address, so that who guesses gets no further. */
const REQUESTS_PER_MINUTE_MAX = 300;
/** Nobody who holds a link needs to see minutes. */
const SHARED_SPANS = ["hour", "day"] as const;
const WEEK_DAYS = 7;

const SharedParams = z.object({ token: z.string() });
const SharedStoreParams = StoreParams.extend({ token: z.string() });
const PeriodIndex = z.coerce
  .number()
  .int()
  .min(0)
  .max(9)
  .default(0)
  .describe("which of the link's periods: 0 is shown, the others are what it is compared with");

/** What whoever holds a link to figures may ask: these figures of these stores in these days. */
export function addSharedRoutes({ parts, add }: Router): void {
  /** The link, and a store of it as who made it sees it; the same as nothing where the link is about another. */
  const opened = async (asker: Asker, storeId: string): Promise<{ share: Share; visible: VisibleStore }> => {
    const share = asker.kind === "share" ? await parts.store.shares.find(asker.id) : null;
    if (asker.kind !== "share" || !share?.storeIds.includes(storeId)) throw nothingThere();
    return { share, visible: visibleStore(parts, asker.by, storeId) };
  };
  /** The days of one of a link's periods. Today is the store's own, and is compared with the same weekday before. */
  const periodOf = ({ what, query: { periods } }: Share, { shop }: VisibleStore, index: number) => {
    const today = storeDay(parts.nowMs(), shop.time_zone);
    const ofToday = [today, dayAfter(today, -WEEK_DAYS)].map((day) => ({ from: day, to: day }));
    const period = (what === "today" ? ofToday : periods)[index];
    if (!period) throw nothingThere();
    return period;
  };

  add(
    "GET /api/v1/share/:token",
    {
      summary: "What a link shows, and until when",
      tag: "shares",
      params: SharedParams,
      answer: z.object({
        what: z.enum(SHARED_VIEWS),
        stores: z.array(z.object({ store: z.string(), name: z.string(), timeZone: z.string() })),
        isDemo: z.boolean(),
        periods: z.array(Period).describe("of today: none, and yet 0 is today and 1 the same weekday before"),
        compare: z.string().nullable(),
        expiresMs: z.int(),
      }),
      requestsPerMinuteMax: REQUESTS_PER_MINUTE_MAX,
    },
    async ({ asker }) => {
      const share = asker.kind === "share" ? await parts.store.shares.find(asker.id) : null;
      if (asker.kind !== "share" || !share) throw nothingThere();
      const { what, storeIds, expiresMs, query } = share;
      return {
        what,
        stores: storeIds.map((storeId) => {
          const { shop } = visibleStore(parts, asker.by, storeId);
          return { store: storeId, name: shop.name ?? storeId, timeZone: shop.time_zone };
        }),
        isDemo: deploymentOf(parts)?.simulated === true,
        periods: [...query.periods],
        compare: query.compare,
        expiresMs,
      };
    },
  );

  add(
    "GET /api/v1/share/:token/stores/:store/now",
    {
      summary: "A store's day as far as it has come, by a link that shows today",
      tag: "shares",
      params: SharedStoreParams,
      answer: NowAnswer,
      requestsPerMinuteMax: REQUESTS_PER_MINUTE_MAX,
    },
    async ({ asker, params: { store } }) => {
      const { share, visible } = await opened(asker, store);
      if (share.what !== "today") throw nothingThere();
      return await nowOf(parts, visible);
    },
  );

  add(
    "GET /api/v1/share/:token/stores/:store/figures",
    {
      summary: "The figures of a store in the days of a link",
      tag: "shares",
      params: SharedStoreParams,
      query: z.strictObject({ period: PeriodIndex, by: z.enum(GROUPINGS).default("day") }),
      answer: FiguresAnswer,
      requestsPerMinuteMax: REQUESTS_PER_MINUTE_MAX,
    },
    async ({ asker, params: { store }, query: { period, by } }) => {
      const { share, visible } = await opened(asker, store);
      const { figures, ...told } = await figuresIn(parts, visible, { ...periodOf(share, visible, period), by });
      // Which other days are on file is nobody's business here.
      return { ...told, figures: figures && { ...figures, onFile: null } };
    },
  );

  add(
    "GET /api/v1/share/:token/stores/:store/totals",
    {
      summary: "What each line and zone of a store counted in the days of a link",
      tag: "shares",
      params: SharedStoreParams,
      query: z.strictObject({ period: PeriodIndex, span: z.enum(SHARED_SPANS).default("hour") }),
      answer: TotalsAnswer,
      requestsPerMinuteMax: REQUESTS_PER_MINUTE_MAX,
    },
    async ({ asker, params: { store }, query: { period, span } }) => {
      const { share, visible } = await opened(asker, store);
      return await totalsOf(parts, visible, { ...periodOf(share, visible, period), span });
    },
  );
}
