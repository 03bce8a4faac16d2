/** What an account may be; the server says what each may do. */
export const ROLES = ["owner", "manager", "analyst", "installer"] as const;
export type Role = (typeof ROLES)[number];

/** Who may log in. */
export type Account = {
  readonly accountId: string;
  /** As it was written when the account was made; another writing of it (case, NFKC) is the same login. */
  readonly login: string;
  readonly role: Role;
  /** The franchise controller that the account belongs to; null for the chain's own. */
  readonly controller: string | null;
  /** The stores that it is for; null for all of its controller. */
  readonly storeIds: readonly string[] | null;
  readonly passwordHash: string;
  readonly createdMs: number;
  /** Until when it may not log in; null where it may. */
  readonly lockedUntilMs: number | null;
};

export type NewAccount = Omit<Account, "lockedUntilMs">;
export type AccountChange = Partial<Pick<Account, "role" | "storeIds" | "passwordHash" | "lockedUntilMs">>;

export type StoreAccounts = {
  create(account: NewAccount): Promise<"created" | "login-taken" | "id-taken">;
  byLogin(login: string): Promise<Account | null>;
  byId(accountId: string): Promise<Account | null>;
  /** All accounts, by login. */
  list(): Promise<Account[]>;
  /** Changes what is named. The last owner of a controller (or of the chain) stays owner: `last-owner`. */
  change(accountId: string, change: AccountChange): Promise<"changed" | "unknown" | "last-owner">;
  /** Removes an account and its sessions, except the last owner of a controller (or of the chain). */
  remove(accountId: string): Promise<"removed" | "unknown" | "last-owner">;
};
