import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { LAWS, readLaws } from "#apps/deployment/law-shelf.ts";
import { Deployment } from "#domain/deployment/deployment.ts";
import { placeOfFact } from "#domain/deployment/fact-groups.ts";
import { judge } from "#domain/deployment/judgement.ts";
import { CAPABILITIES, type Capability, isCapability } from "./capability.ts";
import { decide, type LawBook, type Verdict } from "./decide.ts";
import { DERIVED_FACTS, FACTS, type FactName, factOf, IMAGING, SENSOR_CLASSES } from "./fact-catalogue.ts";
import { factTree } from "./fact-tree.ts";
import { type Additions, isAsking, type Law, readAdditions } from "./law.ts";
import type { Part, Predicate } from "./predicate.ts";

/**
 * What must hold of the real laws whatever a chain does and shows. Where it does not, fast-check prints the seed and the
 * smallest such chain: `{ seed, path }` as a second argument of `fc.assert` runs it again.
 */

const RUNS = { numRuns: 60 };
/** Where every single run must come out the same. */
const RUNS_FEW = { numRuns: 20 };
const AT = "2026-11-21";
const RANK: Readonly<Record<Verdict, number>> = { deny: 0, unsettled: 1, permit: 2 };
const CAPABILITY_NAMES = Object.keys(CAPABILITIES) as Capability[];

const { laws, broken } = readLaws(LAWS);
assert.deepEqual(broken, []);
const PLACES = [...laws.map(({ jurisdiction }) => jurisdiction), "EU-FR", "EU-DE", "EU-IT", "CN-31", "US-IL-Chicago"];
const STATED = (Object.keys(FACTS) as FactName[]).filter((name) => !DERIVED_FACTS.includes(name));
const EVIDENCE = STATED.filter((name) => placeOfFact(name) === "evidence");
const ROWS = laws.flatMap(({ requirements }) => requirements.map(({ id }) => id));
const GROUPS = [...new Set(EVIDENCE.flatMap(groupsOf))];

/** What rows ask for, fact by fact, so that chance finds deployments that may run. */
const ASKED = new Map<FactName, unknown[]>();
const ways = laws.flatMap(({ requirements }) => requirements.flatMap(({ met }) => met));
for (const { ask } of ways.flatMap(({ parts }) => parts)) {
  const values = ask.kind === "flag" ? [ask.wanted] : ask.kind === "choice" && ask.wanted ? ask.options : [];
  if ("fact" in ask && values.length > 0) ASKED.set(ask.fact, [...(ASKED.get(ask.fact) ?? []), ...values]);
}

type Level = "chain" | "store" | "sensor";
type Stated = { readonly name: FactName; readonly value: unknown; readonly level: Level };
type Paper = { readonly group: string; readonly level: Level; readonly date?: string; readonly end?: string };
type Chain = {
  readonly jurisdiction: string;
  readonly sensorClass: string | undefined;
  readonly isOwn: boolean;
  readonly does: readonly Capability[];
  readonly facts: readonly Stated[];
  readonly papers: readonly Paper[];
  /** Rows that counsel holds not to bind, and what counsel lets run. */
  readonly setAside: readonly string[];
  readonly letRun: readonly Capability[];
  readonly at: string;
};

const level = fc.constantFrom<Level>("chain", "store", "sensor");

function anyValue(name: FactName): fc.Arbitrary<unknown> {
  const fact = factOf(name);
  switch (fact.kind) {
    case "flag":
      return fc.boolean();
    case "whole":
      return fc.constantFrom(0, 1, 3, 10, 72, 1440, 100_000);
    case "number":
      return fc.constantFrom(0.5, 1, 10);
    case "date":
      return fc.constantFrom("2020-01-01", "2026-11-21", "2030-01-01");
    case "choice":
      return fc.constantFrom(...fact.options);
    case "list":
      return fc.oneof(fc.constant([...fact.options]), fc.subarray([...fact.options]));
    case "text":
      return fc.constantFrom("FR", "DE", "Shanghai", "somewhere");
  }
}

/** A value that a row asks for; of a list everything, and of evidence that it is there. */
function goodValue(name: FactName): fc.Arbitrary<unknown> {
  const fact = factOf(name);
  if (ASKED.has(name)) return fc.constantFrom(...ASKED.get(name)!);
  if (fact.kind === "list") return fc.constant([...fact.options]);
  return fact.kind === "flag" && EVIDENCE.includes(name) ? fc.constant(true) : anyValue(name);
}

