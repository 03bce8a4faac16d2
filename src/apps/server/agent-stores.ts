import type { Agent } from "#adapters/store/agents.ts";
import { type ServerParts, shopsOf } from "./server-parts.ts";

/** What the name and the id of the agent beside the server begin with. */
export const LOCAL_AGENT = "this-machine";

/** Whether it is the agent that `lintel up` starts beside the server. */
export function isLocalAgent(name: string): boolean {
  return name.startsWith(LOCAL_AGENT);
}

/**
 * The stores that an agent counts in. The agent beside the server counts in all that were given to nobody else; a store whose
 * agent was revoked is still given: its cameras hang elsewhere.
 */
export async function storesOfAgent(parts: ServerParts, agent: Agent): Promise<string[]> {
  const inForce = shopsOf(parts).map(({ id }) => id);
  if (!isLocalAgent(agent.agentId)) return inForce.filter((id) => agent.storeIds.includes(id));
  const given = new Set(
    (await parts.store.agents.list())
      .filter(({ agentId }) => !isLocalAgent(agentId))
      .flatMap(({ storeIds }) => storeIds),
  );
  return inForce.filter((id) => !given.has(id));
}

/** Whether every agent that a store was given to was revoked: nobody counts in it until another is enrolled for it. */
export async function isForsaken(parts: ServerParts, storeId: string): Promise<boolean> {
  const agents = await parts.store.agents.list();
  const own = agents.filter((agent) => !isLocalAgent(agent.agentId) && agent.storeIds.includes(storeId));
  return own.length > 0 && own.every(({ revokedMs }) => revokedMs !== null);
}
