import { Alert, Button, Code, CopyButton, Group, Image, NativeSelect, Stack, Table, Text } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { ask, type Refusal } from "#dashboard/api/ask.ts";
import { usePerson, useStore } from "#dashboard/api/questions.ts";
import { FaultNote } from "#dashboard/shell/fault-page.tsx";
import { Empty, Loading, PageHead, Panel } from "#dashboard/shell/parts.tsx";
import { useFormat, useWords } from "#dashboard/words/language.tsx";
import { checkWords } from "./check-words.ts";
import { type StaffCheck, StaffText } from "./staff-error.tsx";

type Compared = {
  readonly counted: number;
  readonly people: number;
  readonly error: number | null;
  readonly low: number | null;
  readonly high: number | null;
};
type Check = {
  readonly check: string;
  readonly unit: string;
  readonly isPresentDrawing: boolean;
  readonly state: "running" | "done" | "too few" | "not watched";
  readonly fromMs: number;
  readonly toMs: number;
  readonly counters: readonly string[];
  readonly result: {
    readonly comparedMinutes: number;
    readonly agreement: { readonly share: number | null } | null;
    readonly both: Compared;
    readonly in: Compared;
    readonly out: Compared;
    readonly withoutStaff: Compared;
    readonly staff: StaffCheck;
  } | null;
};
type Begun = {
  readonly check: string;
  readonly path: string;
  readonly url: string | null;
  readonly qr: string | null;
  readonly obstacle: { readonly text: string; readonly remedy: string } | null;
};

const MINUTES = [5, 10, 15, 30, 60] as const;
const MINUTES_USUAL = 15;
const REFRESH_MS = 3000;

/** People at the door against the camera over it. */
export function CheckPage() {
  const { store } = useParams({ from: "/app/$store/check" });
  const words = useWords(checkWords);
  const { data: detail } = useStore(store);
  const { data: person } = usePerson();
  const { data: checks, error } = useQuery<readonly Check[], Refusal>({
    queryKey: ["checks", store],
    queryFn: async ({ signal }) => (await ask<{ checks: Check[] }>(`/stores/${store}/checks`, { signal })).checks,
    refetchInterval: REFRESH_MS,
  });
  const [begun, setBegun] = useState<Begun | null>(null);
  if (error && !checks) return <FaultNote error={error} />;
  if (!detail || !checks) return <Loading height={320} />;
  const lines = detail.units.filter(({ kind, role }) => kind === "line" && role !== "passer-by");
  const running = checks.find(({ state }) => state === "running");
  const mayBegin = person?.role !== "analyst" && detail.shared.isOwn;
  return (
    <>
      <PageHead title={words.title} note={words.why} />
      <Stack>
        {running ? (
          <Running
            store={store}
            check={running}
            timeZone={detail.timeZone}
            begun={begun?.check === running.check ? begun : null}
            mayStop={mayBegin}
          />
        ) : (
          mayBegin &&
          (lines.length === 0 ? (
            <Empty title={words.noDoor} />
          ) : (
            <Begin store={store} lines={lines.map(({ unit }) => unit)} onBegun={setBegun} />
          ))
        )}
        <Panel title={words.results}>
          {checks.filter(({ state }) => state !== "running").length === 0 ? (
            <Text c="dimmed">
              {words.none}. {words.noneWhy}
            </Text>
          ) : (
            <Results checks={checks.filter(({ state }) => state !== "running")} timeZone={detail.timeZone} />
          )}
        </Panel>
      </Stack>
    </>
  );
}

function Begin({
  store,
  lines,
  onBegun,
}: {
  readonly store: string;
  readonly lines: readonly string[];
  readonly onBegun: (begun: Begun) => void;
}) {
  const words = useWords(checkWords);
  const client = useQueryClient();
  const [unit, setUnit] = useState(lines[0]!);
  const [minutes, setMinutes] = useState<number>(MINUTES_USUAL);
  const beginning = useMutation<Begun, Refusal>({
    mutationFn: () => ask(`/stores/${store}/checks`, { method: "POST", body: { unit, minutes } }),
    onSuccess: async (begun) => {
      onBegun(begun);
      await client.invalidateQueries({ queryKey: ["checks", store] });
    },
  });
  return (
    <Panel>
      <Group align="flex-end">
        <NativeSelect
          label={words.door}
          value={unit}
          onChange={(event) => setUnit(event.currentTarget.value)}
          data={[...lines]}
        />
        <NativeSelect
          label={words.minutes}
          value={String(minutes)}
          onChange={(event) => setMinutes(Number(event.currentTarget.value))}
          data={MINUTES.map((value) => ({ value: String(value), label: words.minutesOf(value) }))}
        />
        <Button onClick={() => beginning.mutate()} loading={beginning.isPending}>
          {words.start}
        </Button>
      </Group>
      {beginning.error && <FaultNote error={beginning.error} />}
    </Panel>
  );
}