function stated(name: FactName, good: number): fc.Arbitrary<Stated | null> {
  const value = fc.oneof({ weight: good, arbitrary: goodValue(name) }, { weight: 1, arbitrary: anyValue(name) });
  const said = fc.record({ name: fc.constant(name), value, level });
  return fc.oneof({ weight: good + 2, arbitrary: said }, { weight: 1, arbitrary: fc.constant(null) });
}

/** All that a chain may say; where `good` is large, mostly what the law asks for. */
const chain: fc.Arbitrary<Chain> = fc.constantFrom(1, 8, 60).chain((good) =>
  fc.record({
    jurisdiction: fc.constantFrom(...PLACES),
    sensorClass: fc.option(fc.constantFrom(...SENSOR_CLASSES), { nil: undefined }),
    isOwn: fc.boolean(),
    does: fc.uniqueArray(fc.constantFrom(...CAPABILITY_NAMES), { minLength: 1, maxLength: 4 }),
    facts: fc
      .tuple(...STATED.filter((name) => name !== "site.jurisdiction").map((name) => stated(name, good)))
      .map((all) => all.filter((one) => one !== null)),
    papers: fc.array(
      fc.record(
        {
          group: fc.constantFrom(...GROUPS),
          level,
          date: fc.constantFrom("2026-01-01", AT, "2026-11-22"),
          end: fc.constantFrom("2026-11-20", AT, "2027-01-01"),
        },
        { requiredKeys: ["group", "level"] },
      ),
      { maxLength: 3 },
    ),
    setAside: fc.shuffledSubarray(ROWS, { maxLength: Math.floor(ROWS.length / good) }),
    letRun: fc.subarray(CAPABILITY_NAMES, { maxLength: 2 }),
    at: fc.constantFrom("2019-06-01", "2025-07-01", AT, AT, AT, "2028-01-01"),
  }),
);

/** The groups around a fact: `notice` and `notice.sign`. */
function groupsOf(name: string): string[] {
  const steps = name.split(".").slice(0, -1);
  return steps.map((_, index) => steps.slice(0, index + 1).join("."));
}

/**
 * A chain of one store and one sensor, less the evidence that is taken away at every level: facts, or groups with their
 * papers. What is done stays: without it, what Lintel says of its own lens would stand again.
 */
function deploymentOf(
  { jurisdiction, sensorClass, isOwn, does, facts, papers }: Chain,
  less: readonly string[] = [],
): Deployment {
  const isTaken = (name: string) => less.some((gone) => name === gone || name.startsWith(`${gone}.`));
  const at = (place: string, wanted: Level | null): Record<string, unknown> => ({
    ...factTree([
      ...facts
        .filter(({ name, level }) => placeOfFact(name) === place && (wanted === null || level === wanted))
        .filter(({ name }) => place !== "evidence" || !isTaken(name))
        .map(({ name, value }) => [name, value] as const),
      ...papers
        .filter(({ group, level }) => place === "evidence" && level === wanted && !isTaken(group))
        .flatMap(({ group, date, end }) =>
          Object.entries({ date, end }).map(([key, day]) => [`${group}.${key}`, day] as const),
        )
        .filter(([, day]) => day !== undefined),
    ]),
  });
  const said = (wanted: Level) => ({ practice: at("practice", wanted), evidence: at("evidence", wanted) });
  const { site } = at("site", null) as { site?: Record<string, unknown> };
  // What Lintel watches itself is a camera.
  const isMeant = sensorClass && (!isOwn || (IMAGING as readonly string[]).includes(sensorClass));
  const sensor = { id: "sensor", does, ...said("sensor"), ...(isMeant && { class: sensorClass }) };
  return Deployment.parse({
    lintel: 1,
    name: "a chain",
    ...said("chain"),
    stores: [
      {
        id: "store",
        time_zone: "UTC",
        site: { ...site, jurisdiction },
        ...said("store"),
        sensors: [{ ...sensor, ...(isOwn && { source: "rtsp:" }) }],
      },
    ],
  });
}

