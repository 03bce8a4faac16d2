import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { chainYaml, openServedShop, type ServedShop, storeYaml } from "#tools/shop/served-shop.ts";
import { EVENTS_KEPT_MAX } from "./event-hub.ts";
import { HEARTBEAT_MS, LISTENERS_PER_ASKER_MAX } from "./routes/events.ts";

const YAML = chainYaml(storeYaml("own"), storeYaml("other"));

/** An open stream, and what came of it so far. */
async function listen(shop: ServedShop, as: Readonly<Record<string, string>>, lastId?: string) {
  const hangUp = new AbortController();
  const { account: _a, login: _l, ...credentials } = as;
  const headers = { ...credentials, ...(lastId !== undefined && { "last-event-id": lastId }) };
  const response = await fetch(`${shop.url}/api/v1/events`, { headers, signal: hangUp.signal });
  const stream = { status: response.status, headers: response.headers, text: "", isOver: false };
  const reading = (async () => {
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) stream.text += chunk;
  })();
  void reading
    .catch(() => {})
    .then(() => {
      stream.isOver = true;
    });
  return {
    stream,
    async until(isSo: () => boolean, ms = 5000) {
      const untilMs = performance.now() + ms;
      while (!isSo() && performance.now() < untilMs) await wait(20);
      assert.ok(isSo(), stream.text);
    },
    [Symbol.dispose]: () => hangUp.abort(),
  };
}

test("who comes back hears what was missed and nothing twice; who was away for too long is told to ask anew", async () => {
  await using shop = await openServedShop({ yaml: YAML });
  const owner = await shop.person("owner");
  const program = await shop.program(["read"], { storeIds: ["own"] });
  const { hub } = shop.server.parts;
  const tell = (n: number, storeId = "own") => hub.tell({ storeId, kind: "gate", data: { n } });
  using first = await listen(shop, owner);
  assert.match(first.stream.headers.get("cache-control")!, /no-transform/);
  assert.equal(first.stream.headers.get("x-content-type-options"), "nosniff");
  tell(1);
  await first.until(() => first.stream.text.includes('"n":1'));
  const lastId = [...first.stream.text.matchAll(/^id: (.*)$/gm)].at(-1)![1]!;
  first[Symbol.dispose]();
  tell(2);
  tell(3, "other");
  using second = await listen(shop, owner, lastId);
  tell(4);
  await second.until(() => second.stream.text.includes('"n":4'));
  assert.deepEqual(
    [...second.stream.text.matchAll(/"n":(\d)/g)].map(([, n]) => n),
    ["2", "3", "4"],
  );
  using limited = await listen(shop, program, lastId);
  await limited.until(() => limited.stream.text.includes('"n":4'));
  assert.ok(!limited.stream.text.includes('"n":3'));
  for (const unknown of ["made-up", "000000000000-1", lastId.replace(/\d+$/, "999999")]) {
    using stranger = await listen(shop, owner, unknown);
    await stranger.until(() => stranger.stream.text.includes("event: reset"));
  }
  for (let n = 0; n <= EVENTS_KEPT_MAX; n++) tell(n);
  using late = await listen(shop, owner, lastId);
  await late.until(() => late.stream.text.includes("event: reset"));
});

test("a stream that has nothing to tell beats, and one whose session ended hears no more", async () => {
  await using shop = await openServedShop({ yaml: YAML });
  const [owner, other] = [await shop.person("owner"), await shop.person("owner")];
  using stays = await listen(shop, owner);
  using ends = await listen(shop, other);
  assert.equal((await shop.ask("DELETE /api/v1/session", { as: other })).status, 200);
  await wait(1100);
  shop.server.parts.hub.tell({ storeId: "own", kind: "gate", data: { n: 1 } });
  await stays.until(() => stays.stream.text.includes('"n":1'));
  await ends.until(() => ends.stream.isOver);
  assert.ok(!ends.stream.text.includes('"n":1'));
  await stays.until(() => stays.stream.text.includes(": beat"), HEARTBEAT_MS + 5000);
});

test("one who asks has so many streams and not more, and one that was closed counts no longer", async () => {
  await using shop = await openServedShop({ yaml: YAML });
  const [owner, other] = [await shop.person("owner"), await shop.person("owner")];
  using open = new DisposableStack();
  const first = await listen(shop, owner);
  for (let count = 1; count < LISTENERS_PER_ASKER_MAX; count++) open.use(await listen(shop, owner));
  const refused = await shop.ask("GET /api/v1/events", { as: owner });
  assert.deepEqual([refused.status, refused.json.code], [429, "request/too-many"]);
  open.use(await listen(shop, other));
  first[Symbol.dispose]();
  await wait(300);
  assert.equal(open.use(await listen(shop, owner)).stream.status, 200);
});
