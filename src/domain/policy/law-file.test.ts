import assert from "node:assert/strict";
import test from "node:test";
import { z } from "zod";
import type { FactName } from "./fact-catalogue.ts";
import { isAsking, isOfKind, type Problem, type Read, readAdditions, readAs, readLaw } from "./law.ts";

type Data = Readonly<Record<string, unknown>>;

const ROW = {
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
const LAW = {
  jurisdiction: "XX",
  name: { own: "X", en: "X" },
  instruments: { XX: { own: "X", en: "X" } },
  requirements: [ROW],
};
const ADDITIONS = { additions: "ours", jurisdiction: "XX", by: "counsel", date: "2026-01-01" };

function contentOf<T>(read: Read<T>): T {
  assert.equal(read.kind, "read", JSON.stringify(read));
  return (read as { value: T }).value;
}

/** What is wrong, each as the path and the message. */
function problemsOf(read: Read<unknown>): [path: string, message: string, offset: number | undefined][] {
  assert.equal(read.kind, "broken");
  const { problems } = read as { problems: readonly Problem[] };
  return problems.map(({ path, message, offset }) => [path.join("."), message, offset]);
}

function lawWith(row: Data, rest: Data = {}): Read<unknown> {
  return readLaw({ ...LAW, requirements: [{ ...ROW, ...row }], ...rest });
}

/** Where a law with this row is wrong. */
function wrongAt(row: Data, rest: Data = {}): string[] {
  return problemsOf(lawWith(row, rest)).map(([path]) => path);
}

test("a law file is read, and what it leaves out is empty", () => {
  const law = contentOf(readLaw(LAW));
  assert.deepEqual([law.jurisdiction, law.defaults, law.also], ["XX", {}, {}]);
  const [row] = law.requirements;
  assert.deepEqual([row?.id, row?.when, row?.punishes, row?.cases], ["XX-01", [], [], []]);
  assert.deepEqual(
    row?.met.map(({ text }) => text),
    ["notice.sign.on_file"],
  );
  const { met, ...silent } = ROW;
  assert.ok(met);
  const [defining] = contentOf(readLaw({ ...LAW, requirements: [{ ...silent, effect: "define" }] })).requirements;
  assert.deepEqual(defining?.met, []);
});

test("a law file keeps what it says", () => {
  const full = {
    ...ROW,
    in_force: { from: null, to: "2030-01-01", approximate: true, note: "about" },
    demand: { en: "Hang a sign.", zh: "设置标识" },
    evidence: "a picture of the sign",
    penalty: "a fine",
    cases: [{ name: "a sign", expect: "permit", facts: { "notice.sign.on_file": true, capability: "count" } }],
  };
  const law = contentOf(
    readLaw({
      ...LAW,
      instruments: { XX: { own: "X", en: "X", zh: "某", penalty: "a fine" } },
      requirements: [full],
      defaults: {
        count: { note: { en: "n" }, rows: ["XX-01"], verdicts: [{ verdict: "allow", when: ["lia.on_file"] }] },
      },
      also: { "visit-pass": ["XX-01"] },
    }),
  );
  const [row] = law.requirements;
  assert.deepEqual([row?.in_force, row?.demand], [full.in_force, full.demand]);
  assert.deepEqual([row?.evidence, row?.penalty], [full.evidence, full.penalty]);
  assert.deepEqual([...row!.cases[0]!.facts.values], [["notice.sign.on_file", true]]);
  assert.equal(row!.cases[0]!.facts.capability, "count");
  assert.deepEqual(
    law.defaults.count?.verdicts[0]?.when.map(({ text }) => text),
    ["lia.on_file"],
  );
  assert.deepEqual(law.also, { "visit-pass": ["XX-01"] });
});

test("every effect, verdict, status and expectation of the form can be written, and no other", () => {
  const { met: _, ...silent } = ROW;
  const withRow = (row: Data) => readLaw({ ...LAW, requirements: [row] }).kind;
  for (const effect of ["forbid", "condition", "procedure"]) assert.equal(withRow({ ...ROW, effect }), "read", effect);
  for (const effect of ["allow", "define", "recommend", "penalty"])
    assert.equal(withRow({ ...silent, effect }), "read", effect);
  for (const status of ["read in full", "from a summary", "from memory"])
    assert.equal(withRow({ ...ROW, status }), "read", status);
  const withRule = (verdict: string) => readLaw({ ...LAW, defaults: { count: { verdicts: [{ verdict }] } } }).kind;
  for (const verdict of ["allow", "conditional", "unsettled", "forbid"])
    assert.equal(withRule(verdict), "read", verdict);
  for (const expect of ["permit", "deny", "cite", "silent"])
    assert.equal(withRow({ ...ROW, cases: [{ name: "a case", expect, facts: {} }] }), "read", expect);
  assert.equal(withRule("maybe"), "broken");
  assert.deepEqual(wrongAt({ effect: "" }), ["requirements.0.effect"]);
  assert.deepEqual(wrongAt({ status: "" }), ["requirements.0.status"]);
  assert.deepEqual(wrongAt({ capabilities: ["counting"] }), ["requirements.0.capabilities.0"]);
  assert.equal(withRow({ ...ROW, capabilities: ["*", "count"] }), "read");
});

test("a row that asks says how it is met, and one that asks nothing says nothing of that", () => {
  const { met, ...silent } = ROW;
  assert.deepEqual(problemsOf(readLaw({ ...LAW, requirements: [silent] })), [
    ["requirements.0", "`met` is missing", 0],
  ]);
  assert.deepEqual(problemsOf(lawWith({ effect: "recommend" })), [
    ["requirements.0", "a row that is to `recommend` asks for nothing: leave `met` out", 0],
  ]);
  assert.deepEqual(wrongAt({ met: [] }), ["requirements.0.met"]);
  assert.deepEqual(wrongAt({ met: [...met, ""] }), ["requirements.0.met.1"]);
});

test("nothing that is needed may be empty, and no field may stand where the form has none", () => {
  for (const field of ["id", "article", "source", "evidence", "penalty"])
    assert.deepEqual(wrongAt({ [field]: "" }), [`requirements.0.${field}`], field);
  assert.deepEqual(wrongAt({ capabilities: [] }), ["requirements.0.capabilities"]);
  assert.deepEqual(wrongAt({ in_force: { from: "2020-13-01" } }), ["requirements.0.in_force.from"]);
  assert.deepEqual(wrongAt({ punishes: [""] }), ["requirements.0.punishes.0"]);
  assert.deepEqual(wrongAt({}, { defaults: { count: { verdicts: [] } } }), ["defaults.count.verdicts"]);
  assert.deepEqual(problemsOf(lawWith({ mett: [] })), [
    ["requirements.0.mett", "there is no field `mett` here", undefined],
  ]);
  assert.deepEqual(problemsOf(lawWith({}, { requirement: 1, default: 2 })), [
    ["requirement", "there is no field `requirement` here", undefined],
    ["default", "there is no field `default` here", undefined],
  ]);
});

test("a predicate that cannot be read is a problem at its character, and every other problem is told too", () => {
  const problems = problemsOf(lawWith({ when: ["lia.on_file && lia.of_file"], met: ["purpose"] }));
  assert.deepEqual(problems, [
    ["requirements.0.when.0", "`lia.on_file && lia.of_file`: No such key: of_file", 19],
    ["requirements.0.met.0", "`purpose`: it is not a question with the answer yes or no", 0],
  ]);
});

test("a case may state only facts, of their kind", () => {
  const facts = { "lia.on_file": "yes", "lia.of_file": true, capability: 3, "ropa.on_file": true };
  const cases = [{ name: "a case", expect: "deny", facts }];
  assert.deepEqual(problemsOf(lawWith({ cases })), [
    ["requirements.0.cases.0.facts.lia.on_file", '`lia.on_file: "yes"` is no fact', 0],
    ["requirements.0.cases.0.facts.lia.of_file", "`lia.of_file: true` is no fact", 0],
    ["requirements.0.cases.0.facts.capability", "`capability: 3` is no fact", 0],
  ]);
});

test("a law is of one piece: no id twice, no instrument and no row that is not there", () => {
  const twice = { requirements: [ROW, { ...ROW, instrument: "YY" }], also: { "visit-pass": ["XX-01", "XX-99"] } };
  assert.deepEqual(problemsOf(readLaw({ ...LAW, ...twice })), [
    ["requirements.1.id", "`XX-01` is given twice", 0],
    ["requirements.1.instrument", "there is no instrument `YY`", 0],
    ["also.visit-pass.1", "there is no row `XX-99`", 0],
  ]);
});

test("what is no law at all is broken", () => {
  for (const data of [null, "law", [], {}]) assert.equal(readLaw(data).kind, "broken");
});

test("a chain's additions are read, and what they leave out is empty", () => {
  const { instruments, requirements, overrides } = contentOf(readAdditions(ADDITIONS));
  assert.deepEqual([instruments, requirements, overrides], [{}, [], []]);
  const { met: _, ...silent } = ROW;
  const rows = [ROW, { ...silent, id: "XX-02", effect: "recommend" }];
  assert.equal(contentOf(readAdditions({ ...ADDITIONS, requirements: rows })).requirements.length, 2);
});

test("additions can ask for more, and allow nothing but by an override that every report shows", () => {
  const { met: _, ...silent } = ROW;
  for (const effect of ["allow", "define", "penalty"])
    assert.deepEqual(problemsOf(readAdditions({ ...ADDITIONS, requirements: [ROW, { ...silent, effect }] })), [
      [
        "requirements.1.effect",
        `an addition cannot \`${effect}\`: name it under \`overrides\`, which every report shows`,
        0,
      ],
    ]);
});

test("an override sets a row aside or lets a capability run, says why, and may end", () => {
  const overrides = [
    { set_aside: "XX-01", why: "carved in stone", end: "2027-01-01" },
    { let: "zones", why: "looked into" },
  ];
  assert.deepEqual(contentOf(readAdditions({ ...ADDITIONS, overrides })).overrides, overrides);
  const wrong = (override: Data) =>
    problemsOf(readAdditions({ ...ADDITIONS, overrides: [override] })).map(([path]) => path);
  assert.deepEqual(wrong({ set_aside: "XX-01" }), ["overrides.0.why"]);
  assert.deepEqual(wrong({ let: "zone", why: "looked into" }), ["overrides.0.let"]);
  assert.deepEqual(wrong({ let: "zones", why: "" }), ["overrides.0.why"]);
  assert.deepEqual(wrong({ let: "zones", why: "looked into", ends: "2027-01-01" }), ["overrides.0.ends"]);
});

test("of several forms the one that comes nearest is told, of equals the first", () => {
  const forms = z.object({ one: z.union([z.object({ a: z.int(), b: z.int() }), z.object({ c: z.int() })]) });
  const paths = (one: Data) => problemsOf(readAs(forms, { one })).map(([path]) => path);
  assert.deepEqual(paths({ a: 1 }), ["one.b"]);
  assert.deepEqual(paths({}), ["one.c"]);
  assert.deepEqual(paths({ c: "x" }), ["one.c"]);
});

test("where no form is near at all, the place is told", () => {
  const forms = z.discriminatedUnion("kind", [z.object({ kind: z.literal("a") }), z.object({ kind: z.literal("b") })]);
  assert.deepEqual(
    problemsOf(readAs(forms, { kind: "c" })).map(([path]) => path),
    ["kind"],
  );
  const only = z.object({ one: z.union([z.object({ a: z.int() })]) });
  assert.deepEqual(
    problemsOf(readAs(only, { one: {} })).map(([path]) => path),
    ["one.a"],
  );
});

test("a problem that names no character stands at the first", () => {
  const refused = z.string().refine(() => false, { message: "never", params: { hint: "none" } });
  assert.deepEqual(problemsOf(readAs(refused, "x")), [["", "never", 0]]);
});

test("only rows that forbid, set a condition or a procedure ask for something", () => {
  const { met: _, ...silent } = ROW;
  const asks = (row: Data) => isAsking(contentOf(readLaw({ ...LAW, requirements: [row] })).requirements[0]!);
  for (const effect of ["forbid", "condition", "procedure"]) assert.equal(asks({ ...ROW, effect }), true, effect);
  for (const effect of ["allow", "define", "recommend", "penalty"])
    assert.equal(asks({ ...silent, effect }), false, effect);
});

test("a value is of its fact's kind, or it is none", () => {
  const table: ReadonlyArray<readonly [name: FactName, good: readonly unknown[], bad: readonly unknown[]]> = [
    ["lia.on_file", [true, false], ["true", 1, null]],
    ["out.min_group", [0, 10], [-1, 1.5, "10", null]],
    ["out.dp_epsilon", [0.5, -1], ["1", null]],
    ["purpose", ["statistics"], ["fun", 1, null]],
    ["notice.sign.fields", [[], ["S1", "S21"]], [["S22"], ["S1", "S22"], "S1", null]],
    ["site.city", ["Ghent"], [1, null]],
    ["assessment.date", ["2026-01-01"], ["2026-02-30", "today", 20260101, null]],
  ];
  for (const [name, good, bad] of table) {
    for (const value of good) assert.equal(isOfKind(name, value), true, `${name}: ${JSON.stringify(value)}`);
    for (const value of bad) assert.equal(isOfKind(name, value), false, `${name}: ${JSON.stringify(value)}`);
  }
});
