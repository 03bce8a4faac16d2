import assert from "node:assert/strict";
import test from "node:test";
import { Deployment } from "#domain/deployment/deployment.ts";
import { judge } from "#domain/deployment/judgement.ts";
import { capabilityOf } from "#domain/policy/capability.ts";
import { explain } from "#domain/policy/explain.ts";
import { isAsking } from "#domain/policy/law.ts";
import { readLaws } from "./law-shelf.ts";

const AT = "2026-11-29";
const BOOK = { ...readLaws(), additions: [] };
const ROWS = BOOK.laws.map((law) => ({
  place: law.jurisdiction,
  rows: law.requirements.filter((row) => isAsking(row) && row.capabilities.includes("targeting")),
}));

/** A shop that asks for it in its file, with all consent that there could be. */
function asking(place: string, individual: boolean) {
  return Deployment.parse({
    lintel: 1,
    name: "Asks for it",
    stores: [
      {
        id: "shop",
        time_zone: "UTC",
        site: { jurisdiction: place, public_place: true },
        practice: { targeting: { individual, messages: true, opt_out: true } },
        evidence: { consent: { marketing: true, mode: "explicit" } },
        sensors: [{ id: "offers", class: "tablet", does: ["targeting"] }],
      },
    ],
  });
}

test("laws with rows on prices and messages for single people are among ours", () => {
  assert.deepEqual(
    ROWS.filter(({ rows }) => rows.length > 0)
      .map(({ place }) => place)
      .toSorted(),
    ["CN", "EU"],
  );
});

for (const { place, rows } of ROWS)
  test(`${place}: prices and messages by somebody's visits are refused, with the ground in law and what to do instead`, () => {
    const { decisions } = judge(asking(place, true), BOOK, AT);
    const { ruling, facts } = decisions.find(({ capability }) => capability === "targeting")!;
    assert.equal(ruling.verdict, "deny");
    const reason = ruling.reasons.find(({ kind }) => kind === "individual-history")!;
    const said = explain(reason, facts);
    for (const row of rows) {
      assert.ok(said.why.en.includes(`${row.demand.en} (${row.id}, ${row.article})`), said.why.en);
      assert.ok(said.why.zh.includes(row.demand.zh ?? row.demand.en), said.why.zh);
    }
    assert.match(said.remedy!.en, /referral or voucher code/);
    assert.match(capabilityOf("targeting").gentler!.en, /show by choice/);
  });
