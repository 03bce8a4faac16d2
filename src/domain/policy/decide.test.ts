import assert from "node:assert/strict";
import test from "node:test";
import type { Capability } from "./capability.ts";
import {
  decide,
  heldBack,
  impliedCapabilities,
  isListed,
  isMet,
  type LawBook,
  type Reason,
  type Ruling,
  strictest,
  type Verdict,
} from "./decide.ts";
import { ATTESTED, type Facts, factsOf, type Layer } from "./evidence.ts";
import { explain, missingFrom } from "./explain.ts";
import { type Additions, type Law, readAdditions, readLaw } from "./law.ts";

const AT = "2026-11-21";

/** A row of a made-up law: whoever counts hangs a sign. */
const SIGN = {
  id: "XX-01",
  instrument: "XX",
  article: "1",
  effect: "condition",
  capabilities: ["count"],
  in_force: { from: "2020-01-01" },
  demand: { en: "Hang a sign." },
  met: ["notice.sign.on_file"],
  status: "from memory",
  source: "made up for this test",
};
const ALLOWED = { verdicts: [{ verdict: "allow" }] };
const FORBIDDEN = { verdicts: [{ verdict: "forbid" }] };
const UNSETTLED = { verdicts: [{ verdict: "unsettled" }] };
/** A row that asks for nothing. */
const { met: _, ...SILENT } = SIGN;

function lawOf(parts: Layer = {}): Law {
  const read = readLaw({
    jurisdiction: "XX",
    name: { own: "X", en: "X" },
    instruments: { XX: { own: "X", en: "X" } },
    defaults: { count: ALLOWED },
    requirements: [],
    ...parts,
  });
  assert.equal(read.kind, "read", JSON.stringify(read));
  return (read as { value: Law }).value;
}

function additionsOf(parts: Layer): Additions {
  const read = readAdditions({ additions: "ours", jurisdiction: "XX", by: "counsel", date: "2026-01-01", ...parts });
  assert.equal(read.kind, "read", JSON.stringify(read));
  return (read as { value: Additions }).value;
}

function bookOf(laws: readonly Law[], additions: readonly Additions[] = []): LawBook {
  return { laws, broken: [], additions };
}

function factsIn(layer: Layer = {}, at: string = AT): Facts {
  return factsOf([{ site: { jurisdiction: "XX" } }, layer], at);
}

const SIGNED = { notice: { sign: { on_file: true } } };
const UNSIGNED = { notice: { sign: { on_file: false } } };

function verdictIn(parts: Layer, layer: Layer = {}, capability = "count", at: string = AT): Verdict {
  return decide(bookOf([lawOf(parts)]), factsIn(layer, at), capability).verdict;
}

function kindsOf({ reasons }: Ruling): string[] {
  return reasons.map(({ kind }) => kind);
}

function reasonOf<K extends Reason["kind"]>({ reasons }: Ruling, kind: K): Extract<Reason, { kind: K }> {
  const reason = reasons.find((one) => one.kind === kind);
  assert.ok(reason, `there is no reason of the kind ${kind}`);
  return reason as Extract<Reason, { kind: K }>;
}

test("what the law of a place allows may run, and nothing is said", () => {
  assert.deepEqual(decide(bookOf([lawOf()]), factsIn(), "count"), {
    capability: "count",
    verdict: "permit",
    reasons: [],
    warnings: [],
  });
});

test("deny outweighs unsettled, and unsettled outweighs permit", () => {
  const table: ReadonlyArray<readonly [parts: Layer, verdict: Verdict]> = [
    [{ defaults: { count: FORBIDDEN }, requirements: [SIGN] }, "deny"],
    [{ defaults: { count: UNSETTLED }, requirements: [SIGN] }, "deny"],
    [{ defaults: { count: FORBIDDEN } }, "deny"],
    [{ defaults: { count: UNSETTLED } }, "unsettled"],
    [{ defaults: { count: ALLOWED }, requirements: [SIGN] }, "deny"],
    [{ defaults: { count: ALLOWED } }, "permit"],
  ];
  for (const [parts, verdict] of table) assert.equal(verdictIn(parts), verdict, JSON.stringify(parts));
});

test("what is unsettled in one place and forbidden in a part of it is denied", () => {
  const laws = [
    lawOf({ defaults: { count: UNSETTLED } }),
    lawOf({ jurisdiction: "XX-YY", defaults: { count: FORBIDDEN } }),
  ];
  const facts = factsOf([{ site: { jurisdiction: "XX-YY" } }], AT);
  assert.equal(decide(bookOf(laws), facts, "count").verdict, "deny");
  assert.equal(decide(bookOf(laws), factsIn(), "count").verdict, "unsettled");
});

