import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { LINK_SCENE_BYTES_MAX } from "#domain/wire/agent-link.ts";
import { chainYaml, openServedShop, storeYaml } from "#tools/shop/served-shop.ts";
import type { NumberedEvent } from "./event-hub.ts";

const shown = (yaml: string) => yaml.replaceAll("[count, zones]", "[count, zones, scene-picture, setup-view]");
const THEIRS =
  "    controller:\n      name: Example franchise\n      shares:\n        figures: minute\n        health: true\n";
const YAML = chainYaml(
  shown(storeYaml("own")),
  shown(storeYaml("other")),
  shown(storeYaml("theirs", { controller: THEIRS })),
  storeYaml("unnamed"),
);
const PICTURE = { atMs: 1, width: 640, height: 360, knownPercent: 80, jpeg: "/9j/AAAA" };
const STATUS = {
  configurationVersion: 0,
  cameras: [],
  live: [],
  outbox: { records: 0, bytes: 0, oldestAtMs: null, coarsened: 0, dropped: 0, refused: 0 },
  agentVersion: "1",
  nowMs: 0,
};
const dotsAt = (storeId: string) => ({
  ...STATUS,
  dots: [{ storeId, sensorId: "door", moments: [{ atMs: 5, points: [[500, 250]] }] }],
});
const scenePath = (store: string) => `/api/v1/stores/${store}/sensors/door/scene`;
const setupPath = (store: string) => `/api/v1/stores/${store}/sensors/door/setup`;

test("an agent hears of orders for its own stores where it asks for them, and one that does not know them hears nothing new", async () => {
  await using shop = await openServedShop({ yaml: YAML });
  const [owner, agent, elsewhere] = [
    await shop.person("owner"),
    await shop.agent(["own"]),
    await shop.agent(["other"]),
  ];
  const status = async (as: typeof agent, query: string) =>
    (await shop.ask(`POST /api/v1/agent/status${query}`, { as, json: STATUS })).json;
  const plain = ["configurationVersion", "nowMs"];
  assert.deepEqual(Object.keys(await status(agent, "?orders=1")), plain, "nobody wants anything");
  assert.equal((await shop.ask(`POST ${scenePath("own")}`, { as: owner })).status, 202);
  assert.equal((await shop.ask(`POST ${setupPath("own")}`, { as: owner })).status, 200);
  assert.deepEqual(Object.keys(await status(agent, "")), plain);
  assert.deepEqual(Object.keys(await status(elsewhere, "?orders=1")), plain);
  const { orders } = await status(agent, "?orders=1");
  assert.deepEqual(
    orders.map(({ kind, storeId, sensorId }: Record<string, string>) => [kind, storeId, sensorId]),
    [
      ["scene", "own", "door"],
      ["setup", "own", "door"],
    ],
  );
});

test("a picture is taken from an agent of that store, once, by its order, and where it is permitted", async () => {
  await using shop = await openServedShop({ yaml: YAML });
  const [owner, agent] = [await shop.person("owner"), await shop.agent(["own", "unnamed"])];
  const other = await shop.agent(["other"]);
  const bring = async (as: typeof agent, storeId: string, id: string, more: object = {}) =>
    (
      await shop.ask("POST /api/v1/agent/scene", {
        as,
        json: { storeId, sensorId: "door", id, picture: PICTURE, ...more },
      })
    ).json;
  const orderId = async () => {
    await shop.ask(`POST ${scenePath("own")}`, { as: owner });
    return (await shop.ask("POST /api/v1/agent/status?orders=1", { as: agent, json: STATUS })).json.orders[0].id;
  };
  assert.deepEqual(await bring(agent, "own", "made-up"), { isTaken: false }, "nobody asked");
  const id = await orderId();
  for (const [as, store, by, why] of [
    [agent, "own", "made-up", "by another name"],
    [other, "own", id, "from an agent of another store"],
    [agent, "unnamed", id, "of a camera that does no such thing"],
    [agent, "nowhere", id, "of no camera"],
  ] as const)
    assert.deepEqual(await bring(as, store, by), { isTaken: false }, why);
  assert.ok(!existsSync(join(shop.folder, "scenes")), "nothing was kept");
  assert.deepEqual(await bring(agent, "own", id), { isTaken: true });
  assert.deepEqual(await bring(agent, "own", id), { isTaken: false }, "once");
  const { status, headers } = await shop.ask(`GET ${scenePath("own")}`, { as: owner });
  assert.deepEqual([status, headers.get("x-lintel-known-share")], [200, "0.80"]);

  for (const picture of [
    { ...PICTURE, jpeg: "iVBORw0KGgo=" },
    { ...PICTURE, width: 1920 },
    { ...PICTURE, knownPercent: 0 },
    { ...PICTURE, people: 3 },
  ])
    assert.equal((await bring(agent, "own", await orderId(), { picture })).code, "request/unreadable");
  const large = { ...PICTURE, jpeg: `/9j/${"A".repeat(LINK_SCENE_BYTES_MAX)}` };
  assert.equal((await bring(agent, "own", await orderId(), { picture: large })).code, "request/too-large");
  await shop.server.parts.scenes.keepOnly([]);
  assert.equal((await shop.ask(`GET ${scenePath("own")}`, { as: owner })).status, 404);
});

