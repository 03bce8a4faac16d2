/** How long lies between two tries of an account that was refused, whichever of its cameras tries. */
const TRY_MS_MIN = 60_000;

/**
 * Lets the cameras of one account take turns after its password was refused: sixteen channels of a recorder that each try
 * once a minute would lock it. LIMIT: when all begin at once, each tries once before any is refused.
 */
export class AccountTurns {
  /** When each refused account may be tried next. */
  readonly #nextTryAtMs = new Map<string, number>();

  /** How long to wait before a camera may be tried; the turn is then its own. 0 where its account was not refused. */
  takeTurn(address: string, nowMs: number): number {
    const account = accountOf(address);
    const nextMs = this.#nextTryAtMs.get(account);
    if (nextMs === undefined) return 0;
    const atMs = Math.max(nowMs, nextMs);
    this.#nextTryAtMs.set(account, atMs + TRY_MS_MIN);
    return atMs - nowMs;
  }

  /** The password was wrong. */
  refuse(address: string, nowMs: number): void {
    const account = accountOf(address);
    this.#nextTryAtMs.set(account, Math.max(this.#nextTryAtMs.get(account) ?? 0, nowMs + TRY_MS_MIN));
  }

  /** The password was right. */
  accept(address: string): void {
    this.#nextTryAtMs.delete(accountOf(address));
  }
}

/** Who logs in where: `shop@192.168.1.9:554`, without the password and the path. */
function accountOf(address: string): string {
  const rest = address.slice(address.indexOf("://") + 3);
  const at = rest.lastIndexOf("@");
  const host = rest.slice(at + 1).split("/", 1)[0];
  return `${at < 0 ? "" : rest.slice(0, at).split(":", 1)[0]}@${host}`;
}
