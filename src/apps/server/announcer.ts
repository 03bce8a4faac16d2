import type { StoredRecord } from "#domain/wire/agent-record.ts";
import type { EventHub } from "./event-hub.ts";

/** New totals of one store are told at most so often. */
const TOTALS_EVERY_MS = 1000;
/** A cue that comes later than this is history, and nobody is called. */
const CUE_LATE_MS_MAX = 60_000;

export type Cue = Extract<StoredRecord, { kind: "cue" }>;

/** Tells those who listen what was taken in. */
export type Announcer = Disposable & { announce(records: readonly StoredRecord[]): void };

export function openAnnouncer({
  hub,
  onCue,
  nowMs,
}: {
  readonly hub: EventHub;
  /** Hears cues that are of now, to call somebody. */
  readonly onCue: (cue: Cue) => void;
  readonly nowMs: () => number;
}): Announcer {
  const waiting = new Map<string, { minutes: Set<number>; timer: NodeJS.Timeout }>();
  const tellTotals = (storeId: string) => {
    const minutes = [...(waiting.get(storeId)?.minutes ?? [])].toSorted((a, b) => a - b);
    waiting.delete(storeId);
    hub.tell({ storeId, kind: "totals", data: { fromMinute: minutes[0], toMinute: minutes.at(-1)! + 1 } });
  };
  return {
    announce(records) {
      for (const record of records) {
        const { storeId } = record;
        if ("minute" in record) {
          const known = waiting.get(storeId) ?? {
            minutes: new Set<number>(),
            timer: setTimeout(() => tellTotals(storeId), TOTALS_EVERY_MS),
          };
          known.minutes.add(record.minute);
          waiting.set(storeId, known);
          continue;
        }
        const { kind, agentId: _agent, seq: _seq, storeId: _store, ...data } = record;
        hub.tell({ storeId, kind, data });
        if (record.kind === "cue" && nowMs() - record.atMs <= CUE_LATE_MS_MAX) onCue(record);
      }
    },
    [Symbol.dispose]() {
      for (const { timer } of waiting.values()) clearTimeout(timer);
    },
  };
}
