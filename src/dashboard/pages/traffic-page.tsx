import {
  Button,
  CopyButton,
  Grid,
  Group,
  Menu,
  Popover,
  SimpleGrid,
  Stack,
  Table,
  Text,
  TextInput,
} from "@mantine/core";
import { IconDownload, IconShare } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { Period, StoreFigures } from "#dashboard/api/answers.ts";
import { ask, type Refusal } from "#dashboard/api/ask.ts";
import { figuresQuestion, usePerson, useStore } from "#dashboard/api/questions.ts";
import { Chart } from "#dashboard/charts/chart.tsx";
import { type Column, columnsOption, heatOption } from "#dashboard/charts/figure-charts.ts";
import { FaultNote } from "#dashboard/shell/fault-page.tsx";
import {
  Change,
  Completeness,
  Empty,
  EstimateNote,
  Figure,
  Loading,
  PageHead,
  Panel,
} from "#dashboard/shell/parts.tsx";
import { useFormat, useWords } from "#dashboard/words/language.tsx";
import { type Comparison, comparedPeriod, presetPeriod, todayIn } from "./period.ts";
import { PeriodChoice } from "./period-choice.tsx";
import { trafficWords } from "./traffic-words.ts";

/** Periods of which less was watched are not held against each other. */
const COMPARABLE_MIN = 0.95;
const EXPORTS = [
  ["csv", "hour"],
  ["csv", "day"],
  ["xlsx", "hour"],
  ["xlsx", "day"],
] as const;
const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

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
  return (
    <>
      <PageHead title={words.title} note={detail.name}>
        {person?.role !== "installer" && <ExportMenu store={store} period={period} />}
        {detail.shared.isOwn && <ShareButton store={store} period={period} compare={compare} />}
      </PageHead>
      <Stack>
        <PeriodChoice
          period={period}
          today={today}
          compare={compare}
          onChange={(chosen) => void navigate({ search: chosen, replace: true })}
        />
        <TrafficOf store={store} period={period} compare={compare} hasHours={detail.shared.figures !== "day"} />
      </Stack>
    </>
  );
}

