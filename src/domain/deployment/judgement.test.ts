import assert from "node:assert/strict";
import test from "node:test";
import type { LawBook } from "#domain/policy/decide.ts";
import { type Law, readLaw } from "#domain/policy/law.ts";
import { Deployment } from "./deployment.ts";
import { factsOfSensor, judge } from "./judgement.ts";

const AT = "2026-11-21";

type Data = Readonly<Record<string, unknown>>;

const ALLOWED = { verdicts: [{ verdict: "allow" }] };

function bookOf(...laws: readonly Data[]): LawBook {
  const read = laws.map((parts) => {
    const law = readLaw({
      jurisdiction: "XX",
      name: { own: "X", en: "X" },
      instruments: { XX: { own: "X", en: "X" } },
      requirements: [],
      ...parts,
    });
    assert.equal(law.kind, "read", JSON.stringify(law));
    return (law as { value: Law }).value;
  });
  return { laws: read, broken: [], additions: [] };
}

function deploymentOf({ stores, ...chain }: { readonly stores: readonly Data[] } & Data): Deployment {
  const whole = stores.map((store, index) => ({
    id: `store-${index}`,
    time_zone: "UTC",
    site: { jurisdiction: "XX" },
    ...store,
  }));
  return Deployment.parse({ lintel: 1, name: "a chain", ...chain, stores: whole });
}

/** A camera that Lintel watches, and a beam. */
const CAMERA = { id: "camera", does: ["count"], source: "rtsp://192.0.2.7/" };
const BEAM = { id: "beam", does: ["count"], class: "beam" };

function factsOf(sensor: Data, store: Data = {}, chain: Data = {}) {
  const deployment = deploymentOf({ ...chain, stores: [{ ...store, sensors: [{ ...CAMERA, ...sensor }] }] });
  return factsOfSensor(deployment, deployment.stores[0]!, deployment.stores[0]!.sensors[0]!, AT);
}

/** What is asked of a sensor. */
function asked(sensor: Data, book: LawBook): string[] {
  const { decisions } = judge(deploymentOf({ stores: [{ sensors: [{ ...CAMERA, ...sensor }] }] }), book, AT);
  return decisions.map(({ capability }) => capability);
}

test("every store, sensor and capability has its decision", () => {
  const deployment = deploymentOf({
    stores: [{ sensors: [{ ...BEAM, does: ["count", "zones"] }] }, { sensors: [BEAM, CAMERA] }],
  });
  const { at, verdict, decisions } = judge(deployment, bookOf({ defaults: { count: ALLOWED } }), AT);
  assert.deepEqual(
    decisions.map(({ store, sensor, capability, ruling }) => [store, sensor, capability, ruling.verdict]),
    [
      ["store-0", "beam", "count", "permit"],
      ["store-0", "beam", "zones", "deny"],
      ["store-1", "beam", "count", "permit"],
      ["store-1", "camera", "count", "permit"],
    ],
  );
  assert.deepEqual([at, verdict], [AT, "deny"]);
  assert.equal(decisions[0]!.facts.at, AT);
});

test("a deployment may run as a whole where all of it may", () => {
  const deployment = deploymentOf({ stores: [{ sensors: [BEAM, CAMERA] }] });
  assert.equal(judge(deployment, bookOf({ defaults: { count: ALLOWED } }), AT).verdict, "permit");
});

test("what a sensor does is asked though nobody named it, and nothing is asked twice", () => {
  const book = bookOf({ defaults: { count: ALLOWED } });
  assert.deepEqual(asked({}, book), ["count"]);
  assert.deepEqual(asked({ practice: { proc: { identify: true } } }, book), ["count", "face-recognition"]);
  assert.deepEqual(asked({ does: ["count", "publish"], practice: { out: { published: true } } }, book), [
    "count",
    "publish",
  ]);
  const unknown = asked({ source: undefined, class: "rgb_stream" }, book);
  for (const capability of ["image-storage", "face-recognition", "third-party-upload", "publish"])
    assert.ok(unknown.includes(capability), `${capability} of a camera of which nothing is known`);
});

