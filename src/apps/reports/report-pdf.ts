import { type Format, formatOf } from "#domain/language/format.ts";
import { paperWords } from "#domain/language/paper-words.ts";
import type { Capability } from "#domain/policy/capability.ts";
import type { Report, ReportFigure, ReportSection, SectionId } from "#domain/report/report.ts";
import { reportWords } from "#domain/report/report-words.ts";
import { valueText } from "#domain/report/value-text.ts";
import { chart, figureList, heading, inColumns, paragraph, table, tile, type Wording } from "./sheet-blocks.ts";
import { ACCENT, type Block, beside, DIM, INK, printFlow, stacked } from "./sheet-flow.ts";

const ALERT = "#8a4b08";
/** The figures at the head: the first of each that is there. */
const HEADS: readonly (readonly string[])[] = [
  ["visitors"],
  ["visitsWithoutStaff", "visits", "visitorsWithoutStaff", "busiestHour"],
  ["visitorsPerOpenDay"],
  ["error"],
];

/** A report on A4 sheets: the figures, and where they leave no room for it on a second one how they were come by. */
export function reportPdf(report: Report): Uint8Array {
  const words = reportWords[report.language];
  const wording: Wording = { words, format: formatOf(report.language) };
  const letters = groundLetters(report);
  const of = (id: SectionId) => report.sections.find((section) => section.id === id);
  const ranking = of("ranking");
  const blocks = [
    head(report, wording),
    tiles(report, wording),
    beside(
      [
        stacked([heading(of("visitors")!.title), figureList(of("visitors")!.figures, wording)], 2),
        stacked([heading(of("times")!.title), ...chartsOf(of("times")!, wording)], 5),
      ],
      [0.47, 0.53],
    ),
    ...(ranking ? [sectionBlock(ranking, wording)] : []),
    mixBlock(of("mix")!, wording),
    beside([sectionBlock(of("groups")!, wording), sectionBlock(of("sales")!, wording)], [0.5, 0.5]),
    sectionBlock(of("zones")!, wording),
    qualityBlock(of("quality")!, wording),
    stacked([heading(words.methods), inColumns(methodsOf(report, letters))], 1),
    stacked([heading(words.grounds), paragraph(words.groundsNote), inColumns(groundsOf(report, wording, letters))], 2),
  ];
  return printFlow(blocks, {
    title: `${words.title}: ${report.of.name}, ${report.periodName}`,
    language: report.language,
    foot: (sheet, sheets) => foot(report, wording, { sheet, sheets }),
  });
}

function head({ of, title, periodName, notes }: Report, { words }: Wording): Block {
  return (pen, { left, top, width }) => {
    let end = pen.text(title.toUpperCase(), { left, top, width: width / 2, size: 8, weight: 700, color: ACCENT });
    const right = { left: left + width / 2, width: width / 2, align: "right" } as const;
    pen.text("Lintel", { ...right, top, size: 8, weight: 700, color: DIM });
    end = pen.text(of.name, { left, top: end, width, size: 21, weight: 700, color: INK, leading: 1.25 });
    end = pen.text(`${of.kind === "chain" ? `${words.wholeChain} · ` : ""}${periodName}`, {
      left,
      top: end,
      width,
      size: 11,
      color: DIM,
    });
    for (const note of notes) end = pen.text(note, { left, top: end, width, size: 7.6, weight: 600, color: ALERT });
    return end;
  };
}

function tiles(report: Report, wording: Wording): Block {
  const figures = report.sections.flatMap((section) => section.figures);
  const find = (id: string) => figures.find((figure) => figure.id === id)!;
  const shown = HEADS.map((ids) => find(ids.find((id) => find(id).value !== null && !find(id).isPartial) ?? ids[0]!));
  const change = find("change");
  return beside(
    shown.map((figure) =>
      tile(figure, wording, figure.id === "visitorsPerOpenDay" ? changeText(change, wording.format) : null),
    ),
    shown.map(() => 1 / shown.length),
    8,
  );
}

function changeText({ value, base, measure }: ReportFigure, format: Format): string | null {
  return value === null ? null : `${valueText(value, measure, format)} ${base ?? ""}`;
}

function sectionBlock(section: ReportSection, wording: Wording): Block {
  return stacked(
    [
      heading(section.title),
      ...(section.figures.length > 0 ? [figureList(told(section.figures), wording)] : []),
      ...(section.note === null ? [] : [paragraph(section.note)]),
      ...chartsOf(section, wording),
      ...(section.table ? [table(section.table, wording)] : []),
    ],
    4,
  );
}

