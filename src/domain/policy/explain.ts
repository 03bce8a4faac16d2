import { type Capability, capabilityOf, isCapability, ruleNameOf } from "./capability.ts";
import { type Failing, isMet, type Reason, type Setting } from "./decide.ts";
import type { Facts } from "./evidence.ts";
import { type Bilingual, type FactName, factOf } from "./fact-catalogue.ts";
import type { Requirement } from "./law.ts";
import { type Ask, CAPABILITY, type Part } from "./predicate.ts";
import { fieldWords } from "./sign-field.ts";

/**
 * Decisions in plain words, English and Chinese: why, and what to do next. The sentences are made from the clauses of the
 * fact catalogue, so that a law's row needs none of its own.
 */

export type Explained = {
  /** The row, or the rule where no row decides. */
  readonly requirement: string;
  readonly article: string;
  readonly why: Bilingual;
  /** What to do; null where nothing is asked. */
  readonly remedy: Bilingual | null;
};

/** What a reason says of these facts. */
export function explain(reason: Reason, facts: Facts): Explained {
  switch (reason.kind) {
    case "row":
      return explainRow(reason, facts);
    case "cited":
      return { ...nameOf(reason.row), why: demandOf(reason.row), remedy: null };
    case "default":
      return explainDefault(reason);
    case "unlisted-place":
      return explainPlace(reason.jurisdiction);
    case "unlisted-capability":
      return explainCapability(reason);
    case "broken-law":
      return {
        requirement: "lintel/law-file",
        article: reason.file.where,
        why: both(
          `the law file of ${reason.file.jurisdiction} cannot be read: ${reason.file.where}: ${reason.file.message}`,
          `无法读取 ${reason.file.jurisdiction} 的法律文件：${reason.file.where}：${reason.file.message}`,
        ),
        remedy: both(
          "mend the file; `lintel laws check` says what is wrong in it",
          "请修复该文件；`lintel laws check` 会指出问题",
        ),
      };
    case "private-place":
      return {
        requirement: "lintel/private-place",
        article: "–",
        why: both(
          `no camera looks into a place where people undress, wash or sleep (\`${reason.zone}\`), whatever is on file`,
          `无论备有何种文件，摄像机都不得对着更衣、洗浴或住宿的场所（\`${reason.zone}\`）`,
        ),
        remedy: both("take the camera away from there", "请将摄像机移走"),
      };
    case "individual-history":
      return explainHistory(reason.rows);
    case "held-back":
      return {
        requirement: "lintel/whole-sensor",
        article: "–",
        why: both(
          `this sensor also does \`${reason.by}\`, which may not run, so that nothing of it runs`,
          `该传感器还进行 \`${reason.by}\`，而其不得运行，因此整台传感器不运行`,
        ),
        remedy: both(`see \`${reason.by}\` below`, `请看下面的 \`${reason.by}\``),
      };
    case "no-day":
      return {
        requirement: "lintel/day",
        article: "–",
        why: both("the day to judge by is missing", "缺少判断所依据的日期"),
        remedy: both("give a day: `--at 2026-11-21`", "请给出日期：`--at 2026-11-21`"),
      };
  }
}

/** What a row demands, in the languages it has. */
export function demandOf({ demand }: Requirement): Bilingual {
  return { en: demand.en, zh: demand.zh ?? demand.en };
}

function explainHistory(rows: readonly Requirement[]): Explained {
  const ground = (language: keyof Bilingual) =>
    rows.map((row) => ` ${demandOf(row)[language]} (${row.id}, ${row.article})`).join("");
  const hasRows = rows.length > 0;
  return {
    requirement: "lintel/no-history",
    article: "–",
    why: both(
      `nobody is priced, sent to or turned away by their own visits, whatever is on file: it would take a history of each person's visits, and Lintel keeps none.${hasRows ? ` The law of the place:${ground("en")}` : ""}`,
      `无论备有何种文件，都不得依据个人到店历史定价、推送或拒绝：那需要每个人的到店历史，而 Lintel 不保存任何人的历史。${hasRows ? `当地法律：${ground("zh")}` : ""}`,
    ),
    remedy: both(
      "let people choose: a referral or voucher code that they show at the till; and state `targeting.individual: false`",
      "由顾客自行选择：在收银台出示推荐码或优惠码；并写明 `targeting.individual: false`",
    ),
  };
}

