import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { parse } from "yaml";
import { Deployment } from "./deployment.ts";
import { staffMethodOf, staffSignsOf } from "./staff.ts";

const shop = parse(readFileSync("examples/boutique-france.yaml", "utf8"));
const camera = { ...shop.stores[0].sensors[0], does: ["count", "zones", "staff-exclusion"] };

function read(staff: unknown, sensor: object = camera) {
  return Deployment.safeParse({ ...shop, stores: [{ ...shop.stores[0], staff, sensors: [sensor] }] });
}

function problemsOf(staff: unknown, sensor?: object): string {
  const { error } = read(staff, sensor);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n");
}

test("a store says how staff are told: by colours, a ribbon, lines, zones or a stay", () => {
  const upper = [
    { colour: "#16a34a", share: 0.7 },
    { colour: "#ffffff", share: 0.3 },
  ];
  const staff = {
    uniforms: [{ name: "shirt", upper, lower: "#22252b" }],
    lanyard: "#f2c230",
    lines: ["door.door"],
    zones: ["door.window"],
    stay_minutes: 90,
  };
  const { data } = read(staff);
  const [store] = data!.stores;
  const [sensor] = store!.sensors;
  assert.deepEqual(staffSignsOf(store!, sensor!), {
    uniforms: [{ name: "shirt", upper, lower: [{ colour: "#22252b", share: 1 }] }],
    lanyard: "#f2c230",
    lines: ["door"],
    zones: ["window"],
    stayMsMin: 5_400_000,
  });
  assert.equal(staffSignsOf(store!, { ...sensor!, does: ["count"] }), undefined);
  assert.deepEqual(staffSignsOf(store!, { ...sensor!, id: "other" })?.lines, [], "lines of another sensor");
  assert.deepEqual(
    [staffMethodOf(store!), staffMethodOf({ staff: { ...store!.staff!, uniforms: [], lanyard: undefined } })],
    ["uniform", "zone"],
  );
});

test("what would tell nobody is refused", () => {
  const uniforms = [{ name: "shirt", upper: "#16a34a" }];
  assert.equal(problemsOf({ uniforms }), "");
  const cases: readonly (readonly [unknown, RegExp])[] = [
    [{}, /nothing says how staff are told/],
    [{ uniforms: [{ name: "shirt" }] }, /an `upper`, a `lower` or both/],
    [{ uniforms: [{ name: "shirt", upper: "green" }] }, /staff/],
    [{ uniforms: [{ name: "shirt", upper: [{ colour: "#16a34a", share: 0.5 }] }] }, /staff/],
    [{ lines: ["door.back"] }, /no sensor of the store has `door\.back`/],
    [{ zones: ["door.door"] }, /no sensor of the store has `door\.door`/],
    [{ uniforms, faces: [] }, /staff/],
  ];
  for (const [staff, problem] of cases) assert.match(problemsOf(staff), problem, JSON.stringify(staff));
  assert.match(problemsOf({ uniforms }, { ...camera, does: ["count", "zones"] }), /no camera of the store does/);
});
