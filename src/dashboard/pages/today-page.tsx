import { Alert, Anchor, Grid, Group, SimpleGrid, Stack, Table, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { StoreDetail, StoreFigures, StoreNow } from "#dashboard/api/answers.ts";
import { figuresQuestion, nowQuestion, sensorsQuestion, useStore } from "#dashboard/api/questions.ts";
import { Chart } from "#dashboard/charts/chart.tsx";
import { type Column, columnsOption } from "#dashboard/charts/figure-charts.ts";
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
import { type Format, useFormat, useWords } from "#dashboard/words/language.tsx";
import { isCounting } from "./camera-standing.ts";
import { todayWords } from "./today-words.ts";

/** How was today? People inside, in and out against what is usual, by hour and door, who waits, and whether the cameras are well. */
export function TodayPage() {
  const { store } = useParams({ from: "/app/$store/today" });
  const words = useWords(todayWords);
  const format = useFormat();
  const { data: detail } = useStore(store);
  const { data: now, error, refetch } = useQuery(nowQuestion(store));
  const day = now?.day ?? "";
  const { data: hours } = useQuery({
    ...figuresQuestion(store, { from: day, to: day }, "hour"),
    enabled: now !== undefined,
  });
  const usualDay = now?.sameWeekday?.days[0];
  const { data: usual } = useQuery({
    ...figuresQuestion(store, { from: usualDay ?? "", to: usualDay ?? "" }, "hour"),
    enabled: usualDay !== undefined,
  });
  if (error && !now) return <FaultNote error={error} again={() => void refetch()} />;
  if (!now || !detail) return <Loading height={320} />;
  const figures = hours?.figures ?? null;
  return (
    <>
      <PageHead
        title={words.title}
        note={`${format.fullDay(now.day)} · ${words.until(format.clock(now.untilMs, detail.timeZone))}`}
      />
      <Stack>
        <CameraLine store={store} />
        <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
          <Figure
            label={words.inside}
            value={now.occupancy === null ? "–" : now.isOpen ? format.number(now.occupancy) : words.closed}
            notes={[now.occupancy === null ? words.noDoor : now.isOpen && !now.isOccupancySure ? words.unsure : null]}
          />
          <Figure
            label={words.entered}
            value={format.number(now.visitors)}
            notes={[
              <UsualNote key="usual" now={now} />,
              <Completeness key="watched" share={now.completeness} />,
              <EstimateNote key="estimate" people={now.estimated} />,
            ]}
          />
          <Figure label={words.left} value={figures ? format.number(figures.total.exits.counted) : "–"} />
        </SimpleGrid>
        <Grid>
          <Grid.Col span={{ base: 12, md: 8 }}>
            <Panel title={words.byHour}>
              {figures ? (
                <Hours figures={figures} usual={usual?.figures ?? null} usualDay={usualDay} />
              ) : (
                <Loading height={260} />
              )}
            </Panel>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 4 }}>
            <Stack>
              {figures && <Doors figures={figures} detail={detail} />}
              {now.zones.length > 0 && <Zones now={now} detail={detail} />}
            </Stack>
          </Grid.Col>
        </Grid>
      </Stack>
    </>
  );
}

function UsualNote({ now: { sameWeekday } }: { readonly now: StoreNow }) {
  const words = useWords(todayWords);
  const format = useFormat();
  if (!sameWeekday)
    return (
      <Text span size="sm" c="dimmed">
        {words.noUsual}
      </Text>
    );
  const usual = words.usual(format.number(sameWeekday.mean));
  return (
    <span title={words.usualDays(sameWeekday.days.map(format.day).join(", "))}>
      <Change share={sameWeekday.change} label={usual} />
      {sameWeekday.change === null && usual}
    </span>
  );
}

function Hours({
  figures,
  usual,
  usualDay,
}: {
  readonly figures: StoreFigures;
  readonly usual: StoreFigures | null;
  readonly usualDay: string | undefined;
}) {
  const words = useWords(todayWords);
  const format = useFormat();
  const columns = hourColumns(figures, usual, { words, format });
  if (columns.length === 0) return <Empty title={words.nothingYet}>{words.nothingYetWhy}</Empty>;
  const beside = usualDay === undefined ? undefined : format.day(usualDay);
  return (
    <Chart
      label={words.byHour}
      table={() => ({
        head: [words.hour, words.today, ...(beside === undefined ? [] : [beside]), words.watched],
        rows: columns.map(({ label, value, beside: before, completeness }) => [
          label,
          value === null ? "–" : format.number(value),
          ...(beside === undefined ? [] : [before == null ? "–" : format.number(before)]),
          completeness === null ? "–" : format.share(completeness),
        ]),
      })}
      option={(look) => columnsOption(columns, { value: words.today, beside }, look)}
    />
  );
}

