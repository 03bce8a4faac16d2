import { z } from "zod";
import { workbookInThread } from "#adapters/spreadsheet/workbook-worker.ts";
import { nothingThere, type Router } from "#apps/server/route.ts";
import { deploymentOf, shopsOf } from "#apps/server/server-parts.ts";
import { visibleStore } from "#apps/server/visible-stores.ts";
import { MIX_COLUMNS, mixRows } from "#apps/tables/mix-rows.ts";
import type { Asker } from "#domain/access/asker.ts";
import { controllerKey } from "#domain/deployment/sharing.ts";
import { GRACE_DAYS } from "#domain/deployment/welcome.ts";
import { csvRow } from "#domain/export/csv.ts";
import type { StoreMix } from "#domain/figures/stored-mix.ts";
import { GROUP_MIN } from "#domain/figures/visitor-mix.ts";
import { AGE_BANDS, type AnswerSource, SEXES_TOLD, SOURCE_OF_PURPOSE } from "#domain/wire/welcome.ts";
import { TABLE_TYPES } from "./export.ts";
import { StoreParams } from "./stores.ts";
import { daysAsked, sharedIn } from "./totals.ts";

const query = z.strictObject({ from: z.iso.date(), to: z.iso.date() });

const Interval = z
  .object({ people: z.int(), share: z.number(), low: z.number(), high: z.number() })
  .nullable()
  .describe("of those who answered, with Wilson's interval of 95%; null: withheld");
const Mix = z.object({
  answers: z
    .int()
    .nullable()
    .describe(`the size of the sample; null: fewer than ${GROUP_MIN}, and nothing else is told`),
  rate: z.number().nullable().describe("answers ÷ visitors"),
  ageBands: z.partialRecord(z.enum(AGE_BANDS), Interval),
  sexes: z.partialRecord(z.enum(SEXES_TOLD), Interval),
});
const Sources = z
  .object({ told: Mix.nullable(), estimated: Mix.nullable() })
  .describe("told by people and estimated from faces that they offered: two figures, never to be added");
const Week = z.object({
  from: z.string().describe("Monday"),
  to: z.string().describe("Sunday"),
  groupMin: z.int().describe("no smaller number is shown, and none can be worked out"),
  visitors: z.int().describe("entries over entrances in open time"),
  completeness: z.number().nullable().describe("watched ÷ open time"),
  sources: Sources,
});
const MixOfWeeks = Mix.extend({ weeks: z.int().describe("that it rests on: those with answers enough") });
const Together = z
  .object({ told: MixOfWeeks.nullable(), estimated: MixOfWeeks.nullable() })
  .describe("over the weeks: sums of what they show; what one of them withholds is withheld");

/** Who answered at the welcome tablet, by weeks that were counted once and are frozen. No other days can be asked for. */
export function addVisitorMixRoutes({ parts, add }: Router): void {
  const isDemo = () => deploymentOf(parts)?.simulated === true;
  const mixOf = async (asker: Asker, store: string, span: z.output<typeof query>): Promise<StoreMix> => {
    const { shop } = sharedIn(visibleStore(parts, asker, store), "day");
    daysAsked({ span: "day", ...span });
    return (await parts.figures.visitorMix({ stores: [shop], ...span, nowMs: parts.nowMs() })).stores[0]!;
  };

  add(
    "GET /api/v1/stores/:store/visitor-mix",
    {
      summary:
        "Shares of age bands and sexes among those who answered at a store, by whole weeks that begin in these days",
      tag: "figures",
      params: StoreParams,
      query,
      answer: z.object({
        store: z.string(),
        isDemo: z.boolean(),
        groupMin: z.int().describe("a week with fewer answers is not there"),
        graceDays: z.int().describe("a week is counted so many days after it is over"),
        asked: z.object({ told: z.boolean(), estimated: z.boolean() }).describe("what its tablet may ask today"),
        weeks: z.array(Week),
        together: Together,
      }),
    },
    async ({ asker, params: { store }, query: { from, to } }) => {
      const { weeks, together } = await mixOf(asker, store, { from, to });
      const purposes = parts.welcome.at(store)?.purposes ?? [];
      const isAsked = (source: AnswerSource) =>
        purposes.some(({ purpose, grant }) => grant !== null && SOURCE_OF_PURPOSE[purpose] === source);
      const asked = { told: isAsked("told"), estimated: isAsked("estimated") };
      const rules = { groupMin: GROUP_MIN, graceDays: GRACE_DAYS };
      return { store, isDemo: isDemo(), ...rules, asked, weeks: [...weeks], together };
    },
  );

  for (const kind of ["csv", "xlsx"] as const)
    add(
      `GET /api/v1/stores/:store/visitor-mix.${kind}`,
      {
        summary: `The same weeks as ${kind.toUpperCase()}: a row for each age band and sex`,
        tag: "figures",
        params: StoreParams,
        query,
      },
      async ({ asker, params: { store }, query: { from, to }, reply }) => {
        const rows = mixRows(await mixOf(asker, store, { from, to }));
        reply
          .type(TABLE_TYPES[kind])
          .header("content-disposition", `attachment; filename="${store}-visitor-mix-${from}-${to}.${kind}"`)
          .header("cache-control", "no-store");
        if (kind === "csv") return reply.send(rows.map(csvRow).join(""));
        const named = { sheet: `${store} ${from}`, columns: MIX_COLUMNS };
        return reply.send(Buffer.from(await workbookInThread(rows.slice(1), named)));
      },
    );

  add(
    "GET /api/v1/visitor-mix",
    {
      summary: "The same over all stores of your controller that have fifty answers and more",
      tag: "figures",
      query,
      answer: z.object({
        isDemo: z.boolean(),
        weeks: z.array(
          Week.omit({ visitors: true, completeness: true }).extend({
            stores: z.object({ told: z.int(), estimated: z.int() }).describe("how many stores are in it"),
          }),
        ),
        together: Together,
      }),
    },
    async ({ asker, query: { from, to } }) => {
      if ((asker.kind !== "account" && asker.kind !== "key") || asker.storeIds !== null) throw nothingThere();
      daysAsked({ span: "day", from, to });
      const stores = shopsOf(parts).filter((shop) => controllerKey(shop) === (asker.controller ?? ""));
      const { total } = await parts.figures.visitorMix({ stores, from, to, nowMs: parts.nowMs() });
      return { isDemo: isDemo(), weeks: [...total.weeks], together: total.together };
    },
  );
}
