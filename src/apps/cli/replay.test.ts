import assert from "node:assert/strict";
import test from "node:test";
import { readYamlFile } from "#adapters/yaml/yaml-file.ts";
import { loadDeployment } from "#apps/deployment/deployment-file.ts";
import { judge } from "#domain/deployment/judgement.ts";
import { checkReport } from "./check-report.ts";
import { caseBook, pathOfCase, replay } from "./replay.ts";

/** The day on which the twins and today's replay were looked at. */
const LOOKED_AT = "2026-11-21";

type Expected = {
  readonly at: string;
  readonly deployment: "found" | "lawful";
  readonly verdict: string;
  readonly unmet: readonly string[];
  readonly cited?: readonly string[];
  readonly absent?: readonly string[];
};

const file = readYamlFile("laws/cases/expected.yaml");
assert.equal(file.kind, "read");
const expected = (file as { data: Record<string, readonly Expected[]> }).data;

test("every case is expected, and every expectation has its case", () => {
  assert.deepEqual(
    caseBook().map(({ id }) => id),
    Object.keys(expected),
  );
});

for (const one of caseBook()) {
  for (const { at, deployment, verdict, unmet, cited = [], absent = [] } of expected[one.id] ?? [])
    test(`${one.id}, ${deployment === "found" ? "as it was found" : "done lawfully"}, by the law of ${at}: ${verdict}`, () => {
      const report = reportOf(pathOfCase(one, deployment, at), at);
      const reasons = report.decisions.flatMap((decision) => decision.reasons);
      assert.equal(report.verdict, verdict);
      const failed = reasons.filter(({ met }) => !met).map(({ requirement }) => requirement);
      for (const row of unmet) assert.ok(failed.includes(row), `${row} should be unmet`);
      for (const row of cited)
        assert.ok(
          reasons.some(({ requirement }) => requirement === row),
          `${row} should be cited`,
        );
      for (const row of absent)
        assert.ok(!reasons.some(({ requirement }) => requirement === row), `${row} should not appear`);
    });

  test(`${one.id}: its lawful twin may run, whole`, () => {
    const report = reportOf(pathOfCase(one, "lawful", LOOKED_AT), LOOKED_AT);
    assert.deepEqual(
      report.decisions.filter(({ verdict }) => verdict !== "permit").map(({ capability }) => capability),
      [],
    );
  });
}

test("a replay of one case is the object of a check, with the case", () => {
  const said = JSON.parse(replay("xpeng-sh", { at: LOOKED_AT, json: true }));
  assert.equal(said.case, "XPENG-SH");
  assert.equal(said.at, LOOKED_AT);
  assert.equal(said.verdict, "deny");
  assert.equal(said.ofItsDay.at, "2021-03-01");
  assert.equal(said.lawful.verdict, "permit");
  assert.ok(said.contradictions.length > 0);
});

test("an unknown case is a fault", () => {
  assert.throws(() => replay("NOBODY", {}), { code: "replay/unknown-case" });
});

function reportOf(path: string, at: string) {
  const { deployment, book, paperFault } = loadDeployment(path);
  return checkReport(deployment.name, judge(deployment, book, at, paperFault));
}
