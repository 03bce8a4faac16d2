import type { Deployment } from "#domain/deployment/deployment.ts";
import { Fault } from "#domain/fault/fault.ts";
import type { WatchedSensor } from "./watch-sensors.ts";

/**
 * The counters of a deployment that tell Lintel what they counted, each under the name `STORE.SENSOR`. One whose secret is missing
 * is left out where `onMissing` does not throw.
 */
export function sensorFeeds(
  deployment: Deployment,
  secretsIn: (text: string) => string,
  onMissing: (name: string, fault: Fault) => void,
): WatchedSensor[] {
  return deployment.stores.flatMap((store) =>
    store.sensors.flatMap(({ id, feed }): WatchedSensor[] => {
      if (!feed) return [];
      const { shape, via, lines, reset_at: resetAt, time_zone: timeZone = store.time_zone } = feed;
      const name = feedName(store.id, id);
      try {
        return [{ id: name, shape, lines, timeZone, resetAt, via: viaOf(via, secretsIn) }];
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        onMissing(name, error);
        return [];
      }
    }),
  );
}

/** How a sensor is called in the address that it pushes to. */
export function feedName(store: string, sensor: string): string {
  return `${store}.${sensor}`;
}

type Via = NonNullable<Deployment["stores"][number]["sensors"][number]["feed"]>["via"];

function viaOf(via: Via, secretsIn: (text: string) => string): WatchedSensor["via"] {
  if ("push" in via) return { kind: "push", key: secretsIn(via.push.key) };
  const { url, topic, username, password } = via.mqtt;
  return {
    kind: "mqtt",
    url: secretsIn(url),
    topic,
    username: username === undefined ? undefined : secretsIn(username),
    password: password === undefined ? undefined : secretsIn(password),
  };
}
