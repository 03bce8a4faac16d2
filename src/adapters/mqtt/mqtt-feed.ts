import { connect, type MqttClient } from "mqtt";
import { Fault } from "#domain/fault/fault.ts";
import { brokerHost } from "./broker-address.ts";
import { connectionOptions, RECONNECT_FIRST_MS, RECONNECT_MAX_MS } from "./broker-connection.ts";

/** What was published, unread. */
export type MqttMessage = { readonly topic: string; readonly payload: Uint8Array };

/** One subscription at one broker, for as long as it is open. */
export type MqttFeed = {
  /** Whether the broker is sending us what is published; while not, the sensor is unwatched. */
  readonly isSubscribed: boolean;
  /** Why not, of the last try; null where it is, or was not yet tried. */
  readonly fault: Fault | null;
  [Symbol.asyncDispose](): Promise<void>;
};

const TOPIC_LENGTH_MAX = 500;
/** At least once: what is lost on the way is sent again, and the counter knows a repetition. */
const QUALITY_OF_SERVICE = 1;
const REFUSED = 128; // in a SUBACK, MQTT 3.1.1 section 3.9.3

/**
 * Subscribes to a topic, again whenever the connection was lost, slower each time. Each message is handed over before the
 * next one is read, so that nothing queues here; one of more than `bytesMax` is reported and not handed over.
 * An address or a topic that cannot be is a fault at once. A broker that is away is not: it is tried until this is closed.
 * LIMIT: what is published while we are not connected is not sent again, unless the broker retains it. The library holds a
 * whole message before we see its length, so that the broker is trusted not to send enormous ones.
 */
export function openMqttFeed({
  url,
  topic,
  username,
  password,
  bytesMax,
  reconnectFirstMs = RECONNECT_FIRST_MS,
  onMessage,
  onTooLarge,
}: {
  readonly url: string;
  readonly topic: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly bytesMax: number;
  readonly reconnectFirstMs?: number;
  readonly onMessage: (message: MqttMessage) => void;
  readonly onTooLarge: () => void;
}): MqttFeed {
  const host = brokerHost(url, "sensor/broker-address");
  checkTopic(topic);
  let isSubscribed = false;
  let fault: Fault | null = null;

  const client = connect(url, {
    ...connectionOptions({ username, password, reconnectFirstMs }),
    resubscribe: false,
  });

  const fail = (detail: string, cause?: unknown) => {
    fault = new Fault("sensor/broker", detail, { cause });
  };
  client.on("connect", () => {
    client.options.reconnectPeriod = reconnectFirstMs;
    client.subscribe(topic, { qos: QUALITY_OF_SERVICE }, (error, granted) => {
      isSubscribed = !error && granted?.[0] !== undefined && granted[0].qos < REFUSED;
      if (isSubscribed) fault = null;
      else fail(`the broker at \`${host}\` refused the topic`, error);
    });
  });
  client.on("error", (error) =>
    fail(`the broker at \`${host}\` could not be reached, or refused the connection`, error),
  );
  client.on("close", () => {
    isSubscribed = false;
    fault ??= new Fault("sensor/broker", `the connection to the broker at \`${host}\` was lost`);
    // The pause of this turn has been set before this is called.
    client.options.reconnectPeriod = Math.min(RECONNECT_MAX_MS, (client.options.reconnectPeriod ?? 0) * 2);
  });
  client.on("message", (told, payload) => {
    if (payload.byteLength > bytesMax) onTooLarge();
    else onMessage({ topic: told, payload });
  });

  return {
    get isSubscribed() {
      return isSubscribed;
    },
    get fault() {
      return fault;
    },
    [Symbol.asyncDispose]: () => close(client),
  };
}

async function close(client: MqttClient): Promise<void> {
  // By force: a broker that does not answer must not keep us from ending. Nothing of ours is on its way to it.
  await client.endAsync(true);
}

/** MQTT 3.1.1 section 4.7: `#` stands alone and last, `+` alone. */
function checkTopic(topic: string): void {
  const levels = topic.split("/");
  const isSound = levels.every(
    (level, index) => level === "+" || (level === "#" && index === levels.length - 1) || !/[+#]/.test(level),
  );
  if (topic === "" || topic.length > TOPIC_LENGTH_MAX || topic.includes("\0") || !isSound)
    throw new Fault("sensor/broker-address", "the topic is empty, too long, or has `#` or `+` where they may not be");
}
