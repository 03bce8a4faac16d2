import assert from "node:assert/strict";
import test from "node:test";
import { readLaws } from "#apps/deployment/law-shelf.ts";
import { FACTS } from "#domain/policy/fact-catalogue.ts";
import { readAdditions } from "#domain/policy/law.ts";
import { AGED_NAMES, agedKind } from "#domain/retention/kept-kinds.ts";
import { Deployment } from "./deployment.ts";
import { keepingOf, refusedKeeping } from "./keeping.ts";

const TODAY = "2026-11-29";
const laws = { ...readLaws(), additions: [] };

function chain(retention: object, site: object = { jurisdiction: "EU-FR" }, does = ["count"], own?: object) {
  return Deployment.safeParse({
    lintel: 1,
    name: "a chain",
    retention,
    stores: [
      {
        id: "here",
        time_zone: "Europe/Paris",
        site,
        ...(own && { retention: own }),
        sensors: [{ id: "door", class: does.includes("count") ? "beam" : "tablet_camera", does }],
      },
    ],
  });
}

function read(...args: Parameters<typeof chain>): Deployment {
  return Deployment.parse(chain(...args).data);
}

/** A row as counsel adds it. */
function bookWith(met: string) {
  const added = readAdditions({
    additions: "own",
    jurisdiction: "EU",
    by: "counsel",
    date: "2026-01-01",
    instruments: { OWN: { own: "House rule", en: "House rule" } },
    requirements: [
      {
        id: "OWN-1",
        instrument: "OWN",
        article: "1",
        effect: "condition",
        capabilities: ["retention"],
        in_force: { from: "2026-06-01" },
        demand: { en: "Keep it short." },
        met: [met],
        status: "read in full",
        source: "the house",
      },
    ],
  });
  assert.equal(added.kind, "read", JSON.stringify(added));
  return { ...laws, additions: added.kind === "read" ? [added.value] : [] };
}

test("every kind that ends by age is known to the law by a fact", () => {
  for (const kind of AGED_NAMES) assert.ok(Object.hasOwn(FACTS, agedKind(kind).fact.name), kind);
});

test("what comes with Lintel is refused nowhere", () => {
  for (const site of [
    { jurisdiction: "EU-FR" },
    { jurisdiction: "CN", city: "Shanghai" },
    { jurisdiction: "US-IL" },
    { jurisdiction: "KR" },
  ])
    assert.deepEqual(refusedKeeping(read({}, site, ["tablet-estimate"]), laws, TODAY), []);
});

test("in Shanghai proof of consent is kept five years, where somebody can consent", () => {
  const short = { consent_proofs: 1460 };
  const shanghai = { jurisdiction: "CN", city: "Shanghai" };
  const [refused, ...rest] = refusedKeeping(read(short, shanghai, ["tablet-estimate"]), laws, TODAY);
  assert.deepEqual(rest, []);
  assert.deepEqual([refused!.kind, refused!.days, refused!.why.requirement], ["consent_proofs", 1460, "CN-LOC-02"]);
  assert.match(refused!.why.why.en, /FIVE years.*proof of notice and consent/s);
  assert.ok(refused!.why.remedy);
  assert.deepEqual(refusedKeeping(read(short, shanghai), laws, TODAY), [], "nobody can consent here");
  assert.deepEqual(
    refusedKeeping(read(short, { jurisdiction: "CN", city: "Hangzhou" }, ["tablet-estimate"]), laws, TODAY),
    [],
  );
});

test("a row refuses what is kept longer than it allows, from its first day on, and for ever is longest", () => {
  const book = bookWith("kept.door_checks_days <= 365");
  const refused = (days: unknown, at = TODAY) =>
    refusedKeeping(read({ door_checks: days }), book, at).map(({ days }) => days);
  assert.deepEqual(refused(365), []);
  assert.deepEqual(refused(366), [366]);
  assert.deepEqual(refused("forever"), ["forever"]);
  assert.deepEqual(refused(366, "2026-05-31"), []);
  const { rows } = keepingOf(read({}), book, TODAY).find(({ kind }) => kind === "door_checks")!;
  assert.deepEqual(
    rows.map(({ id }) => id),
    ["OWN-1"],
  );
});

test("a store keeps what it says itself, and sums are kept at least as long as what they are made of", () => {
  const own = keepingOf(read({ minutes: 100 }, undefined, undefined, { minutes: 200 }), laws, TODAY);
  const days = (kind: string) => own.find((one) => one.kind === kind)?.days;
  assert.deepEqual([days("minutes"), days("hours_and_days"), days("events")], [200, "forever", 400]);
  assert.equal(chain({ minutes: 100, hours_and_days: 99 }).success, false);
  assert.equal(chain({ hours_and_days: 1000 }).success, false, "minutes are kept for ever");
  assert.equal(chain({ minutes: 34 }).success, false, "an agent that was away tells minutes that are a month old");
  assert.equal(chain({ events: 401 }).success, false);
  assert.equal(chain({}, undefined, undefined, { backups: 10 }).success, false, "backups are of the chain");
});
