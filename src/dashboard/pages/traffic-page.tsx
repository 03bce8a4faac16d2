import { Button, CopyButton, Group, Popover, Stack, Text, TextInput } from "@mantine/core";
import { IconShare } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { Period } from "#dashboard/api/answers.ts";
import { ask, type Refusal } from "#dashboard/api/ask.ts";
import { figuresQuestion, isOfBefore, useAskedAhead, usePerson, useStore } from "#dashboard/api/questions.ts";
import { FaultNote } from "#dashboard/shell/fault-page.tsx";
import { Empty, Loading, PageHead, Shown } from "#dashboard/shell/parts.tsx";
import { useWords } from "#dashboard/words/language.tsx";
import { ExportMenu } from "./export-menu.tsx";
import { COMPARISONS, type Comparison, comparedPeriod, PRESETS, presetPeriod, todayIn } from "./period.ts";
import { PeriodChoice } from "./period-choice.tsx";
import { TrafficFigures } from "./traffic-figures.tsx";
import { TrafficSales } from "./traffic-sales.tsx";
import { trafficWords } from "./traffic-words.ts";

const EXPORTS = [
  ["csv", "hour"],
  ["csv", "day"],
  ["xlsx", "hour"],
  ["xlsx", "day"],
] as const;

/** Any days of a store: totals, days, the hours of the week, doors; against other days; to share and to take away. */
export function TrafficPage() {
  const { store } = useParams({ from: "/app/$store/traffic" });
  const search = useSearch({ from: "/app/$store/traffic" });
  const navigate = useNavigate({ from: "/app/$store/traffic" });
  const words = useWords(trafficWords);
  const { data: detail } = useStore(store);
  const { data: person } = usePerson();
  if (!detail) return <Loading height={320} />;
  const today = todayIn(detail.timeZone);
  const period: Period =
    search.from && search.to ? { from: search.from, to: search.to } : presetPeriod("four-weeks", today);
  const compare: Comparison = search.compare ?? "before";
  const hasHours = detail.shared.figures !== "day";
  return (
    <>
      <PageHead title={words.title} note={detail.name}>
        {person?.role !== "installer" && (
          <ExportMenu
            label={words.export}
            files={EXPORTS.map(([kind, span]) => ({
              name: `${kind.toUpperCase()} · ${span}`,
              href: `/api/v1/stores/${store}/export.${kind}?span=${span}&from=${period.from}&to=${period.to}`,
            }))}
          />
        )}
        {detail.shared.isOwn && <ShareButton store={store} period={period} compare={compare} />}
      </PageHead>
      <Stack>
        <PeriodChoice
          period={period}
          today={today}
          compare={compare}
          onChange={(chosen) => void navigate({ search: chosen, replace: true })}
        />
        <TrafficOf store={store} period={period} compare={compare} today={today} hasHours={hasHours} />
        {detail.hasSales && person?.role !== "installer" && <TrafficSales store={store} period={period} />}
      </Stack>
    </>
  );
}

function TrafficOf({
  store,
  period,
  compare,
  today,
  hasHours,
}: {
  readonly store: string;
  readonly period: Period;
  readonly compare: Comparison;
  readonly today: string;
  readonly hasHours: boolean;
}) {
  const words = useWords(trafficWords);
  const other = comparedPeriod(period, compare);
  useAskedAhead(mayBeChosen(store, period, compare, today, hasHours));
  const days = useQuery(figuresQuestion(store, period, "day"));
  const before = useQuery({ ...figuresQuestion(store, other ?? period, "day"), enabled: other !== null });
  const week = useQuery({ ...figuresQuestion(store, period, "hour-of-week"), enabled: hasHours });
  if (days.error && !days.data) return <FaultNote error={days.error} again={() => void days.refetch()} />;
  if (!days.data) return <Loading height={320} />;
  const { figures } = days.data;
  if (!figures) return <Empty title={words.nothing}>{words.nothingWhy}</Empty>;
  const beside = other ? (before.data?.figures ?? null) : null;
  return (
    <Shown isOld={[days, before, week].some(isOfBefore)}>
      <TrafficFigures
        figures={figures}
        before={beside}
        other={other}
        week={week.data?.figures ?? null}
        hasHours={hasHours}
      />
    </Shown>
  );
}

/** The questions of one more choice: other days, or the same against others. */
function mayBeChosen(store: string, period: Period, compare: Comparison, today: string, hasHours: boolean) {
  const others = COMPARISONS.map((one) => comparedPeriod(period, one));
  const presets = PRESETS.map((one) => presetPeriod(one, today)).flatMap((one) => [one, comparedPeriod(one, compare)]);
  return [
    ...[...others, ...presets].flatMap((one) => (one ? [figuresQuestion(store, one, "day")] : [])),
    ...(hasHours ? PRESETS.map((one) => figuresQuestion(store, presetPeriod(one, today), "hour-of-week")) : []),
  ];
}

function ShareButton({
  store,
  period,
  compare,
}: {
  readonly store: string;
  readonly period: Period;
  readonly compare: Comparison;
}) {
  const words = useWords(trafficWords);
  const making = useMutation<{ readonly path: string }, Refusal>({
    mutationFn: () => {
      const other = comparedPeriod(period, compare);
      const body = { stores: [store], what: "traffic", periods: [period, ...(other ? [other] : [])], compare };
      return ask("/shares", { method: "POST", body });
    },
  });
  const link = making.data ? `${window.location.origin}${making.data.path}` : "";
  return (
    <Popover width={320} position="bottom-end" trapFocus onClose={making.reset}>
      <Popover.Target>
        <Button variant="default" leftSection={<IconShare size={16} aria-hidden />} onClick={() => making.mutate()}>
          {words.share}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        {making.error ? (
          <FaultNote error={making.error} />
        ) : (
          <Stack gap="xs">
            <Text size="sm">{words.shareMade}</Text>
            <Group gap="xs" wrap="nowrap">
              <TextInput aria-label={words.share} readOnly value={link} style={{ flex: 1 }} />
              <CopyButton value={link}>
                {({ copied, copy }) => <Button onClick={copy}>{copied ? words.copied : words.copy}</Button>}
              </CopyButton>
            </Group>
          </Stack>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
