import assert from "node:assert/strict";
import test from "node:test";
import type { FactName, FactValue } from "./fact-catalogue.ts";
import {
  type Ask,
  contextOf,
  namesOf,
  type Part,
  PredicateError,
  readPredicate,
  type Truth,
  truthOf,
  truthOfPart,
} from "./predicate.ts";

type Known = Partial<Record<FactName, FactValue>>;

function truth(text: string, known: Known = {}, capability = "count"): Truth {
  const values = new Map(Object.entries(known) as [FactName, FactValue][]);
  return truthOf(readPredicate(text), contextOf(values, capability), (name) => values.has(name));
}

function asks(text: string): Ask[] {
  return readPredicate(text).parts.map(({ ask }) => ask);
}

/** What is wrong with a predicate, and where. */
function refusal(text: string): readonly [offset: number, message: string] {
  try {
    readPredicate(text);
  } catch (error) {
    assert.ok(error instanceof PredicateError, String(error));
    return [error.offset, error.message];
  }
  return assert.fail(`${text} was read`);
}

test("a predicate is true, false, or unknown where nobody has said", () => {
  assert.equal(truth("lia.on_file", { "lia.on_file": true }), true);
  assert.equal(truth("lia.on_file", { "lia.on_file": false }), false);
  assert.equal(truth("lia.on_file"), "unknown");
});

test("what is unknown never helps: `true || unknown` is unknown", () => {
  assert.equal(truth("lia.on_file || ropa.on_file", { "lia.on_file": true }), "unknown");
  assert.equal(truth("ropa.on_file || lia.on_file", { "lia.on_file": true }), "unknown");
  assert.equal(
    truth("lia.on_file ? sec.policy : ropa.on_file", { "lia.on_file": true, "sec.policy": true }),
    "unknown",
  );
  assert.equal(truth("true || lia.on_file"), "unknown");
  assert.equal(truth('["S1"].exists(x, x == "S1" || x in notice.sign.fields)'), "unknown");
  assert.equal(truth("has(lia.on_file)"), "unknown");
});

test("of parts joined by `&&` one that is known to be false is enough, and all must be known to be true", () => {
  const both = "lia.on_file && ropa.on_file";
  const table: ReadonlyArray<readonly [known: Known, wanted: Truth]> = [
    [{ "lia.on_file": true, "ropa.on_file": true }, true],
    [{ "lia.on_file": false, "ropa.on_file": true }, false],
    [{ "lia.on_file": false }, false],
    [{ "ropa.on_file": false }, false],
    [{ "ropa.on_file": true }, "unknown"],
  ];
  for (const [known, wanted] of table) assert.equal(truth(both, known), wanted, JSON.stringify(known));
});

test("what cannot be worked out is unknown", () => {
  assert.equal(truth("1 / counts.pi_individuals == 1", { "counts.pi_individuals": 1 }), true);
  assert.equal(truth("1 / counts.pi_individuals == 1", { "counts.pi_individuals": 0 }), "unknown");
  assert.equal(truth('site.city.matches("[")', { "site.city": "Ghent" }), "unknown");
});

test("an answer that is neither yes nor no is unknown", () => {
  const part = (answer: unknown): Part => ({ text: "", names: [], ask: { kind: "other" }, test: () => answer });
  for (const answer of [1, "true", null, undefined])
    assert.equal(
      truthOfPart(part(answer), {}, () => true),
      "unknown",
    );
  assert.equal(
    truthOfPart(part(true), {}, () => true),
    true,
  );
});

test("facts of every kind can be asked for", () => {
  assert.equal(truth("counts.pi_individuals < 5", { "counts.pi_individuals": 4 }), true);
  assert.equal(truth("out.dp_epsilon <= 1.0", { "out.dp_epsilon": 1 }), true);
  assert.equal(
    truth("assessment.date <= site.live_from", { "assessment.date": "2026-01-01", "site.live_from": "2025-12-31" }),
    false,
  );
  assert.equal(truth('purpose in ["statistics", "security"]', { purpose: "security" }), true);
  assert.equal(truth('["S1", "S2"].all(x, x in notice.sign.fields)', { "notice.sign.fields": ["S2", "S1"] }), true);
  assert.equal(truth('["S1", "S2"].all(x, x in notice.sign.fields)', { "notice.sign.fields": ["S2"] }), false);
});

