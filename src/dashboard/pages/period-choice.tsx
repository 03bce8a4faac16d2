import { Group, NativeSelect, TextInput } from "@mantine/core";
import type { Period } from "#dashboard/api/answers.ts";
import { useWords, type Words } from "#dashboard/words/language.tsx";
import { COMPARISONS, type Comparison, PRESETS, type Preset, presetPeriod } from "./period.ts";

const periodWords: Words<
  Record<Preset | `${Comparison}-comparison` | "period" | "own" | "from" | "to" | "compare", string>
> = {
  en: {
    week: "Last 7 days",
    "four-weeks": "Last 28 days",
    month: "This month",
    "last-month": "Last month",
    year: "Last 52 weeks",
    "none-comparison": "nothing",
    "before-comparison": "the days before",
    "weekdays-comparison": "the same weekdays before",
    "year-comparison": "the same weekdays a year ago",
    period: "Period",
    own: "Chosen days",
    from: "From",
    to: "To",
    compare: "Compare with",
  },
  zh: {
    week: "最近 7 天",
    "four-weeks": "最近 28 天",
    month: "本月",
    "last-month": "上月",
    year: "最近 52 周",
    "none-comparison": "不比较",
    "before-comparison": "之前的同样天数",
    "weekdays-comparison": "之前的相同星期几",
    "year-comparison": "去年的相同星期几",
    period: "日期范围",
    own: "自选日期",
    from: "从",
    to: "到",
    compare: "对比",
  },
  fr: {
    week: "7 derniers jours",
    "four-weeks": "28 derniers jours",
    month: "Ce mois",
    "last-month": "Mois dernier",
    year: "52 dernières semaines",
    "none-comparison": "rien",
    "before-comparison": "les jours précédents",
    "weekdays-comparison": "les mêmes jours de la semaine, avant",
    "year-comparison": "les mêmes jours de la semaine il y a un an",
    period: "Période",
    own: "Jours choisis",
    from: "Du",
    to: "au",
    compare: "Comparer avec",
  },
  ko: {
    week: "최근 7일",
    "four-weeks": "최근 28일",
    month: "이번 달",
    "last-month": "지난달",
    year: "최근 52주",
    "none-comparison": "비교 안 함",
    "before-comparison": "직전 같은 기간",
    "weekdays-comparison": "직전 같은 요일",
    "year-comparison": "작년 같은 요일",
    period: "기간",
    own: "직접 선택",
    from: "시작",
    to: "끝",
    compare: "비교 대상",
  },
};

/** Which days are shown, and what they are compared with. */
export function PeriodChoice({
  period,
  today,
  compare,
  onChange,
}: {
  readonly period: Period;
  readonly today: string;
  /** Left out: nothing is compared on this page. */
  readonly compare?: Comparison;
  readonly onChange: (chosen: Period & { readonly compare?: Comparison }) => void;
}) {
  const words = useWords(periodWords);
  const preset = PRESETS.find((one) => {
    const { from, to } = presetPeriod(one, today);
    return from === period.from && to === period.to;
  });
  const kept = compare === undefined ? {} : { compare };
  return (
    <Group gap="xs" align="flex-end">
      <NativeSelect
        label={words.period}
        value={preset ?? "own"}
        onChange={({ currentTarget: { value } }) => {
          const chosen = PRESETS.find((one) => one === value);
          if (chosen) onChange({ ...presetPeriod(chosen, today), ...kept });
        }}
        data={[...PRESETS.map((value) => ({ value, label: words[value] })), { value: "own", label: words.own }]}
      />
      <TextInput
        type="date"
        label={words.from}
        value={period.from}
        max={period.to}
        onChange={({ currentTarget: { value } }) =>
          value !== "" && value <= period.to && onChange({ from: value, to: period.to, ...kept })
        }
      />
      <TextInput
        type="date"
        label={words.to}
        value={period.to}
        min={period.from}
        max={today}
        onChange={({ currentTarget: { value } }) =>
          value !== "" && value >= period.from && onChange({ from: period.from, to: value, ...kept })
        }
      />
      {compare !== undefined && (
        <NativeSelect
          label={words.compare}
          value={compare}
          onChange={({ currentTarget: { value } }) => onChange({ ...period, compare: value as Comparison })}
          data={COMPARISONS.map((value) => ({ value, label: words[`${value}-comparison`] }))}
        />
      )}
    </Group>
  );
}
