export const KEY_SCOPES = ["read", "export", "configure", "metrics"] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

/** A key by which a program asks. The key itself is kept nowhere, only its hash. */
export type ProgramKey = {
  readonly keyId: string;
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  /** The stores that it is for; null for all of its controller. */
  readonly storeIds: readonly string[] | null;
  /** The franchise controller that it belongs to; null for the chain. */
  readonly controller: string | null;
  readonly createdMs: number;
  /** The account that made it. */
  readonly createdBy: string;
  /** When it was used last, to the minute; null for never. */
  readonly usedMs: number | null;
  readonly revokedMs: number | null;
};

export type NewProgramKey = Omit<ProgramKey, "usedMs" | "revokedMs"> & { readonly tokenHash: string };

export type StoreKeys = {
  create(key: NewProgramKey): Promise<"created" | "id-taken">;
  /** The key that has this hash and was not revoked. */
  byTokenHash(tokenHash: string): Promise<ProgramKey | null>;
  /** All keys, the revoked ones too, the oldest first. */
  list(): Promise<ProgramKey[]>;
  /** From now on it is found no more; false where there is none, or it was revoked before. */
  revoke(keyId: string, nowMs: number): Promise<boolean>;
  /** Says that it was used; written at most once in `USED_EVERY_MS`. */
  used(keyId: string, atMs: number): Promise<void>;
};

export const USED_EVERY_MS = 60_000;