/** The real laws, with what counsel of this chain holds of them. */
function bookOf({ setAside, letRun }: Chain): LawBook {
  const why = "counsel holds so";
  const overrides = [
    ...setAside.map((set_aside) => ({ set_aside, why })),
    ...letRun.map((name) => ({ let: name, why })),
  ];
  const own = { additions: "ours", by: "chance", date: "2019-01-01", instruments: {}, requirements: [], overrides };
  return { laws, broken: [], additions: laws.map(({ jurisdiction }) => ({ ...own, jurisdiction })) };
}

function verdictsOf(deployment: Deployment, book: LawBook, at: string): Map<string, Verdict> {
  const { decisions } = judge(deployment, book, at);
  return new Map(decisions.map(({ capability, ruling }) => [capability, ruling.verdict]));
}

/** Every verdict after is at most as lenient as it was before. */
function assertNoMoreLenient(before: ReadonlyMap<string, Verdict>, after: ReadonlyMap<string, Verdict>): void {
  for (const [capability, verdict] of before) {
    const now = after.get(capability) ?? "deny";
    assert.ok(RANK[now] <= RANK[verdict], `${capability} was ${verdict} and is ${now}`);
  }
}

test("taking evidence away never turns deny into permit, nor into unsettled, nor unsettled into permit", () => {
  const things = [...EVIDENCE, ...GROUPS];
  const some = fc.oneof(fc.shuffledSubarray(things, { minLength: 1, maxLength: 5 }), fc.shuffledSubarray(things));
  let lost = 0;
  fc.assert(
    fc.property(chain, some, (one, taken) => {
      const book = bookOf(one);
      const before = verdictsOf(deploymentOf(one), book, one.at);
      const after = verdictsOf(deploymentOf(one, taken), book, one.at);
      assertNoMoreLenient(before, after);
      for (const [capability, verdict] of before) if (after.get(capability) !== verdict) lost += 1;
    }),
    { numRuns: 150 },
  );
  assert.ok(lost > 0, "no evidence mattered, so that this shows nothing");
});

const PREDICATES = laws.flatMap(({ requirements }) => requirements.flatMap(({ when, met }) => [...when, ...met]));
const predicate = fc.constantFrom(...new Set(PREDICATES.map(({ text }) => text)));

/** Rows that a chain's counsel might add, for any place. */
const stricter: fc.Arbitrary<Additions> = fc
  .record({
    jurisdiction: fc.constantFrom(...laws.map((law) => law.jurisdiction)),
    effect: fc.constantFrom("forbid", "condition", "procedure"),
    capabilities: fc.uniqueArray(fc.constantFrom("*", ...CAPABILITY_NAMES), { minLength: 1, maxLength: 3 }),
    from: fc.constantFrom("2020-01-01", "2027-01-01"),
    when: fc.array(predicate, { maxLength: 2 }),
    met: fc.array(predicate, { minLength: 1, maxLength: 2 }),
  })
  .map(({ jurisdiction, from, ...row }) => {
    const whole = { id: "OWN-1", instrument: "OWN", article: "1", in_force: { from }, demand: { en: "more" }, ...row };
    const requirements = [{ ...whole, status: "from memory", source: "this test" }];
    const read = readAdditions({ additions: "ours", jurisdiction, by: "chance", date: "2026-01-01", requirements });
    assert.equal(read.kind, "read", JSON.stringify(read));
    return (read as { value: Additions }).value;
  });

test("a row that asks for more never turns deny into permit", () => {
  fc.assert(
    fc.property(chain, stricter, (one, own) => {
      const deployment = deploymentOf(one);
      const book = bookOf(one);
      const more = { ...book, additions: [...book.additions, own] };
      assertNoMoreLenient(verdictsOf(deployment, book, one.at), verdictsOf(deployment, more, one.at));
    }),
    RUNS,
  );
});

/** A law in which chosen predicates cannot be worked out. */
function torn(law: Law, isTorn: (predicate: Predicate) => boolean): Law {
  const fail = (): never => {
    throw new Error("this cannot be worked out");
  };
  const tear = (one: Predicate): Predicate =>
    isTorn(one) ? { ...one, parts: one.parts.map((part): Part => ({ ...part, test: fail })) } : one;
  return {
    ...law,
    requirements: law.requirements.map((row) => ({ ...row, when: row.when.map(tear), met: row.met.map(tear) })),
    defaults: Object.fromEntries(
      Object.entries(law.defaults).map(([name, rule]) => [
        name,
        { ...rule, verdicts: rule.verdicts.map((one) => ({ ...one, when: one.when.map(tear) })) },
      ]),
    ),
  };
}

