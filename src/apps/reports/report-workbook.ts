import { type Sheet, type SheetCell, workbookOfSheets } from "#adapters/spreadsheet/sheets.ts";
import { paperWords } from "#domain/language/paper-words.ts";
import type { Measure, Report, ReportSection } from "#domain/report/report.ts";
import { reportWords } from "#domain/report/report-words.ts";

const FIGURE_WIDTHS = [34, 14, 12, 12, 30, 40, 70, 34];
const GROUND_WIDTHS = [34, 10, 22, 12, 30, 60, 60];
const SECOND_MS = 1000;

/** A report as a workbook: a sheet for each section, with numbers as numbers, and one for the legal ground. */
export async function reportWorkbook(report: Report): Promise<Uint8Array> {
  return await workbookOfSheets([
    ...report.sections.map((section) => sectionSheet(report, section)),
    groundSheet(report),
  ]);
}

function sectionSheet(report: Report, section: ReportSection): Sheet {
  const words = reportWords[report.language];
  const head: SheetCell[][] = [
    [bold(`${report.of.name}: ${section.title}`)],
    [text(`${report.title}, ${report.periodName} (${report.first} – ${report.last})`)],
    ...report.notes.map((note) => [text(note)]),
    ...(section.note === null ? [] : [[text(section.note)]]),
  ];
  const figures: SheetCell[][] =
    section.figures.length === 0
      ? []
      : [
          [],
          [words.figure, words.value, words.low, words.high, words.base, words.why_, words.methods, words.grounds].map(
            bold,
          ),
          ...section.figures.map(({ label, measure, value, low, high, base, why, method, grounds }) => [
            text(unitLabel(label, measure)),
            number(value, measure),
            number(low, measure),
            number(high, measure),
            text(base),
            text(why),
            text(method),
            text(grounds.map((capability) => words.capabilities[capability] ?? capability).join("; ")),
          ]),
        ];
  const charts = section.charts.flatMap(({ title, entries, measure }) => [
    [],
    [bold(title)],
    ...entries.map(({ label, value }) => [text(label), number(value, measure)]),
  ]);
  const table: SheetCell[][] = section.table
    ? [
        [],
        section.table.columns.map(({ label, measure }) => bold(unitLabel(label, measure))),
        ...section.table.rows.map((row) =>
          row.map((cell, column) => {
            const { measure } = section.table!.columns[column]!;
            return typeof cell === "string" || measure === "text" ? text(cell) : number(cell, measure);
          }),
        ),
      ]
    : [];
  const method: SheetCell[][] = section.method === null ? [] : [[], [text(section.method)]];
  return { name: section.title, widths: FIGURE_WIDTHS, rows: [...head, ...figures, ...charts, ...table, ...method] };
}

function groundSheet({ language, grounds }: Report): Sheet {
  const words = reportWords[language];
  return {
    name: words.grounds,
    widths: GROUND_WIDTHS,
    rows: [
      [bold(words.grounds)],
      [text(words.groundsNote)],
      [text(words.promise)],
      [],
      [words.figure, "", words.value, "", words.zones.store, words.rules, words.papers].map(bold),
      ...grounds.map(({ capability, place, verdict, day, stores, rules, papers }) => [
        text(words.capabilities[capability] ?? capability),
        text(place),
        text(words.verdicts[verdict]),
        text(day),
        text(stores.join(", ")),
        text(
          rules.map(({ id, article, isMet }) => `${id} (${article}): ${isMet ? words.met : words.unmet}`).join("; "),
        ),
        text(papers.map((paper) => paperWords[language][paper] ?? paper).join("; ") || words.noPapers),
      ]),
    ],
  };
}

/** Durations are seconds in a workbook, so that they can be reckoned with. */
function unitLabel(label: string, measure: Measure | "text"): string {
  return measure === "duration" ? `${label} (s)` : label;
}

function number(value: string | number | null, measure: Measure): SheetCell {
  if (typeof value !== "number") return null;
  return measure === "duration" ? { number: value / SECOND_MS, as: "seconds" } : { number: value, as: measure };
}

const text = (value: string | number | null): SheetCell => (value === null ? null : { text: String(value) });
const bold = (value: string): SheetCell => ({ text: value, isBold: true });
