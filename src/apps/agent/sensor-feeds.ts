import type { Deployment } from "#domain/deployment/deployment.ts";
import type { WatchedSensor } from "./watch-sensors.ts";

/** The counters of a deployment that tell Lintel what they counted, each under the name `STORE.SENSOR`. */
export function sensorFeeds(deployment: Deployment, secretsIn: (text: string) => string): WatchedSensor[] {
  return deployment.stores.flatMap((store) =>
    store.sensors.flatMap(({ id, feed }): WatchedSensor[] => {
      if (!feed) return [];
      const { shape, via, lines, reset_at: resetAt, time_zone: timeZone = store.time_zone } = feed;
      return [{ id: feedName(store.id, id), shape, lines, timeZone, resetAt, via: viaOf(via, secretsIn) }];
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
