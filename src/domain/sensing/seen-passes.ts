/** Passes remembered for one line; the oldest heard of is forgotten first. */
export const PASSES_REMEMBERED_MAX = 20_000;

/** Tells a repeated delivery of a pass from a new pass. */
export class SeenPasses {
  readonly #atMsByIdentity = new Map<string, number>();
  #forgottenToMs = -1;

  /** Whether it was seen, is new (and is seen from now on), or is as old as what is forgotten, so that nobody knows. */
  see(identity: string, atMs: number): "new" | "seen" | "forgotten" {
    if (this.#atMsByIdentity.has(identity)) return "seen";
    if (atMs <= this.#forgottenToMs) return "forgotten";
    this.#atMsByIdentity.set(identity, atMs);
    if (this.#atMsByIdentity.size > PASSES_REMEMBERED_MAX) {
      const [oldest, oldestMs] = this.#atMsByIdentity.entries().next().value!;
      this.#atMsByIdentity.delete(oldest);
      this.#forgottenToMs = Math.max(this.#forgottenToMs, oldestMs);
    }
    return "new";
  }
}
