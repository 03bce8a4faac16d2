import type { ZoneLive } from "./zone-presence.ts";

/** Somebody has waited in a zone for longer than they should. */
export type Cue = { readonly zone: string; readonly waitedMs: number };

/**
 * Decides when somebody is to be looked after: once a wait, and anew only after nobody waits for so long any more.
 *
 *     longest stay     .:|'          .:|':.'
 *     after ──────── .:──|──────── .:──|─────.:──    fires where a stay begins to be longer, and not while the next one
 *                  .:    '       .:          '       who waits has waited for longer already
 */
export class CueWatch {
  readonly #afterMs: ReadonlyMap<string, number>;
  readonly #waiting = new Set<string>();

  /** `afterMs` holds the zones that have a cue, by name. */
  constructor(afterMs: ReadonlyMap<string, number>) {
    this.#afterMs = afterMs;
  }

  /** Takes in how it is in all zones that are watched; in the others nobody is known to wait. */
  update(live: readonly ZoneLive[]): Cue[] {
    const cues: Cue[] = [];
    for (const [zone, afterMs] of this.#afterMs) {
      const waitedMs = live.find((one) => one.zone === zone)?.waitingMs ?? 0;
      if (waitedMs <= afterMs) this.#waiting.delete(zone);
      else if (!this.#waiting.has(zone)) {
        this.#waiting.add(zone);
        cues.push({ zone, waitedMs });
      }
    }
    return cues;
  }
}
