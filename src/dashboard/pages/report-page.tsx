import {
  Alert,
  Badge,
  Button,
  Card,
  Grid,
  Group,
  NativeSelect,
  SimpleGrid,
  Stack,
  Table,
  Text,
  Title,
} from "@mantine/core";
import { IconDownload, IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { Refusal } from "#dashboard/api/ask.ts";
import { ask } from "#dashboard/api/ask.ts";
import { useStores } from "#dashboard/api/questions.ts";
import { FaultNote } from "#dashboard/shell/fault-page.tsx";
import { Empty, Loading, PageHead, Panel } from "#dashboard/shell/parts.tsx";
import { useFormat, useLanguage } from "#dashboard/words/language.tsx";
import { dayAfter } from "#domain/calendar/day.ts";
import { paperWords } from "#domain/language/paper-words.ts";
import type { Report, ReportChart, ReportFigure, ReportSection, ReportTable } from "#domain/report/report.ts";
import { reportWords } from "#domain/report/report-words.ts";
import { intervalText, valueText } from "#domain/report/value-text.ts";
import { todayIn } from "./period.ts";

/** So many months back can be chosen. */
const MONTHS_BACK = 24;
const CHAIN = "";
/** These stand beside each other where there is room. */
const NARROW: ReadonlySet<ReportSection["id"]> = new Set(["mix", "groups", "sales"]);
const CHART_WIDTH = 600;

/** The report of a store or of all, as it is printed: to read, to download and to forward. */
export function ReportPage() {
  const search = useSearch({ from: "/app/report" });
  const navigate = useNavigate({ from: "/app/report" });
  const { language } = useLanguage();
  const words = reportWords[language];
  const format = useFormat();
  const { data: stores } = useStores();
  const shared = (stores ?? []).filter(({ shared: { figures } }) => figures !== "none");
  const months = monthsBefore(todayIn(stores?.[0]?.timeZone ?? "UTC"));
  const month = search.month ?? months[1]!;
  const store = search.store ?? (shared.length > 1 ? CHAIN : (shared[0]?.store ?? CHAIN));
  const path = `${store === CHAIN ? "" : `/stores/${store}`}/report?month=${month}&language=${language}`;
  const { data, error, refetch } = useQuery<Report, Refusal>({
    queryKey: ["report", store, month, language],
    queryFn: ({ signal }) => ask(path, { signal }),
    enabled: stores !== undefined,
  });
  if (stores && shared.length === 0) return <Empty title={words.title}>{words.why.notShared}</Empty>;
  return (
    <>
      <PageHead title={words.title} note={data && `${data.of.name} · ${data.periodName}`}>
        <Group gap="xs" className="not-printed">
          <NativeSelect
            aria-label={words.chooseStore}
            value={store}
            onChange={(event) => void navigate({ search: { store: event.currentTarget.value, month }, replace: true })}
            data={[
              ...(shared.length > 1 ? [{ value: CHAIN, label: words.wholeChain }] : []),
              ...shared.map((one) => ({ value: one.store, label: one.name })),
            ]}
          />
          <NativeSelect
            aria-label={words.month}
            value={month}
            onChange={(event) => void navigate({ search: { store, month: event.currentTarget.value }, replace: true })}
            data={months.map((value) => ({ value, label: format.month(value) }))}
          />
          {(["pdf", "xlsx"] as const).map((kind) => (
            <Button
              key={kind}
              component="a"
              href={`/api/v1${path}&format=${kind}`}
              download
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
              aria-label={`${words.download} ${kind.toUpperCase()}`}
            >
              {kind.toUpperCase()}
            </Button>
          ))}
          <Button
            variant="default"
            leftSection={<IconPrinter size={16} aria-hidden />}
            onClick={() => window.print()}
            aria-label={words.print}
          >
            {words.print}
          </Button>
        </Group>
      </PageHead>
      {error ? (
        <FaultNote error={error} again={() => void refetch()} />
      ) : data ? (
        <ReportSheet report={data} />
      ) : (
        <Loading height={480} />
      )}
    </>
  );
}

/** The months up to and with the present one, the newest first. */
function monthsBefore(today: string): string[] {
  const months = [today.slice(0, 7)];
  while (months.length < MONTHS_BACK) months.push(dayAfter(`${months.at(-1)}-01`, -1).slice(0, 7));
  return months;
}

function ReportSheet({ report }: { readonly report: Report }) {
  const words = reportWords[report.language];
  return (
    <Stack className="report">
      {report.notes.length > 0 && (
        <Alert color="yellow" py="xs">
          {report.notes.map((note) => (
            <Text key={note} size="sm">
              {note}
            </Text>
          ))}
        </Alert>
      )}
      <Grid>
        {report.sections.map((section) => (
          <Grid.Col key={section.id} span={{ base: 12, lg: NARROW.has(section.id) ? 4 : 12 }}>
            <Section section={section} report={report} />
          </Grid.Col>
        ))}
      </Grid>
      <Panel title={words.grounds} note={words.groundsNote}>
        <Grounds report={report} />
      </Panel>
      <Text size="sm" c="dimmed">
        {words.promise}
      </Text>
    </Stack>
  );
}

function Section({ section, report }: { readonly section: ReportSection; readonly report: Report }) {
  return (
    <Panel title={section.title} note={section.note}>
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, lg: NARROW.has(section.id) ? 1 : 2 }} verticalSpacing="sm">
          {section.figures.map((figure) => (
            <FigureRow key={figure.id} figure={figure} report={report} />
          ))}
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, md: section.charts.length > 1 ? 2 : 1 }}>
          {section.charts.map((chart) => (
            <Chart key={chart.title} chart={chart} />
          ))}
        </SimpleGrid>
        {section.table && <Rows table={section.table} title={section.title} />}
        {section.method && (
          <Text size="xs" c="dimmed">
            {section.method}
          </Text>
        )}
      </Stack>
    </Panel>
  );
}

