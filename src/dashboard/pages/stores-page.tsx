import { Anchor, Checkbox, Stack, Table, Text } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { Period, Sensor, StoreFigures, StoreInList } from "#dashboard/api/answers.ts";
import { figuresQuestion, isOfBefore, sensorsQuestion, useAskedAhead, useStores } from "#dashboard/api/questions.ts";
import { Chart } from "#dashboard/charts/chart.tsx";
import { linesOption } from "#dashboard/charts/figure-charts.ts";
import { Sparkline } from "#dashboard/charts/sparkline.tsx";
import { Change, Completeness, Empty, Loading, PageHead, Panel, Shown } from "#dashboard/shell/parts.tsx";
import { useFormat, useWords } from "#dashboard/words/language.tsx";
import { COMPARABLE_COMPLETENESS_MIN } from "#domain/figures/same-weekday.ts";
import { isCounting } from "./camera-standing.ts";
import { MixStores } from "./mix-stores.tsx";
import { comparedPeriod, mixPeriod, PRESETS, presetPeriod, todayIn } from "./period.ts";
import { PeriodChoice } from "./period-choice.tsx";
import { storesWords } from "./stores-words.ts";

const HOUR_MS = 3_600_000;
/** A store of which less was watched has no place in the ranking. */
const RANKED_MIN = 0.5;

type Row = {
  readonly store: StoreInList;
  readonly figures: StoreFigures | null;
  readonly isAsked: boolean;
  readonly change: number | null;
  /** Visitors per open and watched hour; null where it is not ranked. */
  readonly perHour: number | null;
  readonly sensors: readonly Sensor[] | null;
};

/** All stores that somebody may see, side by side. */
export function StoresPage() {
  const words = useWords(storesWords);
  const search = useSearch({ from: "/app/stores" });
  const navigate = useNavigate({ from: "/app/stores" });
  const { data: stores } = useStores();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const today = todayIn(stores?.[0]?.timeZone ?? "UTC");
  const period: Period = search.from && search.to ? { from: search.from, to: search.to } : presetPeriod("week", today);
  const { rows, isOld } = useRows(stores ?? [], period);
  useAskedAhead(
    PRESETS.map((one) => presetPeriod(one, today))
      .flatMap((one) => [one, comparedPeriod(one, "weekdays")!])
      .flatMap((one) => (stores ?? []).filter(isShared).map(({ store }) => figuresQuestion(store, one, "day"))),
  );
  if (!stores) return <Loading height={320} />;
  if (stores.length === 0) return <Empty title={words.none}>{words.noneWhy}</Empty>;
  const ranked = rows.toSorted((a, b) => (b.perHour ?? -1) - (a.perHour ?? -1));
  return (
    <>
      <PageHead title={words.title} note={words.perHourWhy} />
      <Stack>
        <PeriodChoice
          period={period}
          today={today}
          onChange={(days) => void navigate({ search: days, replace: true })}
        />
        <Shown isOld={isOld}>
          <Panel>
            <StoreTable
              rows={ranked}
              chosen={chosen}
              onChoose={(id, isChosen) => setChosen(isChosen ? [...chosen, id] : chosen.filter((one) => one !== id))}
            />
          </Panel>
        </Shown>
        <Panel title={words.compareTwo} note={chosen.length < 2 ? words.compareNote : words.perHour}>
          {chosen.length >= 2 && <Compared rows={rows.filter(({ store }) => chosen.includes(store.store))} />}
        </Panel>
        <MixStores stores={stores.filter(isShared)} period={mixPeriod(period.to)} />
      </Stack>
    </>
  );
}

const isShared = ({ shared }: StoreInList) => shared.figures !== "none";

function useRows(stores: readonly StoreInList[], period: Period): { readonly rows: Row[]; readonly isOld: boolean } {
  const other = comparedPeriod(period, "weekdays")!;
  const now = useQueries({
    queries: stores.map((store) => ({ ...figuresQuestion(store.store, period, "day"), enabled: isShared(store) })),
  });
  const then = useQueries({
    queries: stores.map((store) => ({ ...figuresQuestion(store.store, other, "day"), enabled: isShared(store) })),
  });
  const health = useQueries({
    queries: stores.map((store) => ({ ...sensorsQuestion(store.store), enabled: store.shared.health })),
  });
  const isOld = [...now, ...then].some(isOfBefore);
  const rows = stores.map((store, index): Row => {
    const figures = now[index]?.data?.figures ?? null;
    const visitors = figures?.total.visitors;
    const before = then[index]?.data?.figures?.total.visitors;
    const isComparable =
      visitors &&
      before &&
      before.counted > 0 &&
      (visitors.completeness ?? 0) >= COMPARABLE_COMPLETENESS_MIN &&
      (before.completeness ?? 0) >= COMPARABLE_COMPLETENESS_MIN;
    const doors = figures?.lines.filter(({ role }) => role === "entrance").length ?? 0;
    const isRanked = visitors && doors > 0 && visitors.watchedMs > 0 && (visitors.completeness ?? 0) >= RANKED_MIN;
    return {
      store,
      figures,
      isAsked: isShared(store),
      change: isComparable ? visitors.counted / before.counted - 1 : null,
      // The time is summed over doors: an hour of a store with two is two hours of a door.
      perHour: isRanked ? (visitors.counted * doors * HOUR_MS) / visitors.watchedMs : null,
      sensors: health[index]?.data ?? null,
    };
  });
  return { rows, isOld };
}

