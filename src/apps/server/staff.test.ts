import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { parse } from "yaml";
import { openServedShop } from "#tools/shop/served-shop.ts";

const ROUTE = "/api/v1/stores/lyon/staff";
const YAML = readFileSync("examples/boutique-france.yaml", "utf8");

test("how staff are told is set without a file: signs, cameras that look, a rota; and taken away again", async () => {
  await using shop = await openServedShop({ yaml: YAML });
  const installer = await shop.person("installer", { storeIds: ["lyon"] });
  const written = () => {
    const text = readFileSync(join(shop.folder, "shop.yaml"), "utf8");
    return { text, store: parse(text).stores[0] };
  };
  const before = await shop.ask(`GET ${ROUTE}`, { as: installer });
  const camera = before.json.cameras[0].sensor;
  assert.deepEqual(before.json, {
    staff: null,
    rota: null,
    cameras: [{ sensor: camera, name: before.json.cameras[0].name, looks: false }],
  });

  const staff = { uniforms: [{ name: "shirt", upper: "#16a34a" }], lines: [`${camera}.door`] };
  const rota = [{ days: ["mon"], hours: "10:00-19:00", staff: 2, breaks: 1 }];
  const put = await shop.ask(`PUT ${ROUTE}`, { as: installer, json: { staff, rota, cameras: [camera] } });
  assert.equal(put.status, 200, put.text);
  assert.deepEqual([written().store.staff, written().store.rota], [staff, rota]);
  assert.ok(written().store.sensors[0].does.includes("staff-exclusion"));
  assert.match(written().text, /^ *#/m, "comments stay");
  assert.equal((await shop.ask(`GET ${ROUTE}`, { as: installer })).json.cameras[0].looks, true);

  // What is left out stays; null takes it away.
  const none = await shop.ask(`PUT ${ROUTE}`, { as: installer, json: { staff: null, cameras: [] } });
  assert.equal(none.json.version, put.json.version + 1);
  const { store } = written();
  assert.deepEqual([store.staff, store.rota], [undefined, rota]);
  assert.equal(store.sensors[0].does.includes("staff-exclusion"), false);
});

test("signs that nobody looks for, cameras that are not there and other stores are refused, and nothing is written", async () => {
  await using shop = await openServedShop({ yaml: YAML });
  const manager = await shop.person("manager", { storeIds: ["lyon"] });
  const staff = { uniforms: [{ name: "shirt", upper: "#16a34a" }] };
  const cases: readonly (readonly [object, number, RegExp])[] = [
    [{ staff, cameras: [] }, 400, /staff-exclusion/],
    [{ staff, cameras: ["roof"] }, 404, /./],
    [{ staff: { ...staff, faces: [] }, cameras: [] }, 400, /faces/],
    [{ staff: null, cameras: [], rota: [{ days: ["mon"], hours: "9-5", staff: 2 }] }, 400, /rota/],
  ];
  for (const [json, status, why] of cases) {
    const answer = await shop.ask(`PUT ${ROUTE}`, { as: manager, json });
    assert.equal(answer.status, status, answer.text);
    assert.match(answer.text, why);
  }
  assert.equal(readFileSync(join(shop.folder, "shop.yaml"), "utf8"), YAML);
  const other = await shop.person("manager", { storeIds: ["elsewhere"] });
  assert.equal((await shop.ask(`GET ${ROUTE}`, { as: other })).status, 404);
});
