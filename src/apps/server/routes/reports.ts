import type { FastifyReply } from "fastify";
import { z } from "zod";
import { gatherReport } from "#apps/reports/gather-report.ts";
import { REPORT_FORMATS, REPORT_TYPES, reportFileName } from "#apps/reports/report-file.ts";
import { reportFileInThread } from "#apps/reports/report-file-worker.ts";
import { nothingThere, type Router } from "#apps/server/route.ts";
import { deploymentOf } from "#apps/server/server-parts.ts";
import { type VisibleStore, visibleStore, visibleStores } from "#apps/server/visible-stores.ts";
import type { Asker } from "#domain/access/asker.ts";
import { LANGUAGES } from "#domain/language/language.ts";
import { monthOf } from "#domain/report/report-period.ts";
import { StoreParams } from "./stores.ts";
import { sharedIn } from "./totals.ts";

const ReportQuery = z.strictObject({
  month: z.string().describe("`2026-11`"),
  format: z.enum(REPORT_FORMATS).default("json"),
  language: z.enum(LANGUAGES).default("en").describe("of its words; figures are the same"),
});
/** A report reads half a year of minutes, and is printed: so many of one address are enough for anybody. */
const REQUESTS_PER_MINUTE_MAX = 60;

/** Reports of a store, and of all stores that whoever asks may see, with what each shares. */
export function addReportRoutes({ parts, add }: Router): void {
  const made = async (
    stores: readonly VisibleStore[],
    { storeId, name }: { readonly storeId: string | null; readonly name: string },
    { month, language }: z.output<typeof ReportQuery>,
  ) => {
    await parts.store.doorChecks.closeDue(parts.nowMs());
    return await gatherReport(
      { reader: parts.figures, loaded: parts.keeper.current!.loaded, nowMs: parts.nowMs() },
      { storeId, stores, name, period: monthOf(month), language },
    );
  };
  const chainOf = (asker: Asker) => {
    const controller = "controller" in asker ? asker.controller : null;
    return controller ?? deploymentOf(parts)?.name ?? "";
  };
  const summary =
    "A month as a report: visitors, mix, times, dwell, groups, ranking, completeness and error, each with its method and legal ground";

  add(
    "GET /api/v1/stores/:store/report",
    {
      summary: `${summary}; of one store`,
      tag: "figures",
      params: StoreParams,
      query: ReportQuery,
      requestsPerMinuteMax: REQUESTS_PER_MINUTE_MAX,
    },
    async ({ asker, params: { store }, query, reply }) => {
      const visible = sharedIn(visibleStore(parts, asker, store), "day");
      const report = await made([visible], { storeId: store, name: "" }, query);
      return await answer(reply, report, query.format);
    },
  );

  add(
    "GET /api/v1/report",
    {
      summary: `${summary}; of all stores that you may see, with what each shares`,
      tag: "figures",
      query: ReportQuery,
      requestsPerMinuteMax: REQUESTS_PER_MINUTE_MAX,
    },
    async ({ asker, query, reply }) => {
      const stores = visibleStores(parts, asker);
      if (stores.length === 0) throw nothingThere();
      return await answer(reply, await made(stores, { storeId: null, name: chainOf(asker) }, query), query.format);
    },
  );
}

async function answer(
  reply: FastifyReply,
  report: Awaited<ReturnType<typeof gatherReport>>,
  format: (typeof REPORT_FORMATS)[number],
) {
  reply.type(REPORT_TYPES[format]).header("cache-control", "no-store");
  if (format !== "json")
    reply.header("content-disposition", `attachment; filename="${reportFileName(report, format)}"`);
  return reply.send(Buffer.from(await reportFileInThread(report, format)));
}
