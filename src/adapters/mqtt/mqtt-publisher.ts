import { connect } from "mqtt";
import type { MqttPublication } from "#domain/cues/home-assistant.ts";
import { brokerHost } from "./broker-address.ts";
import { connectionOptions, RECONNECT_FIRST_MS, RECONNECT_MAX_MS } from "./broker-connection.ts";

/** One connection to a broker to publish by, for as long as it is open. */
export type MqttPublisher = {
  readonly isConnected: boolean;
  /** Why not, of the last try; null where it is, or was not yet tried. */
  readonly problem: string | null;
  /** Kept when the broker has it. While there is no connection nothing should be published; on the way it is sent again. */
  publish(publication: MqttPublication): Promise<void>;
  /** Says a last word if the broker hears it, and ends. */
  [Symbol.asyncDispose](): Promise<void>;
};

const QUALITY_OF_SERVICE = 1;
/** How long closing waits for the broker. */
const CLOSING_MS_MAX = 2000;

/**
 * Connects to a broker, again whenever the connection was lost, slower each time. The broker is left a last will, which it publishes when
 * we vanish. An address that cannot be is a fault at once; a broker that is away is tried until this is closed.
 */
export function openMqttPublisher({
  url,
  username,
  password,
  lastWill,
  reconnectFirstMs = RECONNECT_FIRST_MS,
  onConnect,
}: {
  readonly url: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Published by the broker when the connection breaks, and by us when it is closed. */
  readonly lastWill: MqttPublication;
  readonly reconnectFirstMs?: number;
  /** Called at each connection: what is to be known at the broker is to be published anew. */
  readonly onConnect: () => void;
}): MqttPublisher {
  const host = brokerHost(url, "cue/misconfigured");
  let isConnected = false;
  let problem: string | null = null;
  const client = connect(url, {
    ...connectionOptions({ username, password, reconnectFirstMs }),
    queueQoSZero: false,
    will: {
      topic: lastWill.topic,
      payload: Buffer.from(lastWill.payload),
      qos: QUALITY_OF_SERVICE,
      retain: lastWill.isRetained,
    },
  });
  client.on("connect", () => {
    client.options.reconnectPeriod = reconnectFirstMs;
    isConnected = true;
    problem = null;
    onConnect();
  });
  client.on("error", () => {
    problem = `the broker at \`${host}\` could not be reached, or refused the connection`;
  });
  client.on("close", () => {
    isConnected = false;
    problem ??= `the connection to the broker at \`${host}\` was lost`;
    // The pause of this turn has been set before this is called.
    client.options.reconnectPeriod = Math.min(RECONNECT_MAX_MS, (client.options.reconnectPeriod ?? 0) * 2);
  });
  const publish = async ({ topic, payload, isRetained }: MqttPublication) => {
    await client.publishAsync(topic, payload, { qos: QUALITY_OF_SERVICE, retain: isRetained });
  };
  return {
    get isConnected() {
      return isConnected;
    },
    get problem() {
      return problem;
    },
    publish,
    async [Symbol.asyncDispose]() {
      if (isConnected) {
        const { promise: tooLong, resolve } = Promise.withResolvers<void>();
        const timer = setTimeout(resolve, CLOSING_MS_MAX);
        await Promise.race([publish(lastWill).catch(() => {}), tooLong]);
        clearTimeout(timer);
      }
      await client.endAsync(true);
    },
  };
}
