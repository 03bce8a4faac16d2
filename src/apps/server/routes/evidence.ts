import { z } from "zod";
import { evidencePack } from "#apps/evidence/evidence-pack.ts";
import { ledgerSigner } from "#apps/server/ledger-key.ts";
import type { Router } from "#apps/server/route.ts";
import { ownStore } from "#apps/server/visible-stores.ts";
import { isWholeChain } from "#domain/access/asker.ts";
import { byOf, StoreParams } from "./stores.ts";

/** Packing takes the server's only thread: a month of five lines two seconds. `lintel evidence` takes a year. */
const DAYS_MAX = 31;
const PACKS_PER_MINUTE_MAX = 10;

/** What an inspector asks for of a store, to take along. */
export function addEvidenceRoutes({ parts, add }: Router): void {
  add(
    "GET /api/v1/stores/:store/evidence.zip",
    {
      summary: `The evidence pack of a store and at most ${DAYS_MAX} of its days; who is not of the whole chain gets of other stores' entries the hashes`,
      tag: "ledger",
      params: StoreParams,
      query: z.strictObject({ from: z.iso.date(), to: z.iso.date() }),
      requestsPerMinuteMax: PACKS_PER_MINUTE_MAX,
    },
    async ({ asker, params: { store: storeId }, query: { from: fromDay, to: toDay }, reply }) => {
      ownStore(parts, asker, storeId);
      const { ledger, reader, folder, lawFolder, keeper } = parts;
      const { zip } = await evidencePack(
        { ledger, reader, signer: ledgerSigner(folder), loaded: keeper.current!.loaded, lawFolder },
        { storeId, fromDay, toDay, withOthers: isWholeChain(asker), daysMax: DAYS_MAX },
      );
      ledger.append({
        kind: "export",
        atMs: parts.nowMs(),
        storeId,
        span: "evidence",
        fromDay,
        toDay,
        by: byOf(asker),
      });
      return reply
        .type("application/zip")
        .header("content-disposition", `attachment; filename="evidence-${storeId}.zip"`)
        .header("cache-control", "no-store")
        .send(Buffer.from(zip));
    },
  );
}
