import assert from "node:assert/strict";
import test from "node:test";
import { ATTESTED, type Facts, factsOf, type Layer } from "./evidence.ts";
import { type FactName, IMAGING, NON_IMAGING, SENSOR_CLASSES } from "./fact-catalogue.ts";

const AT = "2026-11-21";

function valuesOf(facts: Facts): Record<string, unknown> {
  return Object.fromEntries(facts.values);
}

/** The facts of a sensor of a class that does what a layer says. */
function sensor(name: string, layer: Layer = {}): Record<string, unknown> {
  return valuesOf(factsOf([layer, { sensor: { class: name } }], AT));
}

test("the nearest level wins, fact by fact", () => {
  const chain = { notice: { sign: { on_file: true, every_entrance: true } }, purpose: "statistics" };
  const store = { notice: { sign: { every_entrance: false } } };
  assert.deepEqual(valuesOf(factsOf([chain, store], AT)), {
    "notice.sign.on_file": true,
    "notice.sign.every_entrance": false,
    purpose: "statistics",
  });
});

test("null takes back what a wider level says", () => {
  const facts = factsOf([{ notice: { sign: { on_file: true } } }, { notice: { sign: { on_file: null } } }], AT);
  assert.deepEqual(valuesOf(facts), {});
});

test("what is not of the kind that the catalogue names is unknown", () => {
  const layer = {
    notice: { sign: { on_file: "yes", fields: ["S1", "S99"] } },
    retention: { video_hours: -1, frame_ms: 1.5 },
    purpose: "fun",
    unheard_of: { on_file: true },
    site: null,
    lia: [true],
  };
  assert.deepEqual(valuesOf(factsOf([layer], AT)), {});
});

test("a wrong value at a nearer level takes back the right one of a wider", () => {
  assert.deepEqual(valuesOf(factsOf([{ purpose: "statistics" }, { purpose: "fun" }], AT)), {});
});

test("a paper counts from its date to its end, both included, and says why it does not", () => {
  const table: ReadonlyArray<readonly [paper: Layer, counts: boolean, why: string | undefined]> = [
    [{}, true, undefined],
    [{ date: AT, end: AT }, true, undefined],
    [{ date: "2026-11-22" }, false, "its paper is dated later: 2026-11-22"],
    [{ end: "2026-11-20" }, false, "its paper ended on 2026-11-20"],
  ];
  for (const [paper, counts, why] of table) {
    const facts = factsOf([{ lia: { on_file: true, ...paper } }], AT);
    assert.equal(facts.values.get("lia.on_file"), counts ? true : undefined, JSON.stringify(paper));
    assert.equal(facts.lapsed.get("lia.on_file")?.en, why);
  }
});

test("what a lapsed paper says is unknown in all its parts, whatever a wider level says", () => {
  const wide = { notice: { sign: { on_file: true, before_entry: true } } };
  const near = { notice: { end: "2026-11-20", sign: { on_file: true } } };
  const facts = factsOf([wide, near], AT);
  assert.deepEqual(valuesOf(facts), { "notice.sign.before_entry": true });
  assert.deepEqual([...facts.lapsed.keys()], ["notice.sign.on_file"]);
});

test("a nearer level that counts mends what has lapsed at a wider", () => {
  const facts = factsOf([{ lia: { on_file: true, end: "2026-11-20" } }, { lia: { on_file: true } }], AT);
  assert.deepEqual(valuesOf(facts), { "lia.on_file": true });
  assert.equal(facts.lapsed.size, 0);
});

test("a paper that is not what its checksum says shows nothing", () => {
  const fault = { en: "it was changed", zh: "已被更改" };
  const asked: Layer[] = [];
  const paperFault = (paper: Layer) => {
    asked.push(paper);
    return paper.file === "changed.pdf" ? fault : null;
  };
  const changed = { on_file: true, file: "changed.pdf" };
  const whole = { on_file: true, file: "whole.pdf" };
  const facts = factsOf([{ lia: changed, ropa: whole, audit: { on_file: true } }], AT, paperFault);
  assert.deepEqual(valuesOf(facts), { "ropa.on_file": true, "audit.on_file": true });
  assert.deepEqual([...facts.lapsed], [["lia.on_file", fault]]);
  assert.deepEqual(asked, [changed, whole], "only papers that name a file are looked at");
});