test("the strictest of several verdicts holds for all, and of none it is deny", () => {
  assert.equal(strictest(["permit", "unsettled", "deny"]), "deny");
  assert.equal(strictest(["permit", "unsettled"]), "unsettled");
  assert.equal(strictest(["permit"]), "permit");
  assert.equal(strictest([]), "deny");
});

test("a row that asks is met only by what is known to hold", () => {
  const parts = { requirements: [SIGN] };
  assert.equal(verdictIn(parts, SIGNED), "permit");
  assert.equal(verdictIn(parts, UNSIGNED), "deny");
  assert.equal(verdictIn(parts), "deny", "nobody has said whether there is a sign");
});

test("one of several ways to meet a row is enough, and of each that fails it is told what is missing", () => {
  const met = ["notice.sign.on_file && notice.sign.before_entry", "lia.on_file && sec.policy"];
  const book = bookOf([lawOf({ requirements: [{ ...SIGN, met }] })]);
  const known = { notice: { sign: { on_file: true, before_entry: false } }, sec: { policy: true } };
  const { failing, ...reason } = reasonOf(decide(book, factsIn(known), "count"), "row");
  assert.equal(reason.met, false);
  assert.deepEqual(
    failing.map((way) => way.map(({ part, isKnown }) => [part.text, isKnown])),
    [[["notice.sign.before_entry", true]], [["lia.on_file", false]]],
  );
  const met2 = reasonOf(decide(book, factsIn({ ...known, lia: { on_file: true } }), "count"), "row");
  assert.deepEqual([met2.met, met2.failing, met2.penalties, met2.setAside], [true, [], [], null]);
});

test("a row applies unless a condition of it is known to be false", () => {
  const parts = { requirements: [{ ...SIGN, when: ["sensor.captures_pi", "site.public_place"] }] };
  const site = (isPublic: boolean | null) => ({ site: { public_place: isPublic } });
  assert.equal(verdictIn(parts, site(null)), "deny", "unknown whether it applies");
  assert.equal(verdictIn(parts, site(true)), "deny");
  assert.equal(verdictIn(parts, site(false)), "permit");
});

test("a row may ask for the capability by name, whatever was asked of the same facts before", () => {
  const when = ['capability != "zones"'];
  const row = { ...SIGN, capabilities: ["count", "zones"], when };
  const book = bookOf([lawOf({ defaults: { count: ALLOWED, zones: ALLOWED }, requirements: [row] })]);
  const facts = factsIn();
  for (const _round of [1, 2]) {
    assert.equal(decide(book, facts, "zones").verdict, "permit");
    assert.equal(decide(book, facts, "count").verdict, "deny");
  }
});

test("a row is met by the capability that is asked about, and by no other", () => {
  const met = ['capability == "zones" || notice.sign.on_file'];
  const row = { ...SIGN, capabilities: ["count", "zones"], met };
  const book = bookOf([lawOf({ defaults: { count: ALLOWED, zones: ALLOWED }, requirements: [row] })]);
  const facts = factsIn(UNSIGNED);
  assert.equal(decide(book, facts, "zones").verdict, "permit");
  const { failing } = reasonOf(decide(book, facts, "count"), "row");
  assert.deepEqual(
    failing.map((way) => way.map(({ isKnown }) => isKnown)),
    [[true]],
  );
});

test("a way that is there for another capability only is no remedy", () => {
  const met = ["assessment.on_file && ropa.on_file", 'capability in ["zones"] && notice.sign.on_file'];
  const row = { ...SIGN, capabilities: ["count", "zones"], met };
  const book = bookOf([lawOf({ defaults: { count: ALLOWED, zones: ALLOWED }, requirements: [row] })]);
  const facts = factsIn({ ...SIGNED, ropa: { on_file: true } });
  const reason = reasonOf(decide(book, facts, "count"), "row");
  const [missing, ...more] = missingFrom([reason], facts);
  assert.deepEqual(more, []);
  assert.match(missing!.remedy.en, /assessment\.on_file: true/);
  assert.doesNotMatch(explain(reason, facts).remedy!.en, /capability|Or:/);
});

