import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import test from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { Aedes } from "aedes";
import { type LineBucket, mergedBuckets } from "#domain/counting/bucket.ts";
import { Fault } from "#domain/fault/fault.ts";
import { grantsForFilm } from "#domain/policy/grant.ts";
import { SENSOR_MESSAGE_BYTES_MAX } from "#domain/sensing/sensor-message.ts";
import { openSensorWatch, type SensorWatch, type WatchedSensor } from "./watch-sensors.ts";

const granted = () => grantsForFilm().count;

const NOON_MS = Date.parse("2026-06-01T12:00:00Z");
const KEY = "0123456789abcdef";
const WAIT_MS_MAX = 10_000;
const SOON_MS = 20;

const BEAM: WatchedSensor = {
  id: "beam",
  shape: "lintel",
  lines: [{ theirs: "door", line: "door", direction: "in" }],
  via: { kind: "push", key: KEY },
};

async function openBroker() {
  const broker = await Aedes.createBroker();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    broker.handle(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(address && typeof address === "object");
  return {
    url: `mqtt://127.0.0.1:${address.port}`,
    publish: (topic: string, payload: unknown, retain = false) =>
      new Promise<void>((resolve, reject) =>
        broker.publish(
          {
            cmd: "publish",
            topic,
            payload: typeof payload === "string" ? payload : JSON.stringify(payload),
            qos: 1,
            retain,
            dup: false,
          },
          (error) => (error ? reject(error) : resolve()),
        ),
      ),
    subscribers: () => broker.connectedClients,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => broker.close(() => resolve()));
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function gathered() {
  const parts: (readonly [string, LineBucket])[] = [];
  return {
    parts,
    onBuckets: (sensor: string, buckets: readonly LineBucket[]) => {
      for (const bucket of buckets) parts.push([sensor, bucket]);
    },
    sums: () => {
      const buckets = mergedBuckets(parts.map(([, bucket]) => bucket)) as LineBucket[];
      return buckets.map(({ line, in: entered, out }) => [line, entered, out]);
    },
  };
}

async function until(isSo: () => boolean): Promise<void> {
  const endMs = performance.now() + WAIT_MS_MAX;
  while (!isSo()) {
    assert.ok(performance.now() < endMs, "it did not come to pass");
    await pause(SOON_MS);
  }
}

function post(watch: SensorWatch, sensor: string, body: unknown, key = KEY): Promise<Response> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const headers = { authorization: `Bearer ${key}` };
  return fetch(`http://127.0.0.1:${watch.pushPort}/sensors/${sensor}`, { method: "POST", headers, body: text });
}

const RECORD = { line: "door", fromMs: NOON_MS, toMs: NOON_MS + 60_000, in: 3, out: 1 };

test("what a sensor pushes becomes a bucket, once, and what of it was dropped is told to it and kept as a number", async () => {
  const { parts, onBuckets } = gathered();
  await using watch = await openSensorWatch({
    grantOf: granted,
    sensors: [BEAM],
    onBuckets,
    now: () => NOON_MS + 61_000,
  });
  const body = { ...RECORD, snapshot: "/9j/AAAA", gender: "f" };
  const first = await post(watch, "beam", body);
  assert.equal(first.status, 202);
  assert.deepEqual(await first.json(), {
    accepted: 1,
    repeated: 0,
    dropped: { snapshot: 1, gender: 1 },
    refused: {},
  });
  assert.deepEqual(await (await post(watch, "beam", RECORD)).json(), {
    accepted: 0,
    repeated: 1,
    dropped: {},
    refused: {},
  });
  const bucket = { kind: "line", line: "door", minute: NOON_MS / 60_000, in: 3, out: 1, uncertain: 0 };
  assert.deepEqual(parts, [["beam", { ...bucket, watchedMs: 60_000, method: "sensor-1" }]]);
  const [state] = watch.states();
  assert.deepEqual(state, {
    id: "beam",
    lastHeardMs: NOON_MS + 61_000,
    accepted: 1,
    repeated: 1,
    dropped: { snapshot: 1, gender: 1 },
    refused: {},
    faults: {},
    fault: null,
  });
});

test("a message about faces is refused whole, in JSON and in XML, and its counts are in no bucket", async () => {
  const { parts, onBuckets } = gathered();
  await using watch = await openSensorWatch({
    grantOf: granted,
    sensors: [BEAM],
    onBuckets,
    now: () => NOON_MS + 61_000,
  });
  const xml = "<EventNotificationAlert><eventType>FaceCapture</eventType></EventNotificationAlert>";
  for (const body of [{ ...RECORD, faceCount: 3 }, xml]) {
    const response = await post(watch, "beam", body);
    assert.equal(response.status, 422);
    assert.equal(((await response.json()) as { code: string }).code, "sensor/face-counting");
  }
  assert.deepEqual(parts, []);
  assert.deepEqual(watch.states()[0]?.faults, { "sensor/face-counting": 2 });
  assert.equal(watch.states()[0]?.fault?.code, "sensor/face-counting");
});

test("what is not understood is answered with a remedy, and the sensor is heard on", async () => {
  const { sums, onBuckets } = gathered();
  await using watch = await openSensorWatch({
    grantOf: granted,
    sensors: [BEAM],
    onBuckets,
    now: () => NOON_MS + 61_000,
  });
  for (const [body, status] of [
    ["<peopleCounting/>", 400],
    ["", 400],
    [{ ...RECORD, in: "many" }, 400],
    ["x".repeat(SENSOR_MESSAGE_BYTES_MAX + 1), 413],
  ] as const) {
    const response = await post(watch, "beam", body);
    assert.equal(response.status, status);
    assert.ok(((await response.json()) as { remedy: string }).remedy);
  }
  assert.equal((await post(watch, "beam", RECORD)).status, 202);
  assert.deepEqual(sums(), [["door", 3, 1]]);
});

test("sensors that publish are counted beside those that push: ONVIF rules, retained words and repeats", async () => {
  await using broker = await openBroker();
  const { sums, onBuckets } = gathered();
  const camera: WatchedSensor = {
    id: "camera",
    shape: "onvif-counter",
    lines: [
      { theirs: "Entering", line: "gate", direction: "in" },
      { theirs: "Leaving", line: "gate", direction: "out" },
    ],
    via: { kind: "mqtt", url: broker.url, topic: "cam/onvif-ej/#" },
  };
  const topic = (rule: string) => `cam/onvif-ej/RuleEngine/CountAggregation/Counter/&1/2/${rule}`;
  const event = (Rule: string, second: number, Count: number | string) => ({
    UtcTime: new Date(NOON_MS + second * 1000).toISOString(),
    Source: { VideoSource: "1", Rule },
    Data: { Count },
  });
  await broker.publish(topic("Entering"), event("Entering", 0, 100), true);
  await using watch = await openSensorWatch({
    grantOf: granted,
    sensors: [camera, BEAM],
    onBuckets,
    now: () => NOON_MS + 61_000,
  });
  const state = () => watch.states()[0]!;
  await until(() => state().accepted === 1);
  await broker.publish(topic("Leaving"), event("Leaving", 1, 40));
  await broker.publish(topic("Entering"), event("Entering", 5, "103"));
  await broker.publish(topic("Entering"), event("Entering", 5, "103"));
  await broker.publish(topic("Leaving"), event("Leaving", 9, 41));
  await broker.publish("cam/onvif-ej/Recognition/Face/&1", { Data: { Gender: "f" } });
  await broker.publish("cam/onvif-ej/RuleEngine/CountAggregation/OccupancyCounter/&1", event("Entering", 6, 900));
  await broker.publish(topic("Entering"), "x".repeat(SENSOR_MESSAGE_BYTES_MAX + 1));
  await broker.publish(topic("Entering"), "no JSON");
  await broker.publish(topic("Entering"), event("Entering", 10, 104));
  await until(() => state().accepted === 5);
  assert.equal((await post(watch, "beam", RECORD)).status, 202);
  assert.deepEqual(sums(), [
    ["gate", 4, 1],
    ["door", 3, 1],
  ]);
  const { repeated, refused, faults, dropped } = state();
  assert.deepEqual([repeated, refused], [1, { "not-a-count": 1 }]);
  assert.deepEqual(faults, { "sensor/face-counting": 1, "sensor/too-large": 1, "sensor/unreadable": 1 });
  assert.deepEqual(dropped, { VideoSource: 6 });
});

test("a sensor whose broker is away says so", async () => {
  const { onBuckets } = gathered();
  const lost: WatchedSensor = { ...BEAM, via: { kind: "mqtt", url: "mqtt://127.0.0.1:1", topic: "a" } };
  await using watch = await openSensorWatch({ grantOf: granted, sensors: [lost], onBuckets });
  assert.equal(watch.pushPort, null);
  await until(() => watch.states()[0]?.fault !== null);
  assert.equal(watch.states()[0]?.fault?.code, "sensor/broker");
});

test("settings that cannot be are a fault, and leave nothing open", async () => {
  await using broker = await openBroker();
  const { onBuckets } = gathered();
  const published: WatchedSensor = { ...BEAM, id: "b", via: { kind: "mqtt", url: broker.url, topic: "a" } };
  const wrong: readonly (readonly WatchedSensor[])[] = [
    [BEAM, BEAM],
    [{ ...BEAM, lines: [] }],
    [{ ...BEAM, shape: "onvif-counter" }],
    [{ ...BEAM, shape: "axis" }],
    [published, { ...BEAM, via: { kind: "push", key: "short" } }],
    [published, { ...BEAM, via: { kind: "mqtt", url: "ftp://x", topic: "a" } }],
  ];
  for (const sensors of wrong)
    await assert.rejects(openSensorWatch({ grantOf: granted, sensors, onBuckets }), (error) => error instanceof Fault);
  await until(() => broker.subscribers() === 0);
});

test("the example of docs/sensors.md is one that is understood", async () => {
  const page = readFileSync("docs/sensors.md", "utf8");
  const [, body = ""] = /--data '([^']+)'/.exec(page) ?? [];
  const [record] = JSON.parse(body) as [{ end: string }];
  const { sums, onBuckets } = gathered();
  await using watch = await openSensorWatch({
    grantOf: granted,
    sensors: [BEAM],
    onBuckets,
    now: () => Date.parse(record.end) + 1000,
  });
  const response = await post(watch, "beam", body);
  assert.equal(response.status, 202);
  const [first = []] = sums();
  assert.equal(first[0], "door");
});
