import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import test from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { Aedes } from "aedes";
import { openMqttFeed } from "#adapters/mqtt/mqtt-feed.ts";
import type { CueEvent } from "#domain/cues/cue-event.ts";
import { CUE_AGE_MS_MAX, CUES_WAITING_MAX } from "#domain/cues/cue-retry.ts";
import { Fault } from "#domain/fault/fault.ts";
import { type GivenUpCue, openCueSenders } from "./open-cue-senders.ts";

const WAIT_MS_MAX = 10_000;
const SOON_MS = 20;
const NOW_MS = Date.UTC(2026, 10, 21, 9);
const EVENT: CueEvent = {
  storeId: "mall-7",
  storeName: "Mall",
  sensorId: "cam-1",
  zone: "till",
  waitedMs: 75_000,
  atMs: NOW_MS,
};
const FIGURES = { storeId: "mall-7", storeName: "Mall", visitorsToday: 41, occupancy: 6 };
const WAITING = "lintel/lintel/mall-7/waiting/cam-1_till";

async function openBroker(port = 0, password?: string) {
  const broker = await Aedes.createBroker();
  if (password !== undefined)
    broker.authenticate = (_client, _name, given, done) => done(null, given?.toString() === password);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    broker.handle(socket);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    /** As when a cable is drawn. */
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => broker.close(() => resolve()));
      if (server.listening) await new Promise((resolve) => server.close(resolve));
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

/** What a home would hear: the last payload of each topic, and how often it came. */
async function listenAt(port: number) {
  const last = new Map<string, string>();
  const times = new Map<string, number>();
  const feed = openMqttFeed({
    url: `mqtt://127.0.0.1:${port}`,
    topic: "#",
    bytesMax: 10_000,
    reconnectFirstMs: SOON_MS,
    onMessage: ({ topic, payload }) => {
      last.set(topic, Buffer.from(payload).toString());
      times.set(topic, (times.get(topic) ?? 0) + 1);
    },
    onTooLarge: () => assert.fail("too large"),
  });
  await until(() => feed.isSubscribed);
  return { last, times, [Symbol.asyncDispose]: () => feed[Symbol.asyncDispose]() };
}

function open(port: number, { nowMs = () => NOW_MS, password }: { nowMs?: () => number; password?: string } = {}) {
  const givenUp: GivenUpCue[] = [];
  const senders = openCueSenders(
    { mqtt: { url: `mqtt://127.0.0.1:${port}`, username: "lintel", password, reconnectFirstMs: SOON_MS } },
    { nowMs, onGivenUp: (cue) => givenUp.push(cue) },
  );
  return { senders, givenUp, mqtt: () => senders.state().mqtt! };
}

test("Home Assistant finds the figures of a store and its zones, hears a cue, and who comes later finds what is retained", async () => {
  await using broker = await openBroker();
  await using home = await listenAt(broker.port);
  const { senders, mqtt } = open(broker.port);
  await using _ = senders;
  senders.figures({ ...FIGURES, cueZones: [{ sensorId: "cam-1", zone: "till" }] });
  await until(() => home.last.has("lintel/lintel/mall-7/figures"));
  assert.equal(home.last.get("lintel/lintel/mall-7/figures"), '{"visitors_today":41,"occupancy":6}');
  senders.figures(FIGURES);
  senders.figures({ ...FIGURES, visitorsToday: 42 });
  senders.cue(EVENT);
  await until(() => home.last.has(WAITING));
  await until(() => mqtt().delivered === 1);
  assert.equal(home.last.get(WAITING), "ON");
  assert.equal(JSON.parse(home.last.get(`${WAITING}/attributes`)!).waited_seconds, 75);
  assert.equal(home.times.get("lintel/lintel/mall-7/figures"), 2, "what is the same is not sent again");
  const config = "homeassistant/binary_sensor/lintel_lintel_mall-7/waiting_cam-1_till/config";
  assert.equal(home.times.get(config), 1);
  await using later = await listenAt(broker.port);
  await until(() => later.last.has(config) && later.last.has("lintel/lintel/availability"));
  assert.equal(later.last.get("lintel/lintel/availability"), "online");
  assert.equal(later.last.get("lintel/lintel/mall-7/figures"), '{"visitors_today":42,"occupancy":6}');
  assert.ok(!later.last.has(WAITING), "a cue is never retained: it would call somebody after a restart");
});

