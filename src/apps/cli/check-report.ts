import type { Decision, Judgement } from "#domain/deployment/judgement.ts";
import { capabilityOf, isCapability } from "#domain/policy/capability.ts";
import { isMet, type Reason, type Ruling, type Verdict } from "#domain/policy/decide.ts";
import type { Facts } from "#domain/policy/evidence.ts";
import { explain } from "#domain/policy/explain.ts";
import type { Bilingual } from "#domain/policy/fact-catalogue.ts";
import type { Requirement } from "#domain/policy/law.ts";

export type Language = "en" | "zh";

/** What `lintel check --json` prints. */
export type CheckReport = {
  readonly at: string;
  readonly deployment: string;
  readonly verdict: Verdict;
  readonly decisions: readonly DecisionReport[];
  /** What counsel set aside or let run; every report shows it. */
  readonly overrides: readonly OverrideReport[];
};

type DecisionReport = {
  readonly store: string;
  readonly sensor: string;
  readonly capability: string;
  readonly verdict: Verdict;
  /** Whether Lintel has code for it, whatever the law says. */
  readonly built: boolean;
  readonly reasons: readonly ReasonReport[];
  readonly warnings: readonly { readonly requirement: string; readonly article: string; readonly why: string }[];
  readonly gentler: string | null;
  /** The last day of this decision where a paper ends. */
  readonly until: string | null;
};

type ReasonReport = {
  readonly requirement: string;
  readonly article: string;
  readonly met: boolean;
  readonly why: string;
  readonly remedy: string | null;
  readonly effect?: string;
  /** How far the row was checked: read in full, from a summary, from memory. */
  readonly status?: string;
  readonly penalties?: readonly string[];
};

type OverrideReport = {
  readonly requirement: string;
  readonly why: string;
  readonly by: string;
  readonly date: string;
  readonly file: string;
};

/** The report as data, its sentences in one language. */
export function checkReport(
  name: string,
  { at, verdict, decisions }: Judgement,
  language: Language = "en",
): CheckReport {
  return {
    at,
    deployment: name,
    verdict,
    decisions: decisions.map((decision) => decisionReport(decision, language)),
    overrides: overridesIn(decisions),
  };
}

/** Everything that counsel set aside or let run in these decisions, each once. */
export function overridesIn(decisions: readonly Decision[]): OverrideReport[] {
  const found = new Map<string, OverrideReport>();
  for (const { ruling } of decisions)
    for (const reason of ruling.reasons) {
      const setting = settingOf(reason);
      if (!setting) continue;
      const { override, by, date, additions } = setting;
      const requirement = "set_aside" in override ? override.set_aside : override.let;
      found.set(`${additions} ${requirement}`, { requirement, why: override.why, by, date, file: additions });
    }
  return [...found.values()];
}

function settingOf(reason: Reason) {
  if (reason.kind === "row") return reason.setAside;
  if (reason.kind === "default" || reason.kind === "unlisted-capability")
    return reason.letBy === "sign-off" ? null : reason.letBy;
  return null;
}

type RulingReport = Omit<DecisionReport, "store" | "sensor" | "capability">;

/** Sensors of which the same is known share a ruling, which is put into words once. */
const worded: Readonly<Record<Language, WeakMap<Ruling, RulingReport>>> = { en: new WeakMap(), zh: new WeakMap() };

function decisionReport({ store, sensor, capability, facts, ruling }: Decision, language: Language): DecisionReport {
  const report = worded[language].get(ruling) ?? rulingReport(capability, facts, ruling, language);
  worded[language].set(ruling, report);
  return { store, sensor, capability, ...report };
}

function rulingReport(
  capability: string,
  facts: Facts,
  { verdict, reasons, warnings }: Ruling,
  language: Language,
): RulingReport {
  const described = isCapability(capability) ? capabilityOf(capability) : null;
  return {
    verdict,
    built: described?.isBuilt ?? false,
    reasons: reasons.map((reason) => {
      const { requirement, article, why, remedy } = explain(reason, facts);
      const row = "row" in reason ? reason.row : null;
      const penalties = reason.kind === "row" ? reason.penalties.map(({ id }) => id) : [];
      return {
        requirement,
        article,
        met: isMet(reason),
        why: why[language],
        remedy: remedy?.[language] ?? null,
        ...(row && { effect: row.effect, status: row.status }),
        ...(penalties.length > 0 && { penalties }),
      };
    }),
    warnings: warnings.map((row) => ({ requirement: row.id, article: row.article, why: demand(row)[language] })),
    gentler: verdict === "permit" ? null : (described?.gentler?.[language] ?? null),
    until: facts.until,
  };
}

function demand({ demand: { en, zh } }: Requirement): Bilingual {
  return { en, zh: zh ?? en };
}