test("a row is in force from its first day to its last, both included", () => {
  const table: ReadonlyArray<readonly [inForce: Layer, at: string, verdict: Verdict]> = [
    [{ from: "2026-11-21" }, "2026-11-20", "permit"],
    [{ from: "2026-11-21" }, "2026-11-21", "deny"],
    [{ from: "2020-01-01", to: "2026-11-21" }, "2026-11-21", "deny"],
    [{ from: "2020-01-01", to: "2026-11-21" }, "2026-11-22", "permit"],
    [{ from: null }, "1999-01-01", "deny"],
  ];
  for (const [in_force, at, verdict] of table)
    assert.equal(
      verdictIn({ requirements: [{ ...SIGN, in_force }] }, {}, "count", at),
      verdict,
      JSON.stringify(in_force),
    );
});

test("a recommendation that applies warns, and denies nothing", () => {
  const row = { ...SILENT, effect: "recommend", when: ["!notice.sign.on_file"] };
  const book = bookOf([lawOf({ requirements: [row] })]);
  const ruling = decide(book, factsIn(UNSIGNED), "count");
  assert.deepEqual([ruling.verdict, kindsOf(ruling), ruling.warnings.map(({ id }) => id)], ["permit", [], ["XX-01"]]);
  assert.deepEqual(decide(book, factsIn(SIGNED), "count").warnings, []);
});

test("a row that defines or allows is cited, and denies nothing", () => {
  for (const effect of ["define", "allow"]) {
    const ruling = decide(bookOf([lawOf({ requirements: [{ ...SILENT, effect }] })]), factsIn(), "count");
    assert.equal(ruling.verdict, "permit");
    assert.equal(reasonOf(ruling, "cited").row.id, "XX-01");
    assert.deepEqual(ruling.warnings, []);
  }
});

test("a row binds only what it names, and a star binds everything", () => {
  const parts = { defaults: { count: ALLOWED, zones: ALLOWED } };
  const named = { ...parts, requirements: [SIGN] };
  assert.equal(verdictIn(named, {}, "zones"), "permit");
  const starred = { ...parts, requirements: [{ ...SIGN, capabilities: ["*"] }] };
  assert.equal(verdictIn(starred, {}, "zones"), "deny");
});

test("a row named under `also` binds a capability that it does not name", () => {
  const other = { ...SIGN, id: "XX-02", capabilities: ["zones"], met: ["lia.on_file"] };
  const parts = {
    defaults: { "tablet-answer": ALLOWED },
    also: { "tablet-answer": ["XX-01"] },
    requirements: [SIGN, other],
  };
  assert.equal(verdictIn(parts, {}, "tablet-answer"), "deny");
  assert.equal(verdictIn(parts, SIGNED, "tablet-answer"), "permit");
});

test("penalties are named beside the rows that they punish, where those are not met", () => {
  const penalty = { ...SILENT, effect: "penalty", capabilities: ["*"], punishes: ["ZZ", "XX-0"] };
  const penalties = [
    { ...penalty, id: "XX-P1" },
    { ...penalty, id: "XX-P2", capabilities: ["zones", "count"] },
    { ...penalty, id: "not for counting", capabilities: ["zones"] },
    { ...penalty, id: "of other rows", punishes: ["XX-1"] },
    { ...penalty, id: "not yet in force", in_force: { from: "2027-01-01" } },
    { ...penalty, id: "no penalty", effect: "recommend" },
  ];
  const parts = { defaults: { count: FORBIDDEN }, requirements: [SIGN, ...penalties] };
  const book = bookOf([lawOf(parts)]);
  const unmet = decide(book, factsIn(), "count");
  assert.deepEqual(
    reasonOf(unmet, "row").penalties.map(({ id }) => id),
    ["XX-P1", "XX-P2"],
  );
  assert.deepEqual(kindsOf(unmet), ["row", "default"], "a penalty is no reason of its own");
  assert.deepEqual(reasonOf(decide(book, factsIn(SIGNED), "count"), "row").penalties, []);
});

test("no row that is met or set aside is punished", () => {
  const penalty = { ...SILENT, id: "XX-P1", effect: "penalty", punishes: ["XX-01"] };
  const laws = [lawOf({ requirements: [SIGN, penalty] })];
  const own = additionsOf({ overrides: [{ set_aside: "XX-01", why: "the sign is carved in stone" }] });
  assert.deepEqual(reasonOf(decide(bookOf(laws, [own]), factsIn(), "count"), "row").penalties, []);
  assert.equal(reasonOf(decide(bookOf(laws), factsIn(), "count"), "row").penalties.length, 1);
});

