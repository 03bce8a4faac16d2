import { Alert, Anchor, Badge, Button, Group, SimpleGrid, Stack, Table, Text } from "@mantine/core";
import { IconCircleCheck, IconCircleX } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { ask, type Refusal } from "#dashboard/api/ask.ts";
import { sensorsQuestion, usePerson, useStore } from "#dashboard/api/questions.ts";
import { FaultNote } from "#dashboard/shell/fault-page.tsx";
import { Loading, PageHead, Panel } from "#dashboard/shell/parts.tsx";
import { useFormat, useLanguage, useWords } from "#dashboard/words/language.tsx";
import { paperWords } from "#domain/language/paper-words.ts";
import { complianceWords } from "./compliance-words.ts";
import { EvidenceCard } from "./evidence-card.tsx";
import { SignCard } from "./sign-card.tsx";

type Said = { readonly en: string; readonly zh: string };
type Decision = {
  readonly sensor: string;
  readonly capability: string;
  readonly isNamed: boolean;
  readonly verdict: string;
  readonly until: string | null;
  readonly missing: readonly (Said & {
    readonly requirement: string;
    readonly article: string;
    readonly next: Said | null;
  })[];
  readonly gentler: Said | null;
};
type Paper = {
  readonly sensor: string | null;
  readonly paper: string;
  readonly owner: string | null;
  readonly date: string | null;
  readonly end: string | null;
  readonly file: string | null;
  readonly link: string | null;
  readonly fault: Said | null;
};
type Decisions = {
  readonly signHangs: boolean | null;
  readonly day: string;
  readonly decisions: readonly Decision[];
  readonly papers: readonly Paper[];
};
type GateEvent = {
  readonly sensor: string;
  readonly atMs: number;
  readonly stages?: readonly string[];
  readonly why?: string;
};

const REFRESH_MS = 1000;
const GATE_EVENTS_SHOWN = 20;

/** What runs, what does not and why, what to do next, and the papers behind it. */
export function CompliancePage() {
  const { store } = useParams({ from: "/app/$store/compliance" });
  const words = useWords(complianceWords);
  const format = useFormat();
  const { data: detail } = useStore(store);
  const { data: person } = usePerson();
  const { data, error, refetch } = useQuery<Decisions, Refusal>({
    queryKey: ["decisions", store],
    queryFn: ({ signal }) => ask(`/stores/${store}/decisions`, { signal }),
  });
  if (error && !data) return <FaultNote error={error} again={() => void refetch()} />;
  if (!data || !detail) return <Loading height={320} />;
  const wanted = data.decisions.filter(({ isNamed }) => isNamed);
  const off = wanted.filter(({ verdict }) => verdict !== "permit");
  const maySay = person?.role === "owner" || person?.role === "manager";
  return (
    <>
      <PageHead title={words.title} note={words.note(format.fullDay(data.day))} />
      <Stack>
        <Alert
          color={off.length === 0 ? "teal" : "orange"}
          icon={off.length === 0 ? <IconCircleCheck aria-hidden /> : <IconCircleX aria-hidden />}
          role="status"
        >
          {off.length === 0 ? words.allRuns : words.someOff(off.length, wanted.length)}
          {wanted.some(({ missing }) => missing.length > 0) && words.english !== "" && (
            <Text size="sm">{words.english}</Text>
          )}
        </Alert>
        <SimpleGrid cols={{ base: 1, md: 2 }}>
          {[...Map.groupBy(wanted, ({ sensor }) => sensor)].map(([sensor, decisions]) => (
            <SensorDecisions key={sensor} sensor={sensor} decisions={decisions} />
          ))}
        </SimpleGrid>
        {maySay && data.signHangs !== null && (
          <Sign store={store} hangs={data.signHangs} isAsked={off.some(asksForSign)} onSaid={() => void refetch()} />
        )}
        <SignCard store={store} />
        {maySay && <EvidenceCard store={store} day={data.day} />}
        <Panel title={words.papers}>
          <Papers papers={data.papers} />
        </Panel>
        <Panel title={words.happened}>
          <Gate store={store} timeZone={detail.timeZone} />
        </Panel>
        <Panel title={words.never}>
          <Text>{words.neverText}</Text>
        </Panel>
      </Stack>
    </>
  );
}