/** The figures of a period; those of a shared link look the same. */
function TrafficOf({
  store,
  period,
  compare,
  hasHours,
}: {
  readonly store: string;
  readonly period: Period;
  readonly compare: Comparison;
  readonly hasHours: boolean;
}) {
  const words = useWords(trafficWords);
  const other = comparedPeriod(period, compare);
  const days = useQuery(figuresQuestion(store, period, "day"));
  const before = useQuery({ ...figuresQuestion(store, other ?? period, "day"), enabled: other !== null });
  const week = useQuery({ ...figuresQuestion(store, period, "hour-of-week"), enabled: hasHours });
  if (days.error && !days.data) return <FaultNote error={days.error} again={() => void days.refetch()} />;
  if (!days.data) return <Loading height={320} />;
  const { figures } = days.data;
  if (!figures) return <Empty title={words.nothing}>{words.nothingWhy}</Empty>;
  return (
    <Stack>
      <Totals figures={figures} before={other ? (before.data?.figures ?? null) : null} other={other} />
      <Panel title={words.byDay} note={words.notWatched}>
        <Days figures={figures} before={other ? (before.data?.figures ?? null) : null} />
      </Panel>
      <Grid>
        {hasHours && (
          <Grid.Col span={{ base: 12, md: 7 }}>
            <Panel title={words.week} note={words.weekNote}>
              {week.data?.figures ? <Week figures={week.data.figures} /> : <Loading height={260} />}
              {figures.powerHours && <PowerNote power={figures.powerHours} />}
            </Panel>
          </Grid.Col>
        )}
        <Grid.Col span={{ base: 12, md: hasHours ? 5 : 12 }}>
          <Panel title={words.doors}>
            <Lines figures={figures} />
          </Panel>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}

function PowerNote({ power }: { readonly power: NonNullable<StoreFigures["powerHours"]> }) {
  const words = useWords(trafficWords);
  const format = useFormat();
  return (
    <Text size="sm" mt="xs">
      <b>{words.power}:</b> {words.powerNote(format.fineShare(power.visitorShare), format.fineShare(power.hourShare))}
    </Text>
  );
}

function Totals({
  figures,
  before,
  other,
}: {
  readonly figures: StoreFigures;
  readonly before: StoreFigures | null;
  readonly other: Period | null;
}) {
  const words = useWords(trafficWords);
  const format = useFormat();
  const { total } = figures;
  const against = other ? words.against(`${format.shortDay(other.from)} – ${format.shortDay(other.to)}`) : "";
  const changeOf = (now: StoreFigures["total"]["visitors"], then: StoreFigures["total"]["visitors"] | undefined) => {
    if (!then || then.completeness === null) return null;
    const isComparable =
      (now.completeness ?? 0) >= COMPARABLE_MIN && then.completeness >= COMPARABLE_MIN && then.counted > 0;
    return isComparable ? (
      <Change key="change" share={now.counted / then.counted - 1} label={against} />
    ) : (
      <Text key="change" span size="sm" c="dimmed">
        {words.notComparable}
      </Text>
    );
  };
  const hasStreet = figures.lines.some(({ role }) => role === "passer-by");
  const { peak } = total.occupancy;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }}>
      <Figure
        label={words.visitors}
        value={format.number(total.visitors.counted)}
        notes={[
          changeOf(total.visitors, before?.total.visitors),
          <Completeness key="watched" share={total.visitors.completeness} />,
          <EstimateNote key="estimate" people={total.visitors.estimate.people} />,
          total.closed.in > 0 && (
            <Text key="closed" span size="sm" c="dimmed">
              {words.closedCount(format.number(total.closed.in))}
            </Text>
          ),
        ]}
      />
      <Figure
        label={words.passersBy}
        value={hasStreet ? format.number(total.passersBy.counted) : "–"}
        notes={
          hasStreet
            ? [
                changeOf(total.passersBy, before?.total.passersBy),
                <Completeness key="watched" share={total.passersBy.completeness} />,
                <EstimateNote key="estimate" people={total.passersBy.estimate.people} />,
              ]
            : [words.noStreet]
        }
      />
      <Figure
        label={words.capture}
        value={total.capture.share === null ? "–" : format.fineShare(total.capture.share)}
        notes={[
          <Text key="form" span size="sm" c="dimmed">
            {words.captureForm[figures.captureForm]}
          </Text>,
          total.capture.share !== null && <Completeness key="watched" share={total.capture.completeness} />,
        ]}
      />
      <Figure
        label={words.inside}
        value={peak ? format.number(peak.people) : "–"}
        notes={[
          words.insideNote,
          total.peakHour &&
            words.peak(`${format.day(total.peakHour.day)} ${String(total.peakHour.hour).padStart(2, "0")}:00`),
        ]}
      />
    </SimpleGrid>
  );
}