test("a predicate may ask which capability it is about, which is always known", () => {
  assert.equal(truth('capability == "count"'), true);
  assert.equal(truth('capability in ["zones", "publish"]', {}, "zones"), true);
  assert.equal(truth('capability != "count" || lia.on_file', { "lia.on_file": false }), false);
});

test("a predicate is split at its outermost `&&` only, and each part has its own text", () => {
  const texts = (text: string) => readPredicate(text).parts.map((part) => part.text);
  assert.deepEqual(texts("lia.on_file && (ropa.on_file && sec.policy)"), ["lia.on_file", "ropa.on_file", "sec.policy"]);
  assert.deepEqual(texts("lia.on_file || ropa.on_file && sec.policy"), ["lia.on_file || ropa.on_file && sec.policy"]);
  assert.equal(readPredicate("lia.on_file && sec.policy").text, "lia.on_file && sec.policy");
});

test("a predicate read twice is the same", () => {
  assert.equal(readPredicate("lia.on_file"), readPredicate("lia.on_file"));
});

test("every fact that is named is found once, wherever it stands; variables are none", () => {
  const table: ReadonlyArray<readonly [text: string, names: readonly string[]]> = [
    ["lia.on_file || lia.on_file || !ropa.on_file", ["lia.on_file", "ropa.on_file"]],
    ["lia.on_file ? ropa.on_file : sec.policy", ["lia.on_file", "ropa.on_file", "sec.policy"]],
    ["size(site.city) > 2", ["site.city"]],
    ["site.city.size() > counts.pi_individuals", ["site.city", "counts.pi_individuals"]],
    ["site.city.startsWith(purpose)", ["site.city", "purpose"]],
    ['["S1"].all(x, x in notice.sign.fields)', ["notice.sign.fields"]],
    ["[site.city].exists(x, x == purpose || x == site.city)", ["site.city", "purpose"]],
    ['["a"].exists(x, ["b"].exists(y, x == y || x == purpose))', ["purpose"]],
    ['["a"].all(purpose, purpose == site.city)', ["site.city"]],
    ['{"a": purpose}.all(key, key == site.city)', ["purpose", "site.city"]],
    ['notice.sign.fields[0] == "S1"', ["notice.sign.fields"]],
    ['capability == "count" || lia.on_file', ["capability", "lia.on_file"]],
    ["1 < 2", []],
  ];
  for (const [text, names] of table) assert.deepEqual([...namesOf([readPredicate(text)])], names, text);
  const several = ["lia.on_file && sec.policy", "sec.policy"].map(readPredicate);
  assert.deepEqual([...namesOf(several)], ["lia.on_file", "sec.policy"]);
});

test("a variable is bound inside its own question only", () => {
  assert.match(refusal('["a"].exists(x, x == purpose) && x == purpose')[1], /x/);
  assert.deepEqual(refusal("[notice.sign].exists(x, x.on_file)"), [24, "there is no fact `x.on_file`"]);
});

test("what cannot be read is refused, and it is said where and why", () => {
  const table: ReadonlyArray<readonly [text: string, offset: number, message: string]> = [
    ["", 0, "Unexpected token: EOF"],
    ["purpose ==", 10, "Unexpected token: EOF"],
    ["lia.on_file &&\n@", 15, "Unexpected character: @"],
    ["lia.on_file && lia.of_file", 19, "No such key: of_file"],
    ["nothing.here", 0, "Unknown variable: nothing"],
    ["lia.on_file || purpose == 3", 15, "no such overload: string == int"],
    ["purpose", 0, "it is not a question with the answer yes or no"],
    ["lia", 0, "it is not a question with the answer yes or no"],
    ["1 < 2 && size([lia]) == 1", 15, "there is no fact `lia`"],
  ];
  for (const [text, ...wanted] of table) assert.deepEqual(refusal(text), wanted, text);
});