test("what cannot be worked out never permits", () => {
  fc.assert(
    fc.property(chain, fc.shuffledSubarray([...new Set(PREDICATES)], { minLength: 1 }), (one, chosen) => {
      const deployment = deploymentOf(one);
      const book = bookOf(one);
      const less = { ...book, laws: laws.map((law) => torn(law, (predicate) => chosen.includes(predicate))) };
      assertNoMoreLenient(verdictsOf(deployment, book, one.at), verdictsOf(deployment, less, one.at));
    }),
    RUNS,
  );
});

test("where nothing of a law can be worked out, nothing runs of which a row asks anything", () => {
  const book = { laws: laws.map((law) => torn(law, () => true)), broken: [], additions: [] };
  const asks = (law: Law, capability: string) =>
    law.requirements.some(
      (row) => isAsking(row) && row.in_force.to === undefined && row.capabilities.includes(capability as Capability),
    );
  fc.assert(
    fc.property(chain, (one) => {
      const law = laws.find(({ jurisdiction }) => jurisdiction === one.jurisdiction);
      for (const [capability, verdict] of verdictsOf(deploymentOf(one), book, AT))
        if (law && asks(law, capability)) assert.notEqual(verdict, "permit", capability);
    }),
    RUNS_FEW,
  );
});

test("a place that no law covers, or none at all, never permits", () => {
  const nowhere = fc.constantFrom("ZZ", "cn", "", "Europe", "U", "USA");
  fc.assert(
    fc.property(chain, nowhere, (one, jurisdiction) => {
      if (jurisdiction === "")
        for (const verdict of verdictsOf(withoutPlace(deploymentOf(one)), bookOf(one), one.at).values())
          assert.equal(verdict, "deny");
      else
        for (const verdict of verdictsOf(deploymentOf({ ...one, jurisdiction }), bookOf(one), one.at).values())
          assert.equal(verdict, "deny");
    }),
    RUNS_FEW,
  );
});

function withoutPlace(deployment: Deployment): Deployment {
  return { ...deployment, stores: deployment.stores.map((store) => ({ ...store, site: {} })) };
}

test("a capability that Lintel does not know never runs", () => {
  const unknown = fc.oneof(fc.string(), fc.constantFrom("*", "Count", "__proto__", "constructor"));
  fc.assert(
    fc.property(
      chain,
      unknown.filter((name) => !isCapability(name)),
      (one, capability) => {
        const [decision] = judge(deploymentOf(one), bookOf(one), one.at).decisions;
        assert.equal(decide(bookOf(one), decision!.facts, capability).verdict, "deny");
      },
    ),
    RUNS_FEW,
  );
});

test("without a day nothing ever runs", () => {
  const noDay = fc.oneof(fc.constantFrom("", "today", "2026-02-31x", "2026-13-01", "20261121", "9999"), fc.string());
  fc.assert(
    fc.property(chain, noDay, (one, at) => {
      if (/^\d{4}-\d{2}-\d{2}$/.test(at) && !Number.isNaN(Date.parse(at))) return;
      for (const verdict of verdictsOf(deploymentOf(one), bookOf(one), at).values()) assert.equal(verdict, "deny");
    }),
    RUNS_FEW,
  );
});

test("a law file that cannot be read permits nothing in its place, and changes nothing elsewhere", () => {
  fc.assert(
    fc.property(chain, fc.constantFrom(...laws), (one, lost) => {
      const file = { jurisdiction: lost.jurisdiction, where: "a file", message: "torn" };
      const whole = bookOf(one);
      const book = { ...whole, laws: laws.filter((law) => law !== lost), broken: [file] };
      const deployment = deploymentOf(one);
      const [before, after] = [verdictsOf(deployment, whole, one.at), verdictsOf(deployment, book, one.at)];
      const isHere = one.jurisdiction === lost.jurisdiction || one.jurisdiction.startsWith(`${lost.jurisdiction}-`);
      for (const [capability, verdict] of after)
        assert.equal(verdict, isHere ? "deny" : before.get(capability), capability);
    }),
    RUNS_FEW,
  );
});