test("a paper that has ended is not looked at", () => {
  const paperFault = () => assert.fail("it was looked at");
  const facts = factsOf([{ lia: { on_file: true, file: "a.pdf", end: "2020-01-01" } }], AT, paperFault);
  assert.equal(facts.lapsed.get("lia.on_file")?.en, "its paper ended on 2020-01-01");
});

test("a paper whose parent has lapsed says so in the parent's words", () => {
  const notice = { end: "2026-11-20", sign: { on_file: true, end: "2026-01-01" } };
  assert.equal(factsOf([{ notice }], AT).lapsed.get("notice.sign.on_file")?.en, "its paper ended on 2026-11-20");
});

test("all holds until the first of the papers that count ends", () => {
  const until = (...layers: Layer[]) => factsOf(layers, AT).until;
  assert.equal(until({ lia: { on_file: true } }), null);
  assert.equal(
    until({ lia: { on_file: true, end: "2027-03-01" }, ropa: { on_file: true, end: "2027-02-01" } }),
    "2027-02-01",
  );
  assert.equal(
    until({ lia: { on_file: true, end: "2027-02-01" }, ropa: { on_file: true, end: "2027-03-01" } }),
    "2027-02-01",
  );
  assert.equal(until({ lia: { on_file: true, end: "2027-02-01" }, ropa: { on_file: true } }), "2027-02-01");
  assert.equal(until({ notice: { end: "2027-02-01", sign: { on_file: true, end: "2027-03-01" } } }), "2027-02-01");
});

test("a paper that is replaced at a nearer level, or has lapsed, no longer sets the end", () => {
  const old = { lia: { on_file: true, end: "2026-12-01" } };
  assert.equal(factsOf([old, { lia: { on_file: true, end: "2027-12-01" } }], AT).until, "2027-12-01");
  assert.equal(factsOf([old, { lia: { on_file: true } }], AT).until, null);
  assert.equal(factsOf([old, { lia: { on_file: null } }], AT).until, null);
  assert.equal(factsOf([{ lia: { on_file: true, end: "2026-11-20" } }], AT).until, null);
});

test("the age of a device's check is counted in days from its paper's date", () => {
  const check = (paper: Layer) => factsOf([{ device_check: { on_file: true, ...paper } }], AT);
  assert.equal(check({ date: "2026-11-21" }).values.get("device_check.age_days"), 0);
  assert.equal(check({ date: "2025-11-21" }).values.get("device_check.age_days"), 365);
  assert.equal(check({}).values.has("device_check.age_days"), false);
  assert.equal(check({ date: "2026-11-22" }).values.has("device_check.age_days"), false, "it is dated later");
  assert.equal(check({ date: "2025-11-21", end: "2026-11-20" }).values.has("device_check.age_days"), false);
  assert.equal(check({ date: "2025-11-21", end: "2026-12-20" }).until, "2026-12-20");
  const other = factsOf([{ lia: { on_file: true, date: "2025-11-21" } }], AT);
  assert.deepEqual([...other.values.keys()], ["lia.on_file"], "other papers have no age");
});

const FACES: readonly FactName[] = [
  "proc.face_detect",
  "proc.face_template",
  "proc.face_geometry",
  "proc.body_embedding",
  "proc.gait_template",
  "proc.reid_template",
  "proc.identify",
  "proc.face_snapshot",
  "proc.face_egress",
  "proc.bystander_templates",
  "proc.emotion",
];
const PICTURES: readonly FactName[] = ["proc.image_persisted", "proc.image_egress"];
const NOTHING_SEEN = {
  ...Object.fromEntries([...FACES, ...PICTURES].map((name) => [name, false])),
  "out.per_person_rows": false,
  "proc.demog_source": "none",
  "proc.dedup_method": "none",
  "proc.staff_method": "none",
  "targeting.individual": false,
  "transfer.pi": false,
};

test("a sensor that cannot show a person sees nothing, and takes in no personal information", () => {
  for (const name of [...NON_IMAGING, "manual_tally"])
    assert.deepEqual(sensor(name), {
      ...NOTHING_SEEN,
      "sensor.class": name,
      "sensor.imaging": false,
      "sensor.wifi": false,
      "sensor.captures_pi": false,
    });
});

