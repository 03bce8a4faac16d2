import { type Link, RetryLater } from "#adapters/link/link.ts";
import type { Outbox } from "#adapters/outbox/outbox.ts";
import { QUARTER_MINUTES } from "#domain/delivery/quarter.ts";
import { waitBeforeResending } from "#domain/delivery/resending.ts";
import { Fault, type FaultCode } from "#domain/fault/fault.ts";
import { LINK_RECORDS_MAX } from "#domain/wire/agent-link.ts";
import type { Sayings } from "./sayings.ts";

/** So a server turns away whom it does not know, before it reads what they bring. */
const UNREAD: readonly FaultCode[] = ["link/refused", "link/revoked"];
/** How often it is looked whether there is something to bring in. */
const DELIVERY_MS = 1000;

/** Brings to the server what the outbox holds. */
export type Delivery = {
  /** Brings in what the outbox holds, for as long as the agent runs. */
  run(): Promise<void>;
  /** Brings in what is left, as far as the server takes it at once. */
  bringRest(): Promise<void>;
  giveUp(): void;
};

/** Sends a batch at a time, the next at once while there is more; half as many where a batch is too much for what lies between. */
export function openDelivery({
  link,
  outbox,
  told,
  signal,
  wait,
}: {
  readonly link: Link;
  readonly outbox: Outbox;
  readonly told: Sayings;
  readonly signal: AbortSignal;
  readonly wait: (ms: number) => Promise<void>;
}): Delivery {
  let recordsMax = LINK_RECORDS_MAX;
  let isGivenUp = false;

  /** Whether there is more to bring in at once. */
  const bringOnce = async () => {
    const records = outbox.take({ recordsMax });
    if (records.length === 0) return false;
    const { refused } = await link.sendRecords(records).catch((error: unknown) => {
      if (error instanceof Fault && UNREAD.includes(error.code)) outbox.takeBack();
      throw error;
    });
    if (isGivenUp) return false;
    outbox.acknowledge(
      records.map(({ seq }) => seq),
      refused.length,
    );
    return outbox.state().records > 0;
  };
  return {
    async run() {
      for (let failures = 0; !signal.aborted; ) {
        try {
          const hasMore = await bringOnce();
          failures = 0;
          told(null, "delivery");
          if (!hasMore) await wait(DELIVERY_MS);
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
          failures += 1;
          if (error instanceof RetryLater && error.isTooMuch && recordsMax > QUARTER_MINUTES) {
            recordsMax = Math.max(QUARTER_MINUTES, Math.floor(recordsMax / 2));
            failures = 1; // half of it is another question
          }
          told(error, "delivery");
          await wait(waitOf(error, failures));
        }
      }
    },
    async bringRest() {
      try {
        while (!isGivenUp && (await bringOnce()));
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        told(error, "delivery");
      }
    },
    giveUp() {
      isGivenUp = true;
    },
  };
}

/** How long to wait after a failure: as the server asks, or longer each time. */
export function waitOf(error: Fault, failuresInRow: number): number {
  const retryAfterMs = error instanceof RetryLater ? error.retryAfterMs : null;
  return waitBeforeResending({ failuresInRow, retryAfterMs, chance: Math.random() });
}
