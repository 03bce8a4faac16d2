import { statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { STORE_FILE } from "#adapters/store/database.ts";
import { programVersion } from "#apps/deployment/program-version.ts";
import { storesOfAgent } from "#apps/server/agent-stores.ts";
import { AGENT_SILENT_MS_MAX } from "#apps/server/fleet.ts";
import { nothingThere, type Router } from "#apps/server/route.ts";
import { deploymentOf } from "#apps/server/server-parts.ts";
import { visibleStores } from "#apps/server/visible-stores.ts";
import { isWholeChain } from "#domain/access/asker.ts";
import { controllerOf } from "./accounts.ts";

/** Whether the server is well, which it is, and its meters. */
export function addStatusRoutes({ parts, add }: Router): void {
  const version = programVersion();
  const startedMs = parts.nowMs();
  add(
    "GET /healthz",
    { summary: "Whether the server answers", tag: "status", answer: z.object({ ok: z.literal(true) }) },
    async () => ({ ok: true }),
  );

  add(
    "GET /api/v1/about",
    {
      summary: "Which Lintel this is, and how it does",
      tag: "status",
      answer: z.object({
        version: z.string(),
        node: z.string(),
        startedMs: z.int(),
        nowMs: z.int().describe("the server's clock"),
        isDemo: z.boolean(),
        deploymentVersion: z.int().nullable().describe("the deployment in force"),
        isSecure: z.boolean().describe("pages come by HTTPS"),
        storeBytes: z.int().nullable().describe("what the store takes on the disk; for owners of the whole chain"),
      }),
    },
    async ({ asker }) => {
      const { keeper, nowMs, isSecure, folder } = parts;
      const isWhole = asker.kind === "account" && asker.role === "owner" && isWholeChain(asker);
      return {
        version,
        node: process.versions.node,
        startedMs,
        nowMs: nowMs(),
        isDemo: deploymentOf(parts)?.simulated === true,
        deploymentVersion: keeper.current?.version ?? null,
        isSecure,
        storeBytes: isWhole ? statSync(join(folder, STORE_FILE)).size : null,
      };
    },
  );

  add("GET /metrics", { summary: "Meters for Prometheus", tag: "status" }, async ({ asker, reply }) => {
    if (controllerOf(asker) !== null) throw nothingThere();
    const seen = new Set(visibleStores(parts, asker).flatMap(({ shop, shared }) => (shared.health ? [shop.id] : [])));
    const { meters, fleet, nowMs, store } = parts;
    meters.cameras.reset();
    meters.outbox.reset();
    for (const { shop } of visibleStores(parts, asker).filter(({ shared }) => shared.health))
      for (const { id } of shop.sensors) {
        const told = fleet.camera(shop.id, id);
        const isHeard = told && nowMs() - told.heardMs <= AGENT_SILENT_MS_MAX;
        meters.cameras.inc({ store: shop.id, state: isHeard ? told.state : told ? "agent-away" : "unknown" });
      }
    let heard = 0;
    for (const agent of await store.agents.list()) {
      const { agentId } = agent;
      const last = fleet.of(agentId);
      if (!last || !(await storesOfAgent(parts, agent)).every((id) => seen.has(id))) continue;
      if (nowMs() - last.heardMs <= AGENT_SILENT_MS_MAX) heard += 1;
      meters.outbox.set({ agent: agentId }, last.status.outbox.records);
    }
    meters.agents.set(heard);
    return reply.type(meters.register.contentType).send(await meters.register.metrics());
  });
}
