import type { Decision, Judgement } from "#domain/deployment/judgement.ts";
import { capabilityOf, isCapability } from "#domain/policy/capability.ts";
import { isMet } from "#domain/policy/decide.ts";
import { explain, missingFrom } from "#domain/policy/explain.ts";
import type { Requirement } from "#domain/policy/law.ts";
import { type Language, overridesIn } from "./check-report.ts";

/** So many missing things are told of one decision; `--all` tells the rest. */
const MISSING_TOLD_MAX = 6;
const ROWS_TOLD_MAX = 3;
const COLUMNS_MAX = 110;
/** Stores and sensors with the same decisions for the same reasons are told once; so many of them are named. */
const NAMES_TOLD_MAX = 8;

const WORDS = {
  en: {
    on: "ON",
    off: "OFF",
    unsettled: "OFF, not settled",
    allOn: "Everything in this deployment may run.",
    allOff: "Nothing in this deployment may run.",
    some: (on: number, all: number) => `${on} of ${all} may run.`,
    because: "why",
    next: "next",
    instead: "instead",
    unnamed: "OFF  what it does as well, or nobody has said that it does not",
    toldByAll: "`--all` tells why",
    also: (count: number) => `and ${count} more; \`--all\` tells all`,
    notBuilt: "not forbidden here; Lintel itself does not do it",
    until: (day: string) => `until ${day}, when the first paper ends`,
    memory: "Not legal advice. Rows marked * were read in a summary, ** are from memory.",
    overrides: "Set by counsel, on its own responsibility:",
    warnings: "recommended",
    and: (count: number) => ` and ${count} more`,
  },
  zh: {
    on: "开启",
    off: "关闭",
    unsettled: "关闭（法律未明确）",
    allOn: "本部署中的全部功能均可运行。",
    allOff: "本部署中没有任何功能可以运行。",
    some: (on: number, all: number) => `${all} 项中有 ${on} 项可以运行。`,
    because: "原因",
    next: "下一步",
    instead: "替代方式",
    unnamed: "关闭  该传感器还进行的、或未说明不进行的",
    toldByAll: "`--all` 说明原因",
    also: (count: number) => `另有 ${count} 项；\`--all\` 显示全部`,
    notBuilt: "此处不禁止；Lintel 本身不做这件事",
    until: (day: string) => `有效至 ${day}（首份文件到期）`,
    memory: "本报告不是法律意见。标 * 的条目读自摘要，标 ** 的条目凭记忆。",
    overrides: "由律师自行负责作出的设定：",
    warnings: "建议",
    and: (count: number) => `等另外 ${count} 个`,
  },
} as const;

/** The report for a person in a terminal: what is on, what is off, why, and what to do next. */
export function checkText(
  name: string,
  { at, decisions }: Judgement,
  { language = "en", tellsAll = false }: { readonly language?: Language; readonly tellsAll?: boolean } = {},
): string {
  const words = WORDS[language];
  const on = decisions.filter(({ ruling }) => ruling.verdict === "permit").length;
  const summary = on === decisions.length ? words.allOn : on === 0 ? words.allOff : words.some(on, decisions.length);
  const parts = [`${name} · ${at}`, summary, ""];
  for (const [places, group] of alike(decisions, language, tellsAll)) parts.push(places, ...group, "");
  const overrides = overridesIn(decisions);
  if (overrides.length > 0) {
    const told = overrides.map(({ requirement, why, by, date }) => `  ! ${requirement}: ${why} (${by}, ${date})`);
    parts.push(words.overrides, ...told, "");
  }
  return [...parts, words.memory].join("\n");
}

