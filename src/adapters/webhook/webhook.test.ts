import assert from "node:assert/strict";
import { createHmac, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import test from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import type { CueEvent } from "#domain/cues/cue-event.ts";
import { CUES_WAITING_MAX } from "#domain/cues/cue-retry.ts";
import { Fault } from "#domain/fault/fault.ts";
import { lookupReachable } from "./reachable-address.ts";
import { openWebhook } from "./webhook.ts";

const SECRET = "a-secret-of-the-shop";
const WAIT_MS_MAX = 10_000;
const EVENT: CueEvent = {
  storeId: "s",
  storeName: "Shop",
  sensorId: "cam",
  zone: "till",
  waitedMs: 75_000,
  atMs: 1_795_000_000_000,
};

type Heard = { readonly body: string; readonly signature: string; readonly path: string };

/** A real receiver on the loopback that answers the n-th call as it is told to. */
async function openReceiver(answer: (call: number, response: ServerResponse) => void) {
  const heard: Heard[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    heard.push({ body, signature: String(request.headers["lintel-signature"]), path: String(request.url) });
    answer(heard.length, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    heard,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/cues`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function until(isSo: () => boolean): Promise<void> {
  const endMs = performance.now() + WAIT_MS_MAX;
  while (!isSo()) {
    assert.ok(performance.now() < endMs, "it did not come to pass");
    await pause(10);
  }
}

/** As docs/cues.md shows it to receivers. */
function isGenuine(header: string, body: string, secret: string, nowSeconds: number): boolean {
  const [, time = "", mac = ""] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? [];
  const due = createHmac("sha256", secret).update(`${time}.${body}`).digest("hex");
  return (
    mac !== "" && Math.abs(nowSeconds - Number(time)) <= 300 && timingSafeEqual(Buffer.from(mac), Buffer.from(due))
  );
}

function open(url: string, change: { retryFirstMs?: number; secret?: string } = {}) {
  const givenUp: string[] = [];
  const hook = openWebhook(
    { url, secret: SECRET, retryFirstMs: 5, ...change },
    { nowMs: Date.now, onGivenUp: (_event, why) => givenUp.push(why) },
  );
  return { hook, givenUp };
}

test("an event arrives signed, and a body, a time or a secret that is another is told from it", async () => {
  await using receiver = await openReceiver((_call, response) => response.writeHead(204).end());
  const { hook } = open(receiver.url);
  await using _ = hook;
  hook.send(EVENT);
  await until(() => hook.state().delivered === 1);
  const [{ body, signature, path } = assert.fail()] = receiver.heard;
  const now = Date.now() / 1000;
  assert.equal(path, "/cues");
  assert.equal(JSON.parse(body).zone, "till");
  assert.ok(isGenuine(signature, body, SECRET, now));
  assert.ok(!isGenuine(signature, body.replace("till", "door"), SECRET, now));
  assert.ok(!isGenuine(signature, body, "another-secret-of-it", now));
  assert.ok(!isGenuine(signature, body, SECRET, now + 400));
  assert.ok(!isGenuine(signature.replace("t=1", "t=2"), body, SECRET, now));
});

test("a receiver that fails is tried again with the same id, and one that is away until it comes back", async () => {
  await using receiver = await openReceiver((call, response) => {
    if (call === 1) response.destroy();
    else response.writeHead(call < 4 ? 503 : 200).end("x".repeat(100_000));
  });
  const { hook, givenUp } = open(receiver.url);
  await using _ = hook;
  hook.send(EVENT);
  await until(() => hook.state().delivered === 1);
  assert.equal(receiver.heard.length, 4);
  assert.equal(new Set(receiver.heard.map(({ body }) => body)).size, 1);
  assert.deepEqual([givenUp, hook.state().problem, hook.state().waiting], [[], null, 0]);
});

test("what is refused or redirected is given up at once and counted, and nobody is called in its place", async () => {
  await using elsewhere = await openReceiver((_call, response) => response.writeHead(200).end());
  for (const status of [400, 302, 308]) {
    await using receiver = await openReceiver((_call, response) =>
      response.writeHead(status, { Location: elsewhere.url }).end(),
    );
    const { hook, givenUp } = open(receiver.url);
    await using _ = hook;
    hook.send(EVENT);
    await until(() => hook.state().givenUp === 1);
    assert.deepEqual([receiver.heard.length, givenUp], [1, [`it answered ${status}`]]);
  }
  assert.equal(elsewhere.heard.length, 0);
});

test("where too many wait the oldest is given up, and closing gives up the rest and leaves nothing open", async () => {
  const { hook, givenUp } = open("http://127.0.0.1:1/", { retryFirstMs: 60_000 });
  for (let index = 0; index < CUES_WAITING_MAX + 3; index++) hook.send({ ...EVENT, atMs: EVENT.atMs + index });
  assert.deepEqual([hook.state().waiting, hook.state().givenUp], [CUES_WAITING_MAX, 3]);
  await until(() => hook.state().problem !== null);
  assert.match(String(hook.state().problem), /could not be reached \(ECONNREFUSED\)/);
  await hook[Symbol.asyncDispose]();
  assert.equal(givenUp.length, CUES_WAITING_MAX + 3);
  assert.equal(hook.state().waiting, 0);
});

test("a receiver that never answers does not keep Lintel from ending", async () => {
  await using receiver = await openReceiver(() => {});
  const { hook, givenUp } = open(receiver.url);
  hook.send(EVENT);
  await until(() => receiver.heard.length === 1);
  await hook[Symbol.asyncDispose]();
  assert.deepEqual(givenUp, ["Lintel was ended"]);
});

test("addresses at which machines tell about themselves are never called, however they are written", async () => {
  for (const url of [
    "http://169.254.169.254/latest/meta-data/",
    "http://0xa9fea9fe/",
    "http://2852039166/",
    "http://[fe80::1]/",
    "http://[::ffff:169.254.169.254]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[fd00:ec2::254]/",
    "http://100.100.100.200/",
    "http://168.63.129.16/",
    "https://name:hunter2@x.example/",
    "ftp://x.example/",
    "file:///etc/passwd",
    "x.example",
    "",
  ])
    assert.throws(
      () => open(url),
      (error) => error instanceof Fault && error.code === "cue/misconfigured" && !error.message.includes("hunter2"),
      url,
    );
  assert.throws(() => open("https://x.example", { secret: "short" }), /fewer than 16/);
  const found = (name: string, all: boolean) =>
    new Promise((resolve, reject) =>
      lookupReachable(name, { all }, (error, address) => (error ? reject(error) : resolve(address))),
    );
  await assert.rejects(found("169.254.169.254", true), /no webhook goes there/);
  await assert.rejects(found("169.254.169.254", false), /no webhook goes there/);
  assert.equal(await found("127.0.0.1", false), "127.0.0.1");
});