test("putting a sensor up is asked where the law of the place says anything of it", () => {
  const count = { defaults: { count: ALLOWED } };
  const install = { defaults: { count: ALLOWED, install: ALLOWED } };
  assert.deepEqual(asked({}, bookOf(count)), ["count"]);
  assert.deepEqual(asked({}, bookOf(install)), ["count", "install"]);
  assert.deepEqual(asked({}, bookOf(count, { ...install, jurisdiction: "YY" })), ["count"], "another place's law does");
  assert.deepEqual(asked({}, bookOf(install, { ...count, jurisdiction: "YY" })), ["count", "install"]);
  assert.deepEqual(asked({}, bookOf(count, { ...install, jurisdiction: "XX-YY" })), ["count"], "a part's law does");
  assert.deepEqual(asked({ does: ["count", "install"] }, bookOf(count)), ["count", "install"], "it is named");
  assert.deepEqual(
    asked({ source: undefined, class: "manual_tally" }, bookOf(install)),
    ["count"],
    "nothing is put up",
  );
});

test("the law of the country asks of putting up in its parts too", () => {
  const install = bookOf({ defaults: { count: ALLOWED, install: ALLOWED } });
  const deployment = deploymentOf({ stores: [{ site: { jurisdiction: "XX-YY" }, sensors: [BEAM] }] });
  assert.deepEqual(
    judge(deployment, install, AT).decisions.map(({ capability }) => capability),
    ["count", "install"],
  );
});

test("where no place is stated all that a sensor does is denied", () => {
  const book = bookOf({ defaults: { count: ALLOWED, install: ALLOWED } });
  for (const site of [{}, { jurisdiction: null }]) {
    const { verdict, decisions } = judge(deploymentOf({ stores: [{ site, sensors: [BEAM] }] }), book, AT);
    assert.equal(verdict, "deny");
    assert.deepEqual(
      decisions.map(({ capability }) => capability),
      ["count"],
    );
    assert.equal(decisions[0]!.facts.values.has("site.jurisdiction"), false);
  }
});

test("the sensor is nearer than the store, and the store than the chain", () => {
  const says = (purpose: string | null) => ({ practice: { purpose } });
  assert.equal(factsOf(says("security"), says("service"), says("statistics")).values.get("purpose"), "security");
  assert.equal(factsOf({}, says("service"), says("statistics")).values.get("purpose"), "service");
  assert.equal(factsOf({}, {}, says("statistics")).values.get("purpose"), "statistics");
  assert.equal(factsOf(says(null), says("service")).values.get("purpose"), undefined);
  const shows = (isOnFile: boolean) => ({ evidence: { lia: { on_file: isOnFile } } });
  assert.equal(factsOf(shows(false), shows(true), shows(true)).values.get("lia.on_file"), false);
  assert.equal(factsOf({}, {}, shows(true)).values.get("lia.on_file"), true);
});

test("Lintel answers for its own lens, and for no other's; who says otherwise of it is believed", () => {
  assert.equal(factsOf({}).values.get("proc.identify"), false);
  assert.equal(factsOf({ source: undefined }).values.get("proc.identify"), undefined);
  assert.equal(factsOf({}, {}, { practice: { proc: { identify: true } } }).values.get("proc.identify"), true);
});

test("a camera that Lintel watches keeps pictures in memory, unless it is said to be of another class", () => {
  const classOf = (sensor: Data) => factsOf(sensor).values.get("sensor.class");
  assert.equal(classOf({}), "rgb_edge_ram_only");
  assert.equal(classOf({ class: "rgb_recorded" }), "rgb_recorded");
  assert.equal(classOf({ source: undefined }), undefined);
  assert.equal(classOf({ source: undefined, class: "beam" }), "beam");
});

