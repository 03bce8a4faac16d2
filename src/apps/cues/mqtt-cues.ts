import { openMqttPublisher } from "#adapters/mqtt/mqtt-publisher.ts";
import type { CueEvent, StoreFiguresNow } from "#domain/cues/cue-event.ts";
import { CUE_AGE_MS_MAX, CUES_WAITING_MAX } from "#domain/cues/cue-retry.ts";
import {
  availability,
  cuePublications,
  discoveries,
  figuresNow,
  type HomeAssistantPlace,
  type MqttPublication,
} from "#domain/cues/home-assistant.ts";

export type MqttCuesState = {
  readonly isConnected: boolean;
  readonly waiting: number;
  readonly delivered: number;
  readonly givenUp: number;
  readonly problem: string | null;
};

export type MqttCues = {
  cue(event: CueEvent): void;
  figures(now: StoreFiguresNow): void;
  state(): MqttCuesState;
  [Symbol.asyncDispose](): Promise<void>;
};

type Waiting = { readonly event: CueEvent; readonly sinceMs: number };
type CueZone = { readonly sensorId: string; readonly zone: string };

/**
 * Tells Home Assistant, by one broker, what there is of each store, how many came and are there, and that somebody waits. At each
 * connection all of it is told anew. Cues that come while there is none wait, and are given up where they are too old or too many.
 */
export function openMqttCues(
  {
    url,
    username,
    password,
    discoveryPrefix,
    instance,
    reconnectFirstMs,
  }: HomeAssistantPlace & {
    readonly url: string;
    readonly username?: string | undefined;
    readonly password?: string | undefined;
    readonly reconnectFirstMs?: number;
  },
  { nowMs, onGivenUp }: { readonly nowMs: () => number; readonly onGivenUp: (event: CueEvent, why: string) => void },
): MqttCues {
  const place = { instance, discoveryPrefix };
  const stores = new Map<string, StoreFiguresNow>();
  const told = new Map<string, string>();
  let waiting: Waiting[] = [];
  let [onTheWay, delivered, givenUp] = [0, 0, 0];

  const giveUp = ({ event }: Waiting, why: string) => {
    givenUp += 1;
    onGivenUp(event, why);
  };
  // What is retained is told once, and again where it is another or the broker may have lost it.
  const retain = (publication: MqttPublication) => {
    if (!publisher.isConnected || told.get(publication.topic) === publication.payload) return;
    told.set(publication.topic, publication.payload);
    publisher.publish(publication).catch(() => told.delete(publication.topic));
  };
  const announce = (now: StoreFiguresNow) => {
    for (const publication of [...discoveries(place, now), figuresNow(place, now)]) retain(publication);
  };
  const knowZone = ({ storeId, storeName, sensorId, zone }: CueEvent) => {
    const known = stores.get(storeId) ?? { storeId, storeName, visitorsToday: null, occupancy: null };
    const zones: readonly CueZone[] = known.cueZones ?? [];
    const isKnown = zones.some((one) => one.sensorId === sensorId && one.zone === zone);
    const now = isKnown ? known : { ...known, cueZones: [...zones, { sensorId, zone }] };
    stores.set(storeId, now);
    announce(now);
  };
  const deliver = async (one: Waiting) => {
    onTheWay += 1;
    try {
      if (!one.event.isTest) knowZone(one.event);
      await Promise.all(cuePublications(place, one.event).map((publication) => publisher.publish(publication)));
      delivered += 1;
    } catch {
      giveUp(one, "the connection to the broker ended");
    }
    onTheWay -= 1;
  };
  const onConnect = () => {
    told.clear();
    retain(availability(place, true));
    for (const now of stores.values()) announce(now);
    const due = waiting;
    waiting = [];
    for (const one of due)
      if (nowMs() - one.sinceMs > CUE_AGE_MS_MAX) giveUp(one, "it was too old when the broker came back");
      else void deliver(one);
  };
  const publisher = openMqttPublisher({
    url,
    username,
    password,
    lastWill: availability(place, false),
    ...(reconnectFirstMs === undefined ? {} : { reconnectFirstMs }),
    onConnect,
  });

  return {
    cue(event) {
      const one = { event, sinceMs: nowMs() };
      if (publisher.isConnected) {
        void deliver(one);
        return;
      }
      waiting.push(one);
      if (waiting.length > CUES_WAITING_MAX) giveUp(waiting.shift()!, `more than ${CUES_WAITING_MAX} wait`);
    },
    figures(now) {
      const { cueZones: before } = stores.get(now.storeId) ?? {};
      const kept = { ...now, cueZones: now.cueZones ?? before ?? [] };
      stores.set(now.storeId, kept);
      announce(kept);
    },
    state: () => ({
      isConnected: publisher.isConnected,
      waiting: waiting.length + onTheWay,
      delivered,
      givenUp,
      problem: publisher.problem,
    }),
    async [Symbol.asyncDispose]() {
      for (const one of waiting.splice(0)) giveUp(one, "Lintel was ended");
      await publisher[Symbol.asyncDispose]();
    },
  };
}
