import { openWebhook, type Webhook, type WebhookState } from "#adapters/webhook/webhook.ts";
import type { CueEvent, StoreFiguresNow } from "#domain/cues/cue-event.ts";
import { type MqttCues, type MqttCuesState, openMqttCues } from "./mqtt-cues.ts";

/** Where cues are to go, with the secrets themselves. */
export type CueWays = {
  readonly webhook?: { readonly url: string; readonly secret: string; readonly retryFirstMs?: number } | undefined;
  readonly mqtt?:
    | {
        readonly url: string;
        readonly username?: string | undefined;
        readonly password?: string | undefined;
        readonly discoveryPrefix?: string;
        /** Tells several Lintels at one broker apart: letters, digits, `_` and `-`. */
        readonly instance?: string;
        readonly reconnectFirstMs?: number;
      }
    | undefined;
};

/** An event that did not arrive in one of the ways, and why. */
export type GivenUpCue = { readonly way: "webhook" | "mqtt"; readonly event: CueEvent; readonly why: string };

/** Sends cues and figures on, for as long as it is open. */
export type CueSenders = {
  /** Somebody waits. It is sent in every way that is set up; this returns at once and never throws. */
  cue(event: CueEvent): void;
  /** What a store's figures are now, and which of its zones have cues. Told as often as one likes; what is the same is not sent again. */
  figures(now: StoreFiguresNow): void;
  /** How each way does; null where it is not set up. */
  state(): { readonly webhook: WebhookState | null; readonly mqtt: MqttCuesState | null };
  [Symbol.asyncDispose](): Promise<void>;
};

const DISCOVERY_PREFIX = "homeassistant";
const INSTANCE = "lintel";

/** Opens the ways that are set up. An address or a secret that cannot be is a fault at once; who is away is tried again. */
export function openCueSenders(
  { webhook, mqtt }: CueWays,
  { nowMs, onGivenUp }: { readonly nowMs: () => number; readonly onGivenUp: (cue: GivenUpCue) => void },
): CueSenders {
  const on = (way: GivenUpCue["way"]) => ({
    nowMs,
    onGivenUp: (event: CueEvent, why: string) => onGivenUp({ way, event, why }),
  });
  const calls: Webhook | null = webhook ? openWebhook(webhook, on("webhook")) : null;
  const messages: MqttCues | null = mqtt
    ? openMqttCues({ discoveryPrefix: DISCOVERY_PREFIX, instance: INSTANCE, ...mqtt }, on("mqtt"))
    : null;
  return {
    cue(event) {
      calls?.send(event);
      messages?.cue(event);
    },
    figures: (now) => messages?.figures(now),
    state: () => ({ webhook: calls?.state() ?? null, mqtt: messages?.state() ?? null }),
    async [Symbol.asyncDispose]() {
      await Promise.all([calls?.[Symbol.asyncDispose](), messages?.[Symbol.asyncDispose]()]);
    },
  };
}