/** Sensors of which the same is to be told, by what is told of them. */
function alike(decisions: readonly Decision[], language: Language, tellsAll: boolean): [string, string[]][] {
  const bySensor = Map.groupBy(decisions, ({ store, sensor }) => `${store} / ${sensor}`);
  const byText = new Map<string, { places: string[]; lines: string[] }>();
  for (const [place, own] of bySensor) {
    const isTold = ({ isNamed, capability, ruling }: Decision) =>
      tellsAll || isNamed || capability === "install" || ruling.verdict === "permit";
    const unnamed = own.filter((decision) => !isTold(decision)).map(({ capability }) => capability);
    const told = own.filter(isTold).flatMap((decision) => decisionLines(decision, language, tellsAll));
    const { unnamed: words, toldByAll } = WORDS[language];
    const lines =
      unnamed.length === 0
        ? told
        : [...told, `  ✗ ${words}`, ...wrapped("      ", `${unnamed.join(", ")}; ${toldByAll}`)];
    const same = byText.get(lines.join("\n")) ?? { places: [], lines };
    same.places.push(place);
    byText.set(lines.join("\n"), same);
  }
  const nameOf = (places: readonly string[]) => {
    const more = places.length - NAMES_TOLD_MAX;
    return places.slice(0, NAMES_TOLD_MAX).join(", ") + (more > 0 ? WORDS[language].and(more) : "");
  };
  return [...byText.values()].map(({ places, lines }) => [nameOf(places), lines]);
}

function decisionLines({ capability, ruling, facts }: Decision, language: Language, tellsAll: boolean): string[] {
  const words = WORDS[language];
  const described = isCapability(capability) ? capabilityOf(capability) : null;
  const { verdict } = ruling;
  const state = verdict === "permit" ? words.on : verdict === "deny" ? words.off : words.unsettled;
  const figure = described ? ` – ${described.figure[language]}` : "";
  const lines = [`  ${verdict === "permit" ? "✓" : "✗"} ${state}  ${capability}${figure}`];
  const tell = (word: string, text: string) => lines.push(...wrapped(`      ${word}: `, text));
  if (verdict === "permit") {
    if (facts.until) tell("–", words.until(facts.until));
    if (!described?.isBuilt) tell("–", words.notBuilt);
  }
  const general = ruling.reasons.filter((reason) => reason.kind !== "row" && !isMet(reason));
  for (const reason of general) {
    const { why, requirement } = explain(reason, facts);
    tell(words.because, `${why[language]} (${requirement})`);
  }
  // What a general rule forbids cannot be mended row by row: the way on is another way to the figure.
  const isHopeless = ruling.reasons.some(
    (reason) => reason.kind === "default" && reason.verdict === "forbid" && !isMet(reason),
  );
  const missing = missingFrom(ruling.reasons, facts);
  const told = tellsAll ? missing : isHopeless ? [] : missing.slice(0, MISSING_TOLD_MAX);
  if (verdict !== "permit" && described?.gentler && (isHopeless || verdict === "unsettled"))
    tell(words.instead, described.gentler[language]);
  for (const { why, remedy, rows } of told) {
    tell(words.because, `${why[language]} (${rowsText(rows)})`);
    tell(words.next, remedy[language]);
  }
  if (missing.length > told.length) tell("…", words.also(missing.length - told.length));
  for (const reason of general) {
    const { remedy } = explain(reason, facts);
    if (remedy && !isHopeless) tell(words.next, remedy[language]);
  }
  if (verdict === "deny" && described?.gentler && !isHopeless) tell(words.instead, described.gentler[language]);
  if (tellsAll)
    for (const row of ruling.warnings)
      tell(words.warnings, `${row.demand[language] ?? row.demand.en} (${rowsText([row])})`);
  return lines;
}

/** A paragraph with its first word hung out, broken at spaces; Chinese has none, and is left to the terminal. */
function wrapped(hung: string, text: string): string[] {
  const lines: string[] = [];
  let line = hung;
  for (const word of text.split(" ")) {
    if (line.trim() !== "" && line.length + word.length >= COLUMNS_MAX) {
      lines.push(line.trimEnd());
      line = " ".repeat(hung.length);
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()];
}

function rowsText(rows: readonly Requirement[]): string {
  const named = rows.slice(0, ROWS_TOLD_MAX).map((row) => `${row.id} ${articleText(row)}${markOf(row)}`);
  return named.join(", ") + (rows.length > named.length ? ` +${rows.length - named.length}` : "");
}

/** `art. 26`; what is no number says itself what it is. */
export function articleText({ article }: Requirement): string {
  return /^\d/.test(article) ? `art. ${article}` : article;
}

/** How far a row was checked is never hidden. */
export function markOf({ status }: Requirement): string {
  return status === "read in full" ? "" : status === "from a summary" ? "*" : "**";
}
