import { randomBytes } from "node:crypto";

/** What is told to those who listen; each is of one store. */
export type HubEvent = {
  readonly storeId: string;
  readonly kind: "totals" | "live" | "health" | "gate" | "cue" | "configuration" | "scene" | "dots";
  readonly data: Readonly<Record<string, unknown>>;
};

/** An event with its name in the stream; one without a name is not kept for those who come back. */
export type NumberedEvent = HubEvent & { readonly id: string | null };
type KeptEvent = HubEvent & { readonly id: string };

/** Events that are kept for those who come back. */
export const EVENTS_KEPT_MAX = 2000;

/**
 * Hands events to whoever listens, and keeps the last ones. An id names the hub's beginning as well, so that after a restart
 * nobody is taken to have heard what was never told.
 */
export type EventHub = {
  tell(event: HubEvent): void;
  /** Tells it to those who listen at this moment, and keeps nothing of it. */
  pass(event: HubEvent): void;
  /** Hears all from now on; call the answer to end. */
  listen(hear: (event: NumberedEvent) => void): () => void;
  /** What was told after the event of that id; null where that is not known any more: ask for everything anew. */
  since(id: string): readonly NumberedEvent[] | null;
  /** The id of the last event. */
  readonly lastId: string;
};

export function openEventHub(): EventHub {
  const beginning = randomBytes(6).toString("hex");
  const kept: KeptEvent[] = [];
  const listeners = new Set<(event: NumberedEvent) => void>();
  let count = 0;
  return {
    get lastId() {
      return `${beginning}-${count}`;
    },
    tell(event) {
      count += 1;
      const numbered = { ...event, id: `${beginning}-${count}` };
      kept.push(numbered);
      if (kept.length > EVENTS_KEPT_MAX) kept.shift();
      for (const hear of listeners) hear(numbered);
    },
    pass(event) {
      for (const hear of listeners) hear({ ...event, id: null });
    },
    listen(hear) {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
    since(id) {
      const match = /^([0-9a-f]{12})-(\d{1,15})$/.exec(id);
      if (!match || match[1] !== beginning) return null;
      const heard = Number(match[2]);
      if (heard > count || heard < count - kept.length) return null;
      return kept.slice(kept.length - (count - heard));
    },
  };
}
