import { z } from "zod";
import { storesOfAgent } from "#apps/server/agent-stores.ts";
import { AGENT_SILENT_MS_MAX } from "#apps/server/fleet.ts";
import { nothingThere, type Router } from "#apps/server/route.ts";
import { visibleStores } from "#apps/server/visible-stores.ts";
import { controllerOf } from "./accounts.ts";

/** Whether the server is well, and its meters. */
export function addStatusRoutes({ parts, add }: Router): void {
  add(
    "GET /healthz",
    { summary: "Whether the server answers", tag: "status", answer: z.object({ ok: z.literal(true) }) },
    async () => ({ ok: true }),
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
