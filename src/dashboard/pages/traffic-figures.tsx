import { Grid, SimpleGrid, Stack, Table, Text } from "@mantine/core";
import { memo } from "react";
import type { Period, StoreFigures } from "#dashboard/api/answers.ts";
import { Chart } from "#dashboard/charts/chart.tsx";
import { type Column, columnsOption } from "#dashboard/charts/figure-charts.ts";
import { HeatTable } from "#dashboard/charts/heat-table.tsx";
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
      <Beside figures={figures} />
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

/** What is known of the visitors besides how many they are; none of it is taken from their number. */
function Beside({ figures: { visits, staffByRota, total } }: { readonly figures: StoreFigures }) {
  const words = useWords(trafficWords);
  const format = useFormat();
  const { groups, staff, visitors } = total;
  if (visitors.counted === 0) return null;
  const estimate = visits.visits;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, lg: 3 }}>
      <Figure
        label={words.visits}
        value={estimate ? format.number(estimate.people) : "–"}
        notes={[
          estimate
            ? words.visitsRange(format.number(estimate.low), format.number(estimate.high))
            : visits.basis.why !== "told" && words.visitsUnknown[visits.basis.why],
          words.visitsNote,
        ]}
      />
      {groups.meanSize !== null && (
        <Figure
          label={words.groupSize}
          value={format.tenth(groups.meanSize)}
          notes={[
            words.groupNote(format.number(groups.groups)),
            groups.sizes && <GroupSizes key="sizes" sizes={groups.sizes} />,
          ]}
        />
      )}
      {staff && (
        <Figure
          label={words.staff}
          value={format.number(staff.in.counted)}
          notes={[words.staffNote(format.number(staff.out.counted))]}
        />
      )}
      {staffByRota && (
        <Figure
          label={words.staffByRota}
          value={`~${format.number(staffByRota.in.people)}`}
          notes={[
            words.rotaRange(format.number(staffByRota.in.low), format.number(staffByRota.in.high)),
            words.rotaNote(format.number(staffByRota.turns)),
          ]}
        />
      )}
    </SimpleGrid>
  );
}

/** How many groups of each size, as bars in the table that says them. */
function GroupSizes({ sizes }: { readonly sizes: NonNullable<StoreFigures["total"]["groups"]["sizes"]> }) {
  const words = useWords(trafficWords);
  const format = useFormat();
  const most = Math.max(1, ...sizes);
  return (
    <Table withRowBorders={false} verticalSpacing={2} horizontalSpacing={4} mt={4} aria-label={words.groupSizes}>
      <Table.Tbody>
        {sizes.map((groups, index) => (
          <Table.Tr key={words.sizes[index]}>
            <Table.Th scope="row" fw={400} style={{ whiteSpace: "nowrap" }} w="1%">
              {words.sizes[index]}
            </Table.Th>
            <Table.Td>
              <div className="share-bar" aria-hidden>
                <div style={{ width: `${((100 * groups) / most).toFixed(2)}%` }} />
              </div>
            </Table.Td>
            <Table.Td ta="right" w="1%">
              {format.number(groups)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

const Days = memo(function Days({
  figures,
  before,
}: {
  readonly figures: StoreFigures;
  readonly before: StoreFigures | null;
}) {
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
      label,
      value,
      beside,
      completeness: visitors.completeness,
      tip: () =>
        `${format.day(label)}: ${shown}${beside === null ? "" : ` (${format.day(before!.rows[index]!.label)}: ${format.number(beside)})`}${
          visitors.completeness === null ? "" : `\n${words.watched} ${format.share(visitors.completeness)}`
        }`,
    };
  });
  return (
    <Chart
      label={words.byDay}
      table={() => ({
        head: [words.day, words.visitors, ...(before ? [words.before] : []), words.watched],
        rows: figures.rows.map(({ label, visitors }, index) => [
          format.day(label),
          columns[index]!.value === null ? "–" : format.number(visitors.counted),
          ...(before ? [columns[index]!.beside == null ? "–" : format.number(columns[index]!.beside!)] : []),
          visitors.completeness === null ? "–" : format.share(visitors.completeness),
        ]),
      })}
      option={(look) =>
        columnsOption(
          columns,
          {
            value: words.visitors,
            beside: before ? words.before : undefined,
            of: isLong ? format.shortDay : format.day,
          },
          look,
        )
      }
    />
  );
});

const Week = memo(function Week({ figures }: { readonly figures: StoreFigures }) {
  const words = useWords(trafficWords);
  const format = useFormat();
  const means = new Map<string, number>();
  const clocks = new Set<string>();
  for (const { openMinutes, label, visitors, openDays } of figures.rows) {
    if (openMinutes === 0 || label.endsWith("again")) continue;
    clocks.add(label.split(" ")[1]!);
    if (visitors.completeness !== null && visitors.completeness > 0) means.set(label, visitors.counted / openDays);
  }
  const hours = [...clocks].toSorted();
  return (
    <HeatTable
      label={words.week}
      columns={hours.map((clock) => clock.slice(0, 2))}
      rows={WEEKDAYS.map((weekday, index) => ({
        name: format.weekday(index),
        cells: hours.map((clock) => {
          const mean = means.get(`${weekday} ${clock}`);
          if (mean === undefined) return null;
          const tip = `${format.weekday(index)} ${clock}: ${words.perHour(format.tenth(mean))}`;
          return { value: mean, shown: mean < 10 ? format.tenth(mean) : format.number(Math.round(mean)), tip };
        }),
      }))}
    />
  );
});

const Lines = memo(function Lines({ figures }: { readonly figures: StoreFigures }) {
  const words = useWords(trafficWords);
  const format = useFormat();
  return (
    <Table.ScrollContainer minWidth={320} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table horizontalSpacing="xs">
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
});
