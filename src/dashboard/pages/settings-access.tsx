import {
  Alert,
  Button,
  Checkbox,
  Code,
  CopyButton,
  Group,
  MultiSelect,
  NativeSelect,
  Stack,
  Table,
  Text,
  TextInput,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Role } from "#dashboard/api/answers.ts";
import { ask, type Refusal } from "#dashboard/api/ask.ts";
import { useStores } from "#dashboard/api/questions.ts";
import { FaultNote } from "#dashboard/shell/fault-page.tsx";
import { Panel } from "#dashboard/shell/parts.tsx";
import { useFormat, useWords } from "#dashboard/words/language.tsx";
import { settingsWords } from "./settings-words.ts";

const ROLES = ["owner", "manager", "analyst", "installer"] as const;
const SCOPES = ["read", "export", "configure", "metrics"] as const;

type Account = {
  readonly account: string;
  readonly login: string;
  readonly role: Role;
  readonly stores: readonly string[] | null;
};
type Key = { readonly key: string; readonly name: string; readonly scopes: readonly (typeof SCOPES)[number][] };
type Agent = {
  readonly agent: string;
  readonly name: string;
  readonly stores: readonly string[] | null;
  readonly heardMs: number | null;
};
type Share = { readonly share: string; readonly stores: readonly string[]; readonly expiresMs: number };

/** A list of the server's that somebody may add to and take from. */
function useList<Item>(path: string, name: string) {
  const client = useQueryClient();
  const queryKey = ["settings", name];
  const list = useQuery<readonly Item[], Refusal>({
    queryKey,
    queryFn: async ({ signal }) => (await ask<Record<string, Item[]>>(path, { signal }))[name] ?? [],
  });
  const changing = useMutation<
    Record<string, string>,
    Refusal,
    { readonly method: string; readonly path: string; readonly body?: unknown }
  >({
    mutationFn: ({ method, path: where, body }) => ask(where, { method, ...(body !== undefined && { body }) }),
    onSuccess: () => client.invalidateQueries({ queryKey }),
  });
  return {
    items: list.data ?? [],
    isKnown: list.data !== undefined,
    error: changing.error ?? list.error,
    changing,
    remove: (id: string) => changing.mutate({ method: "DELETE", path: `${path}/${id}` }),
  };
}

/** Takes something away by a second click on the same place, so that none is lost by a slip. */
function Remove({ name, onRemove }: { readonly name: string; readonly onRemove: () => void }) {
  const words = useWords(settingsWords);
  const [isAsked, setAsked] = useState(false);
  return (
    <Button
      size="compact-sm"
      variant={isAsked ? "filled" : "default"}
      {...(isAsked && { color: "red.8" })}
      aria-label={`${isAsked ? words.sure : words.remove}: ${name}`}
      onClick={() => (isAsked ? onRemove() : setAsked(true))}
      onBlur={() => setAsked(false)}
    >
      {isAsked ? words.sure : words.remove}
    </Button>
  );
}

/** What is told once and never again. */
export function Secret({ what, value }: { readonly what: string; readonly value: string }) {
  const words = useWords(settingsWords);
  return (
    <Alert color="yellow" title={words.once(what)} mt="sm" role="status">
      <Group gap="xs">
        <Code style={{ overflowWrap: "anywhere" }}>{value}</Code>
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Button size="compact-sm" variant="default" onClick={copy}>
              {copied ? words.copied : words.copy}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Alert>
  );
}