function Running({
  store,
  check,
  timeZone,
  begun,
  mayStop,
}: {
  readonly store: string;
  readonly check: Check;
  readonly timeZone: string;
  readonly begun: Begun | null;
  readonly mayStop: boolean;
}) {
  const words = useWords(checkWords);
  const format = useFormat();
  const client = useQueryClient();
  const stopping = useMutation<unknown, Refusal>({
    mutationFn: () => ask(`/stores/${store}/checks/${check.check}/stop`, { method: "POST", body: {} }),
    onSettled: () => client.invalidateQueries({ queryKey: ["checks", store] }),
  });
  const address = begun?.url ?? (begun ? `${window.location.origin}${begun.path}` : null);
  return (
    <Panel
      title={`${words.door}: ${check.unit}`}
      note={words.runs(format.clock(check.fromMs, timeZone), format.clock(check.toMs, timeZone))}
    >
      <Group align="flex-start" gap="xl">
        {begun?.qr && (
          <Image
            src={`data:image/svg+xml;utf8,${encodeURIComponent(begun.qr)}`}
            alt={words.scan}
            w={220}
            h={220}
            bg="white"
          />
        )}
        <Stack gap="xs" flex={1} miw={220}>
          {begun && <Text fw={600}>{words.scan}</Text>}
          {begun?.obstacle && (
            <Alert color="orange" title={words.noWay}>
              {begun.obstacle.text}. {begun.obstacle.remedy}
            </Alert>
          )}
          {address && (
            <Group gap="xs">
              <Code style={{ overflowWrap: "anywhere" }}>{address}</Code>
              <CopyButton value={address}>
                {({ copied, copy }) => (
                  <Button size="compact-sm" variant="default" onClick={copy} aria-label={words.copy}>
                    {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
                  </Button>
                )}
              </CopyButton>
            </Group>
          )}
          <Text role="status">
            {check.counters.length === 0 ? words.nobody : words.counters(check.counters.join(", "))}
          </Text>
          {mayStop && (
            <Button variant="default" onClick={() => stopping.mutate()} loading={stopping.isPending}>
              {words.stop}
            </Button>
          )}
          {stopping.error && <FaultNote error={stopping.error} />}
        </Stack>
      </Group>
    </Panel>
  );
}

function Results({ checks, timeZone }: { readonly checks: readonly Check[]; readonly timeZone: string }) {
  const words = useWords(checkWords);
  const format = useFormat();
  return (
    <Table.ScrollContainer minWidth={680} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.when}</Table.Th>
            <Table.Th>{words.door}</Table.Th>
            <Table.Th ta="right">{words.people}</Table.Th>
            <Table.Th ta="right">{words.lintel}</Table.Th>
            <Table.Th>{words.error}</Table.Th>
            <Table.Th>{words.agreement}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {checks.map(({ check, unit, fromMs, state, result, isPresentDrawing, counters }) => (
            <Table.Tr key={check}>
              <Table.Td>{format.moment(fromMs, timeZone)}</Table.Td>
              <Table.Td>
                {unit}
                {!isPresentDrawing && (
                  <Text size="xs" c="dimmed">
                    {words.older}
                  </Text>
                )}
              </Table.Td>
              {result ? (
                <>
                  <Table.Td ta="right">
                    {format.tenth(result.both.people)}
                    <Text size="xs" c="dimmed">
                      {words.in} {format.tenth(result.in.people)} · {words.out} {format.tenth(result.out.people)}
                    </Text>
                  </Table.Td>
                  <Table.Td ta="right">
                    {format.number(result.both.counted)}
                    <Text size="xs" c="dimmed">
                      {words.in} {format.number(result.in.counted)} · {words.out} {format.number(result.out.counted)}
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    <ErrorText compared={result.both} state={state} />
                    <Text size="xs" c="dimmed">
                      {words.compared(format.number(result.comparedMinutes))}
                    </Text>
                    <StaffText {...result.staff} />
                  </Table.Td>
                  <Table.Td>
                    {result.agreement?.share != null ? words.agreed(format.share(result.agreement.share)) : words.alone}
                    <Text size="xs" c="dimmed">
                      {counters.join(", ")}
                    </Text>
                  </Table.Td>
                </>
              ) : (
                <Table.Td colSpan={4}>{words.nobody}</Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function ErrorText({
  compared: { error, low, high },
  state,
}: {
  readonly compared: Compared;
  readonly state: Check["state"];
}) {
  const words = useWords(checkWords);
  const format = useFormat();
  if (state === "not watched") return <Text size="sm">{words.notWatched}</Text>;
  return (
    <>
      <Text fw={650}>{error === null ? "–" : format.signedShare(error)}</Text>
      <Text size="sm">
        {low === null || high === null
          ? words.tooFew
          : words.interval(format.signedShare(low), format.signedShare(high))}
      </Text>
    </>
  );
}