test("a misspelt option is refused wherever it stands, since it would never be met, or never apply", () => {
  const table: ReadonlyArray<readonly [text: string, offset: number, message: string]> = [
    ['purpose == "fun"', 0, "`purpose` is never `fun`"],
    ['purpose == ""', 0, "`purpose` is never ``"],
    ['"fun" != purpose', 0, "`purpose` is never `fun`"],
    ['purpose in ["security", "fun"]', 0, "`purpose` is never `fun`"],
    ['lia.on_file || purpose != "fun"', 15, "`purpose` is never `fun`"],
    ['lia.on_file && (sec.policy || purpose == "fun")', 30, "`purpose` is never `fun`"],
    ['!(lia.on_file && purpose == "fun")', 17, "`purpose` is never `fun`"],
    ['lia.on_file ? sec.policy : purpose == "fun"', 27, "`purpose` is never `fun`"],
    ['"S99" in notice.sign.fields', 0, "`notice.sign.fields` is never `S99`"],
    ['["S1", "S99"].all(x, x in notice.sign.fields)', 0, "`notice.sign.fields` is never `S99`"],
    ['["a"].exists(x, x == site.city || purpose == "fun")', 34, "`purpose` is never `fun`"],
    ['capability == "counting"', 0, "`capability` is never `counting`"],
    ['capability in ["count", "zone"]', 0, "`capability` is never `zone`"],
  ];
  for (const [text, ...wanted] of table) assert.deepEqual(refusal(text), wanted, text);
  for (const text of ['site.city == "Ghent"', 'site.city in ["Ghent"]', '"statistics" == purpose', "1 == 1"])
    assert.doesNotThrow(() => readPredicate(text), text);
});

test("what a part asks for is known where it can be put into words", () => {
  const choice = (fact: FactName, wanted: boolean, ...options: string[]): Ask => ({
    kind: "choice",
    fact,
    options,
    wanted,
  });
  const compare = (fact: FactName, operator: string, to: number | FactName): Ask => ({
    kind: "compare",
    fact,
    operator,
    to,
  });
  const other: Ask = { kind: "other" };
  const people = "counts.pi_individuals";
  const table: ReadonlyArray<readonly [text: string, ask: Ask]> = [
    ["lia.on_file", { kind: "flag", fact: "lia.on_file", wanted: true }],
    ["!lia.on_file", { kind: "flag", fact: "lia.on_file", wanted: false }],
    ["!!lia.on_file", { kind: "flag", fact: "lia.on_file", wanted: true }],
    ['purpose == "security"', choice("purpose", true, "security")],
    ['purpose != "security"', choice("purpose", false, "security")],
    ['purpose in ["security", "service"]', choice("purpose", true, "security", "service")],
    ['!(purpose in ["security"])', choice("purpose", false, "security")],
    ['!(purpose != "security")', choice("purpose", true, "security")],
    [
      '["S1", "S2"].all(x, x in notice.sign.fields)',
      { kind: "holds", fact: "notice.sign.fields", items: ["S1", "S2"] },
    ],
    ...["==", "!=", "<", "<=", ">", ">="].map(
      (operator) => [`${people} ${operator} 5`, compare(people, operator, 5)] as const,
    ),
    ["out.dp_epsilon < 1.5", compare("out.dp_epsilon", "<", 1.5)],
    ["assessment.date <= site.live_from", compare("assessment.date", "<=", "site.live_from")],
    ['!["S1"].all(x, x in notice.sign.fields)', other],
    [`!(${people} < 5)`, other],
    ["lia.on_file || sec.policy", other],
    ['["S1"].exists(x, x in notice.sign.fields)', other],
    ['["S1", purpose].all(x, x in notice.sign.fields)', other],
    ["[1, 2].all(x, x in [counts.pi_individuals])", other],
    ['["S1"].all(x, x == purpose)', other],
    ['["S1"].all(x, x in [purpose])', other],
    ['["S1"].all(x, x in {"S1": purpose})', other],
    ['notice.sign.fields.all(x, x in ["S1"])', other],
    ['"S1" in notice.sign.fields', other],
    ["purpose in [purpose]", other],
    ['capability == "count"', other],
    ['capability in ["count"]', other],
    ["capability == purpose", other],
    ["purpose == capability", other],
    ['assessment.date < "2026-01-01"', other],
    ["lia.on_file == true", other],
    [`5 > ${people}`, other],
    [`${people} > 5u`, other],
    [`${people} + 1 > 5`, other],
    [`${people} < ${people} + 1`, other],
    ["size(site.city) == 2", other],
  ];
  for (const [text, ask] of table) assert.deepEqual(asks(text), [ask], text);
});

test("facts are nested as their names are, and whole numbers are whole", () => {
  const values = new Map<FactName, FactValue>([
    ["notice.sign.on_file", true],
    ["notice.sign.fields", ["S1"]],
    ["out.min_group", 10],
    ["out.dp_epsilon", 2],
    ["purpose", "statistics"],
  ]);
  assert.deepEqual(contextOf(values, "count"), {
    capability: "count",
    notice: { sign: { on_file: true, fields: ["S1"] } },
    out: { min_group: 10n, dp_epsilon: 2 },
    purpose: "statistics",
  });
});
