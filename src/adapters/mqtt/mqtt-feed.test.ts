import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import test from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { Aedes, type AedesOptions } from "aedes";
import { Fault } from "#domain/fault/fault.ts";
import { type MqttMessage, openMqttFeed } from "./mqtt-feed.ts";

const WAIT_MS_MAX = 10_000;
const SOON_MS = 20;

/** A real broker on the loopback; `port` is a free one where it is not given. */
async function openBroker(options: AedesOptions = {}, port = 0) {
  const broker = await Aedes.createBroker(options);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    broker.handle(socket);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(address && typeof address === "object");
  return {
    broker,
    port: address.port,
    publish: (topic: string, payload: string | Buffer, retain = false) =>
      new Promise<void>((resolve, reject) =>
        broker.publish({ cmd: "publish", topic, payload, qos: 1, retain, dup: false }, (error) =>
          error ? reject(error) : resolve(),
        ),
      ),
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

function listener() {
  const messages: MqttMessage[] = [];
  const heard = { messages, tooLarge: 0 };
  return {
    heard,
    texts: () => messages.map(({ topic, payload }) => `${topic} ${Buffer.from(payload).toString()}`),
    onMessage: (message: MqttMessage) => messages.push(message),
    onTooLarge: () => {
      heard.tooLarge += 1;
    },
  };
}

const BYTES_MAX = 100;

test("what is published under the topic is handed over, and what is too large is only counted", async () => {
  await using server = await openBroker();
  const { heard, texts, ...on } = listener();
  await using feed = openMqttFeed({
    url: `mqtt://127.0.0.1:${server.port}`,
    topic: "shop/+/count",
    bytesMax: BYTES_MAX,
    ...on,
  });
  await until(() => feed.isSubscribed);
  await server.publish("shop/door/count", "1");
  await server.publish("shop/door/picture", "2");
  await server.publish("shop/gate/count", "x".repeat(BYTES_MAX + 1));
  await server.publish("shop/gate/count", "");
  await until(() => texts().length === 2);
  assert.deepEqual(texts(), ["shop/door/count 1", "shop/gate/count "]);
  assert.equal(heard.tooLarge, 1);
  assert.equal(feed.fault, null);
});

test("what the broker retained is handed over at once", async () => {
  await using server = await openBroker();
  await server.publish("shop/door", "7", true);
  const { texts, ...on } = listener();
  await using _ = openMqttFeed({ url: `mqtt://127.0.0.1:${server.port}`, topic: "shop/#", bytesMax: BYTES_MAX, ...on });
  await until(() => texts().length === 1);
  assert.deepEqual(texts(), ["shop/door 7"]);
});

test("a broker that goes away and comes back is found again, and until then the feed says that it is not heard", async () => {
  const first = await openBroker();
  const { texts, ...on } = listener();
  await using feed = openMqttFeed({
    url: `mqtt://127.0.0.1:${first.port}`,
    topic: "shop/door",
    bytesMax: BYTES_MAX,
    reconnectFirstMs: SOON_MS,
    ...on,
  });
  await until(() => feed.isSubscribed);
  await first[Symbol.asyncDispose]();
  await until(() => !feed.isSubscribed && feed.fault !== null);
  assert.equal(feed.fault?.code, "sensor/broker");
  await using second = await openBroker({}, first.port);
  await until(() => feed.isSubscribed);
  await second.publish("shop/door", "again");
  await until(() => texts().length === 1);
  assert.equal(feed.fault, null);
});

test("a name and a password open a broker that asks for them; without them it is tried on and said", async () => {
  await using server = await openBroker();
  server.broker.authenticate = (_client, name, password, done) =>
    done(null, name === "lintel" && password?.toString() === "secret-of-the-shop");
  const url = `mqtt://127.0.0.1:${server.port}`;
  const { heard: _, texts: __, ...on } = listener();
  const plan = { url, topic: "shop/door", bytesMax: BYTES_MAX, reconnectFirstMs: SOON_MS, ...on };
  await using refused = openMqttFeed({ ...plan, username: "lintel", password: "guessed" });
  await using accepted = openMqttFeed({ ...plan, username: "lintel", password: "secret-of-the-shop" });
  await until(() => accepted.isSubscribed && refused.fault !== null);
  assert.equal(refused.isSubscribed, false);
  assert.equal(refused.fault?.code, "sensor/broker");
  assert.doesNotMatch(String(refused.fault?.message), /guessed/);
});

test("a topic that the broker refuses is a fault of the feed", async () => {
  await using server = await openBroker();
  server.broker.authorizeSubscribe = (_client, _subscription, done) => done(null, null);
  const { heard: _, texts: __, ...on } = listener();
  await using feed = openMqttFeed({
    url: `mqtt://127.0.0.1:${server.port}`,
    topic: "shop/door",
    bytesMax: BYTES_MAX,
    ...on,
  });
  await until(() => feed.fault !== null);
  assert.match(String(feed.fault?.detail), /refused the topic/);
  assert.equal(feed.isSubscribed, false);
});

test("closing leaves nothing open, with a broker or without one", async () => {
  await using server = await openBroker();
  const { heard: _, texts: __, ...on } = listener();
  const feed = openMqttFeed({ url: `mqtt://127.0.0.1:${server.port}`, topic: "a", bytesMax: BYTES_MAX, ...on });
  await until(() => feed.isSubscribed);
  await feed[Symbol.asyncDispose]();
  await until(() => server.broker.connectedClients === 0);
  await using _nobody = openMqttFeed({ url: "mqtt://127.0.0.1:1", topic: "a", bytesMax: BYTES_MAX, ...on });
});

test("an address or a topic that cannot be is a fault that shows no password", () => {
  const { heard: _, texts: __, ...on } = listener();
  const sound = { url: "mqtt://127.0.0.1:1", topic: "a", bytesMax: BYTES_MAX, ...on };
  const wrong = [
    { url: "http://lintel:secret@broker" },
    { url: "broker:1883" },
    { url: "" },
    { url: "mqtt://" },
    { topic: "" },
    { topic: "a/#/b" },
    { topic: "a+" },
    { topic: "x".repeat(501) },
  ];
  for (const change of wrong)
    assert.throws(
      () => openMqttFeed({ ...sound, ...change }),
      (error) => error instanceof Fault && error.code === "sensor/broker-address" && !error.message.includes("secret"),
      JSON.stringify(change),
    );
});
