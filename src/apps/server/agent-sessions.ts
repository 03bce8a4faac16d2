import { createPublicKey, randomBytes, verify } from "node:crypto";
import { sessionText } from "#domain/wire/agent-link.ts";
import { newToken, tokenHash } from "./tokens.ts";

/** A session of an agent; it asks for a new one when this has ended, or the server began anew. */
export const AGENT_SESSION_MS = 3_600_000;
/** A challenge must be answered within this. */
export const CHALLENGE_MS = 60_000;
/** Challenges and sessions that are open at a time; at the limit the oldest goes. */
export const CHALLENGES_MAX = 2000;
export const AGENT_SESSIONS_MAX = 5000;
const CHALLENGE_BYTES = 32;

/** Who of the agents is who, by the key pair that each made itself. In memory: a restart costs an agent one more question. */
export type AgentSessions = {
  challenge(agentId: string): string;
  /** A token, where the signature of that challenge is of that key. */
  open(answer: {
    readonly agentId: string;
    readonly challenge: string;
    readonly signature: string;
    readonly publicKey: string;
  }): { readonly token: string; readonly expiresInMs: number } | null;
  agentOf(token: string): string | null;
  endAllOf(agentId: string): void;
};

export function openAgentSessions(nowMs: () => number): AgentSessions {
  const challenges = new Map<string, { readonly agentId: string; readonly untilMs: number }>();
  const sessions = new Map<string, { readonly agentId: string; readonly untilMs: number }>();
  const keepBelow = (map: Map<string, unknown>, max: number) => {
    while (map.size >= max) map.delete(map.keys().next().value!);
  };
  return {
    challenge(agentId) {
      keepBelow(challenges, CHALLENGES_MAX);
      const challenge = randomBytes(CHALLENGE_BYTES).toString("base64url");
      challenges.set(challenge, { agentId, untilMs: nowMs() + CHALLENGE_MS });
      return challenge;
    },
    open({ agentId, challenge, signature, publicKey }) {
      const asked = challenges.get(challenge);
      challenges.delete(challenge);
      if (!asked || asked.agentId !== agentId || asked.untilMs < nowMs()) return null;
      const key = createPublicKey({ key: Buffer.from(publicKey, "base64url"), format: "der", type: "spki" });
      const text = Buffer.from(sessionText({ agentId, challenge }));
      if (!verify(null, text, key, Buffer.from(signature, "base64url"))) return null;
      keepBelow(sessions, AGENT_SESSIONS_MAX);
      const token = newToken("lintel_agent_");
      sessions.set(tokenHash(token), { agentId, untilMs: nowMs() + AGENT_SESSION_MS });
      return { token, expiresInMs: AGENT_SESSION_MS };
    },
    agentOf(token) {
      const hash = tokenHash(token);
      const session = sessions.get(hash);
      if (session && session.untilMs >= nowMs()) return session.agentId;
      sessions.delete(hash);
      return null;
    },
    endAllOf(agentId) {
      for (const [hash, session] of sessions) if (session.agentId === agentId) sessions.delete(hash);
    },
  };
}