function explainRow(reason: Extract<Reason, { kind: "row" }>, facts: Facts): Explained {
  const { row, met, failing, setAside } = reason;
  const demand = demandOf(row);
  if (met) return { ...nameOf(row), why: demand, remedy: null };
  if (setAside) return { ...nameOf(row), why: join([demand, setAsideText(setAside)]), remedy: null };
  const ways = openWays(failing).slice(0, WAYS_SHOWN_MAX);
  const nearest = ways[0] ?? [];
  const here = nearest.map((one) => whyPart(one, facts));
  const remedies = ways.map((way) => joinClauses(way.map(({ part }) => remedyOf(part, facts))));
  return {
    ...nameOf(row),
    why: join([
      demand,
      { en: `Here: ${here.map(({ en }) => en).join("; ")}.`, zh: `现状：${here.map(({ zh }) => zh).join("；")}。` },
    ]),
    remedy: { en: remedies.map(({ en }) => en).join(" Or: "), zh: remedies.map(({ zh }) => zh).join(" 或者：") },
  };
}

/** One thing that is missing, and the rows that ask for it. */
export type Missing = { readonly why: Bilingual; readonly remedy: Bilingual; readonly rows: readonly Requirement[] };

/**
 * What stands between a decision and a permit, each thing once however many rows ask for it; of the ways to meet a row,
 * the nearest. What is known to be wrong comes before what nobody has said, and the most asked for first.
 */
export function missingFrom(reasons: readonly Reason[], facts: Facts): Missing[] {
  const things = new Map<string, { failing: Failing; rows: Requirement[] }>();
  for (const reason of reasons)
    if (reason.kind === "row" && !isMet(reason)) {
      const nearest = openWays(reason.failing)[0] ?? [];
      for (const failing of nearest) {
        const thing = things.get(failing.part.text) ?? { failing, rows: [] };
        things.set(failing.part.text, thing);
        const { rows } = thing;
        if (!rows.includes(reason.row)) rows.push(reason.row);
      }
    }
  return [...things.values()]
    .toSorted((a, b) => Number(b.failing.isKnown) - Number(a.failing.isKnown) || b.rows.length - a.rows.length)
    .map(({ failing, rows }) => ({ why: whyPart(failing, facts), remedy: remedyOf(failing.part, facts), rows }));
}

/** The ways to meet a row, the nearest first; none that is only there for other capabilities, unless all are. */
function openWays(ways: readonly (readonly Failing[])[]): (readonly Failing[])[] {
  const isOpen = (way: readonly Failing[]) => way.every(({ part }) => part.names.some((name) => name !== CAPABILITY));
  const open = ways.filter(isOpen);
  return (open.length > 0 ? open : ways).toSorted((a, b) => a.length - b.length);
}

/** More ways than these confuse. */
const WAYS_SHOWN_MAX = 2;

function whyPart({ part, isKnown }: Failing, facts: Facts): Bilingual {
  const lapsed = part.names.flatMap((name) => (name === CAPABILITY ? [] : (facts.lapsed.get(name) ?? [])))[0];
  const { ask } = part;
  if (lapsed && "fact" in ask) {
    const clause = positive(ask);
    return both(`that ${clause.en} no longer counts: ${lapsed.en}`, `“${clause.zh}”不再有效：${lapsed.zh}`);
  }
  if (ask.kind === "flag") {
    const fact = factOf(ask.fact);
    if (fact.kind !== "flag") return other(part);
    if (isKnown) return ask.wanted ? fact.no : fact.yes;
    return both(`nobody has said whether ${fact.yes.en}`, `未说明是否${fact.yes.zh}`);
  }
  if (ask.kind === "other") return other(part);
  const label = labelOf(ask.fact);
  const value = facts.values.get(ask.fact);
  if (value === undefined) return both(`it is not stated: ${label.en}`, `未说明：${label.zh}`);
  if (ask.kind === "holds") {
    const missing = ask.items.filter((item) => !(value as readonly string[]).includes(item));
    return both(`${label.en} lacks ${listed(missing, "en")}`, `${label.zh}缺少${listed(missing, "zh")}`);
  }
  return both(`${label.en}: \`${String(value)}\``, `${label.zh}：\`${String(value)}\``);
}

