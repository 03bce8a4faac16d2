import type { Period } from "#domain/figures/store-figures.ts";
import type { MixTogether } from "#domain/figures/stored-mix.ts";
import { type Format, formatOf } from "#domain/language/format.ts";
import type { Language } from "#domain/language/language.ts";
import type { Day } from "#domain/policy/evidence.ts";
import { groupsSection } from "./groups-section.ts";
import { mixSection } from "./mix-section.ts";
import { qualitySection } from "./quality-section.ts";
import { rankingSection } from "./ranking-section.ts";
import type { LegalGround, Report } from "./report.ts";
import { monthOf } from "./report-period.ts";
import { type ReportWords, reportWords } from "./report-words.ts";
import { salesSection } from "./sales-section.ts";
import type { StoreReading } from "./store-reading.ts";
import { timesSection } from "./times-section.ts";
import { visitorsSection } from "./visitors-section.ts";
import { zonesSection } from "./zones-section.ts";

/** What a section is made with. */
export type Making = {
  readonly words: ReportWords;
  readonly format: Format;
  readonly language: Language;
  /** The stores that told something and share it. */
  readonly readings: readonly StoreReading[];
  /** What visitors said of themselves in the weeks that begin in the period; null where nobody was asked. */
  readonly mix: MixTogether | null;
  readonly isChain: boolean;
  /** The period before, as people call it. */
  readonly beforeName: string;
};

export type ReportQuestion = {
  readonly of: Report["of"];
  readonly period: Period;
  readonly before: Period;
  readonly language: Language;
  /** The present day where the stores are. */
  readonly today: Day;
  readonly madeMs: number;
  readonly isSimulated: boolean;
  readonly readings: readonly StoreReading[];
  readonly mix: MixTogether | null;
};

/** Makes the report of a store, or of several together. A store is in it with what it shares and with nothing else. */
export function makeReport(question: ReportQuestion): Report {
  const { of, period, before, language, today, madeMs, isSimulated, readings: all, mix } = question;
  const [words, format] = [reportWords[language], formatOf(language)];
  const readings = all.filter(({ figures }) => figures !== null);
  const isChain = of.kind === "chain";
  const making: Making = { words, format, language, readings, mix, isChain, beforeName: periodName(before, format) };
  const shares = (figures: string) => all.filter(({ shared }) => shared.figures === figures);
  const named = (some: readonly StoreReading[]) => some.map(({ name }) => name).join(", ");
  const [nothing, days] = [shares("none"), shares("day")];
  const silent = all.filter(({ figures, shared }) => figures === null && shared.figures !== "none");
  return {
    of,
    language,
    ...period,
    periodName: periodName(period, format),
    title: words.title,
    madeMs,
    isSimulated,
    notes: [
      ...(isSimulated ? [words.simulated] : []),
      ...(period.last >= today ? [words.soFar(format.fullDay(today))] : []),
      ...(days.length > 0 ? [words.sharesDays(named(days))] : []),
      ...(nothing.length > 0 ? [words.sharesNothing(named(nothing))] : []),
      ...(silent.length > 0 ? [words.nothingTold(named(silent))] : []),
    ],
    sections: [
      visitorsSection(making),
      ...(isChain ? [rankingSection(making)] : []),
      timesSection(making),
      mixSection(making),
      groupsSection(making),
      salesSection(making),
      zonesSection(making),
      qualitySection(making),
    ],
    grounds: groundsTogether(all.flatMap(({ grounds }) => grounds)),
  };
}

/** A month by its name, other days by the first and the last. */
export function periodName({ first, last }: Period, format: Format): string {
  const month = monthOf(first.slice(0, 7));
  return month.first === first && month.last === last ? format.month(first) : format.dates(first, last);
}

/** The same ground of several stores is written once. */
function groundsTogether(grounds: readonly LegalGround[]): LegalGround[] {
  const alike = ({ capability, place, verdict, day, rules, papers }: LegalGround) =>
    JSON.stringify([capability, place, verdict, day, rules, papers]);
  return [...Map.groupBy(grounds, alike).values()].map((same) => ({
    ...same[0]!,
    stores: same.flatMap(({ stores }) => stores),
  }));
}
