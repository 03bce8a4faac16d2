import type { StatusRequest } from "#domain/wire/agent-link.ts";

/** An agent that has not been heard for so long is away: it tells its status every two seconds. */
export const AGENT_SILENT_MS_MAX = 15_000;

/** What an agent told last, and when that was by the server's clock. */
export type AgentStatus = { readonly heardMs: number; readonly status: StatusRequest };

/** The last status of each agent. It is of now; nothing of it is kept. */
export type Fleet = {
  hear(agentId: string, heard: AgentStatus): void;
  forget(agentId: string): void;
  of(agentId: string): AgentStatus | null;
  /** A camera as its agent told last; null where no agent told of it. */
  camera(storeId: string, sensorId: string): (StatusRequest["cameras"][number] & { readonly heardMs: number }) | null;
  /** How many people are in the zones of a store now, as agents that are here told last. */
  live(storeId: string, nowMs: number): StatusRequest["live"];
};

export function openFleet(): Fleet {
  const agents = new Map<string, AgentStatus>();
  return {
    hear: (agentId, heard) => agents.set(agentId, heard),
    forget: (agentId) => agents.delete(agentId),
    of: (agentId) => agents.get(agentId) ?? null,
    camera(storeId, sensorId) {
      const told = [...agents.values()].flatMap(({ heardMs, status }) =>
        status.cameras
          .filter((camera) => camera.storeId === storeId && camera.sensorId === sensorId)
          .map((camera) => ({ ...camera, heardMs })),
      );
      return told.toSorted((a, b) => b.heardMs - a.heardMs)[0] ?? null;
    },
    live: (storeId, nowMs) =>
      [...agents.values()]
        .filter(({ heardMs }) => nowMs - heardMs <= AGENT_SILENT_MS_MAX)
        .flatMap(({ status }) => status.live.filter((zone) => zone.storeId === storeId)),
  };
}