test("where nobody knows the law of the place, nothing may run", () => {
  const book = bookOf([lawOf()]);
  const nowhere = decide(book, factsOf([], AT), "count");
  assert.equal(nowhere.verdict, "deny");
  assert.deepEqual(nowhere.reasons, [{ kind: "unlisted-place", jurisdiction: null }]);
  const elsewhere = decide(book, factsOf([{ site: { jurisdiction: "YY" } }], AT), "count");
  assert.equal(elsewhere.verdict, "deny");
  assert.deepEqual(elsewhere.reasons, [{ kind: "unlisted-place", jurisdiction: "YY" }]);
});

test("the law of a part binds in that part only", () => {
  const laws = [lawOf(), lawOf({ jurisdiction: "XX-YY", requirements: [SIGN] })];
  assert.equal(decide(bookOf(laws), factsIn(), "count").verdict, "permit");
  assert.equal(decide(bookOf(laws), factsOf([{ site: { jurisdiction: "XX-YY" } }], AT), "count").verdict, "deny");
});

test("a capability that Lintel does not know is denied", () => {
  const ruling = decide(
    bookOf([lawOf({ requirements: [{ ...SIGN, capabilities: ["*"] }] })]),
    factsIn(),
    "mind-reading",
  );
  assert.equal(ruling.verdict, "deny");
  const reason = { kind: "unlisted-capability", capability: "mind-reading", places: ["XX"], letBy: null };
  assert.deepEqual(ruling.reasons, [reason]);
});

test("a capability of which the law of the place says nothing is denied", () => {
  const ruling = decide(bookOf([lawOf()]), factsIn(), "publish");
  assert.equal(ruling.verdict, "deny");
  assert.deepEqual(kindsOf(ruling), ["unlisted-capability"]);
});

test("nobody is priced or sent to by their own visits, whatever is on file and whatever the law of the place allows", () => {
  const law = lawOf({ defaults: { targeting: ALLOWED } });
  const on = (individual?: boolean) =>
    decide(
      bookOf([law]),
      factsOf(
        [
          { site: { jurisdiction: "XX" } },
          SIGNED,
          {
            targeting: { opt_out: true, ...(individual !== undefined && { individual }) },
            consent: { marketing: true },
          },
        ],
        AT,
      ),
      "targeting",
    );
  for (const individual of [true, undefined]) {
    assert.equal(on(individual).verdict, "deny");
    assert.ok(kindsOf(on(individual)).includes("individual-history"));
  }
  assert.equal(on(false).verdict, "permit");
});

test("it is enough that one of the laws of a place lists a capability", () => {
  const laws = [lawOf(), lawOf({ jurisdiction: "XX-YY", defaults: {} })];
  assert.equal(decide(bookOf(laws), factsOf([{ site: { jurisdiction: "XX-YY" } }], AT), "count").verdict, "permit");
});

test("a law lists a capability by a rule, by `also`, or by a row that names it; a star names nothing", () => {
  const table: ReadonlyArray<readonly [parts: Layer, capability: string, isSo: boolean]> = [
    [{}, "count", true],
    [{}, "zones", false],
    [{}, "mind-reading", false],
    [{ requirements: [{ ...SIGN, capabilities: ["targeting", "zones"] }] }, "zones", true],
    [{ requirements: [{ ...SIGN, capabilities: ["*"] }] }, "zones", false],
    [{ requirements: [SIGN], also: { "visit-pass": ["XX-01"] } }, "visit-pass", true],
    [{ defaults: { zones: ALLOWED } }, "scene-picture", true],
    [{ requirements: [{ ...SIGN, capabilities: ["image-storage"] }] }, "scene-picture", true],
    [{ defaults: { "image-storage": ALLOWED } }, "scene-picture", false],
  ];
  for (const [parts, capability, isSo] of table)
    assert.equal(isListed(lawOf(parts), capability, AT), isSo, `${capability} in ${JSON.stringify(parts)}`);
});

test("without a day, nothing may run", () => {
  for (const at of ["", "today", "2026-13-45", "2026-11-21T10:00", "12026-11-21"]) {
    const ruling = decide(bookOf([lawOf()]), factsIn({}, at), "count");
    assert.equal(ruling.verdict, "deny", at);
    assert.deepEqual(ruling.reasons, [{ kind: "no-day" }]);
  }
});