function StoreTable({
  rows,
  chosen,
  onChoose,
}: {
  readonly rows: readonly Row[];
  readonly chosen: readonly string[];
  readonly onChoose: (store: string, isChosen: boolean) => void;
}) {
  const words = useWords(storesWords);
  const format = useFormat();
  return (
    <Table.ScrollContainer minWidth={760} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.store}</Table.Th>
            <Table.Th ta="right">{words.perHour}</Table.Th>
            <Table.Th ta="right">{words.visitors}</Table.Th>
            <Table.Th>{words.change}</Table.Th>
            <Table.Th>{words.trend}</Table.Th>
            <Table.Th ta="right">{words.capture}</Table.Th>
            <Table.Th>{words.watched}</Table.Th>
            <Table.Th>{words.health}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ store: { store, name }, figures, isAsked, change, perHour, sensors }) => {
            const days = figures?.rows.map(({ visitors }) => (visitors.completeness ? visitors.counted : null)) ?? [];
            return (
              <Table.Tr key={store}>
                <Table.Td>
                  <Checkbox
                    checked={chosen.includes(store)}
                    onChange={(event) => onChoose(store, event.currentTarget.checked)}
                    aria-label={`${words.compareTwo}: ${name}`}
                    label={
                      <Anchor
                        fw={600}
                        renderRoot={(props) => <Link to="/app/$store/traffic" params={{ store }} {...props} />}
                      >
                        {name}
                      </Anchor>
                    }
                  />
                </Table.Td>
                <Table.Td ta="right" fw={650}>
                  {perHour === null ? (
                    <Text span size="xs" c="dimmed">
                      {figures ? words.notRanked : "–"}
                    </Text>
                  ) : (
                    format.tenth(perHour)
                  )}
                </Table.Td>
                <Table.Td ta="right">
                  {figures ? format.number(figures.total.visitors.counted) : isAsked ? "–" : words.notShared}
                </Table.Td>
                <Table.Td>{change === null ? "–" : <Change share={change} label="" />}</Table.Td>
                <Table.Td>
                  <Sparkline
                    values={days}
                    label={`${words.trend}: ${days.map((day) => (day === null ? "–" : format.number(day))).join(", ")}`}
                  />
                </Table.Td>
                <Table.Td ta="right">
                  {figures && figures.total.capture.share !== null
                    ? format.fineShare(figures.total.capture.share)
                    : "–"}
                </Table.Td>
                <Table.Td>{figures ? <Completeness share={figures.total.visitors.completeness} /> : "–"}</Table.Td>
                <Table.Td>{sensors ? <Health sensors={sensors} /> : "–"}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Health({ sensors }: { readonly sensors: readonly Sensor[] }) {
  const words = useWords(storesWords);
  const bad = sensors.filter(({ state }) => !isCounting(state)).length;
  return (
    <Text span size="sm" fw={bad > 0 ? 650 : 400} c={bad > 0 ? "var(--figure-bad)" : "inherit"}>
      {bad > 0 ? words.bad(bad, sensors.length) : words.fine}
    </Text>
  );
}

function Compared({ rows }: { readonly rows: readonly Row[] }) {
  const words = useWords(storesWords);
  const format = useFormat();
  const days = rows[0]?.figures?.rows.map(({ label }) => label) ?? [];
  const series = rows.map(({ store, figures }) => {
    const doors = figures?.lines.filter(({ role }) => role === "entrance").length ?? 0;
    const byDay = new Map(figures?.rows.map(({ label, visitors }) => [label, visitors]));
    return {
      name: store.name,
      values: days.map((day) => {
        const visitors = byDay.get(day);
        if (!visitors || visitors.watchedMs === 0 || (visitors.completeness ?? 0) < RANKED_MIN) return null;
        return Math.round((visitors.counted * doors * HOUR_MS * 10) / visitors.watchedMs) / 10;
      }),
    };
  });
  return (
    <Chart
      label={words.compareTwo}
      table={() => ({
        head: [words.day, ...series.map(({ name }) => name)],
        rows: days.map((day, index) => [
          format.day(day),
          ...series.map(({ values }) => (values[index] == null ? "–" : format.tenth(values[index]))),
        ]),
      })}
      option={(look) => linesOption(days, series, format.shortDay, look)}
    />
  );
}