test("a store's site is told as its law is filed, with what else is stated of it", () => {
  const site = (parts: Data) => factsOf({}, { site: parts }).values;
  const paris = site({ jurisdiction: "EU-FR", city: "Paris" });
  assert.deepEqual(
    [paris.get("site.jurisdiction"), paris.get("site.member_state"), paris.get("site.city")],
    ["EU", "FR", "Paris"],
  );
  assert.equal(site({ jurisdiction: "CN-31" }).get("site.jurisdiction"), "CN");
});

test("a paper that its file does not bear out shows nothing", () => {
  const evidence = { lia: { on_file: true, file: "lia.pdf" } };
  const deployment = deploymentOf({ stores: [{ evidence, sensors: [BEAM] }] });
  const fault = { en: "it was changed", zh: "已被更改" };
  const { decisions } = judge(deployment, bookOf({}), AT, () => fault);
  assert.equal(decisions[0]!.facts.values.has("lia.on_file"), false);
  assert.equal(decisions[0]!.facts.lapsed.get("lia.on_file"), fault);
});

const UNSETTLED = { verdicts: [{ verdict: "unsettled" }] };
const SIGN_ASKED = {
  instruments: { XX: { own: "X", en: "X" } },
  requirements: [
    {
      id: "XX-01",
      instrument: "XX",
      article: "1",
      effect: "condition",
      capabilities: ["count"],
      in_force: { from: "2020-01-01" },
      demand: { en: "Hang a sign." },
      met: ["notice.sign.on_file"],
      status: "read in full",
      source: "this test",
    },
  ],
};

test("sensors are judged alike only where the same is known of them", () => {
  const book = bookOf({ defaults: { count: ALLOWED }, ...SIGN_ASKED });
  const shop = (sign: Data) => ({ sensors: [{ ...BEAM, evidence: { notice: { sign } } }] });
  const deployment = deploymentOf({
    stores: [
      shop({ on_file: true }),
      shop({ on_file: false }),
      shop({ on_file: true, end: "2020-01-01" }),
      shop({ on_file: null }),
    ],
  });
  const { decisions } = judge(deployment, book, AT);
  assert.deepEqual(
    decisions.map(({ ruling }) => ruling.verdict),
    ["permit", "deny", "deny", "deny"],
  );
  assert.deepEqual(
    decisions.map(({ facts }) => facts.lapsed.size),
    [0, 0, 1, 0],
  );
});

test("what a sensor does unnamed holds back what it is used for, the strictest of it first", () => {
  const camera = { id: "theirs", class: "rgb_stream", does: ["count"], practice: { proc: { face_detect: false } } };
  const verdicts = (defaults: Data) => {
    const { decisions } = judge(deploymentOf({ stores: [{ sensors: [camera] }] }), bookOf({ defaults }), AT);
    const count = decisions.find(({ capability }) => capability === "count")!;
    const held = count.ruling.reasons.find((reason) => reason.kind === "held-back");
    return [count.isNamed, count.ruling.verdict, held?.kind === "held-back" ? held.verdict : null];
  };
  const unnamed = [
    "install",
    "image-storage",
    "face-snapshot",
    "face-recognition",
    "demographics-face",
    "de-duplication",
  ];
  const others = ["staff-exclusion", "third-party-upload", "cross-border", "targeting", "publish", "retention"];
  const all = (rule: unknown) => Object.fromEntries([...unnamed, ...others].map((name) => [name, rule]));
  assert.deepEqual(verdicts({ count: ALLOWED, ...all(ALLOWED) }), [true, "permit", null]);
  assert.deepEqual(verdicts({ count: ALLOWED, ...all(ALLOWED), install: UNSETTLED }), [true, "unsettled", "unsettled"]);
  assert.deepEqual(verdicts({ count: ALLOWED, ...all(UNSETTLED), retention: { verdicts: [{ verdict: "forbid" }] } }), [
    true,
    "deny",
    "deny",
  ]);
});