test("a broken law file denies what it governs, and only that", () => {
  const file = (jurisdiction: string) => ({ jurisdiction, where: "xx.yaml:1:1", message: "it is torn" });
  const place = (jurisdiction: string) => factsOf([{ site: { jurisdiction } }], AT);
  const book = (jurisdiction: string) => ({ laws: [lawOf()], broken: [file(jurisdiction)], additions: [] });
  assert.deepEqual(decide(book("XX-YY"), place("XX-YY"), "count"), {
    capability: "count",
    verdict: "deny",
    reasons: [{ kind: "broken-law", file: file("XX-YY") }],
    warnings: [],
  });
  assert.equal(decide(book("XX"), place("XX-YY"), "count").verdict, "deny", "the country's law is torn");
  assert.equal(decide(book("XX-YY"), place("XX"), "count").verdict, "permit");
  assert.equal(decide(book("ZZ"), place("XX"), "count").verdict, "permit");
});

test("where a place has nothing but a broken law file, that is the reason", () => {
  const file = { jurisdiction: "XX", where: "xx.yaml:1:1", message: "it is torn" };
  const ruling = decide({ laws: [], broken: [file], additions: [] }, factsIn(), "count");
  assert.deepEqual([ruling.verdict, kindsOf(ruling)], ["deny", ["broken-law"]]);
});

test("of a general rule the first verdict that is known to apply decides; where one is unknown, the strictest does", () => {
  const sign = "notice.sign.on_file";
  const rule = (...verdicts: ReadonlyArray<readonly [verdict: string, ...when: string[]]>) => ({
    defaults: { count: { verdicts: verdicts.map(([verdict, ...when]) => ({ verdict, when })) } },
  });
  const table: ReadonlyArray<readonly [parts: Layer, signed: Verdict, unsigned: Verdict, unknown: Verdict]> = [
    [rule(["allow", sign], ["forbid"]), "permit", "deny", "deny"],
    [rule(["conditional", sign], ["forbid"]), "permit", "deny", "deny"],
    [rule(["forbid", sign], ["allow"]), "deny", "permit", "deny"],
    [rule(["allow", sign], ["unsettled"]), "permit", "unsettled", "unsettled"],
    [rule(["unsettled", sign], ["allow"]), "unsettled", "permit", "unsettled"],
    [rule(["unsettled", sign], ["forbid"]), "unsettled", "deny", "deny"],
    [rule(["forbid", sign], ["unsettled"], ["allow"]), "deny", "unsettled", "deny"],
    [rule(["allow"], ["forbid"]), "permit", "permit", "permit"],
    [rule(["allow", sign]), "permit", "deny", "deny"],
    [rule(["unsettled", sign]), "unsettled", "deny", "deny"],
    [rule(["allow", sign, "lia.on_file"], ["forbid"]), "deny", "deny", "deny"],
    [rule(["allow", sign], ["allow", `!${sign}`]), "permit", "permit", "deny"],
  ];
  for (const [parts, signed, unsigned, unknown] of table) {
    const verdicts = [SIGNED, UNSIGNED, {}].map((layer) => verdictIn(parts, layer));
    assert.deepEqual(verdicts, [signed, unsigned, unknown], JSON.stringify(parts));
  }
});

test("a general rule holds from the day on which the first of its rows is in force", () => {
  const rows = [
    { ...SILENT, id: "XX-02", effect: "define", in_force: { from: "2022-01-01" } },
    { ...SILENT, id: "XX-03", effect: "define", in_force: { from: "2024-01-01" } },
    { ...SILENT, id: "XX-04", effect: "define", in_force: { from: "2020-01-01" } },
  ];
  const parts = { defaults: { count: { ...FORBIDDEN, rows: ["XX-02", "XX-03"] } }, requirements: rows };
  const days = ["2021-12-31", "2022-01-01", "2024-01-01"];
  assert.deepEqual(
    days.map((at) => verdictIn(parts, {}, "count", at)),
    ["permit", "deny", "deny"],
  );
  const single = { count: { ...FORBIDDEN, rows: ["XX-02"] } };
  assert.equal(verdictIn({ ...parts, defaults: single }, {}, "count", days[0]), "permit");
  assert.equal(verdictIn({ ...parts, defaults: { count: FORBIDDEN } }, {}, "count", days[0]), "deny", "it has no rows");
  const foreign = { count: { ...FORBIDDEN, rows: ["of another law"] } };
  assert.equal(verdictIn({ ...parts, defaults: foreign }, {}, "count", days[0]), "deny", "none of its rows is here");
});