function positive(ask: Exclude<Ask, { kind: "other" }>): Bilingual {
  const fact = factOf(ask.fact);
  if (fact.kind !== "flag") return fact.label;
  return "wanted" in ask && !ask.wanted ? fact.no : fact.yes;
}

function remedyOf(part: Part, facts: Facts): Bilingual {
  const { ask } = part;
  if ("fact" in ask && facts.lapsed.has(ask.fact))
    return both(
      `renew the paper behind \`${ask.fact}\`, and state its new date, end, file and checksum`,
      `更新 \`${ask.fact}\` 所依据的文件，并注明新的日期、期限、文件和校验值`,
    );
  if (ask.kind === "other") {
    const names = part.names.filter((name) => name !== CAPABILITY);
    return both(`make \`${part.text}\` hold (${names.join(", ")})`, `使 \`${part.text}\` 成立（${names.join("、")}）`);
  }
  const fact = factOf(ask.fact);
  if (ask.kind === "flag" && fact.kind === "flag") {
    const clause = ask.wanted ? fact.yes : fact.no;
    const stated = `\`${ask.fact}: ${ask.wanted}\``;
    return both(`see to it that ${clause.en}, and state ${stated}`, `确保${clause.zh}，并注明 ${stated}`);
  }
  const label = labelOf(ask.fact);
  if (ask.kind === "holds") {
    const present = facts.values.get(ask.fact);
    const missing = ask.items.filter((item) => !Array.isArray(present) || !present.includes(item));
    const stated = `\`${ask.fact}: [… ${missing.join(", ")}]\``;
    return both(
      `add ${listed(missing, "en")} to ${label.en}, and state ${stated}`,
      `在${label.zh}中补充${listed(missing, "zh")}，并注明 ${stated}`,
    );
  }
  if (ask.kind === "choice") {
    const options = ask.options.join(", ");
    return ask.wanted
      ? both(
          `make \`${ask.fact}\` (${label.en}) one of: ${options}`,
          `将 \`${ask.fact}\`（${label.zh}）改为以下之一：${options}`,
        )
      : both(
          `let \`${ask.fact}\` (${label.en}) be none of: ${options}`,
          `\`${ask.fact}\`（${label.zh}）不得为：${options}`,
        );
  }
  if (ask.kind === "compare") {
    const [words, wordsZh] = (fact.kind === "date" ? DATE_OPERATORS : OPERATORS)[ask.operator] ?? [
      ask.operator,
      ask.operator,
    ];
    const to = typeof ask.to === "number" ? String(ask.to) : `\`${ask.to}\` (${labelOf(ask.to).en})`;
    return both(
      `\`${ask.fact}\` (${label.en}) must be ${words} ${to}`,
      `\`${ask.fact}\`（${label.zh}）须${wordsZh} ${to}`,
    );
  }
  return other(part);
}

const OPERATORS: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  "<": ["less than", "小于"],
  "<=": ["at most", "不超过"],
  ">": ["more than", "大于"],
  ">=": ["at least", "不少于"],
  "==": ["exactly", "等于"],
  "!=": ["other than", "不等于"],
};

const DATE_OPERATORS: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  "<": ["before", "早于"],
  "<=": ["no later than", "不晚于"],
};

