/** A program in a shop that may send records and ask for its configuration. */
export type Agent = {
  readonly agentId: string;
  readonly name: string;
  /** SPKI, base64url. */
  readonly publicKey: string;
  readonly storeIds: readonly string[];
  readonly enrolledMs: number;
  readonly revokedMs: number | null;
  /** When it was heard last, to the minute; null for never. */
  readonly seenMs: number | null;
  readonly agentVersion: string | null;
};

/** What lets one agent in, once. The code itself is kept nowhere, only its hash. */
export type EnrolmentCode = {
  readonly codeHash: string;
  readonly agentName: string;
  readonly storeIds: readonly string[];
  readonly createdMs: number;
  readonly expiresMs: number;
};

export type Redeeming = {
  readonly codeHash: string;
  /** The id that the agent gets. */
  readonly agentId: string;
  readonly publicKey: string;
  readonly nowMs: number;
};

export type Redeemed =
  /** `agentId` is the one of before where the same public key redeems the same code again: its answer was lost. */
  { readonly outcome: "enrolled"; readonly agentId: string } | { readonly outcome: "unknown" | "expired" | "used" };

export type StoreAgents = {
  createCode(code: EnrolmentCode): Promise<"created" | "code-taken">;
  /** The codes that can still be redeemed, the oldest first. */
  openCodes(nowMs: number): Promise<EnrolmentCode[]>;
  /** Takes a code back; whether it could still be redeemed. */
  withdrawCode(codeHash: string): Promise<boolean>;
  /** Lets an agent in, all of it or nothing, and a code only once. */
  redeem(redeeming: Redeeming): Promise<Redeemed>;
  /** All agents, the revoked ones too, by id. */
  list(): Promise<Agent[]>;
  /** An agent, revoked or not. */
  find(agentId: string): Promise<Agent | null>;
  /** False where there is none, or it was revoked before. */
  revoke(agentId: string, nowMs: number): Promise<boolean>;
  /** Says that it was heard; written at most once in `SEEN_EVERY_MS`, and when its version is another. */
  seen(agentId: string, seen: { readonly atMs: number; readonly agentVersion: string }): Promise<void>;
  /** The agents that may tell of a store: those that were not revoked, by id. */
  ofStore(storeId: string): Promise<Agent[]>;
};

export const SEEN_EVERY_MS = 60_000;