/** The hours in which the store is open on either day. */
function hourColumns(
  figures: StoreFigures,
  usual: StoreFigures | null,
  { words, format }: { readonly words: { readonly watched: string }; readonly format: Format },
): Column[] {
  const open = (of: StoreFigures | null) =>
    new Map(of?.rows.filter((row) => row.openMinutes > 0).map((row) => [row.label, row]));
  const [today, before] = [open(figures), open(usual)];
  return [...new Set([...before.keys(), ...today.keys()])].toSorted().map((label) => {
    const visitors = today.get(label)?.visitors;
    const usually = before.get(label)?.visitors.counted ?? null;
    const share = visitors?.completeness ?? null;
    const value = visitors && share !== 0 ? visitors.counted : null;
    const lines = [
      label,
      value === null ? "–" : format.number(value),
      ...(usually === null ? [] : [`(${format.number(usually)})`]),
    ];
    return {
      label,
      value,
      beside: usually,
      completeness: share,
      tip: () => `${lines.join("  ")}${share === null ? "" : `\n${words.watched} ${format.share(share)}`}`,
    };
  });
}

function Doors({ figures, detail }: { readonly figures: StoreFigures; readonly detail: StoreDetail }) {
  const words = useWords(todayWords);
  const format = useFormat();
  const doors = figures.lines.filter(({ role }) => role === "entrance");
  if (doors.length === 0) return null;
  return (
    <Panel title={words.doors}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.door}</Table.Th>
            <Table.Th ta="right">{words.in}</Table.Th>
            <Table.Th ta="right">{words.out}</Table.Th>
            <Table.Th ta="right">{words.watched}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {doors.map(({ sensor, name, in: entered, out, completeness }) => (
            <Table.Tr key={`${sensor}.${name}`}>
              <Table.Td>{doorName(detail, sensor, name)}</Table.Td>
              <Table.Td ta="right">{format.number(entered)}</Table.Td>
              <Table.Td ta="right">{format.number(out)}</Table.Td>
              <Table.Td ta="right">{completeness === null ? "–" : format.share(completeness)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Panel>
  );
}

/** A door is called by its line, and by its sensor too where two lines have one name. */
function doorName({ units }: StoreDetail, sensor: string, name: string): string {
  return units.filter((unit) => unit.name === name).length > 1 ? `${sensor} · ${name}` : name;
}

function Zones({ now, detail }: { readonly now: StoreNow; readonly detail: StoreDetail }) {
  const words = useWords(todayWords);
  const format = useFormat();
  return (
    <Panel title={words.waiting}>
      <Table>
        <Table.Tbody>
          {now.zones.map(({ unit, people, waitingMs }) => (
            <Table.Tr key={unit}>
              <Table.Td>{detail.units.find((one) => one.unit === unit)?.name ?? unit}</Table.Td>
              <Table.Td ta="right">
                {people === 0 ? words.nobodyWaits : words.zonePeople(people)}
                {people > 0 && waitingMs > 0 && (
                  <Text size="xs" c="dimmed">
                    {words.longest(format.duration(waitingMs))}
                  </Text>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Panel>
  );
}

function CameraLine({ store }: { readonly store: string }) {
  const words = useWords(todayWords);
  const { data: sensors } = useQuery(sensorsQuestion(store));
  if (!sensors || sensors.length === 0) return null;
  const bad = sensors.filter(({ state }) => !isCounting(state));
  const isFine = bad.length === 0;
  return (
    <Alert
      color={isFine ? "teal" : "orange"}
      py={8}
      icon={isFine ? <IconCircleCheck aria-hidden /> : <IconAlertTriangle aria-hidden />}
      role="status"
    >
      <Group gap="xs">
        <Text size="sm">
          {isFine ? words.camerasFine(sensors.length) : words.camerasBad(bad.length, sensors.length)}
        </Text>
        {!isFine && (
          <Anchor size="sm" renderRoot={(props) => <Link to="/app/$store/cameras" params={{ store }} {...props} />}>
            {words.camerasShow}
          </Anchor>
        )}
      </Group>
    </Alert>
  );
}
