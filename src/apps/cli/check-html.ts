import type { Decision, Judgement } from "#domain/deployment/judgement.ts";
import { capabilityOf, isCapability } from "#domain/policy/capability.ts";
import { isMet } from "#domain/policy/decide.ts";
import { explain, missingFrom } from "#domain/policy/explain.ts";
import type { Requirement } from "#domain/policy/law.ts";
import { type Language, overridesIn } from "./check-report.ts";
import { markOf } from "./check-text.ts";

const WORDS = {
  en: {
    title: "What may run, and why",
    verdict: { permit: "On", deny: "Off", unsettled: "Off, not settled" },
    permitted: (on: number, all: number) => `${on} of ${all} may run`,
    missing: "What is missing",
    todo: "What to do",
    rows: "Asked for by",
    instead: "The same figure in a gentler way",
    met: (count: number) => (count === 1 ? "1 row is met" : `${count} rows are met`),
    unmet: (count: number) => (count === 1 ? "The row that is not met" : `All ${count} rows that are not met`),
    until: (day: string) => `until ${day}, when the first paper ends`,
    notBuilt: "Lintel has no code for it, whatever the law says.",
    overrides: "Set by counsel, on its own responsibility",
    note: "Not legal advice. Rows marked * were read in a summary, ** are from memory.",
    other: "中文",
  },
  zh: {
    title: "哪些可以运行，以及原因",
    verdict: { permit: "开启", deny: "关闭", unsettled: "关闭（法律未明确）" },
    permitted: (on: number, all: number) => `${all} 项中有 ${on} 项可以运行`,
    missing: "缺少什么",
    todo: "怎么做",
    rows: "依据",
    instead: "以更温和的方式得到同样的数据",
    met: (count: number) => `已满足 ${count} 条`,
    unmet: (count: number) => `全部 ${count} 条未满足的要求`,
    until: (day: string) => `有效至 ${day}（首份文件到期）`,
    notBuilt: "无论法律如何规定，Lintel 都没有此功能的代码。",
    overrides: "由律师自行负责作出的设定",
    note: "本报告不是法律意见。标 * 的条目读自摘要，标 ** 的条目凭记忆。",
    other: "English",
  },
} as const;

/** The report as one page that needs nothing else, in both languages; the given one is shown first. */
export function checkHtml(name: string, judgement: Judgement, first: Language): string {
  const languages: readonly Language[] = first === "zh" ? ["zh", "en"] : ["en", "zh"];
  const radios = languages.map(
    (language, index) =>
      `<input type="radio" name="language" id="show-${language}"${index === 0 ? " checked" : ""}><label for="show-${language}" lang="${language}">${language === "en" ? "English" : "中文"}</label>`,
  );
  return `<!doctype html>
<html lang="${first}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(name)} · ${judgement.at}</title>
<style>${STYLE}</style>
</head>
<body>
${radios.join("\n")}
${languages.map((language) => page(name, judgement, language)).join("\n")}
</body>
</html>
`;
}

function page(name: string, { at, decisions }: Judgement, language: Language): string {
  const words = WORDS[language];
  const on = decisions.filter(({ ruling }) => ruling.verdict === "permit").length;
  const bySensor = [...Map.groupBy(decisions, ({ store, sensor }) => `${store} / ${sensor}`)];
  const overrides = overridesIn(decisions).map(
    ({ requirement, why, by, date }) =>
      `<li><b>${escaped(requirement)}</b>: ${escaped(why)} (${escaped(by)}, ${date})</li>`,
  );
  return `<main class="${language}" lang="${language}">
<h1>${escaped(name)}</h1>
<p class="lead">${words.title} · ${at} · <b>${words.permitted(on, decisions.length)}</b></p>
${overrides.length > 0 ? `<section class="overrides"><h2>${words.overrides}</h2><ul>${overrides.join("")}</ul></section>` : ""}
${bySensor.map(([place, own]) => `<section><h2>${escaped(place)}</h2>${own.map((decision) => card(decision, language)).join("")}</section>`).join("\n")}
<footer>${words.note}</footer>
</main>`;
}

