import { Box, Button, Grid, Image, NativeSelect, Stack, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { Period, StoreDetail, StoreFigures } from "#dashboard/api/answers.ts";
import { figuresQuestion, useStore } from "#dashboard/api/questions.ts";
import { Chart } from "#dashboard/charts/chart.tsx";
import { columnsOption } from "#dashboard/charts/figure-charts.ts";
import { FaultNote } from "#dashboard/shell/fault-page.tsx";
import { Completeness, Empty, Loading, PageHead, Panel } from "#dashboard/shell/parts.tsx";
import { useFormat, useWords } from "#dashboard/words/language.tsx";
import { staysBelow } from "#domain/counting/dwell-histogram.ts";
import { useScene } from "./camera-scene.ts";
import { presetPeriod, todayIn } from "./period.ts";
import { PeriodChoice } from "./period-choice.tsx";
import { zonesWords } from "./zones-words.ts";

/** Where the columns of stays begin. */
const STAYS_FROM_MS = [0, 5000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 900_000] as const;

type Zone = StoreFigures["zones"][number];

/** What people do in the shop: where they go, how long they stay, what draws them. */
export function ZonesPage() {
  const { store } = useParams({ from: "/app/$store/zones" });
  const search = useSearch({ from: "/app/$store/zones" });
  const navigate = useNavigate({ from: "/app/$store/zones" });
  const words = useWords(zonesWords);
  const { data: detail } = useStore(store);
  const today = todayIn(detail?.timeZone ?? "UTC");
  const period: Period =
    search.from && search.to ? { from: search.from, to: search.to } : presetPeriod("four-weeks", today);
  const { data, error, refetch } = useQuery({
    ...figuresQuestion(store, period, "day"),
    enabled: detail !== undefined,
  });
  if (error && !data) return <FaultNote error={error} again={() => void refetch()} />;
  if (!detail || !data) return <Loading height={320} />;
  const zones = data.figures?.zones ?? [];
  return (
    <>
      <PageHead title={words.title} note={detail.name} />
      <Stack>
        <PeriodChoice
          period={period}
          today={today}
          onChange={(days) => void navigate({ search: days, replace: true })}
        />
        {zones.length === 0 ? (
          <Empty title={words.none}>{words.noneWhy}</Empty>
        ) : (
          <>
            <Panel>
              <ZoneTable zones={zones} bounceMs={data.figures!.bounceMs} />
            </Panel>
            <Grid>
              <Grid.Col span={{ base: 12, md: 6 }}>
                <Stays zones={zones} />
              </Grid.Col>
              <Grid.Col span={{ base: 12, md: 6 }}>
                <Floor detail={detail} zones={zones} />
              </Grid.Col>
            </Grid>
          </>
        )}
      </Stack>
    </>
  );
}

function ZoneTable({ zones, bounceMs }: { readonly zones: readonly Zone[]; readonly bounceMs: number }) {
  const words = useWords(zonesWords);
  const format = useFormat();
  const lasting = (ms: number | null) => (ms === null ? "–" : format.duration(ms));
  return (
    <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.zone}</Table.Th>
            <Table.Th ta="right">{words.entered}</Table.Th>
            <Table.Th ta="right">{words.median}</Table.Th>
            <Table.Th ta="right">{words.p90}</Table.Th>
            <Table.Th ta="right" title={words.drawNote}>
              {words.draw}
            </Table.Th>
            <Table.Th ta="right">{words.bounce(format.duration(bounceMs))}</Table.Th>
            <Table.Th>{words.watched}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {zones.map(({ sensor, name, entered, dwell, draw, bounce, completeness }) => (
            <Table.Tr key={`${sensor}.${name}`}>
              <Table.Td fw={600}>{name}</Table.Td>
              <Table.Td ta="right">{format.number(entered)}</Table.Td>
              <Table.Td ta="right">{lasting(dwell.medianMs)}</Table.Td>
              <Table.Td ta="right">{lasting(dwell.p90Ms)}</Table.Td>
              <Table.Td ta="right">{draw.share === null ? "–" : format.fineShare(draw.share)}</Table.Td>
              <Table.Td ta="right">{bounce === null ? "–" : format.fineShare(bounce)}</Table.Td>
              <Table.Td>
                <Completeness share={completeness} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="sm" c="dimmed" mt={4}>
        {words.draw}: {words.drawNote}
      </Text>
    </Table.ScrollContainer>
  );
}

function Stays({ zones }: { readonly zones: readonly Zone[] }) {
  const words = useWords(zonesWords);
  const format = useFormat();
  const [chosen, choose] = useState(0);
  const zone = zones[Math.min(chosen, zones.length - 1)]!;
  // A class of the histogram that holds a limit is divided, so that a column may be a stay off; the sum is not.
  const shorterThan = (ms: number) => Math.round(staysBelow(zone.dwells, ms).below);
  const columns = STAYS_FROM_MS.map((fromMs, index) => {
    const next = STAYS_FROM_MS[index + 1];
    const upTo = next === undefined ? staysBelow(zone.dwells, fromMs).stays : shorterThan(next);
    const value = upTo - (fromMs === 0 ? 0 : shorterThan(fromMs));
    const label = next === undefined ? `> ${format.duration(fromMs)}` : `< ${format.duration(next)}`;
    return { label, value, completeness: 1, tip: () => `${label}: ${words.people(format.number(value))}` };
  });
  return (
    <Panel
      title={words.stays}
      note={words.staysNote}
      action={
        <NativeSelect
          aria-label={words.zone}
          value={String(chosen)}
          onChange={(event) => choose(Number(event.currentTarget.value))}
          data={zones.map(({ name }, index) => ({ value: String(index), label: name }))}
        />
      }
    >
      <Chart
        label={`${words.stays}: ${zone.name}`}
        table={() => ({
          head: [words.stays, words.entered],
          rows: columns.map(({ label, value }) => [label, format.number(value)]),
        })}
        option={(look) => columnsOption(columns, { value: zone.name }, look)}
      />
    </Panel>
  );
}

function Floor({ detail, zones }: { readonly detail: StoreDetail; readonly zones: readonly Zone[] }) {
  const words = useWords(zonesWords);
  const format = useFormat();
  const sensors = [...new Set(zones.map(({ sensor }) => sensor))].filter((sensor) =>
    detail.units.some((unit) => unit.sensor === sensor && unit.kind === "zone" && unit.places.length > 0),
  );
  const [chosen, choose] = useState(sensors[0] ?? "");
  const { scene, isAsked, askFresh } = useScene(detail.store, chosen);
  if (sensors.length === 0) return null;
  const spent = new Map(zones.map(({ sensor, name, personMs }) => [`${sensor}.${name}`, personMs]));
  const most = Math.max(1, ...spent.values());
  const drawn = detail.units.filter(({ sensor, kind }) => sensor === chosen && kind === "zone");
  return (
    <Panel
      title={words.floor}
      note={words.floorNote}
      action={
        <NativeSelect
          aria-label={words.floor}
          value={chosen}
          onChange={(event) => choose(event.currentTarget.value)}
          data={sensors}
        />
      }
    >
      <Box
        pos="relative"
        style={{ aspectRatio: scene ? scene.width / scene.height : 16 / 9 }}
        bg="var(--mantine-color-default-hover)"
      >
        {scene && <Image src={scene.image} alt="" h="100%" fit="fill" />}
        <svg
          viewBox="0 0 1600 900"
          preserveAspectRatio="none"
          style={{ position: "absolute", inset: 0, width: "100%", height: "100%" }}
          role="img"
          aria-label={words.floor}
        >
          <title>{words.floor}</title>
          {drawn.map(({ unit, name, places }) => {
            const ms = spent.get(unit) ?? 0;
            const [x, y] = middleOf(places);
            return (
              <g key={unit}>
                <polygon
                  points={places.map(([px, py]) => `${px * 1600},${py * 900}`).join(" ")}
                  fill="#d9480f"
                  fillOpacity={0.15 + 0.65 * (ms / most)}
                  stroke="#fff"
                  strokeWidth="4"
                />
                <text
                  x={x * 1600}
                  y={y * 900}
                  textAnchor="middle"
                  fontSize="42"
                  fontWeight="700"
                  fill="#fff"
                  stroke="#000"
                  strokeWidth="8"
                  paintOrder="stroke"
                >
                  {name} · {format.duration(ms)}
                </text>
              </g>
            );
          })}
        </svg>
      </Box>
      {scene === null && (
        <Stack gap="xs" mt="xs" align="flex-start">
          <Text size="sm" c="dimmed">
            {words.noScene}
          </Text>
          <Button size="xs" variant="default" loading={isAsked} onClick={() => void askFresh()}>
            {words.askScene}
          </Button>
        </Stack>
      )}
    </Panel>
  );
}

function middleOf(places: readonly (readonly [number, number])[]): [number, number] {
  const sum = places.reduce(([x, y], [px, py]) => [x + px, y + py] as const, [0, 0] as const);
  return [sum[0] / Math.max(1, places.length), sum[1] / Math.max(1, places.length)];
}