test("a badge reader sees no face, and yet takes in personal information", () => {
  assert.deepEqual(sensor("badge_reader"), {
    ...NOTHING_SEEN,
    "sensor.class": "badge_reader",
    "sensor.imaging": false,
    "sensor.wifi": false,
    "sensor.captures_pi": true,
  });
});

test("a tablet that people tap sees no face; one that looks with its camera may", () => {
  const told = sensor("tablet", { proc: { demog_source: "self_told" } });
  assert.deepEqual(told, {
    ...NOTHING_SEEN,
    "proc.demog_source": "self_told",
    "sensor.class": "tablet",
    "sensor.imaging": false,
    "sensor.wifi": false,
    "sensor.captures_pi": true,
  });
  assert.equal(sensor("tablet_camera", { proc: { demog_source: "face" } })["proc.identify"], undefined);
  const camera = sensor("rgb_stream", { proc: { demog_source: "self_told" } });
  assert.equal(camera["proc.identify"], undefined, "a camera is no tablet");
});

test("a camera takes personal information in, whatever is said of it", () => {
  for (const name of IMAGING) {
    const facts = sensor(name, ATTESTED);
    assert.deepEqual([facts["sensor.imaging"], facts["sensor.captures_pi"]], [true, true], name);
  }
});

test("a camera that keeps pictures in memory stores and sends none; one that streams may, and one that records stores", () => {
  const pictures = (name: string, layer?: Layer) => PICTURES.map((fact) => sensor(name, layer)[fact]);
  assert.deepEqual(pictures("rgb_edge_ram_only"), [false, false]);
  assert.deepEqual(pictures("rgb_edge_ram_only", { proc: { image_egress: true } }), [false, true], "it is said to");
  assert.deepEqual(pictures("rgb_stream"), [undefined, undefined]);
  assert.deepEqual(pictures("rgb_recorded"), [true, undefined]);
  assert.deepEqual(pictures("rgb_recorded", { proc: { image_persisted: false } }), [true, undefined]);
  assert.equal(sensor("rgb_edge_ram_only")["proc.identify"], undefined, "of faces its class says nothing");
});

test("a class never takes away what is stated: a beam that identifies takes in personal information", () => {
  for (const fact of [...FACES, ...PICTURES]) {
    const facts = sensor("beam", { proc: { [fact.slice("proc.".length)]: true } });
    assert.deepEqual([facts[fact], facts["sensor.captures_pi"]], [true, true], fact);
  }
  const rows = sensor("beam", { out: { per_person_rows: true } });
  assert.deepEqual([rows["out.per_person_rows"], rows["sensor.captures_pi"]], [true, false]);
});

test("phones are sensed by a probe, and by nothing else", () => {
  for (const name of SENSOR_CLASSES) assert.equal(sensor(name)["sensor.wifi"], name === "wifi_probe", name);
  assert.equal(sensor("wifi_probe")["sensor.captures_pi"], true);
});

test("of a sensor without a class nothing follows", () => {
  assert.deepEqual(valuesOf(factsOf([{ proc: { identify: false } }], AT)), { "proc.identify": false });
});

test("of its own lens Lintel says that it looks at everybody, knows nobody and keeps nothing", () => {
  assert.deepEqual(valuesOf(factsOf([ATTESTED], AT)), {
    ...Object.fromEntries([...FACES, ...PICTURES].map((name) => [name, false])),
    "proc.mode": "sweep",
    "proc.demog_source": "none",
    "proc.dedup_method": "in_visit",
    "proc.staff_method": "none",
    "proc.local_only": true,
    "out.aggregate_only": true,
    "out.per_person_rows": false,
    "out.grain_minutes": 1,
    "out.published": false,
    "retention.frame_ms": 200,
    "retention.raw_image_seconds": 0,
    "retention.track_seconds": 0,
    "retention.id_minutes": 1,
    "retention.video_hours": 0,
    "retention.template_shortest": true,
    "counts.face_individuals": 0,
    "counts.pi_individuals": 0,
    "counts.sensitive_individuals": 0,
    "transfer.pi": false,
    "transfer.payload": "aggregate",
    "targeting.individual": false,
    "targeting.messages": false,
    "model.outputs": ["presence"],
    "defaults.safe": true,
    "defaults.face_off": true,
  });
});

test("facts remember the day of which they are", () => {
  assert.equal(factsOf([], AT).at, AT);
});