export function People() {
  const words = useWords(settingsWords);
  const { data: stores = [] } = useStores();
  const { items, error, changing, remove } = useList<Account>("/accounts", "accounts");
  const [login, setLogin] = useState("");
  const [role, setRole] = useState<Role>("manager");
  const [chosen, setChosen] = useState<string[]>([]);
  const made = changing.data?.password;
  return (
    <Panel title={words.users}>
      <Table>
        <Table.Tbody>
          {items.map(({ account, login: name, role: has, stores: of }) => (
            <Table.Tr key={account}>
              <Table.Td fw={600}>{name}</Table.Td>
              <Table.Td>{words.roles[has]}</Table.Td>
              <Table.Td>{of === null ? words.allStores : of.join(", ")}</Table.Td>
              <Table.Td ta="right">
                <Remove name={name} onRemove={() => remove(account)} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Group align="flex-end" mt="sm">
        <TextInput label={words.login} value={login} onChange={(event) => setLogin(event.currentTarget.value)} />
        <NativeSelect
          label={words.role}
          value={role}
          onChange={(event) => setRole(event.currentTarget.value as Role)}
          data={ROLES.map((value) => ({ value, label: words.roles[value] }))}
        />
        <MultiSelect
          label={words.stores}
          placeholder={chosen.length === 0 ? words.allStores : ""}
          value={chosen}
          onChange={setChosen}
          data={stores.map(({ store: value, name: label }) => ({ value, label }))}
          miw={180}
        />
        <Button
          disabled={login === ""}
          loading={changing.isPending}
          onClick={() =>
            changing.mutate({
              method: "POST",
              path: "/accounts",
              body: { login, role, stores: chosen.length === 0 ? null : chosen },
            })
          }
        >
          {words.add}
        </Button>
      </Group>
      {made && <Secret what={words.password} value={made} />}
      {error && <FaultNote error={error} />}
    </Panel>
  );
}

export function Keys() {
  const words = useWords(settingsWords);
  const { items, error, changing, remove } = useList<Key>("/keys", "keys");
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<string[]>(["read"]);
  return (
    <Panel title={words.keys} note={words.keysNote}>
      <Table>
        <Table.Tbody>
          {items.map(({ key, name: called, scopes: may }) => (
            <Table.Tr key={key}>
              <Table.Td fw={600}>{called}</Table.Td>
              <Table.Td>{may.map((scope) => words.scopes[scope]).join(", ")}</Table.Td>
              <Table.Td ta="right">
                <Remove name={called} onRemove={() => remove(key)} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Group align="flex-end" mt="sm">
        <TextInput label={words.name} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <Checkbox.Group value={scopes} onChange={setScopes}>
          <Group>
            {SCOPES.map((scope) => (
              <Checkbox key={scope} value={scope} label={words.scopes[scope]} />
            ))}
          </Group>
        </Checkbox.Group>
        <Button
          disabled={name === "" || scopes.length === 0}
          loading={changing.isPending}
          onClick={() => changing.mutate({ method: "POST", path: "/keys", body: { name, scopes, stores: null } })}
        >
          {words.add}
        </Button>
      </Group>
      {changing.data?.token && <Secret what={words.keys} value={changing.data.token} />}
      {error && <FaultNote error={error} />}
    </Panel>
  );
}

export function Agents() {
  const words = useWords(settingsWords);
  const format = useFormat();
  const { data: stores = [] } = useStores();
  const { items, error, changing, remove } = useList<Agent>("/agents", "agents");
  const [name, setName] = useState("");
  const [store, setStore] = useState("");
  const code = changing.data?.code;
  return (
    <Panel title={words.agents} note={words.agentsNote}>
      <Table>
        <Table.Tbody>
          {items.map(({ agent, name: called, stores: of, heardMs }) => (
            <Table.Tr key={agent}>
              <Table.Td fw={600}>{called}</Table.Td>
              <Table.Td>{of === null ? words.allStores : of.join(", ")}</Table.Td>
              <Table.Td>
                {words.heard} {heardMs === null ? words.none : format.moment(heardMs)}
              </Table.Td>
              <Table.Td ta="right">
                <Remove name={called} onRemove={() => remove(agent)} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Group align="flex-end" mt="sm">
        <TextInput label={words.name} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <NativeSelect
          label={words.store}
          value={store}
          onChange={(event) => setStore(event.currentTarget.value)}
          data={[{ value: "", label: "–" }, ...stores.map(({ store: value, name: label }) => ({ value, label }))]}
        />
        <Button
          disabled={name === "" || store === ""}
          loading={changing.isPending}
          onClick={() => changing.mutate({ method: "POST", path: "/agents/codes", body: { name, stores: [store] } })}
        >
          {words.makeCode}
        </Button>
      </Group>
      {code && (
        <>
          <Text size="sm" mt="sm">
            {words.agentCommand}
          </Text>
          <Secret what={words.makeCode} value={`lintel agent --server ${window.location.origin} --enrol ${code}`} />
        </>
      )}
      {error && <FaultNote error={error} />}
    </Panel>
  );
}

export function Links() {
  const words = useWords(settingsWords);
  const format = useFormat();
  const { items, isKnown, error, remove } = useList<Share>("/shares", "shares");
  return (
    <Panel title={words.links} note={words.linksNote}>
      <Stack gap="xs">
        {isKnown && items.length === 0 && <Text c="dimmed">{words.noLinks}</Text>}
        {items.map(({ share, stores, expiresMs }) => (
          <Group key={share} justify="space-between">
            <Text>
              {stores.join(", ")} · {words.until(format.moment(expiresMs))}
            </Text>
            <Remove name={stores.join(", ")} onRemove={() => remove(share)} />
          </Group>
        ))}
      </Stack>
      {error && <FaultNote error={error} />}
    </Panel>
  );
}
