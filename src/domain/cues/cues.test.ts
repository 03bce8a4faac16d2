import assert from "node:assert/strict";
import test from "node:test";
import { type CueEvent, cueBody } from "./cue-event.ts";
import { CUE_AGE_MS_MAX, cueRetryMs, outcomeOfStatus } from "./cue-retry.ts";
import { CueSettings } from "./cue-settings.ts";
import { availability, cuePublications, discoveries, figuresNow } from "./home-assistant.ts";

const EVENT: CueEvent = {
  storeId: "mall-7",
  storeName: "Mall",
  sensorId: "cam-1",
  zone: "till",
  waitedMs: 75_400,
  atMs: Date.UTC(2026, 10, 21, 9),
};
const PLACE = { instance: "shop", discoveryPrefix: "homeassistant" };

test("a cue is tried again slower each time, and given up before it is older than it may be", () => {
  for (const chance of [0, 0.999]) {
    let [ageMs, tries, beforeMs] = [0, 0, 0];
    for (;;) {
      tries += 1;
      const waitMs = cueRetryMs({ failures: tries, ageMs, chance });
      if (waitMs === null) break;
      assert.ok(waitMs >= beforeMs && waitMs <= 37_500, `${waitMs}`);
      beforeMs = waitMs;
      ageMs += waitMs;
    }
    assert.ok(ageMs <= CUE_AGE_MS_MAX && tries >= 10 && tries <= 16, `${tries} tries in ${ageMs} ms`);
  }
  assert.equal(cueRetryMs({ failures: 1, ageMs: 0, chance: 0 }), 1000);
});

test("what a server refuses is not tried again, a redirection neither, and what may pass is", () => {
  for (const [status, outcome] of [
    [200, "delivered"],
    [204, "delivered"],
    [301, "refused"],
    [307, "refused"],
    [400, "refused"],
    [401, "refused"],
    [404, "refused"],
    [408, "again"],
    [429, "again"],
    [500, "again"],
    [503, "again"],
  ] as const)
    assert.equal(outcomeOfStatus(status), outcome, String(status));
});

test("a body says what happened and whether it is a test, and a test never switches anything on", () => {
  assert.deepEqual(JSON.parse(cueBody(EVENT, "x")), {
    kind: "cue",
    id: "x",
    test: false,
    storeId: "mall-7",
    storeName: "Mall",
    sensorId: "cam-1",
    zone: "till",
    waitedMs: 75_400,
    at: "2026-11-21T09:00:00.000Z",
  });
  const tests = cuePublications(PLACE, { ...EVENT, isTest: true });
  assert.deepEqual(
    tests.map(({ topic }) => topic),
    ["lintel/shop/test"],
  );
  assert.equal(JSON.parse(tests[0]!.payload).test, true);
  const real = cuePublications(PLACE, EVENT);
  assert.deepEqual(real.at(-1), { topic: "lintel/shop/mall-7/waiting/cam-1_till", payload: "ON", isRetained: false });
});

test("Home Assistant is told of each figure and zone once, by ids and topics that it takes, whatever zones are called", () => {
  const zones = ["till", "收银台", "收银 台", "a/b", "a#b", "+"].map((zone) => ({ sensorId: "cam-1", zone }));
  const all = discoveries(PLACE, { storeId: "mall-7", storeName: "Mall", cueZones: zones });
  assert.equal(all.length, 2 + zones.length);
  assert.equal(new Set(all.map(({ topic }) => topic)).size, all.length);
  for (const { topic, payload, isRetained } of all) {
    assert.match(topic, /^homeassistant\/(sensor|binary_sensor)\/[A-Za-z0-9_-]+\/[A-Za-z0-9_-]+\/config$/);
    assert.ok(isRetained);
    const config = JSON.parse(payload);
    assert.equal(config.availability_topic, availability(PLACE, true).topic);
    assert.match(config.state_topic, /^lintel\/shop\/mall-7\/[A-Za-z0-9_/-]+$/);
    assert.deepEqual(config.device.identifiers, ["lintel_shop_mall-7"]);
  }
  const [visitors, occupancy] = all.map(({ payload }) => JSON.parse(payload));
  assert.deepEqual([visitors.state_class, occupancy.state_class], ["total_increasing", "measurement"]);
  const now = figuresNow(PLACE, { storeId: "mall-7", storeName: "Mall", visitorsToday: null, occupancy: 0 });
  assert.equal(now.payload, '{"visitors_today":null,"occupancy":0}');
});

test("a secret in a file is the name of an environment variable and never the secret itself", () => {
  const settings = (secret: string) => CueSettings.safeParse({ webhook: { url: "https://x.example", secret } }).success;
  assert.ok(settings("$CUE_SECRET"));
  assert.ok(!settings("hunter2hunter2hunter2"));
  assert.ok(!CueSettings.safeParse({ mqtt: { url: "mqtt://x", discovery_prefix: "a/#" } }).success);
  assert.ok(!CueSettings.safeParse({ email: {} }).success);
});
