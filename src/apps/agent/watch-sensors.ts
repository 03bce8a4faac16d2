import { openMqttFeed } from "#adapters/mqtt/mqtt-feed.ts";
import { openPushReceiver, type PushAnswer } from "#adapters/push/push-receiver.ts";
import type { LineBucket } from "#domain/counting/bucket.ts";
import { Fault } from "#domain/fault/fault.ts";
import type { Grant } from "#domain/policy/grant.ts";
import { SensorCounter } from "#domain/sensing/sensor-counter.ts";
import { SENSOR_MESSAGE_BYTES_MAX, type SensorMessage } from "#domain/sensing/sensor-message.ts";
import { type SensorSetting, sensorReader } from "#domain/sensing/sensor-shape.ts";
import { NameTally, type Tally } from "#domain/sensing/tally.ts";

/** Sensors that one agent hears. */
export const SENSORS_MAX = 256;

/** How a sensor is heard: it pushes to us with its key, or it publishes to a broker that we subscribe to. */
export type SensorVia =
  | { readonly kind: "push"; readonly key: string }
  | {
      readonly kind: "mqtt";
      readonly url: string;
      readonly topic: string;
      readonly username?: string | undefined;
      readonly password?: string | undefined;
    };

export type WatchedSensor = SensorSetting & { readonly id: string; readonly via: SensorVia };

/** What has come of one sensor since the watch was opened. */
export type SensorState = {
  readonly id: string;
  /** When its last message came, whatever was in it; null before the first. */
  readonly lastHeardMs: number | null;
  readonly accepted: number;
  readonly repeated: number;
  /** Fields that are not on the whitelist of its shape, by name. */
  readonly dropped: Tally;
  /** Readings that were not counted, by reason. */
  readonly refused: Tally;
  /** Whole messages that were not read, by the code of their fault. */
  readonly faults: Tally;
  /** The last fault of a message, or of the way the sensor is heard, which comes first while it lasts. */
  readonly fault: Fault | null;
};

/** The sensors being heard, until it is closed. */
export type SensorWatch = {
  /** Where pushed counts are received; null where no sensor pushes. */
  readonly pushPort: number | null;
  states(): SensorState[];
  [Symbol.asyncDispose](): Promise<void>;
};

/**
 * Hears all the sensors that are given, and hands over what they count as parts of buckets, to be summed with those before
 * by `mergedBuckets`. A message that is not understood costs only itself; settings that cannot be are a fault at once, and
 * then nothing is left open.
 */
