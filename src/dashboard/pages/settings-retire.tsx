import { Alert, Anchor, Button, Group, NativeSelect, Stack, Table, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ask, type Refusal } from "#dashboard/api/ask.ts";
import { everySensorQuestion } from "#dashboard/api/questions.ts";
import { FaultNote } from "#dashboard/shell/fault-page.tsx";
import { Panel } from "#dashboard/shell/parts.tsx";
import { useFormat, useLanguage, useWords } from "#dashboard/words/language.tsx";
import { CERTIFICATE_WORDS } from "#domain/retention/certificate-words.ts";
import { FOUND_KINDS, type Retirement, scopeName } from "#domain/retention/retirement.ts";
import { settingsRetireWords } from "./settings-retire-words.ts";

type RetireAnswer = { readonly isDone: boolean; readonly retirement: Retirement };

/** The end of a store or a camera, seen first and then confirmed by its name; and the certificates of those that ended. */
export function Retire({ stores }: { readonly stores: readonly { readonly value: string; readonly label: string }[] }) {
  const words = useWords(settingsRetireWords);
  return (
    <Panel title={words.title} note={words.note}>
      <Stack>
        {stores.length > 0 && <RetireForm stores={stores} />}
        <Retired />
      </Stack>
    </Panel>
  );
}

function RetireForm({ stores }: { readonly stores: readonly { readonly value: string; readonly label: string }[] }) {
  const words = useWords(settingsRetireWords);
  const client = useQueryClient();
  const [chosen, setStore] = useState("");
  const [sensor, setSensor] = useState("");
  const [typed, setTyped] = useState("");
  // The one that was chosen may have ended.
  const store = stores.some(({ value }) => value === chosen) ? chosen : stores[0]!.value;
  const { data: sensors = [] } = useQuery(everySensorQuestion(store));
  const asking = useMutation<RetireAnswer, Refusal, { readonly confirm?: string }>({
    mutationFn: ({ confirm }) => {
      const body = { ...(sensor !== "" && { sensor }), ...(confirm !== undefined && { confirm }) };
      return ask(`/stores/${store}/retirement`, { method: "POST", body });
    },
    onSuccess: async ({ isDone }) => {
      setTyped("");
      if (!isDone) return;
      setSensor("");
      await client.invalidateQueries();
    },
  });
  const choose = (set: () => void) => {
    set();
    setTyped("");
    asking.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    asking.mutate({});
  };
  return (
    <form onSubmit={submit} aria-label={words.title}>
      <Stack gap="sm" maw={560}>
        <Group grow align="flex-start">
          <NativeSelect
            label={words.store}
            value={store}
            onChange={({ currentTarget: { value } }) =>
              choose(() => {
                setStore(value);
                setSensor("");
              })
            }
            data={[...stores]}
          />
          <NativeSelect
            label={words.what}
            value={sensor}
            onChange={({ currentTarget: { value } }) => choose(() => setSensor(value))}
            data={[
              { value: "", label: words.wholeStore },
              ...sensors.map((one) => ({ value: one.sensor, label: one.name })),
            ]}
          />
        </Group>
        <Button type="submit" variant="default" loading={asking.isPending} style={{ alignSelf: "flex-start" }}>
          {words.look}
        </Button>
        {asking.error && <FaultNote error={asking.error} />}
        {asking.data && !asking.data.isDone && (
          <Confirm
            retirement={asking.data.retirement}
            typed={typed}
            onType={setTyped}
            onConfirm={() => asking.mutate({ confirm: typed })}
          />
        )}
        {asking.data?.isDone && (
          <Alert color="teal" role="status">
            {words.done(scopeName(asking.data.retirement))}
          </Alert>
        )}
      </Stack>
    </form>
  );
}

/** What would go, and the last word before it does. */
function Confirm({
  retirement,
  typed,
  onType,
  onConfirm,
}: {
  readonly retirement: Retirement;
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly onConfirm: () => void;
}) {
  const words = useWords(settingsRetireWords);
  const format = useFormat();
  const { found: kinds } = CERTIFICATE_WORDS[useLanguage().language];
  const name = scopeName(retirement);
  const going = FOUND_KINDS.filter((kind) => retirement.found[kind] > 0);
  return (
    <Stack gap="sm" role="status">
      {going.length === 0 ? (
        <Text>{words.nothing}</Text>
      ) : (
        <Table captionSide="top">
          <Table.Caption ta="left" fw={600}>
            {words.wouldGo(name)}
          </Table.Caption>
          <Table.Tbody>
            {going.map((kind) => (
              <Table.Tr key={kind}>
                <Table.Th scope="row" fw={400}>
                  {kinds[kind]}
                </Table.Th>
                <Table.Td ta="right">{format.number(retirement.found[kind])}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Group align="end">
        <TextInput
          label={words.confirm(name)}
          value={typed}
          onChange={(event) => onType(event.currentTarget.value)}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
        />
        <Button color="red" disabled={typed !== name} onClick={onConfirm}>
          {words.take}
        </Button>
      </Group>
    </Stack>
  );
}

/** Those of the whole chain, which owners of single stores are not told. */
function Retired() {
  const words = useWords(settingsRetireWords);
  const format = useFormat();
  const { language } = useLanguage();
  const { data = [] } = useQuery<readonly Retirement[], Refusal>({
    queryKey: ["retirements"],
    queryFn: async ({ signal }) => (await ask<{ retirements: Retirement[] }>("/retirements", { signal })).retirements,
    retry: false,
  });
  if (data.length === 0) return null;
  return (
    <Table captionSide="top">
      <Table.Caption ta="left" fw={600}>
        {words.before}
      </Table.Caption>
      <Table.Tbody>
        {data.map((retirement) => (
          <Table.Tr key={retirement.orderedMs}>
            <Table.Th scope="row">{scopeName(retirement)}</Table.Th>
            <Table.Td>
              {words.ordered} {format.moment(retirement.orderedMs)}
              {retirement.doneMs === null && ` · ${words.unfinished}`}
            </Table.Td>
            <Table.Td ta="right">
              <Anchor
                href={`/api/v1/retirements/${retirement.orderedMs}/certificate.pdf?language=${language}`}
                download
              >
                {words.certificate}
              </Anchor>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