function card({ capability, ruling, facts }: Decision, language: Language): string {
  const words = WORDS[language];
  const described = isCapability(capability) ? capabilityOf(capability) : null;
  const { verdict, reasons } = ruling;
  const general = reasons.filter((reason) => reason.kind !== "row" && reason.kind !== "cited" && !isMet(reason));
  const unmet = reasons.filter((reason) => !isMet(reason));
  const missing = missingFrom(reasons, facts);
  const rows = missing.map(
    ({ why, remedy, rows }) =>
      `<tr><td>${marked(why[language])}</td><td>${marked(remedy[language])}</td><td class="rows">${rowsText(rows)}</td></tr>`,
  );
  const table =
    rows.length > 0
      ? `<details${rows.length <= 6 ? " open" : ""}><summary>${words.missing} (${rows.length})</summary><table><thead><tr><th>${words.missing}</th><th>${words.todo}</th><th>${words.rows}</th></tr></thead><tbody>${rows.join("")}</tbody></table></details>`
      : "";
  const all = unmet.map((reason) => {
    const { requirement, article, why } = explain(reason, facts);
    const mark = reason.kind === "row" ? markOf(reason.row) : "";
    return `<li><b>${escaped(requirement)}</b> ${escaped(article)}${mark}: ${marked(why[language])}</li>`;
  });
  const gentler =
    verdict !== "permit" && described?.gentler
      ? `<p class="instead"><b>${words.instead}:</b> ${escaped(described.gentler[language])}</p>`
      : "";
  return `<article class="${verdict}">
<h3><span class="verdict">${words.verdict[verdict]}</span> ${escaped(described?.figure[language] ?? capability)} <code>${escaped(capability)}</code></h3>
${general.map((reason) => `<p>${marked(explain(reason, facts).why[language])}</p>`).join("")}
${gentler}
${table}
${all.length > 0 ? `<details><summary>${words.unmet(all.length)}</summary><ul>${all.join("")}</ul></details>` : ""}
<p class="small">${words.met(reasons.filter((reason) => reason.kind === "row" && reason.met).length)}${facts.until && verdict === "permit" ? ` · ${words.until(facts.until)}` : ""}${described && !described.isBuilt ? ` · ${words.notBuilt}` : ""}</p>
</article>`;
}

function rowsText(rows: readonly Requirement[]): string {
  return rows.map((row) => `<span title="${escaped(row.article)}">${escaped(row.id)}${markOf(row)}</span>`).join(" ");
}

/** Text with what stands in backticks as code. */
function marked(text: string): string {
  return escaped(text).replace(/`([^`]*)`/g, "<code>$1</code>");
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[letter]!);
}

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --off: #b3261e; --on: #1b7a3d; --open: #8a5a00; }
@media (prefers-color-scheme: dark) { :root { --off: #ff8a80; --on: #7ddc9a; --open: #ffc561; } }
body { font: 16px/1.5 system-ui, "Noto Sans", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
main { display: none; }
#show-en:checked ~ main.en, #show-zh:checked ~ main.zh { display: block; }
input[name="language"] { margin-left: 1rem; }
h1 { margin-bottom: 0; font-size: 1.5rem; } h2 { font-size: 1.15rem; border-bottom: 1px solid var(--line); padding-bottom: .2rem; } h3 { font-size: 1rem; margin: 0 0 .4rem; }
article { border: 1px solid var(--line); border-left: .4rem solid var(--off); border-radius: .4rem; padding: .7rem 1rem; margin: .7rem 0; }
article.permit { border-left-color: var(--on); } article.unsettled { border-left-color: var(--open); }
.verdict { font-weight: 700; color: var(--off); } .permit .verdict { color: var(--on); } .unsettled .verdict { color: var(--open); }
article p { margin: .3rem 0; } code { font-size: .85em; background: #8882; padding: 0 .25em; border-radius: .2em; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; } th, td { text-align: left; vertical-align: top; padding: .35rem .5rem; border-top: 1px solid var(--line); }
.rows span { white-space: nowrap; } .small, footer { font-size: .85rem; opacity: .8; } .overrides { border: 2px solid var(--open); padding: 0 1rem; border-radius: .4rem; }
summary { cursor: pointer; padding: .3rem 0; }
@media (max-width: 40rem) { thead { display: none; } tr { display: block; border-top: 1px solid var(--line); padding: .4rem 0; } td { display: block; border: 0; padding: .1rem 0; } }
@media print { details > * { display: block; } input[name="language"], label { display: none; } }
`;