test("dots are passed on while that camera is set up, from its own agent, and are never kept", async () => {
  await using shop = await openServedShop({ yaml: YAML });
  const [installer, agent, other] = [
    await shop.person("installer"),
    await shop.agent(["own"]),
    await shop.agent(["other"]),
  ];
  const heard: NumberedEvent[] = [];
  const { hub, fleet } = shop.server.parts;
  hub.listen((event) => void (event.kind === "dots" && heard.push(event)));
  const tell = async (as: typeof agent, store: string) =>
    assert.equal((await shop.ask("POST /api/v1/agent/status?orders=1", { as, json: dotsAt(store) })).status, 200);
  await tell(agent, "own");
  assert.equal(heard.length, 0, "nobody sets it up");
  const before = hub.lastId;
  await shop.ask(`POST ${setupPath("own")}`, { as: installer });
  await tell(other, "own");
  assert.equal(heard.length, 0, "another store's agent");
  await tell(agent, "own");
  assert.deepEqual(heard, [
    {
      storeId: "own",
      kind: "dots",
      data: { sensor: "door", moments: [{ atMs: 5, points: [{ x: 0.5, y: 0.25 }] }] },
      id: null,
    },
  ]);
  assert.deepEqual(hub.since(before), [], "nobody who comes back hears of them");
  assert.doesNotMatch(JSON.stringify(fleet.of(agent.agent)), /points/);
  await shop.ask(`DELETE ${setupPath("own")}`, { as: installer });
  await tell(agent, "own");
  assert.equal(heard.length, 1);
  await pause(50);
  assert.doesNotMatch(shop.log.join("\n"), /points/);
});

test("what a franchise's cameras show is for the franchise, whatever figures it shares with the chain", async () => {
  await using shop = await openServedShop({ yaml: YAML });
  const [chain, theirs] = [
    await shop.person("owner"),
    await shop.person("owner", { controller: "Example franchise", storeIds: ["theirs"] }),
  ];
  const unknown = await shop.ask("GET /api/v1/nothing-there", { as: chain });
  for (const name of [`POST ${scenePath("theirs")}`, `GET ${scenePath("theirs")}`, `POST ${setupPath("theirs")}`]) {
    const { status, text } = await shop.ask(name, { as: chain });
    assert.deepEqual([status, text], [404, unknown.text], name);
  }
  assert.equal((await shop.ask(`POST ${scenePath("theirs")}`, { as: theirs })).status, 202);
  assert.equal((await shop.ask(`POST ${setupPath("theirs")}`, { as: theirs })).status, 200);
  assert.equal((await shop.ask(`POST ${scenePath("own")}`, { as: theirs })).status, 404);
  // A camera that does not say that it does it, and one that is not there.
  const refused = await shop.ask(`POST ${scenePath("unnamed")}`, { as: chain });
  assert.deepEqual([refused.status, refused.json.code], [403, "scene/not-permitted"]);
  assert.equal((await shop.ask("POST /api/v1/stores/own/sensors/none/setup", { as: chain })).status, 404);
});
