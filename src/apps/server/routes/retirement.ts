import { z } from "zod";
import { retirementsIn } from "#adapters/store/retirements.ts";
import { planRetirement } from "#apps/server/retirement.ts";
import { certificatePdf } from "#apps/server/retirement-certificate.ts";
import { nothingThere, type Router } from "#apps/server/route.ts";
import { deploymentOf } from "#apps/server/server-parts.ts";
import { ownStore } from "#apps/server/visible-stores.ts";
import { isWholeChain } from "#domain/access/asker.ts";
import { Fault } from "#domain/fault/fault.ts";
import { CERTIFICATE_LANGUAGES } from "#domain/retention/certificate-words.ts";
import { Retirement, scopeName } from "#domain/retention/retirement.ts";
import { Id } from "#domain/wire/bucket-part.ts";
import { byOf, StoreParams } from "./stores.ts";

/** The end of a store or a sensor: stop, delete, prove. */
export function addRetirementRoutes({ parts, add }: Router): void {
  add(
    "POST /api/v1/stores/:store/retirement",
    {
      summary:
        "What would be deleted of a store, or of one sensor; with its name as `confirm` it is stopped and deleted",
      tag: "retirement",
      params: StoreParams,
      body: z.strictObject({
        sensor: Id.optional(),
        confirm: z.string().optional().describe("`STORE` or `STORE/SENSOR`; without it nothing is changed"),
      }),
      answer: z.object({ isDone: z.boolean(), retirement: Retirement }),
    },
    async ({ asker, params: { store: storeId }, body: { sensor: sensorId = null, confirm } }) => {
      // What was begun has taken the store down already.
      if (!(isWholeChain(asker) && parts.retirement.isOpen(storeId, sensorId))) ownStore(parts, asker, storeId);
      const order = { storeId, sensorId, by: byOf(asker) };
      if (confirm === undefined) {
        const { reader, scenes, secrets, folder } = parts;
        const looking = { reader, scenes, secrets, folder, deployment: deploymentOf(parts), nowMs: parts.nowMs() };
        return { isDone: false, retirement: await planRetirement(looking, order) };
      }
      if (confirm !== scopeName(order))
        throw new Fault("retire/unconfirmed", `\`confirm\` is not \`${scopeName(order)}\``);
      const retirement = await parts.retirement.carryOut(order);
      return { isDone: true, retirement };
    },
  );

  add(
    "GET /api/v1/retirements",
    {
      summary: "What was retired, the oldest first",
      tag: "retirement",
      answer: z.object({ retirements: z.array(Retirement) }),
    },
    async ({ asker }) => {
      if (!isWholeChain(asker)) throw nothingThere();
      return { retirements: retirementsIn(parts.folder) };
    },
  );

  add(
    "GET /api/v1/retirements/:ordered/certificate.pdf",
    {
      summary: "The certificate of what was ordered at that moment (`orderedMs`)",
      tag: "retirement",
      params: z.object({ ordered: z.coerce.number().int() }),
      query: z.object({ language: z.enum(CERTIFICATE_LANGUAGES).default("en") }),
    },
    async ({ asker, params: { ordered }, query: { language }, reply }) => {
      const order = isWholeChain(asker) && retirementsIn(parts.folder).find(({ orderedMs }) => orderedMs === ordered);
      if (!order) throw nothingThere();
      const name = `${scopeName(order, ".")}.pdf`;
      return reply
        .type("application/pdf")
        .header("content-disposition", `attachment; filename="${name}"`)
        .header("cache-control", "no-store")
        .send(Buffer.from(certificatePdf(order, language)));
    },
  );
}