test("what takes another's rows takes the general rule of the first of them, and its own rule for nothing", () => {
  for (const [capability, ruled] of [
    ["scene-picture", "zones"],
    ["setup-view", "zones"],
    ["tablet-estimate", "demographics-face"],
    ["tablet-answer", "tablet-answer"],
    ["visit-pass", "visit-pass"],
  ] as const) {
    assert.equal(verdictIn({ defaults: { [ruled]: ALLOWED } }, {}, capability), "permit", capability);
    const { verdict, law, ...rule } = reasonOf(
      decide(bookOf([lawOf({ defaults: { [ruled]: FORBIDDEN } })]), factsIn(), capability),
      "default",
    );
    assert.deepEqual([verdict, law.jurisdiction, rule.capability, rule.met], ["forbid", "XX", capability, false]);
  }
  for (const [capability, bound] of [
    ["scene-picture", "zones"],
    ["scene-picture", "image-storage"],
    ["tablet-estimate", "demographics-face"],
  ] as const) {
    const defaults = { zones: ALLOWED, "demographics-face": ALLOWED };
    const parts = { defaults, requirements: [{ ...SIGN, capabilities: [bound] }] };
    assert.equal(verdictIn(parts, {}, capability), "deny", `${capability} takes the rows of ${bound}`);
  }
});

test("counsel's sign-off settles what is unsettled, and nothing that is forbidden", () => {
  const signOff = (isOnFile: boolean) => ({ counsel: { signoff: { on_file: isOnFile } } });
  const unsettled = { defaults: { count: UNSETTLED } };
  assert.equal(verdictIn(unsettled, signOff(true)), "permit");
  assert.equal(verdictIn(unsettled, signOff(false)), "unsettled");
  assert.equal(verdictIn({ defaults: { count: FORBIDDEN } }, signOff(true)), "deny");
  assert.equal(verdictIn({ requirements: [SIGN] }, signOff(true)), "deny");
  const book = bookOf([lawOf(unsettled)]);
  const settled = reasonOf(decide(book, factsIn(signOff(true)), "count"), "default");
  assert.deepEqual([settled.verdict, settled.met, settled.letBy], ["unsettled", true, "sign-off"]);
  const open = reasonOf(decide(book, factsIn(), "count"), "default");
  assert.deepEqual([open.met, open.letBy], [false, null]);
});

test("what counsel sets aside is not asked for, and is shown with who and why", () => {
  const override = { set_aside: "XX-01", why: "the sign is carved in stone" };
  const own = additionsOf({ overrides: [{ set_aside: "XX-02", why: "another row" }, override] });
  const ruling = decide(bookOf([lawOf({ requirements: [SIGN] })], [own]), factsIn(UNSIGNED), "count");
  const reason = reasonOf(ruling, "row");
  assert.equal(ruling.verdict, "permit");
  assert.deepEqual([reason.met, reason.failing.length], [false, 1]);
  assert.deepEqual(reason.setAside, { override, by: "counsel", date: "2026-01-01", additions: "ours" });
});

test("what counsel lets run, runs though it is unsettled or unlisted; what is forbidden in general does not", () => {
  const override = { let: "zones", why: "looked into" };
  const own = additionsOf({ overrides: [{ let: "count", why: "another" }, override] });
  const forbidden = bookOf([lawOf({ defaults: { zones: FORBIDDEN } })], [own]);
  assert.equal(decide(forbidden, factsIn(), "zones").verdict, "deny");
  for (const defaults of [{ zones: UNSETTLED }, {}]) {
    const ruling = decide(bookOf([lawOf({ defaults })], [own]), factsIn(), "zones");
    assert.equal(ruling.verdict, "permit", JSON.stringify(defaults));
    const [reason] = ruling.reasons as Extract<Reason, { kind: "default" | "unlisted-capability" }>[];
    assert.deepEqual(reason?.letBy, { override, by: "counsel", date: "2026-01-01", additions: "ours" });
  }
});

test("letting a capability run does not set its rows aside, and lets no other run", () => {
  const own = additionsOf({ overrides: [{ let: "count", why: "looked into" }] });
  const law = lawOf({ defaults: { count: UNSETTLED, zones: FORBIDDEN }, requirements: [SIGN] });
  assert.equal(decide(bookOf([law], [own]), factsIn(), "count").verdict, "deny");
  assert.equal(decide(bookOf([law], [own]), factsIn(SIGNED), "count").verdict, "permit");
  assert.equal(decide(bookOf([law], [own]), factsIn(SIGNED), "zones").verdict, "deny");
});