function explainDefault({ law, capability, verdict, letBy, met }: Extract<Reason, { kind: "default" }>): Explained {
  const rule = law.defaults[ruleNameOf(capability) as Capability];
  const note: Bilingual = { en: rule?.note?.en ?? "", zh: rule?.note?.zh ?? rule?.note?.en ?? "" };
  const general =
    verdict === "forbid"
      ? both("Not allowed here, or not in this way.", "此处不允许，或不允许以此方式进行。")
      : both(
          "The law here does not settle whether it may run, so that it stays off until counsel signs it off.",
          "当地法律未明确是否允许，在律师签署意见之前保持关闭。",
        );
  const allowed =
    letBy === null
      ? null
      : letBy === "sign-off"
        ? both("Counsel's sign-off is on file.", "已备有律师签署意见。")
        : setAsideText(letBy);
  const remedy =
    verdict === "unsettled"
      ? both(
          "use a sensor that takes no pictures, or have counsel sign it off and state `counsel.signoff.on_file: true`",
          "改用不拍摄图像的传感器，或取得律师签署意见并注明 `counsel.signoff.on_file: true`",
        )
      : both(
          `leave it out; ${capabilityOf(capability).gentler?.en ?? "there is no gentler way"}`,
          `不要使用；${capabilityOf(capability).gentler?.zh ?? "没有更温和的方式"}`,
        );
  return {
    requirement: `${law.jurisdiction}/${capability}`,
    article: rule?.rows?.join(", ") || "–",
    why: join([general, note, ...(allowed ? [allowed] : [])].filter(({ en }) => en !== "")),
    remedy: met ? null : remedy,
  };
}

function explainPlace(jurisdiction: string | null): Explained {
  return {
    requirement: "lintel/place",
    article: "–",
    why:
      jurisdiction === null
        ? both("it is not stated whose law applies here", "未说明此处适用哪里的法律")
        : both(
            `no law file covers \`${jurisdiction}\`, so that nothing may run there`,
            `没有法律文件涵盖 \`${jurisdiction}\`，因此不得运行`,
          ),
    remedy: both(
      "state `site.jurisdiction`; `lintel laws` lists the places that are covered, and counsel can write a file for another",
      "请注明 `site.jurisdiction`；`lintel laws` 会列出已涵盖的地区，其他地区可由律师编写法律文件",
    ),
  };
}

function explainCapability({ capability, places, letBy }: Extract<Reason, { kind: "unlisted-capability" }>): Explained {
  const where = places.join(", ");
  return {
    requirement: "lintel/capability",
    article: "–",
    why: join([
      isCapability(capability)
        ? both(
            `no row of ${where} says anything of ${capability}, so that it may not run`,
            `${where} 没有关于 ${capability} 的条目，因此不得运行`,
          )
        : both(`\`${capability}\` is not a capability that Lintel knows`, `Lintel 不认识 \`${capability}\``),
      ...(letBy ? [setAsideText(letBy)] : []),
    ]),
    remedy: letBy
      ? null
      : both(
          "leave it out, or have counsel look into it and let it run by name in an additions file (docs/laws.md)",
          "不要使用，或请律师审查后在补充文件中逐项允许（docs/laws.md）",
        ),
  };
}

function setAsideText({ override, by, date }: Setting): Bilingual {
  return both(`Set aside by ${by} on ${date}: ${override.why}`, `由 ${by} 于 ${date} 排除适用：${override.why}`);
}

function nameOf({ id, article }: Requirement): { requirement: string; article: string } {
  return { requirement: id, article };
}

function listed(items: readonly string[], language: keyof Bilingual): string {
  return items.map((item) => fieldWords(item, language)).join(language === "en" ? ", " : "、");
}

function labelOf(name: FactName): Bilingual {
  const fact = factOf(name);
  return fact.kind === "flag" ? fact.yes : fact.label;
}

function other({ text }: Part): Bilingual {
  return both(`\`${text}\` does not hold`, `\`${text}\` 不成立`);
}

function both(en: string, zh: string): Bilingual {
  return { en, zh };
}

function join(sentences: readonly Bilingual[]): Bilingual {
  return { en: sentences.map(({ en }) => en).join(" "), zh: sentences.map(({ zh }) => zh).join("") };
}

function joinClauses(clauses: readonly Bilingual[]): Bilingual {
  return { en: clauses.map(({ en }) => en).join("; "), zh: clauses.map(({ zh }) => zh).join("；") };
}
