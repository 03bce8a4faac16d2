/** What was counted in one time. */
export type SpanCounts = { readonly in: number; readonly out: number; readonly uncertain: number };

type Span = { readonly fromMs: number; readonly toMs: number; counts: SpanCounts };

/** How a time lies to those that were counted. */
export type Placing =
  | { readonly kind: "new" }
  | { readonly kind: "same"; readonly counts: SpanCounts }
  | { readonly kind: "overlaps" }
  | { readonly kind: "forgotten" };

/** Times remembered for one line: two weeks of minutes. The oldest is forgotten first, and nothing before it is counted. */
export const SPANS_REMEMBERED_MAX = 20_160;

/** The times that were counted for one line, so that none is counted twice. INVARIANT: they are in order and apart. */
export class CountedSpans {
  #spans: Span[] = [];
  #forgottenToMs = 0;

  place(fromMs: number, toMs: number): Placing {
    if (fromMs < this.#forgottenToMs) return { kind: "forgotten" };
    const after = this.#firstEndingAfter(fromMs);
    const near = this.#spans[after];
    if (!near || near.fromMs >= toMs) return { kind: "new" };
    if (near.fromMs === fromMs && near.toMs === toMs) return { kind: "same", counts: near.counts };
    return { kind: "overlaps" };
  }

  /** Remembers what was counted in a time that is new, or the same as one that was. */
  set(fromMs: number, toMs: number, counts: SpanCounts): void {
    const at = this.#firstEndingAfter(fromMs);
    const near = this.#spans[at];
    if (near?.fromMs === fromMs) near.counts = counts;
    else this.#spans.splice(at, 0, { fromMs, toMs, counts });
    if (this.#spans.length > SPANS_REMEMBERED_MAX) this.#forgottenToMs = this.#spans.shift()!.toMs;
  }

  #firstEndingAfter(atMs: number): number {
    let low = 0;
    let high = this.#spans.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#spans[middle]!.toMs > atMs) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
