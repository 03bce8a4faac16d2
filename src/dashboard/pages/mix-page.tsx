import { Anchor, Grid, Stack, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { MixAnswer, Period } from "#dashboard/api/answers.ts";
import { isOfBefore, mixQuestion, useStore } from "#dashboard/api/questions.ts";
import { ShareBars, type SharePart } from "#dashboard/charts/share-bars.tsx";
import { FaultNote } from "#dashboard/shell/fault-page.tsx";
import { Empty, Loading, PageHead, Panel, Shown } from "#dashboard/shell/parts.tsx";
import { useFormat, useWords } from "#dashboard/words/language.tsx";
import { dayAfter } from "#domain/calendar/day.ts";
import type { MixShares } from "#domain/figures/stored-mix.ts";
import type { ShareInterval } from "#domain/figures/visitor-mix.ts";
import type { AgeBand, AnswerSource, SexTold } from "#domain/wire/welcome.ts";
import { ExportMenu } from "./export-menu.tsx";
import { mixWords } from "./mix-words.ts";
import { mixPeriod, mondaysIn, todayIn } from "./period.ts";
import { PeriodChoice } from "./period-choice.tsx";

const SOURCES = ["told", "estimated"] as const satisfies readonly AnswerSource[];
const WEEK_DAYS = 7;

/** Who answered at the welcome tablet of a store: over weeks and week by week, told and estimated apart. */
export function MixPage() {
  const { store } = useParams({ from: "/app/$store/mix" });
  const search = useSearch({ from: "/app/$store/mix" });
  const navigate = useNavigate({ from: "/app/$store/mix" });
  const words = useWords(mixWords);
  const { data: detail } = useStore(store);
  if (!detail) return <Loading height={320} />;
  const today = todayIn(detail.timeZone);
  const period: Period = search.from && search.to ? { from: search.from, to: search.to } : mixPeriod(today);
  return (
    <>
      <PageHead title={words.title} note={detail.name}>
        <ExportMenu
          label={words.export}
          files={["csv", "xlsx"].map((kind) => ({
            name: kind.toUpperCase(),
            href: `/api/v1/stores/${store}/visitor-mix.${kind}?from=${period.from}&to=${period.to}`,
          }))}
        />
      </PageHead>
      <Stack>
        <PeriodChoice
          period={period}
          today={today}
          onChange={(chosen) => void navigate({ search: chosen, replace: true })}
        />
        <MixOf store={store} period={period} today={today} />
      </Stack>
    </>
  );
}

function MixOf({ store, period, today }: { readonly store: string; readonly period: Period; readonly today: string }) {
  const words = useWords(mixWords);
  const asked = useQuery(mixQuestion(store, period));
  if (asked.error && !asked.data) return <FaultNote error={asked.error} again={() => void asked.refetch()} />;
  if (!asked.data) return <Loading height={320} />;
  const mix = asked.data;
  const shown = SOURCES.filter((source) => mix.together[source] || mix.asked[source]);
  if (shown.length === 0)
    return (
      <Empty title={words.noTablet}>
        {words.noTabletWhy}{" "}
        <Anchor
          underline="always"
          renderRoot={(props) => <Link to="/app/$store/compliance" params={{ store }} {...props} />}
        >
          {words.compliance}
        </Anchor>
      </Empty>
    );
  return (
    <Shown isOld={isOfBefore(asked)}>
      <Stack>
        {shown.map((source) => (
          <SourcePanel key={source} source={source} mix={mix} period={period} today={today} />
        ))}
        <Text size="sm" c="dimmed">
          {words.whoAnswers} {shown.length > 1 ? words.apart : words.onlyOne[shown[0]!]}{" "}
          {words.withheldWhy(mix.groupMin)}
        </Text>
      </Stack>
    </Shown>
  );
}

function SourcePanel({
  source,
  mix,
  period,
  today,
}: {
  readonly source: AnswerSource;
  readonly mix: MixAnswer;
  readonly period: Period;
  readonly today: string;
}) {
  const words = useWords(mixWords);
  const format = useFormat();
  const together = mix.together[source];
  const mondays = mondaysIn(period).toReversed();
  const countedOn = (monday: string) => dayAfter(monday, WEEK_DAYS + mix.graceDays);
  const over = mondays.filter((monday) => countedOn(monday) <= today);
  if (!together)
    return (
      <Panel title={words.sources[source]}>
        <Text>{words.nothing(mix.graceDays, mix.groupMin)}</Text>
      </Panel>
    );
  const sample = words.sample(format.number(together.answers ?? 0), together.weeks, over.length);
  const rate = together.rate === null ? "" : ` · ${words.rate(format.fineShare(together.rate))}`;
  return (
    <Panel title={words.sources[source]} note={`${sample}${rate}`}>
      <Grid>
        {(["ageBands", "sexes"] as const).map((of) => (
          <Grid.Col key={of} span={{ base: 12, md: 6 }}>
            <Bars of={of} shares={together} />
          </Grid.Col>
        ))}
      </Grid>
      <Table.ScrollContainer minWidth={900} mt="md" scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table verticalSpacing={6} horizontalSpacing={8}>
          <Table.Caption style={{ captionSide: "top", textAlign: "start", fontWeight: 650 }}>
            {words.byWeek}
          </Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.week}</Table.Th>
              <Table.Th ta="right">{words.answers}</Table.Th>
              <Table.Th ta="right">{words.rateHead}</Table.Th>
              {partsOf(together).map(({ name, of }) => (
                <Table.Th key={`${of} ${name}`} ta="right">
                  {words[of][name as never]}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {mondays.map((monday) => {
              const shares = mix.weeks.find(({ from }) => from === monday)?.sources[source];
              const isShown = shares && shares.answers !== null;
              return (
                <Table.Tr key={monday}>
                  <Table.Th scope="row" fw={400} style={{ whiteSpace: "nowrap" }}>
                    {format.shortDay(monday)} – {format.shortDay(dayAfter(monday, WEEK_DAYS - 1))}
                  </Table.Th>
                  {isShown ? (
                    <ShareCells shares={shares} />
                  ) : (
                    <Table.Td colSpan={2 + partsOf(together).length} c="dimmed">
                      {countedOn(monday) <= today
                        ? words.tooFew(mix.groupMin)
                        : words.notYet(format.day(countedOn(monday)))}
                    </Table.Td>
                  )}
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Panel>
  );
}

function Bars({ of, shares }: { readonly of: "ageBands" | "sexes"; readonly shares: MixShares }) {
  const words = useWords(mixWords);
  const format = useFormat();
  const parts = partsOf(shares).filter((part) => part.of === of);
  const known = parts.reduce((sum, { share }) => sum + (share?.people ?? 0), 0);
  const rest = (shares.answers ?? 0) - known;
  return (
    <>
      <ShareBars
        caption={words.caption[of]}
        parts={parts.map(({ name, share }): SharePart => ({ name: words[of][name as never], share }))}
        withheld={words.withheld}
        textOf={(share) => intervalText(share, format)}
      />
      {parts.some(({ share }) => share === null) && (
        <Text size="sm" c="dimmed">
          {words.rest(format.number(rest))}
        </Text>
      )}
    </>
  );
}

/** A row of shares: the sample, its rate, and each share with its interval. */
export function ShareCells({ shares }: { readonly shares: MixShares }) {
  const words = useWords(mixWords);
  const format = useFormat();
  return (
    <>
      <Table.Td ta="right">{format.number(shares.answers ?? 0)}</Table.Td>
      <Table.Td ta="right">{shares.rate === null ? "–" : format.fineShare(shares.rate)}</Table.Td>
      {partsOf(shares).map(({ of, name, share }) => (
        <Table.Td key={`${of} ${name}`} ta="right" style={{ whiteSpace: "nowrap" }} {...(!share && { c: "dimmed" })}>
          {share ? intervalText(share, format) : words.withheld}
        </Table.Td>
      ))}
    </>
  );
}

type Part = {
  readonly of: "sexes" | "ageBands";
  readonly name: SexTold | AgeBand;
  readonly share: ShareInterval | null;
};

/** The shares of a mix in their order. */
export function partsOf({ sexes, ageBands }: MixShares): Part[] {
  const listed = (of: Part["of"], parts: MixShares["ageBands"] | MixShares["sexes"]) =>
    Object.entries(parts).map(([name, share]): Part => ({ of, name: name as Part["name"], share }));
  return [...listed("sexes", sexes), ...listed("ageBands", ageBands)];
}

/** `53% (48–58)`. */
function intervalText({ share, low, high }: ShareInterval, format: ReturnType<typeof useFormat>): string {
  const points = (value: number) => format.number(100 * value);
  return `${format.roundShare(share)} (${points(low)}–${points(high)})`;
}