/** What was told stands beside what was estimated: the two are never one. */
function mixBlock(section: ReportSection, wording: Wording): Block {
  const bySource = [...Map.groupBy(section.figures, ({ id }) => id.split(".")[0]).values()];
  if (bySource.length < 2) return sectionBlock(section, wording);
  const share = 1 / bySource.length;
  return stacked(
    [
      heading(section.title),
      beside(
        bySource.map((figures) => figureList(figures, wording)),
        bySource.map(() => share),
      ),
    ],
    4,
  );
}

function qualityBlock(section: ReportSection, wording: Wording): Block {
  const figures = section.figures.map((figure) => figureList([figure], wording));
  const share = 1 / figures.length;
  return stacked(
    [
      heading(section.title),
      beside(
        figures,
        figures.map(() => share),
      ),
      ...(section.table ? [table(section.table, wording)] : []),
    ],
    4,
  );
}

/** Where nothing at all is there, the reason is written once. */
function told(figures: readonly ReportFigure[]): readonly ReportFigure[] {
  const [first] = figures;
  const isNone = first !== undefined && figures.every(({ value, why }) => value === null && why === first.why);
  return isNone ? [{ ...first, label: figures.map(({ label }) => label).join(", ") }] : figures;
}

function chartsOf(section: ReportSection, wording: Wording): Block[] {
  return [
    ...section.charts.filter(({ entries }) => entries.length > 0).map((one) => chart(one, wording)),
    ...(section.id === "times" && section.note !== null ? [paragraph(section.note)] : []),
  ];
}

/** How each figure was come by, with the letters of its grounds; figures that were come by alike stand together. */
function methodsOf(report: Report, letters: ReadonlyMap<Capability, string>): string[] {
  const lettersOf = (grounds: readonly Capability[]) => {
    const own = grounds.flatMap((capability) => letters.get(capability) ?? []);
    return own.length === 0 ? "" : ` [${own.join(", ")}]`;
  };
  const figures = report.sections.flatMap((section) => section.figures).filter(({ value }) => value !== null);
  const alike = [...Map.groupBy(figures, ({ method, grounds }) => method + lettersOf(grounds))];
  return [
    ...alike.map(([method, same]) => `${same.map(({ label }) => label).join(", ")}: ${method}`),
    ...report.sections.flatMap(({ title, method, grounds }) =>
      method === null ? [] : [`${title}: ${method}${lettersOf(grounds)}`],
    ),
  ];
}

function groundsOf(
  { grounds, language }: Report,
  { words }: Wording,
  letters: ReadonlyMap<Capability, string>,
): string[] {
  return grounds.map(({ capability, place, verdict, day, stores, rules, papers }) => {
    const what = words.capabilities[capability] ?? capability;
    const idsOf = (some: typeof rules) => some.map(({ id }) => id).join(", ");
    const [met, unmet] = [rules.filter(({ isMet }) => isMet), rules.filter(({ isMet }) => !isMet)];
    const asked = [
      met.length > 0 ? `${words.met} ${idsOf(met)}` : "",
      unmet.length > 0 ? `${words.unmet} ${idsOf(unmet)}` : "",
    ].filter((one) => one);
    const shown = papers.map((paper) => paperWords[language][paper] ?? paper).join("; ") || words.noPapers;
    const where = stores.length > 1 ? `${place}, ${stores.join(", ")}` : place;
    return `[${letters.get(capability)}] ${what}, ${where}: ${words.verdicts[verdict]}, ${words.onDay(day)}. ${words.rules}: ${asked.join("; ") || words.none}. ${words.papers}: ${shown}.`;
  });
}

/** A letter for each thing that was asked of the law. */
function groundLetters({ grounds }: Report): ReadonlyMap<Capability, string> {
  const capabilities = [...new Set(grounds.map(({ capability }) => capability))];
  return new Map(capabilities.map((capability, index) => [capability, String.fromCharCode(65 + index)]));
}

function foot(
  { madeMs }: Report,
  { words, format }: Wording,
  { sheet, sheets }: { readonly sheet: number; readonly sheets: number },
): Block {
  return (pen, { left, top, width }) => {
    const setting = { top, size: 6.4, color: DIM } as const;
    pen.text(words.promise, { ...setting, left, width: width * 0.78 });
    return pen.text(`${format.moment(madeMs, "UTC")} UTC · ${words.page(String(sheet), String(sheets))}`, {
      ...setting,
      left: left + width * 0.78,
      width: width * 0.22,
      align: "right",
    });
  };
}
