import type { ShareInterval } from "#domain/figures/visitor-mix.ts";
import { AGE_BANDS, ANSWER_SOURCES, type AnswerSource, SEXES_TOLD } from "#domain/wire/welcome.ts";
import { figure, section } from "./figure.ts";
import type { Making } from "./make-report.ts";
import type { ReportFigure, ReportSection } from "./report.ts";

/** Shares of sexes and ages among those who answered at the tablet. What people told and what was estimated are never one. */
export function mixSection(making: Making): ReportSection {
  const { words } = making;
  const figures = ANSWER_SOURCES.flatMap((source) => sharesOf(making, source));
  if (figures.length > 0)
    return section("mix", words.sections.mix, { figures, grounds: ["tablet-answer", "tablet-estimate"] });
  const none = { measure: "share", found: null, why: words.why.noMix, grounds: ["tablet-answer"] } as const;
  return section("mix", words.sections.mix, {
    grounds: ["tablet-answer", "tablet-estimate"],
    figures: [figure("mix", { label: words.sections.mix, method: words.mixMethod(words.told) }, none)],
  });
}

function sharesOf({ words, format, mix }: Making, source: AnswerSource): ReportFigure[] {
  const shares = mix?.[source];
  if (!shares || shares.answers === null) return [];
  const answers = shares.answers;
  const way = source === "told" ? words.told : words.estimated;
  const grounds = [source === "told" ? "tablet-answer" : "tablet-estimate"] as const;
  const method = words.mixMethod(way);
  const share = (id: string, label: string, found: ShareInterval | null | undefined) =>
    figure(
      `${source}.${id}`,
      { label: `${label} (${way})`, method },
      {
        measure: "share",
        found: found ? { value: found.share, low: found.low, high: found.high } : null,
        why: words.why.withheld,
        base: words.ofAnswers(format.number(answers)),
        grounds,
      },
    );
  return [
    figure(
      `${source}.answers`,
      { label: `${words.answers.label} (${way})`, method: words.answers.method },
      { found: answers, why: words.why.noMix, grounds },
    ),
    ...SEXES_TOLD.filter((sex) => sex !== "unsure" || source === "estimated").map((sex) =>
      share(sex, words.sexes[sex], shares.sexes[sex]),
    ),
    ...AGE_BANDS.map((band) => share(band, words.ages[band], shares.ageBands[band])),
  ];
}