test("an override counts from its date to its end, both included, and in its place", () => {
  const law = lawOf({ requirements: [SIGN] });
  const verdict = (parts: Layer, end?: string, layer: Layer = {}) => {
    const override = { set_aside: "XX-01", why: "carved in stone", ...(end && { end }) };
    return decide(bookOf([law], [additionsOf({ ...parts, overrides: [override] })]), factsIn(layer), "count").verdict;
  };
  assert.equal(verdict({ date: AT }), "permit");
  assert.equal(verdict({ date: "2026-11-22" }), "deny", "it is dated later");
  assert.equal(verdict({}, AT), "permit");
  assert.equal(verdict({}, "2026-11-20"), "deny", "it has ended");
  assert.equal(verdict({ jurisdiction: "YY" }), "deny", "it is for another place");
  assert.equal(verdict({ jurisdiction: "XX-YY" }), "deny", "it is for a part of the place");
  assert.equal(verdict({ jurisdiction: "XX" }, undefined, { site: { jurisdiction: "XX-YY" } }), "permit");
});

test("counsel's own rows bind in their place, beside those of the law", () => {
  const row = { ...SIGN, id: "OWN-01" };
  const additions = (jurisdiction: string) => additionsOf({ jurisdiction, instruments: {}, requirements: [row] });
  assert.equal(decide(bookOf([lawOf()], [additions("XX")]), factsIn(), "count").verdict, "deny");
  assert.equal(decide(bookOf([lawOf()], [additions("XX")]), factsIn(SIGNED), "count").verdict, "permit");
  assert.equal(decide(bookOf([lawOf()], [additions("YY")]), factsIn(), "count").verdict, "permit");
});

test("counsel's own rows do not list a capability", () => {
  const row = { ...SIGN, id: "OWN-01", capabilities: ["targeting"] };
  const book = bookOf([lawOf()], [additionsOf({ requirements: [row] })]);
  assert.equal(decide(book, factsIn(SIGNED), "targeting").verdict, "deny");
});

test("only a reason that is met, cited, set aside or let lets its capability run", () => {
  const file = { jurisdiction: "XX", where: "", message: "" };
  assert.equal(isMet({ kind: "no-day" }), false);
  assert.equal(isMet({ kind: "broken-law", file }), false);
  assert.equal(isMet({ kind: "unlisted-place", jurisdiction: "YY" }), false);
  assert.equal(isMet({ kind: "unlisted-capability", capability: "x", places: ["XX"], letBy: null }), false);
  assert.equal(isMet({ kind: "cited", row: lawOf({ requirements: [SIGN] }).requirements[0]! }), true);
});

/** What a sensor of which nothing is known may be doing. */
const ALL_IMPLIED: readonly Capability[] = [
  "staff-exclusion",
  "de-duplication",
  "demographics-face",
  "face-snapshot",
  "face-recognition",
  "image-storage",
  "third-party-upload",
  "cross-border",
  "retention",
  "publish",
  "targeting",
  "install",
];

test("a sensor of which nothing is said is asked for everything that it might do", () => {
  assert.deepEqual(impliedCapabilities(factsIn()), ALL_IMPLIED);
});

test("what only a face on a screen or a hand does puts no sensor on the wall", () => {
  const classes = { beam: ["install"], manual_tally: [], rgb_edge_ram_only: ["install"] };
  for (const [name, wanted] of Object.entries(classes)) {
    const facts = factsOf([ATTESTED, { sensor: { class: name } }], AT);
    assert.deepEqual(impliedCapabilities(facts), wanted, name);
  }
  const tablet = factsOf([ATTESTED, { sensor: { class: "tablet" } }], AT);
  assert.deepEqual(impliedCapabilities(tablet), []);
});

