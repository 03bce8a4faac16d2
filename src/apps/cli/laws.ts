import { readYamlFile } from "#adapters/yaml/yaml-file.ts";
import { placed, readLaws } from "#apps/deployment/law-shelf.ts";
import { Fault } from "#domain/fault/fault.ts";
import { type Law, type Requirement, readAdditions, readLaw } from "#domain/policy/law.ts";
import { articleText, markOf } from "./check-text.ts";
import { plainTable } from "./table.ts";

export type LawsOptions = {
  readonly place?: string;
  readonly capability?: string;
  readonly effect?: string;
  readonly at?: string;
  readonly laws?: string;
  readonly json?: boolean;
};

type RowReport = Omit<Requirement, "when" | "met" | "cases" | "instrument"> & {
  readonly jurisdiction: string;
  readonly instrument: Law["instruments"][string] & { readonly id: string };
  /** It applies unless one of these is known to be false. */
  readonly when: readonly string[];
  /** One of these that is known to hold suffices. */
  readonly met: readonly string[];
  readonly cases: number;
};

/** `lintel laws [ROW]`: the rows of the law, filtered, or one explained. */
export function laws(id: string | undefined, options: LawsOptions): string {
  const { laws: shelf, broken } = readLaws(options.laws);
  for (const { where, message } of broken) process.stderr.write(`lintel: ${where}: ${message}\n`);
  const rows = shelf.flatMap((law) => law.requirements.map((row) => ({ law, row })));
  if (id !== undefined) {
    const found = rows.find(({ row }) => row.id.toLowerCase() === id.toLowerCase());
    if (!found) throw new Fault("laws/unknown-row", `there is no row \`${id}\``);
    return options.json ? JSON.stringify({ requirements: [rowReport(found)] }, null, 2) : explained(found);
  }
  const chosen = rows.filter(({ law, row }) => isChosen(law, row, options));
  if (options.json) return JSON.stringify({ requirements: chosen.map(rowReport) }, null, 2);
  const table = plainTable(
    ["row", "effect", "in force", "binds"],
    chosen.map(({ row }) => [
      `${row.id}${markOf(row)}`,
      row.effect,
      row.in_force.from ?? "day unknown",
      row.capabilities.join(" "),
    ]),
  );
  return [
    table,
    `${chosen.length} rows of ${shelf.length} places. * read in a summary, ** from memory. \`lintel laws ROW\` explains one.`,
  ].join("\n");
}

/** `lintel laws check FILE`: whether a law file, or a chain's own additions, can be used; a fault says where it cannot. */
export function checkLaws(path: string): string {
  const file = readYamlFile(path);
  if (file.kind === "unreadable") throw new Fault("laws/unreadable", `${file.where}: ${file.message}`);
  const isAdditions = typeof file.data === "object" && file.data !== null && "additions" in file.data;
  const read = isAdditions ? readAdditions(file.data) : readLaw(file.data);
  if (read.kind === "broken") {
    const lines = placed(file, read.problems).map(({ where, message }) => `${where}: ${message}`);
    throw new Fault("laws/unreadable", lines.join("\n"));
  }
  const { value } = read;
  const asked = `${value.requirements.length} rows for ${value.jurisdiction}`;
  const overrides = "overrides" in value ? value.overrides : [];
  if (overrides.length === 0) return `${path}: ${asked}, all can be used`;
  const told = overrides.map((override) =>
    "set_aside" in override
      ? `sets aside ${override.set_aside}: ${override.why}`
      : `lets ${override.let} run: ${override.why}`,
  );
  return [
    `${path}: ${asked}, all can be used; every report will show that it`,
    ...told.map((line) => `  ${line}`),
  ].join("\n");
}

function isChosen(law: Law, row: Requirement, { place, capability, effect, at }: LawsOptions): boolean {
  return (
    (place === undefined || law.jurisdiction.toLowerCase() === place.toLowerCase()) &&
    (capability === undefined || row.capabilities.some((name) => name === capability || name === "*")) &&
    (effect === undefined || row.effect === effect) &&
    (at === undefined || ((row.in_force.from ?? at) <= at && at <= (row.in_force.to ?? at)))
  );
}

function rowReport({ law, row }: { law: Law; row: Requirement }): RowReport {
  const { when, met, cases, instrument, ...rest } = row;
  return {
    ...rest,
    jurisdiction: law.jurisdiction,
    instrument: { id: instrument, ...law.instruments[instrument]! },
    penalty: row.penalty ?? law.instruments[instrument]?.penalty,
    when: when.map(({ text }) => text),
    met: met.map(({ text }) => text),
    cases: cases.length,
  };
}

function explained({ law, row }: { law: Law; row: Requirement }): string {
  const { own, en, penalty } = law.instruments[row.instrument]!;
  const { from, to, approximate, note } = row.in_force;
  const days = `${from ?? "day unknown"}${to ? ` to ${to}` : ""}${approximate ? " (the day is approximate)" : ""}${note ? ` – ${note}` : ""}`;
  const lines = [
    `${row.id} – ${own === en ? own : `${own} (${en})`}, ${articleText(row)}`,
    "",
    `  ${row.demand.en}`,
    ...(row.demand.zh ? [`  ${row.demand.zh}`] : []),
    "",
    `  effect     ${row.effect}`,
    `  binds      ${row.capabilities.join(", ")}`,
    `  in force   ${days}`,
    ...row.when.map(
      ({ text }, index) => `  ${index === 0 ? "applies unless one of these is known to be false" : "or"}: ${text}`,
    ),
    ...row.met.map(({ text }, index) => `  ${index === 0 ? "met if" : "or if"}  ${text}`),
    ...(row.punishes.length > 0 ? [`  punishes   ${row.punishes.map((start) => `${start}…`).join(", ")}`] : []),
    ...(row.evidence ? [`  shown by   ${row.evidence}`] : []),
    ...((row.penalty ?? penalty) ? [`  penalty    ${row.penalty ?? penalty}`] : []),
    `  checked    ${row.status}`,
    `  source     ${row.source}`,
    ...row.cases.map(({ name, expect }) => `  case       ${expect}: ${name}`),
  ];
  return lines.join("\n");
}