function FigureRow({ figure, report }: { readonly figure: ReportFigure; readonly report: Report }) {
  const words = reportWords[report.language];
  const format = useFormat();
  const interval = intervalText(figure, format);
  const rests = [interval && `${words.interval} ${interval}`, figure.base, figure.why].filter((one) => one);
  return (
    <div>
      <Group justify="space-between" wrap="nowrap" align="baseline">
        <Text size="sm">{figure.label}</Text>
        <Text fw={700} {...(figure.value === null && { c: "dimmed" })}>
          {valueText(figure.value, figure.measure, format)}
        </Text>
      </Group>
      {rests.length > 0 && <Text size="xs">{rests.join(" · ")}</Text>}
      <Text size="xs" c="dimmed">
        {figure.method}
      </Text>
    </div>
  );
}

/** Drawn of the same numbers as on paper; every one of them stands beside its column or bar. */
function Chart({ chart: { title, entries, measure, kind } }: { readonly chart: ReportChart }) {
  const format = useFormat();
  const most = Math.max(1e-9, ...entries.map(({ value }) => value ?? 0));
  if (entries.length === 0) return null;
  const text = (value: number | null) =>
    value === null ? "" : valueText(value < 10 ? value : Math.round(value), measure, format);
  return (
    <figure className={`report-${kind}`}>
      <Text component="figcaption" size="sm" fw={600} mb={4}>
        {title}
      </Text>
      {kind === "columns" ? (
        <svg viewBox={`0 0 ${CHART_WIDTH} 170`} role="img" aria-label={title}>
          <title>{title}</title>
          {entries.map(({ label, value }, index) => {
            const step = CHART_WIDTH / entries.length;
            const height = ((value ?? 0) / most) * 122;
            return (
              <g key={label} transform={`translate(${index * step} 0)`}>
                <rect x={step * 0.15} y={145 - height} width={step * 0.7} height={height} fill="var(--report-ink)" />
                <text x={step / 2} y={139 - height} textAnchor="middle" fontSize="13" fill="currentColor">
                  {text(value)}
                </text>
                <text x={step / 2} y="162" textAnchor="middle" fontSize="13" fill="currentColor">
                  {label}
                </text>
              </g>
            );
          })}
          <line x1="0" y1="145" x2={CHART_WIDTH} y2="145" stroke="currentColor" strokeOpacity="0.4" />
        </svg>
      ) : (
        entries.map(({ label, value }) => (
          <Group key={label} gap="xs" wrap="nowrap">
            <Text size="sm" w="35%">
              {label}
            </Text>
            <svg viewBox="0 0 100 6" preserveAspectRatio="none" width="100%" height="10" aria-hidden>
              <rect width={((value ?? 0) / most) * 100} height="6" fill="var(--report-ink)" />
            </svg>
            <Text size="sm" fw={600} w="4.5rem" ta="right">
              {valueText(value, measure, format)}
            </Text>
          </Group>
        ))
      )}
    </figure>
  );
}

function Rows({ table: { columns, rows }, title }: { readonly table: ReportTable; readonly title: string }) {
  const format = useFormat();
  const side = (measure: string) => (measure === "text" ? "left" : "right");
  return (
    <Table.ScrollContainer minWidth={560} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table verticalSpacing={6} aria-label={title}>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ label, measure }) => (
              <Table.Th key={label} ta={side(measure)}>
                {label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.join("|")}>
              {row.map((cell, index) => (
                <Table.Td key={columns[index]!.label} ta={side(columns[index]!.measure)}>
                  {valueText(cell, columns[index]!.measure, format)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Grounds({ report: { grounds, language } }: { readonly report: Report }) {
  const words = reportWords[language];
  const format = useFormat();
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }}>
      {grounds.map(({ capability, place, verdict, day, stores, rules, papers }) => (
        <Card key={`${capability} ${place} ${stores.join()}`} withBorder padding="sm">
          <Group justify="space-between" gap="xs" align="flex-start">
            <Title order={3} size="h6">
              {words.capabilities[capability]} · {place}
            </Title>
            <Badge tt="none" variant="default">
              {words.verdicts[verdict]}
            </Badge>
          </Group>
          <Text size="xs" c="dimmed">
            {stores.join(", ")}, {words.onDay(format.fullDay(day))}
          </Text>
          <Text size="xs" mt={4}>
            {words.rules}:{" "}
            {rules
              .map(({ id, article, isMet }) => `${id} (${article})${isMet ? "" : ` – ${words.unmet}`}`)
              .join("; ") || words.none}
          </Text>
          <Text size="xs" mt={4}>
            {words.papers}: {papers.map((paper) => paperWords[language][paper] ?? paper).join("; ") || words.noPapers}
          </Text>
        </Card>
      ))}
    </SimpleGrid>
  );
}
