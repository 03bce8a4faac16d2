import { fileURLToPath } from "node:url";
import { readYamlFile } from "#adapters/yaml/yaml-file.ts";
import { loadDeployment } from "#apps/deployment/deployment-file.ts";
import { judge } from "#domain/deployment/judgement.ts";
import { Fault } from "#domain/fault/fault.ts";
import { type Case, CaseBook } from "#domain/policy/case-book.ts";
import type { Day } from "#domain/policy/evidence.ts";
import { missingFrom } from "#domain/policy/explain.ts";
import { readDay } from "./check.ts";
import { type CheckReport, checkReport } from "./check-report.ts";
import { plainTable } from "./table.ts";

const CASES = fileURLToPath(new URL("../../../laws/cases/", import.meta.url));
const UNMET_TOLD_MAX = 12;

export type ReplayOptions = { readonly at?: string; readonly json?: boolean; readonly laws?: string };

type Replayed = CheckReport & {
  readonly case: string;
  /** The same deployment by the law of its own day. */
  readonly ofItsDay: CheckReport;
  /** The deployment that yields the same figures, by the law of the same day as the whole. */
  readonly lawful: CheckReport;
  readonly found: Case["found"];
  readonly contradictions: Case["contradictions"];
};

/** `lintel replay [CASE]`: real deployments, judged by the law of their day and by another day's, beside what came of them. */
export function replay(id: string | undefined, { at, json, laws }: ReplayOptions): string {
  const cases = caseBook();
  const chosen = id === undefined ? cases : cases.filter((one) => one.id.toLowerCase() === id.toLowerCase());
  if (chosen.length === 0) throw new Fault("replay/unknown-case", `there is no case \`${id}\``);
  const day = readDay(at);
  const replayed = chosen.map((one) => replayOne(one, day, laws));
  if (json) return JSON.stringify(id === undefined ? { at: day, cases: replayed } : replayed[0], null, 2);
  return id === undefined ? overview(chosen, replayed, day) : story(chosen[0]!, replayed[0]!, laws);
}

/** All cases that come with Lintel. */
export function caseBook(): readonly Case[] {
  const file = readYamlFile(`${CASES}cases.yaml`);
  if (file.kind === "unreadable") throw new Fault("laws/unreadable", `${file.where}: ${file.message}`);
  return CaseBook.parse(file.data).cases;
}

/** Where the deployment of a case lies: as it was found, or its lawful twin for the law of a day. */
export function pathOfCase(one: Case, kind: "found" | "lawful", at: Day): string {
  if (kind === "found") return `${CASES}${one.deployment}`;
  const twin = one.lawful.findLast(({ from }) => from === undefined || from <= at) ?? one.lawful[0]!;
  return `${CASES}${twin.deployment}`;
}

function reportOf(path: string, at: Day, lawFolder: string | undefined): CheckReport {
  const { deployment, book, paperFault } = loadDeployment(path, { lawFolder });
  return checkReport(deployment.name, judge(deployment, book, at, paperFault));
}

function replayOne(one: Case, at: Day, lawFolder: string | undefined): Replayed {
  return {
    case: one.id,
    ...reportOf(pathOfCase(one, "found", at), at, lawFolder),
    ofItsDay: reportOf(pathOfCase(one, "found", one.law_of), one.law_of, lawFolder),
    lawful: reportOf(pathOfCase(one, "lawful", at), at, lawFolder),
    found: one.found,
    contradictions: one.contradictions,
  };
}

function overview(cases: readonly Case[], replayed: readonly Replayed[], at: Day): string {
  const rows = cases.map((one, index) => {
    const { verdict, ofItsDay, lawful } = replayed[index]!;
    return [one.id, `${ofItsDay.verdict} (${one.law_of})`, verdict, lawful.verdict, one.found.sanction];
  });
  return [
    plainTable(
      ["case", "by the law of its day", `by that of ${at}`, "its lawful twin", "what the authority did"],
      rows,
    ),
    "`lintel replay CASE` tells one whole.",
  ].join("\n");
}

function story(one: Case, today: Replayed, lawFolder: string | undefined): string {
  const { verdict, at, ofItsDay, lawful } = today;
  const unmet = (report: CheckReport) => [
    ...new Set(
      report.decisions.flatMap(({ reasons }) =>
        reasons.filter(({ met }) => !met).map(({ requirement }) => requirement),
      ),
    ),
  ];
  const told = (report: CheckReport) => {
    const rows = unmet(report);
    const more = rows.length - UNMET_TOLD_MAX;
    return rows.length === 0
      ? ""
      : `: ${rows.slice(0, UNMET_TOLD_MAX).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  };
  const { deployment, book } = loadDeployment(pathOfCase(one, "found", at), { lawFolder });
  const first = judge(deployment, book, one.law_of).decisions;
  const things = missingFrom(
    first.flatMap(({ ruling }) => ruling.reasons),
    first[0]!.facts,
  );
  return [
    `${one.id} – ${one.name}`,
    "",
    `  what was done     ${one.found.conduct}. ${one.found.collected}`,
    `  what was found    ${one.found.finding}`,
    `  what followed     ${one.found.sanction}`,
    `  checked           ${one.found.status}`,
    "",
    `  by the law of its day (${one.law_of})   ${ofItsDay.verdict}${told(ofItsDay)}`,
    ...things.slice(0, 5).map(({ why }) => `      ${why.en}`),
    `  by the law of ${at}   ${verdict}${told(today)}`,
    "",
    `  the same figures, lawfully (${at})   ${lawful.verdict}`,
    ...lawful.decisions.map(({ sensor, capability, verdict: own }) => `      ${own}  ${sensor}: ${capability}`),
    ...(one.contradictions.length > 0 ? ["", "  where the sources contradict each other"] : []),
    ...one.contradictions.map(({ point, sources, use }) => `      ${point}: ${sources}. Used: ${use}`),
  ].join("\n");
}