/** Laws are written in two languages; who reads another is told so beside them. */
function useSaid(): (said: Said) => string {
  const { language } = useLanguage();
  return (said) => (language === "zh" ? said.zh : said.en);
}

function SensorDecisions({ sensor, decisions }: { readonly sensor: string; readonly decisions: readonly Decision[] }) {
  const words = useWords(complianceWords);
  const format = useFormat();
  const saidAs = useSaid();
  return (
    <Panel title={sensor}>
      <Stack gap="sm">
        {decisions.map(({ capability, verdict, until, missing, gentler }) => {
          const runs = verdict === "permit";
          return (
            <div key={capability}>
              <Group gap="xs" wrap="nowrap" align="flex-start">
                <Badge color={runs ? "teal.9" : "red.8"} variant="filled" style={{ flexShrink: 0 }} tt="none">
                  {runs ? words.runs : words.off}
                </Badge>
                <Text size="sm" fw={600}>
                  {words.capabilities[capability] ?? capability}
                  {until !== null && (
                    <Text span size="sm" c="dimmed" fw={400}>
                      {" "}
                      {words.until(format.day(until))}
                    </Text>
                  )}
                </Text>
              </Group>
              <Reasons missing={missing} />
              {!runs && gentler && (
                <Text size="sm" c="dimmed" mt={4}>
                  {words.instead}: {saidAs(gentler)}
                </Text>
              )}
            </div>
          );
        })}
      </Stack>
    </Panel>
  );
}

/** Where much is missing a page of it frightens more than it helps: it unfolds. */
const REASONS_OPEN_MAX = 2;

function Reasons({ missing }: Pick<Decision, "missing">) {
  const words = useWords(complianceWords);
  const saidAs = useSaid();
  const reasons = missing.map((reason) => (
    <div
      key={`${reason.requirement} ${reason.en}`}
      style={{ marginTop: 6, paddingLeft: 12, borderLeft: "3px solid var(--mantine-color-red-6)" }}
    >
      <Text size="sm">
        {words.why}: {saidAs(reason)}{" "}
        <Text span size="xs" c="dimmed">
          ({reason.requirement} {reason.article})
        </Text>
      </Text>
      {reason.next && (
        <Text size="sm" fw={600}>
          {words.next}: {saidAs(reason.next)}
        </Text>
      )}
    </div>
  ));
  if (reasons.length <= REASONS_OPEN_MAX) return reasons;
  return (
    <details>
      <Text component="summary" size="sm" style={{ cursor: "pointer" }}>
        {words.missing(reasons.length)}
      </Text>
      {reasons}
    </details>
  );
}

function asksForSign({ missing }: Decision): boolean {
  return missing.some(({ next }) => next?.en.includes("notice.sign.on_file"));
}