test("a zone that nobody announced is announced with its first cue, and a test switches nothing on", async () => {
  await using broker = await openBroker();
  await using home = await listenAt(broker.port);
  const { senders } = open(broker.port);
  await using _ = senders;
  senders.cue({ ...EVENT, isTest: true });
  await until(() => home.last.has("lintel/lintel/test"));
  assert.deepEqual(
    [...home.last.keys()].filter((topic) => topic.startsWith("homeassistant/") || topic.includes("waiting")),
    [],
  );
  senders.cue(EVENT);
  await until(() => home.last.get(WAITING) === "ON");
  assert.ok(home.last.has("homeassistant/binary_sensor/lintel_lintel_mall-7/waiting_cam-1_till/config"));
});

test("when the connection breaks the last will says offline; then all is told anew, to an empty broker as well", async () => {
  const first = await openBroker();
  const { senders, mqtt } = open(first.port);
  await using _ = senders;
  senders.figures(FIGURES);
  await until(() => mqtt().isConnected);
  {
    await using home = await listenAt(first.port);
    await until(() => home.last.get("lintel/lintel/availability") === "online");
    const before = home.times.get("lintel/lintel/availability") ?? 0;
    first.cut();
    await until(() => (home.times.get("lintel/lintel/availability") ?? 0) > before);
    await until(() => home.last.get("lintel/lintel/availability") === "online" && mqtt().isConnected);
  }
  await first[Symbol.asyncDispose]();
  await until(() => !mqtt().isConnected && mqtt().problem !== null);
  senders.cue(EVENT);
  assert.equal(mqtt().waiting, 1);
  await using second = await openBroker(first.port);
  await using home = await listenAt(second.port);
  await until(() => home.last.has("homeassistant/sensor/lintel_lintel_mall-7/visitors_today/config"));
  await until(() => mqtt().delivered === 1);
});

test("while the broker is away cues wait: the oldest of too many and those too old are given up and counted", async () => {
  const port = await (async () => {
    await using broker = await openBroker();
    return broker.port;
  })();
  let nowMs = NOW_MS;
  const { senders, givenUp, mqtt } = open(port, { nowMs: () => nowMs });
  await using _ = senders;
  for (let index = 0; index < CUES_WAITING_MAX + 2; index++) senders.cue({ ...EVENT, atMs: NOW_MS + index });
  assert.deepEqual([mqtt().waiting, mqtt().givenUp], [CUES_WAITING_MAX, 2]);
  nowMs += CUE_AGE_MS_MAX + 1;
  senders.cue(EVENT);
  assert.equal(mqtt().givenUp, 3);
  await using broker = await openBroker(port);
  assert.ok(broker);
  await until(() => mqtt().delivered === 1);
  assert.equal(mqtt().givenUp, 3 + CUES_WAITING_MAX - 1);
  assert.equal(givenUp.length, mqtt().givenUp);
  assert.ok(givenUp.every(({ way }) => way === "mqtt"));
});

test("a wrong password is said without it, an ending says offline, and an address that cannot be is a fault", async () => {
  await using broker = await openBroker(0, "secret-of-the-shop");
  const wrong = open(broker.port, { password: "guessed-by-somebody" });
  await until(() => wrong.mqtt().problem !== null);
  assert.doesNotMatch(JSON.stringify(wrong.senders.state()), /guessed/);
  await wrong.senders[Symbol.asyncDispose]();
  await using plain = await openBroker();
  await using home = await listenAt(plain.port);
  const { senders, mqtt } = open(plain.port);
  await until(() => mqtt().isConnected);
  await senders[Symbol.asyncDispose]();
  await until(() => home.last.get("lintel/lintel/availability") === "offline");
  for (const url of ["http://lintel:hunter2@x", "broker", ""])
    assert.throws(
      () => openCueSenders({ mqtt: { url } }, { nowMs: Date.now, onGivenUp: () => {} }),
      (error) => error instanceof Fault && error.code === "cue/misconfigured" && !error.message.includes("hunter2"),
    );
  await using nowhere = openCueSenders({}, { nowMs: Date.now, onGivenUp: () => {} });
  nowhere.cue(EVENT);
  nowhere.figures(FIGURES);
  assert.deepEqual(nowhere.state(), { webhook: null, mqtt: null });
});
