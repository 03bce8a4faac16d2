import {
  Anchor,
  Button,
  Group,
  NativeSelect,
  PasswordInput,
  SimpleGrid,
  Stack,
  Table,
  Text,
  Textarea,
  TextInput,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { StoreDetail } from "#dashboard/api/answers.ts";
import { ask, type Refusal } from "#dashboard/api/ask.ts";
import { usePerson, useStore, useStores } from "#dashboard/api/questions.ts";
import { FaultNote } from "#dashboard/shell/fault-page.tsx";
import { Loading, PageHead, Panel } from "#dashboard/shell/parts.tsx";
import { useFormat, useWords } from "#dashboard/words/language.tsx";
import { WEEKDAYS } from "#domain/calendar/day.ts";
import { Agents, Keys, Links, People } from "./settings-access.tsx";
import { settingsWords } from "./settings-words.ts";

const MEGABYTE = 1_000_000;

type About = {
  readonly version: string;
  readonly node: string;
  readonly storeBytes: number | null;
  readonly deploymentVersion: number | null;
};
type Backup = { readonly name: string; readonly bytes: number; readonly atMs: number };
type Arrival = { readonly hasArrived: boolean; readonly problem: string | null } | null;

/** Everything that is set once and looked at seldom. */
export function SettingsPage() {
  const words = useWords(settingsWords);
  const { data: person } = usePerson();
  const { data: stores = [] } = useStores();
  const own = stores.filter(({ shared }) => shared.isOwn);
  const isOwner = person?.role === "owner";
  return (
    <>
      <PageHead title={words.title} />
      <Stack>
        {(isOwner || person?.role === "manager") && own.length > 0 && (
          <Stores stores={own.map(({ store, name }) => ({ value: store, label: name }))} />
        )}
        {isOwner && <People />}
        {isOwner && <Keys />}
        {(isOwner || person?.role === "installer") && <Agents />}
        {person && person.role !== "installer" && <Links />}
        {isOwner && <Cues />}
        {isOwner && person.stores === null && <Backups />}
        <Password />
        {isOwner && <AboutPanel />}
      </Stack>
    </>
  );
}

function Stores({ stores }: { readonly stores: readonly { readonly value: string; readonly label: string }[] }) {
  const words = useWords(settingsWords);
  const [store, setStore] = useState(stores[0]!.value);
  const { data: detail, error } = useStore(store);
  return (
    <Panel
      title={words.store}
      action={
        stores.length > 1 && (
          <NativeSelect
            aria-label={words.store}
            value={store}
            onChange={(event) => setStore(event.currentTarget.value)}
            data={[...stores]}
          />
        )
      }
    >
      {detail ? (
        <StoreForm key={store} detail={detail} />
      ) : error ? (
        <FaultNote error={error} />
      ) : (
        <Loading height={200} />
      )}
    </Panel>
  );
}

function StoreForm({ detail }: { readonly detail: StoreDetail }) {
  const words = useWords(settingsWords);
  const format = useFormat();
  const client = useQueryClient();
  const [name, setName] = useState(detail.name);
  const stated = {
    hours: Object.fromEntries(WEEKDAYS.map((day) => [day, (detail.hours?.[day] ?? []).join(", ")])),
    holidays: detail.holidays.map((one) => [one.date, ...one.hours].join(" ")).join("\n"),
  };
  const [hours, setHours] = useState<Record<string, string>>(stated.hours);
  const [holidays, setHolidays] = useState(stated.holidays);
  // What nobody touched is not sent: a store that states no hours goes on stating none.
  const isOther = {
    hours: WEEKDAYS.some((day) => hours[day] !== stated.hours[day]),
    holidays: holidays !== stated.holidays,
  };
  const saving = useMutation<unknown, Refusal>({
    mutationFn: () =>
      ask(`/stores/${detail.store}`, {
        method: "PATCH",
        body: {
          name,
          ...(isOther.hours && { hours: hoursOf(hours) }),
          ...(isOther.holidays && { holidays: holidaysOf(holidays, detail.holidays) }),
        },
      }),
    onSuccess: () => client.invalidateQueries(),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label={words.name}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maw={360}
          required
        />
        <Text fw={600} size="sm">
          {words.hours}{" "}
          <Text span size="sm" c="dimmed" fw={400}>
            {words.hoursNote}
          </Text>
        </Text>
        <SimpleGrid cols={{ base: 2, sm: 4, lg: 7 }}>
          {WEEKDAYS.map((day, index) => (
            <TextInput
              key={day}
              label={format.weekday(index)}
              value={hours[day] ?? ""}
              placeholder={words.closed}
              onChange={(event) => {
                const text = event.currentTarget.value;
                setHours((before) => ({ ...before, [day]: text }));
              }}
            />
          ))}
        </SimpleGrid>
        <Textarea
          label={words.holidays}
          description={words.holidaysNote}
          value={holidays}
          onChange={(event) => setHolidays(event.currentTarget.value)}
          autosize
          minRows={2}
          maw={360}
        />
        <Group>
          <Button type="submit" loading={saving.isPending}>
            {words.save}
          </Button>
          <Text role="status">{saving.isSuccess ? words.saved : ""}</Text>
        </Group>
        {saving.error && <FaultNote error={saving.error} />}
      </Stack>
    </form>
  );
}

/** A weekday that is left empty is closed. */
function hoursOf(texts: Readonly<Record<string, string>>): Record<string, string[]> {
  const spans = Object.entries(texts).map(([day, text]) => [day, partsOf(text, ",")] as const);
  return Object.fromEntries(spans.filter(([, own]) => own.length > 0));
}

/** A day that had a name keeps it. */
function holidaysOf(
  text: string,
  before: StoreDetail["holidays"],
): { date: string; name?: string; hours?: string[] }[] {
  const names = new Map(before.map(({ date, name }) => [date, name]));
  return partsOf(text, "\n").map((line) => {
    const [date = "", ...hours] = partsOf(line.replaceAll(",", " "), " ");
    const name = names.get(date);
    return { date, ...(name !== undefined && { name }), ...(hours.length > 0 && { hours }) };
  });
}

function partsOf(text: string, by: string): string[] {
  return text
    .split(by)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function Cues() {
  const words = useWords(settingsWords);
  const { data, error } = useQuery<{ readonly webhook: object | null; readonly mqtt: object | null }, Refusal>({
    queryKey: ["settings", "cues"],
    queryFn: ({ signal }) => ask("/cues", { signal }),
  });
  const trying = useMutation<{ readonly webhook: Arrival; readonly mqtt: Arrival }, Refusal>({
    mutationFn: () => ask("/cues/test", { method: "POST", body: {} }),
  });
  const ways = [data?.webhook && "webhook", data?.mqtt && "mqtt"].filter(Boolean) as ("webhook" | "mqtt")[];
  return (
    <Panel title={words.cues} note={words.cuesNote}>
      {error ? (
        <FaultNote error={error} />
      ) : ways.length === 0 ? (
        data && <Text c="dimmed">{words.cuesOff}</Text>
      ) : (
        <Group>
          <Text>{ways.join(", ")}</Text>
          <Button variant="default" loading={trying.isPending} onClick={() => trying.mutate()}>
            {words.tryIt}
          </Button>
          <Text role="status">
            {trying.data &&
              ways
                .map(
                  (way) =>
                    `${way}: ${trying.data[way]?.hasArrived ? words.arrived : `${words.notArrived} ${trying.data[way]?.problem ?? ""}`}`,
                )
                .join("; ")}
          </Text>
        </Group>
      )}
      {trying.error && <FaultNote error={trying.error} />}
    </Panel>
  );
}

function Backups() {
  const words = useWords(settingsWords);
  const format = useFormat();
  const client = useQueryClient();
  const { data, error } = useQuery<readonly Backup[], Refusal>({
    queryKey: ["settings", "backups"],
    queryFn: async ({ signal }) => (await ask<{ backups: Backup[] }>("/backups", { signal })).backups,
  });
  const making = useMutation<unknown, Refusal>({
    mutationFn: () => ask("/backups", { method: "POST", body: {} }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["settings", "backups"] }),
  });
  return (
    <Panel title={words.backups} note={words.backupsNote}>
      {error && <FaultNote error={error} />}
      {data?.length === 0 && <Text c="dimmed">{words.noBackup}</Text>}
      <Table>
        <Table.Tbody>
          {data?.map(({ name, bytes, atMs }) => (
            <Table.Tr key={name}>
              <Table.Td>{format.moment(atMs)}</Table.Td>
              <Table.Td ta="right">{format.tenth(bytes / MEGABYTE)} MB</Table.Td>
              <Table.Td ta="right">
                <Anchor href={`/api/v1/backups/${name}`} download>
                  {words.download}
                </Anchor>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Button mt="sm" variant="default" loading={making.isPending} onClick={() => making.mutate()}>
        {words.makeBackup}
      </Button>
      {making.error && <FaultNote error={making.error} />}
    </Panel>
  );
}

function Password() {
  const words = useWords(settingsWords);
  const [password, setPassword] = useState("");
  const [newPassword, setNew] = useState("");
  const changing = useMutation<unknown, Refusal>({
    mutationFn: () => ask("/session/password", { method: "PUT", body: { password, newPassword } }),
    onSuccess: () => {
      setPassword("");
      setNew("");
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    changing.mutate();
  };
  return (
    <Panel title={words.password}>
      <form onSubmit={submit}>
        <Group align="flex-end">
          <PasswordInput
            label={words.oldPassword}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            autoComplete="current-password"
            miw={220}
            required
          />
          <PasswordInput
            label={words.newPassword}
            value={newPassword}
            onChange={(event) => setNew(event.currentTarget.value)}
            autoComplete="new-password"
            miw={220}
            required
          />
          <Button type="submit" variant="default" loading={changing.isPending}>
            {words.save}
          </Button>
          <Text role="status">{changing.isSuccess ? words.saved : ""}</Text>
        </Group>
      </form>
      {changing.error && <FaultNote error={changing.error} />}
    </Panel>
  );
}

function AboutPanel() {
  const words = useWords(settingsWords);
  const format = useFormat();
  const { data } = useQuery<About, Refusal>({
    queryKey: ["settings", "about"],
    queryFn: ({ signal }) => ask("/about", { signal }),
  });
  if (!data) return null;
  return (
    <Panel title={words.about}>
      <Text>
        {words.version} {data.version} · Node {data.node} · {words.license} Apache-2.0
      </Text>
      {data.storeBytes !== null && (
        <Text>
          {words.size}: {format.tenth(data.storeBytes / MEGABYTE)} MB
        </Text>
      )}
      <Anchor href="/api/docs">{words.api}</Anchor>
    </Panel>
  );
}