/** The sign is said to be gone or back, and one sees how long the cameras take. */
function Sign({
  store,
  hangs,
  isAsked,
  onSaid,
}: {
  readonly store: string;
  readonly hangs: boolean;
  /** Something does not run for want of it. */
  readonly isAsked: boolean;
  readonly onSaid: () => void;
}) {
  const words = useWords(complianceWords);
  const format = useFormat();
  const isGone = !hangs;
  const [said, setSaid] = useState<{
    readonly hangs: boolean;
    readonly atMs: number;
    readonly tookMs: number | null;
  } | null>(null);
  const isWaiting = said !== null && said.tookMs === null;
  const { data: sensors } = useQuery({ ...sensorsQuestion(store), refetchInterval: isWaiting ? REFRESH_MS : 30_000 });
  const saying = useMutation<unknown, Refusal, boolean>({
    mutationFn: (hangs) => ask(`/stores/${store}/sign`, { method: "PUT", body: { hangs } }),
    onSuccess: (_answer, hangs) => {
      setSaid({ hangs, atMs: Date.now(), tookMs: null });
      onSaid();
    },
  });
  useEffect(() => {
    if (!said || said.tookMs !== null || !sensors) return;
    const cameras = sensors.filter(({ kind }) => kind === "camera");
    const runs = cameras.some(({ state }) => state === "running");
    // Where no law of the place asks for the sign, its going changes nothing.
    if (!said.hangs && isGone && !isAsked) setSaid(null);
    else if (runs === said.hangs) setSaid({ ...said, tookMs: Date.now() - said.atMs });
  }, [said, sensors, isGone, isAsked]);
  const seconds = said?.tookMs == null ? "" : format.tenth(said.tookMs / 1000);
  return (
    <Panel title={words.sign} note={words.signNote}>
      <Group>
        <Text fw={600}>{isGone ? words.signGone : words.signHangs}</Text>
        <Button
          variant={isGone ? "filled" : "default"}
          loading={saying.isPending}
          onClick={() => saying.mutate(isGone)}
        >
          {isGone ? words.hangAgain : words.takeAway}
        </Button>
      </Group>
      <Text role="status" mt="xs" fw={600}>
        {said === null
          ? ""
          : isWaiting
            ? words.waiting
            : said.hangs
              ? words.openedIn(seconds)
              : words.closedIn(seconds)}
      </Text>
      {saying.error && <FaultNote error={saying.error} />}
    </Panel>
  );
}

function Papers({ papers }: { readonly papers: readonly Paper[] }) {
  const words = useWords(complianceWords);
  const format = useFormat();
  const saidAs = useSaid();
  const names = useWords(paperWords);
  if (papers.length === 0) return <Text c="dimmed">{words.noPapers}</Text>;
  // What ends soonest stands first.
  const sorted = papers.toSorted((a, b) => ((a.end ?? "9") < (b.end ?? "9") ? -1 : 1));
  return (
    <Table.ScrollContainer minWidth={520} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.paper}</Table.Th>
            <Table.Th>{words.keeper}</Table.Th>
            <Table.Th>{words.ends}</Table.Th>
            <Table.Th>{words.file}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sorted.map(({ sensor, paper, owner, end, file, link, fault }) => (
            <Table.Tr key={`${sensor} ${paper}`}>
              <Table.Td>
                {names[paper] ?? paper}
                {sensor !== null && ` · ${sensor}`}
                {fault && (
                  <Text size="sm" c="var(--figure-bad)">
                    {saidAs(fault)}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>{owner ?? "–"}</Table.Td>
              <Table.Td>{end === null ? words.noEnd : format.day(end)}</Table.Td>
              <Table.Td style={{ overflowWrap: "anywhere" }}>
                {link ? <Anchor href={link}>{file ?? link}</Anchor> : (file ?? "–")}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Gate({ store, timeZone }: { readonly store: string; readonly timeZone: string }) {
  const words = useWords(complianceWords);
  const format = useFormat();
  const { data } = useQuery<readonly GateEvent[], Refusal>({
    queryKey: ["events", store, "gate"],
    queryFn: async ({ signal }) =>
      (await ask<{ events: GateEvent[] }>(`/stores/${store}/events?kind=gate`, { signal })).events,
  });
  if (!data || data.length === 0) return <Text c="dimmed">{words.nothingHappened}</Text>;
  return (
    <Table>
      <Table.Tbody>
        {data.slice(0, GATE_EVENTS_SHOWN).map(({ sensor, atMs, stages = [] }) => (
          <Table.Tr key={`${sensor} ${atMs}`}>
            <Table.Td>{format.moment(atMs, timeZone)}</Table.Td>
            <Table.Td>{sensor}</Table.Td>
            <Table.Td>
              {stages.length === 0
                ? words.gateDown
                : words.gateUp(stages.map((stage) => words.capabilities[stage] ?? stage).join(", "))}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