test("each thing that a camera does besides counting is asked for by its name", () => {
  const table: ReadonlyArray<readonly [layer: Layer, implied: readonly Capability[]]> = [
    [{ proc: { image_persisted: true } }, ["image-storage", "retention"]],
    [{ proc: { image_persisted: null } }, []],
    [{ proc: { face_snapshot: true } }, ["face-snapshot"]],
    [{ proc: { face_snapshot: null } }, ["face-snapshot"]],
    [{ proc: { identify: true } }, ["face-recognition"]],
    [{ proc: { face_template: true } }, ["face-recognition", "retention"]],
    [{ proc: { bystander_templates: true } }, ["face-recognition"]],
    [{ proc: { demog_source: "face" } }, ["demographics-face"]],
    [{ proc: { demog_source: null } }, ["demographics-face"]],
    [{ proc: { demog_source: "face", mode: "user_started" } }, ["tablet-estimate"]],
    [{ proc: { emotion: true } }, ["demographics-face"]],
    [{ proc: { staff_method: "face" } }, ["face-recognition", "staff-exclusion"]],
    [{ proc: { dedup_method: "face" } }, ["face-recognition", "de-duplication"]],
    [{ proc: { demog_source: null, mode: "user_started" } }, []],
    [{ proc: { demog_source: "body" } }, ["demographics-body"]],
    [{ proc: { demog_source: "self_told" } }, []],
    [{ proc: { dedup_method: "same_day_code" } }, ["de-duplication"]],
    [{ proc: { dedup_method: null } }, ["de-duplication"]],
    [{ proc: { dedup_method: "none" } }, []],
    [{ proc: { reid_template: true } }, ["de-duplication"]],
    [{ proc: { staff_method: "uniform" } }, ["staff-exclusion"]],
    [{ proc: { image_egress: true } }, ["third-party-upload"]],
    [{ proc: { face_egress: true } }, ["third-party-upload"]],
    [{ transfer: { pi: true } }, ["cross-border"]],
    [{ targeting: { individual: true } }, ["targeting"]],
    [{ out: { published: true } }, ["publish"]],
    [{ out: { per_person_rows: true } }, ["retention"]],
  ];
  for (const [layer, implied] of table) {
    const facts = factsOf([ATTESTED, layer, { sensor: { class: "rgb_edge_ram_only" } }], AT);
    const found = impliedCapabilities(facts).filter((name) => name !== "install");
    assert.deepEqual(found.toSorted(), implied.toSorted(), JSON.stringify(layer));
  }
});

test("a beam that sees nobody is asked for nothing that only pictures can do", () => {
  const layer = {
    proc: { demog_source: "body", dedup_method: "face", staff_method: "face" },
    out: { published: true },
  };
  assert.deepEqual(impliedCapabilities(factsOf([{ sensor: { class: "beam" } }, layer], AT)), ["install"]);
  const face = { proc: { demog_source: "face" } };
  assert.deepEqual(impliedCapabilities(factsOf([{ sensor: { class: "beam" } }, face], AT)), ["install"]);
});

test("no camera looks into a place where people undress or wash, whatever is on file; a beam may count there", () => {
  for (const zone of ["toilet", "fitting_room", "dormitory"]) {
    const inside = (sensorClass: string) =>
      factsOf([{ site: { jurisdiction: "XX" } }, SIGNED, { install: { zone }, sensor: { class: sensorClass } }], AT);
    const ruling = decide(bookOf([lawOf()]), inside("rgb_edge_ram_only"), "count");
    assert.equal(ruling.verdict, "deny");
    assert.ok(kindsOf(ruling).includes("private-place"));
    assert.equal(decide(bookOf([lawOf()]), inside("beam"), "count").verdict, "permit");
  }
});

test("a rule of which no row was in force yet allows nothing: the law was not made", () => {
  const law = lawOf({
    defaults: { count: { ...ALLOWED, rows: ["XX-01"] } },
    requirements: [{ ...SIGN, in_force: { from: "2026-01-01" } }],
  });
  const on = (at: string) => decide(bookOf([law]), factsOf([{ site: { jurisdiction: "XX" } }, SIGNED], at), "count");
  assert.deepEqual([on("2025-12-31").verdict, on("2026-01-01").verdict], ["deny", "permit"]);
  assert.ok(kindsOf(on("2025-12-31")).includes("unlisted-capability"));
});

test("a sensor that does something which may not run does nothing else either", () => {
  const permitted = decide(bookOf([lawOf()]), factsIn(SIGNED), "count");
  const denied = decide(bookOf([lawOf()]), factsIn(SIGNED), "targeting");
  const open = decide(bookOf([lawOf({ defaults: { count: ALLOWED, zones: UNSETTLED } })]), factsIn(SIGNED), "zones");
  assert.equal(heldBack(permitted, denied).verdict, "deny");
  assert.equal(heldBack(permitted, open).verdict, "unsettled");
  assert.equal(heldBack(permitted, permitted), permitted);
  assert.equal(heldBack(denied, open).verdict, "deny");
});
