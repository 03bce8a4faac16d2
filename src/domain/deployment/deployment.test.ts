import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import test from "node:test";
import { isDeepStrictEqual } from "node:util";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";
import { loadDeployment } from "#apps/deployment/deployment-file.ts";
import { FACTS } from "#domain/policy/fact-catalogue.ts";
import { Deployment, deploymentSchema } from "./deployment.ts";
import { placeOfFact } from "./fact-groups.ts";

const PUBLISHED = "schemas/deployment.schema.json";
const files = [...globSync("examples/*.yaml"), ...globSync("laws/cases/*.yaml")].filter(
  (path) => !/(cases|expected|flips)\.yaml$/.test(path),
);

test("the published schema is the one that is read by", () => {
  assert.ok(
    isDeepStrictEqual(JSON.parse(readFileSync(PUBLISHED, "utf8")), JSON.parse(JSON.stringify(deploymentSchema()))),
    `write it anew: \`lintel config schema > ${PUBLISHED}\``,
  );
});

test("the schema alone, without our code, tells a deployment from what is none", () => {
  const validate = new Ajv2020({ strict: false, formats: { uri: true, date: /^\d{4}-\d{2}-\d{2}$/ } }).compile(
    deploymentSchema(),
  );
  for (const path of files)
    assert.ok(validate(parse(readFileSync(path, "utf8"))), `${path}: ${JSON.stringify(validate.errors)}`);
  const shop = parse(readFileSync("examples/shop-illinois.yaml", "utf8"));
  assert.equal(validate({ ...shop, sores: [] }), false, "a field too many");
  assert.equal(validate({ ...shop, stores: [] }), false, "no store");
  assert.equal(validate({ ...shop, practice: { proc: { identify: "maybe" } } }), false, "a flag that is none");
});

test("every fact that a law may ask for can be stated, and says what it means", () => {
  const schema = JSON.stringify(deploymentSchema());
  for (const [name, fact] of Object.entries(FACTS)) {
    const words = fact.kind === "flag" ? fact.yes.en : fact.label.en;
    if (placeOfFact(name) !== null) assert.ok(schema.includes(JSON.stringify(words).slice(1, -1)), name);
  }
});

test("every example can be read", () => {
  assert.ok(files.length > 20);
  for (const path of files) assert.doesNotThrow(() => loadDeployment(path), path);
});

test("opening hours that are none are refused, and so is a holiday given twice", () => {
  const shop = parse(readFileSync("examples/shop-illinois.yaml", "utf8"));
  const problemsOf = (opening: object) =>
    Deployment.safeParse({ ...shop, stores: [{ ...shop.stores[0], ...opening }] }).error?.issues.map(
      ({ path, message }) => `${path.join(".")}: ${message}`,
    );
  assert.equal(problemsOf({ hours: { fri: ["10:00-12:00", "18:00-02:00"], sat: ["00:00-24:00"] } }), undefined);
  assert.equal(
    problemsOf({ holidays: [{ date: "2026-12-25" }, { date: "2026-12-24", hours: ["10:00-16:00"] }] }),
    undefined,
  );
  const cases: [opening: object, problem: RegExp][] = [
    [{ hours: { mon: ["9-17"] } }, /stores\.0\.hours\.mon\.0: hours are written `10:00-19:00`/],
    [{ hours: { mon: ["10:00-25:00"] } }, /hours are written/],
    [{ hours: { mon: ["10:00-10:00"] } }, /a whole day is `00:00-24:00`/],
    [{ hours: { monday: ["10:00-19:00"] } }, /monday/],
    [{ holidays: [{ date: "2026-02-30" }] }, /holidays\.0\.date/],
    [{ holidays: [{ date: "2026-12-25" }, { date: "2026-12-25" }] }, /holidays\.1\.date: .*given twice/],
  ];
  for (const [opening, problem] of cases) assert.match(problemsOf(opening)?.join("\n") ?? "", problem);
});

test("only an rtsp camera says how its pictures travel", () => {
  const shop = parse(readFileSync("examples/boutique-france.yaml", "utf8"));
  const [store] = shop.stores;
  const isRead = (sensor: object) =>
    Deployment.safeParse({ ...shop, stores: [{ ...store, sensors: [{ ...store.sensors[0], ...sensor }] }] }).success;
  assert.ok(isRead({ transport: "udp" }) && isRead({ transport: "tcp" }));
  assert.ok(isRead({ source: "$DOOR", transport: "udp" }));
  assert.ok(isRead({ source: "usb:/dev/video0" }));
  assert.ok(!isRead({ source: "usb:/dev/video0", transport: "udp" }));
  assert.ok(!isRead({ source: "rtsps://192.0.2.7/stream2", transport: "udp" }));
  assert.ok(!isRead({ transport: "http" }));
});
