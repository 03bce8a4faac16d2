import { z } from "zod";
import type { Agent } from "#adapters/store/agents.ts";
import { deploymentVersionOf } from "#apps/server/agent-configuration.ts";
import { isLocalAgent, storesOfAgent } from "#apps/server/agent-stores.ts";
import { AGENT_SILENT_MS_MAX } from "#apps/server/fleet.ts";
import { nothingThere, type Router } from "#apps/server/route.ts";
import { shopsOf } from "#apps/server/server-parts.ts";
import { newToken, tokenHash } from "#apps/server/tokens.ts";
import { ownStore, visibleStores } from "#apps/server/visible-stores.ts";
import { type Asker, isWholeChain } from "#domain/access/asker.ts";
import { Fault } from "#domain/fault/fault.ts";
import { Id } from "#domain/wire/bucket-part.ts";

/** A code that nobody used is worth nothing after this. */
const CODE_MS = 7 * 86_400_000;
const STORES_MAX = 100;

const AgentAnswer = z.object({
  agent: z.string(),
  name: z.string(),
  stores: z.array(z.string()),
  isLocal: z.boolean().describe("it runs beside the server"),
  state: z.enum(["here", "away", "never-heard", "revoked"]),
  heardMs: z.int().nullable(),
  enrolledMs: z.int(),
  agentVersion: z.string().nullable(),
  deploymentVersion: z.int().nullable().describe("the deployment that it counts by"),
  outbox: z
    .object({
      records: z.int(),
      bytes: z.int(),
      oldestAtMs: z.int().nullable(),
      coarsened: z.int(),
      dropped: z.int(),
      refused: z.int(),
    })
    .nullable()
    .describe("what it has not brought in yet"),
});

/** The programs in the shops that count. */
export function addAgentRoutes({ parts, add }: Router): void {
  const { agents } = parts.store;

  /** What hangs in stores that are all the asker's own. A store that is not in force any more is the chain's to tidy up. */
  const areOwn = (asker: Asker, storeIds: readonly string[]) => {
    const inForce = storeIds.filter((id) => shopsOf(parts).some((shop) => shop.id === id));
    const own = new Set(visibleStores(parts, asker).flatMap(({ shop, shared }) => (shared.isOwn ? [shop.id] : [])));
    return inForce.every((id) => own.has(id)) && (isWholeChain(asker) || inForce.length === storeIds.length);
  };
  const isOwnAgent = (asker: Asker, { agentId, storeIds }: Agent) =>
    isLocalAgent(agentId) ? isWholeChain(asker) : areOwn(asker, storeIds);

  add(
    "GET /api/v1/agents",
    {
      summary: "The agents, and the codes that were not used yet",
      tag: "agents",
      answer: z.object({
        agents: z.array(AgentAnswer),
        codes: z.array(z.object({ name: z.string(), stores: z.array(z.string()), expiresMs: z.int() })),
      }),
    },
    async ({ asker }) => {
      const all = await agents.list();
      const codes = await agents.openCodes(parts.nowMs());
      const answers = await Promise.all(
        all
          .filter((agent) => isOwnAgent(asker, agent))
          .map(async (agent) => {
            const last = parts.fleet.of(agent.agentId);
            const isHere = last !== null && parts.nowMs() - last.heardMs <= AGENT_SILENT_MS_MAX;
            const heardMs = last?.heardMs ?? agent.seenMs;
            const away = heardMs === null ? ("never-heard" as const) : ("away" as const);
            return {
              agent: agent.agentId,
              name: agent.name,
              stores: await storesOfAgent(parts, agent),
              isLocal: isLocalAgent(agent.agentId),
              state: agent.revokedMs !== null ? ("revoked" as const) : isHere ? ("here" as const) : away,
              heardMs,
              enrolledMs: agent.enrolledMs,
              agentVersion: last?.status.agentVersion ?? agent.agentVersion,
              deploymentVersion: last && deploymentVersionOf(last.status.configurationVersion),
              outbox: last?.status.outbox ?? null,
            };
          }),
      );
      return {
        agents: answers,
        codes: codes
          .filter(({ agentName, storeIds }) => !isLocalAgent(agentName) && areOwn(asker, storeIds))
          .map(({ agentName, storeIds, expiresMs }) => ({ name: agentName, stores: storeIds, expiresMs })),
      };
    },
  );

  add(
    "POST /api/v1/agents/codes",
    {
      summary: "Make a code with which one agent enrols, once: `lintel agent --server URL --enrol CODE`",
      tag: "agents",
      body: z.strictObject({ name: z.string().min(1).max(60), stores: z.array(Id).min(1).max(STORES_MAX) }),
      answer: z.object({ code: z.string(), expiresMs: z.int() }),
    },
    async ({ asker, body: { name, stores } }) => {
      for (const id of stores) ownStore(parts, asker, id);
      if (isLocalAgent(name))
        throw new Fault("request/unreadable", `\`${name}\` is the name of the server's own agent`);
      const code = newToken().slice(0, 24);
      const createdMs = parts.nowMs();
      const expiresMs = createdMs + CODE_MS;
      await agents.createCode({ codeHash: tokenHash(code), agentName: name, storeIds: stores, createdMs, expiresMs });
      return { code, expiresMs };
    },
  );

  add(
    "DELETE /api/v1/agents/:agent",
    {
      summary: "Revoke an agent: it is not let in again; what it told stays",
      tag: "agents",
      params: z.object({ agent: z.string() }),
      answer: z.object({ revoked: z.string() }),
    },
    async ({ asker, params: { agent: agentId } }) => {
      const agent = await agents.find(agentId);
      if (!agent || !isOwnAgent(asker, agent)) throw nothingThere();
      if (!(await agents.revoke(agentId, parts.nowMs()))) throw nothingThere();
      parts.agentSessions.endAllOf(agentId);
      parts.fleet.forget(agentId);
      return { revoked: agentId };
    },
  );
}