export async function openSensorWatch({
  sensors,
  grantOf,
  onBuckets,
  push = {},
  now = Date.now,
}: {
  readonly sensors: readonly WatchedSensor[];
  /** What a sensor may count by now; asked at every message. While it is null messages are refused unread. */
  readonly grantOf: (sensor: string) => Grant<"count"> | null;
  readonly onBuckets: (sensor: string, parts: readonly LineBucket[]) => void;
  /** Where to receive what is pushed: this machine only and a free port, where nothing else is said. */
  readonly push?: { readonly host?: string; readonly port?: number };
  readonly now?: () => number;
}): Promise<SensorWatch> {
  checkIds(sensors);
  const heard = new Map(sensors.map((sensor) => [sensor.id, hearing(sensor, { grantOf, onBuckets, now })]));
  await using open = new AsyncDisposableStack();

  const linkFaults = new Map<string, () => Fault | null>();
  for (const { id, via } of sensors) {
    if (via.kind !== "mqtt") continue;
    const { take, refuse } = heard.get(id)!;
    const onTooLarge = () =>
      refuse(new Fault("sensor/too-large", `the message is longer than ${SENSOR_MESSAGE_BYTES_MAX} bytes`));
    const feed = open.use(
      openMqttFeed({
        ...via,
        bytesMax: SENSOR_MESSAGE_BYTES_MAX,
        onTooLarge,
        onMessage: ({ topic, payload }) =>
          takeDelivered({ take }, { topic, text: Buffer.from(payload).toString("utf8") }),
      }),
    );
    linkFaults.set(id, () => feed.fault);
  }

  const keys = new Map(sensors.flatMap(({ id, via }) => (via.kind === "push" ? [[id, via.key] as const] : [])));
  const receiver =
    keys.size === 0
      ? null
      : open.use(
          await openPushReceiver({
            ...push,
            keys,
            bytesMax: SENSOR_MESSAGE_BYTES_MAX,
            onMessage: (id, text) => heard.get(id)!.take({ topic: null, text }),
          }),
        );

  const held = open.move();
  return {
    pushPort: receiver?.port ?? null,
    states: () => sensors.map(({ id }) => heard.get(id)!.state(linkFaults.get(id)?.() ?? null)),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

/** What is done with the messages of one sensor. */
type Hearing = {
  /** Counts what a message tells; throws its fault, which is remembered. */
  take(message: SensorMessage): PushAnswer;
  refuse(fault: Fault): void;
  state(linkFault: Fault | null): SensorState;
};

function hearing(
  sensor: WatchedSensor,
  {
    grantOf,
    onBuckets,
    now,
  }: {
    readonly grantOf: (sensor: string) => Grant<"count"> | null;
    readonly onBuckets: (sensor: string, parts: readonly LineBucket[]) => void;
    readonly now: () => number;
  },
): Hearing {
  if (sensor.shape === "onvif-counter" && sensor.via.kind !== "mqtt")
    throw new Fault(
      "sensor/misconfigured",
      "an `onvif-counter` is heard over MQTT only: its topic says what it counts",
    );
  const read = sensorReader(sensor);
  let counter: SensorCounter | null = null;
  const dropped = new NameTally();
  const refused = new NameTally();
  const faults = new Map<string, number>();
  const sums = { accepted: 0, repeated: 0 };
  let lastHeardMs: number | null = null;
  let lastFault: Fault | null = null;

  const refuse = (fault: Fault) => {
    lastHeardMs = now();
    lastFault = fault;
    faults.set(fault.code, (faults.get(fault.code) ?? 0) + 1);
  };
  return {
    refuse,
    take(message) {
      const grant = grantOf(sensor.id);
      counter = grant && (counter ?? new SensorCounter(grant, sensor.lines));
      if (!counter) {
        const fault = new Fault("sensor/not-permitted", `\`${sensor.id}\` may not count by the law of its place`);
        refuse(fault);
        throw fault;
      }
      const telling = readOrRefuse(() => read(message), refuse);
      lastHeardMs = now();
      const counted = counter.take(telling.readings, lastHeardMs);
      const unread = new NameTally();
      unread.addAll(telling.refused);
      unread.addAll(counted.refused);
      dropped.addAll(telling.dropped);
      refused.addAll(unread.counts);
      sums.accepted += counted.accepted;
      sums.repeated += counted.repeated;
      if (counted.buckets.length > 0) onBuckets(sensor.id, counted.buckets);
      const { accepted, repeated } = counted;
      return { accepted, repeated, dropped: telling.dropped, refused: unread.counts };
    },
    state: (linkFault) => ({
      id: sensor.id,
      lastHeardMs,
      ...sums,
      dropped: dropped.counts,
      refused: refused.counts,
      faults: Object.fromEntries(faults),
      fault: linkFault ?? lastFault,
    }),
  };
}

function readOrRefuse<T>(read: () => T, refuse: (fault: Fault) => void): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Fault) refuse(error);
    throw error;
  }
}

/** Over MQTT there is nobody to answer: the fault stands in the sensor's state. */
function takeDelivered({ take }: Pick<Hearing, "take">, message: SensorMessage): void {
  try {
    take(message);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
}

function checkIds(sensors: readonly WatchedSensor[]): void {
  if (sensors.length > SENSORS_MAX)
    throw new Fault("sensor/misconfigured", `an agent hears ${SENSORS_MAX} sensors at most`);
  if (new Set(sensors.map(({ id }) => id)).size < sensors.length)
    throw new Fault("sensor/misconfigured", "two sensors have the same name");
}
