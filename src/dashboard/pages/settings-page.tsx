import { Anchor, Button, Group, NativeSelect, PasswordInput, Stack, Table, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { StoreDetail } from "#dashboard/api/answers.ts";
import { ask, type Refusal } from "#dashboard/api/ask.ts";
import { usePerson, useStore, useStores } from "#dashboard/api/questions.ts";
import { FaultNote } from "#dashboard/shell/fault-page.tsx";
import { Loading, PageHead, Panel } from "#dashboard/shell/parts.tsx";
import { useFormat, useWords } from "#dashboard/words/language.tsx";
import { todayIn } from "./period.ts";
import { Agents, Keys, Links, People } from "./settings-access.tsx";
import { Cues } from "./settings-cues.tsx";
import { type Holiday, HolidaysChoice, HoursChoice, type WeekHours } from "./settings-hours.tsx";
import { Import } from "./settings-import.tsx";
import { Retire } from "./settings-retire.tsx";
import { settingsWords } from "./settings-words.ts";

const MEGABYTE = 1_000_000;

type About = {
  readonly version: string;
  readonly node: string;
  readonly storeBytes: number | null;
  readonly deploymentVersion: number | null;
};
type Backup = { readonly name: string; readonly bytes: number; readonly atMs: number };

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
        {isOwner && own.length > 0 && <Import stores={own.map(({ store, name }) => ({ value: store, label: name }))} />}
        {isOwner && <People />}
        {isOwner && <Keys />}
        {(isOwner || person?.role === "installer") && <Agents />}
        {person && person.role !== "installer" && <Links />}
        {isOwner && <Cues />}
        {isOwner && person.stores === null && <Backups />}
        <Password />
        {isOwner && <Retire stores={own.map(({ store, name }) => ({ value: store, label: name }))} />}
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
  const client = useQueryClient();
  const [name, setName] = useState(detail.name);
  const [hours, setHours] = useState<WeekHours>(detail.hours ?? {});
  const [holidays, setHolidays] = useState<readonly Holiday[]>(detail.holidays);
  // What nobody touched is not sent: a store that states no hours goes on stating none.
  const isOther = { hours: hours !== (detail.hours ?? hours), holidays: holidays !== detail.holidays };
  const saving = useMutation<unknown, Refusal>({
    mutationFn: () =>
      ask(`/stores/${detail.store}`, {
        method: "PATCH",
        body: {
          name,
          ...(isOther.hours && { hours: openDays(hours) }),
          ...(isOther.holidays && { holidays: holidays.map(asStated) }),
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
        <Text fw={600} size="sm" component="h3">
          {words.hours}
        </Text>
        <HoursChoice hours={hours} onChange={setHours} />
        <Text fw={600} size="sm" component="h3">
          {words.holidays}
        </Text>
        <HolidaysChoice holidays={holidays} today={todayIn(detail.timeZone)} onChange={setHolidays} />
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

/** A weekday that has no hours is closed, and is not written down. */
function openDays(hours: WeekHours): WeekHours {
  return Object.fromEntries(Object.entries(hours).filter(([, spans]) => spans.length > 0));
}

function asStated({ hours, ...holiday }: Holiday): Holiday {
  return hours && hours.length > 0 ? { ...holiday, hours } : holiday;
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
      <Button
        mt="sm"
        variant="default"
        style={{ alignSelf: "flex-start" }}
        loading={making.isPending}
        onClick={() => making.mutate()}
      >
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