function Days({ figures, before }: { readonly figures: StoreFigures; readonly before: StoreFigures | null }) {
  const words = useWords(trafficWords);
  const format = useFormat();
  const isLong = figures.rows.length > 31;
  const columns = figures.rows.map(({ label, visitors }, index): Column => {
    const other = before?.rows[index]?.visitors;
    const isWatched = visitors.completeness !== 0;
    const value = visitors.completeness === null ? null : isWatched ? visitors.counted : null;
    const shown = value === null ? "–" : format.number(value);
    const beside = other && other.completeness !== null && other.completeness !== 0 ? other.counted : null;
    return {
      label: isLong ? format.shortDay(label) : format.day(label),
      value,
      beside,
      completeness: visitors.completeness,
      tip: `${format.day(label)}: ${shown}${beside === null ? "" : ` (${format.day(before!.rows[index]!.label)}: ${format.number(beside)})`}${
        visitors.completeness === null ? "" : `\n${words.watched} ${format.share(visitors.completeness)}`
      }`,
    };
  });
  return (
    <Chart
      label={words.byDay}
      table={{
        head: [words.day, words.visitors, ...(before ? [words.before] : []), words.watched],
        rows: figures.rows.map(({ label, visitors }, index) => [
          format.day(label),
          columns[index]!.value === null ? "–" : format.number(visitors.counted),
          ...(before ? [columns[index]!.beside == null ? "–" : format.number(columns[index]!.beside!)] : []),
          visitors.completeness === null ? "–" : format.share(visitors.completeness),
        ]),
      }}
      option={(colours) =>
        columnsOption(columns, { value: words.visitors, beside: before ? words.before : undefined }, colours)
      }
    />
  );
}

function Week({ figures }: { readonly figures: StoreFigures }) {
  const words = useWords(trafficWords);
  const format = useFormat();
  const cells = figures.rows
    .filter(({ openMinutes, label }) => openMinutes > 0 && !label.endsWith("again"))
    .map(({ label, visitors, openDays }) => {
      const [weekday, clock] = label.split(" ") as [(typeof WEEKDAYS)[number], string];
      const isWatched = visitors.completeness !== null && visitors.completeness > 0;
      return { weekday: WEEKDAYS.indexOf(weekday), clock, mean: isWatched ? visitors.counted / openDays : null };
    });
  const clocks = [...new Set(cells.map(({ clock }) => clock))].toSorted();
  const names = WEEKDAYS.map((_, index) => format.weekday(index));
  return (
    <Chart
      label={words.week}
      table={{
        head: [words.day, ...clocks],
        rows: names.map((name, weekday) => [
          name,
          ...clocks.map((clock) => {
            const mean = cells.find((cell) => cell.weekday === weekday && cell.clock === clock)?.mean;
            return mean == null ? "–" : format.tenth(mean);
          }),
        ]),
      }}
      option={(colours) =>
        heatOption(
          cells.map(
            ({ weekday, clock, mean }) =>
              [clocks.indexOf(clock), weekday, mean === null ? null : Math.round(mean * 10) / 10] as const,
          ),
          {
            x: clocks,
            y: names,
            tip: (x, y, value) => `${names[y]} ${clocks[x]}: ${words.perHour(format.tenth(value))}`,
          },
          colours,
        )
      }
    />
  );
}

function Lines({ figures }: { readonly figures: StoreFigures }) {
  const words = useWords(trafficWords);
  const format = useFormat();
  return (
    <Table.ScrollContainer minWidth={320}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.door}</Table.Th>
            <Table.Th>{words.role}</Table.Th>
            <Table.Th ta="right">{words.in}</Table.Th>
            <Table.Th ta="right">{words.out}</Table.Th>
            <Table.Th ta="right">{words.watched}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {figures.lines.map(({ sensor, name, role, in: entered, out, completeness }) => (
            <Table.Tr key={`${sensor}.${name}`}>
              <Table.Td>
                {sensor} · {name}
              </Table.Td>
              <Table.Td>{words.roles[role]}</Table.Td>
              <Table.Td ta="right">{format.number(entered)}</Table.Td>
              <Table.Td ta="right">{format.number(out)}</Table.Td>
              <Table.Td ta="right">{completeness === null ? "–" : format.share(completeness)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function ExportMenu({ store, period: { from, to } }: { readonly store: string; readonly period: Period }) {
  const words = useWords(trafficWords);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
          {words.export}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {EXPORTS.map(([kind, span]) => (
          <Menu.Item
            key={`${kind}-${span}`}
            component="a"
            href={`/api/v1/stores/${store}/export.${kind}?span=${span}&from=${from}&to=${to}`}
            download
          >
            {kind.toUpperCase()} · {span}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
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
