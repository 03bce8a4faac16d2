import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { parse } from "yaml";
import { Deployment } from "./deployment.ts";
import { sharedWith } from "./sharing.ts";

const shop = parse(readFileSync("examples/shop-illinois.yaml", "utf8"));
const WHOLE = { figures: "minute", health: true, isOwn: true };
const NOTHING = { figures: "none", health: false, isOwn: false };

function storeWith(controller: object | undefined) {
  return Deployment.parse({ ...shop, stores: [{ ...shop.stores[0], controller }] }).stores[0]!;
}

function problemsOf(part: object): string {
  const { error } = Deployment.safeParse({ ...shop, ...part });
  return error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n") ?? "";
}

test("each sees of a store what is its own or what the contract shares, and nobody sees more", () => {
  const own = storeWith(undefined);
  const silent = storeWith({ name: "Lakeside Retail" });
  const sharing = storeWith({ name: "Lakeside Retail", shares: { figures: "hour", health: true } });
  const half = storeWith({ name: "Lakeside Retail", shares: { health: true } });
  const cases = [
    ["the chain, its own store", own, null, WHOLE],
    ["a franchisee, the chain's store", own, "Lakeside Retail", NOTHING],
    ["a franchisee, their own store", silent, "Lakeside Retail", WHOLE],
    ["another franchisee", sharing, "Hillside Retail", NOTHING],
    ["one of nearly that name", sharing, "lakeside retail", NOTHING],
    ["one without a name", sharing, "", NOTHING],
    ["the chain, where nothing is shared", silent, null, NOTHING],
    ["the chain, where hours are shared", sharing, null, { figures: "hour", health: true, isOwn: false }],
    ["the chain, where only health is shared", half, null, { figures: "none", health: true, isOwn: false }],
  ] as const;
  for (const [who, store, controller, shared] of cases)
    assert.deepEqual(sharedWith(store, { controller }), shared, who);
});

test("a controller without a name, a finer span than there is and a store that is both are refused", () => {
  const withStore = (part: object) => problemsOf({ stores: [{ ...shop.stores[0], ...part }] });
  const controller = { name: "Lakeside Retail" };
  assert.equal(withStore({ controller }), "");
  assert.match(withStore({ controller: { name: "" } }), /stores\.0\.controller\.name/);
  assert.match(
    withStore({ controller: { ...controller, shares: { figures: "second" } } }),
    /controller\.shares\.figures/,
  );
  assert.match(withStore({ controller: { ...controller, share: {} } }), /controller/);
  const site = { ...shop.stores[0].site, franchise: false };
  assert.match(withStore({ controller, site }), /stores\.0\.controller: .*`site\.franchise`/);
  assert.equal(withStore({ controller, site: { ...site, franchise: true } }), "");
});

test("settings and cues have the defaults that are documented, and no secret may stand in the file", () => {
  const { settings, cues } = Deployment.parse(shop);
  assert.deepEqual(settings, { capture_rate: "entries-per-passer-by", bounce_s: 5 });
  assert.equal(cues, undefined);
  const mqtt = { url: "mqtts://broker.example:8883", password: "$BROKER_PASSWORD" };
  assert.equal(Deployment.parse({ ...shop, cues: { mqtt } }).cues?.mqtt?.discovery_prefix, "homeassistant");
  const webhook = { url: "https://hooks.example.com/lintel", secret: "$CUE_SECRET" };
  assert.equal(problemsOf({ cues: { webhook, mqtt } }), "");
  const refused: [part: object, problem: RegExp][] = [
    [
      { cues: { webhook: { ...webhook, secret: "hunter2" } } },
      /cues\.webhook\.secret: .*name of an environment variable/,
    ],
    [{ cues: { webhook: { url: webhook.url } } }, /cues\.webhook\.secret/],
    [{ cues: { webhook: { ...webhook, url: "file:///etc/passwd" } } }, /cues\.webhook\.url/],
    [
      { cues: { webhook: { ...webhook, url: "https://me:secret@hooks.example.com" } } },
      /cues\.webhook\.url: .*password/,
    ],
    [{ cues: { mqtt: { ...mqtt, password: "hunter2" } } }, /cues\.mqtt\.password/],
    [{ cues: { mqtt: { ...mqtt, url: "mqtt://me:secret@broker.example" } } }, /cues\.mqtt\.url: .*password/],
    [{ cues: { mqtt: { ...mqtt, url: "http://broker.example" } } }, /cues\.mqtt\.url/],
    [{ cues: { mqtt: { ...mqtt, discovery_prefix: "home/#" } } }, /cues\.mqtt\.discovery_prefix/],
    [{ settings: { bounce_s: 0 } }, /settings\.bounce_s/],
    [{ settings: { capture_rate: "entries-per-exit" } }, /settings\.capture_rate/],
  ];
  for (const [part, problem] of refused) assert.match(problemsOf(part), problem);
});
