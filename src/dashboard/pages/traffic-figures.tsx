import { Grid, SimpleGrid, Stack, Table, Text } from "@mantine/core";
import type { Period, StoreFigures } from "#dashboard/api/answers.ts";
import { Chart } from "#dashboard/charts/chart.tsx";
import { type Column, columnsOption, heatOption } from "#dashboard/charts/figure-charts.ts";
import { Change, Completeness, EstimateNote, Figure, Loading, Panel } from "#dashboard/shell/parts.tsx";
import { useFormat, useWords } from "#dashboard/words/language.tsx";
import { WEEKDAYS } from "#domain/calendar/day.ts";
import { COMPARABLE_COMPLETENESS_MIN } from "#domain/figures/same-weekday.ts";
import { trafficWords } from "./traffic-words.ts";

/** The figures of a period, on the page of traffic and by a link alike. */
export function TrafficFigures({
  figures,
  before,
  other,
  week,
  hasHours,
}: {
  readonly figures: StoreFigures;
  readonly before: StoreFigures | null;
  /** The days that it is compared with. */
  readonly other: Period | null;
  /** By the hours of the week; null while they are asked for. */
  readonly week: StoreFigures | null;
  readonly hasHours: boolean;
}) {
  const words = useWords(trafficWords);
  return (
    <Stack>
      <Totals figures={figures} before={before} other={other} />
      <Panel title={words.byDay} note={words.notWatched}>
        <Days figures={figures} before={before} />
      </Panel>
      <Grid>
        {hasHours && (
          <Grid.Col span={{ base: 12, md: 7 }}>
            <Panel title={words.week} note={words.weekNote}>
              {week ? <Week figures={week} /> : <Loading height={260} />}
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
      (now.completeness ?? 0) >= COMPARABLE_COMPLETENESS_MIN &&
      then.completeness >= COMPARABLE_COMPLETENESS_MIN &&
      then.counted > 0;
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
