import { Button, Checkbox, Group, MultiSelect, NativeSelect, PasswordInput, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Role } from "#dashboard/api/answers.ts";
import { useStores } from "#dashboard/api/questions.ts";
import { useFormat, useWords } from "#dashboard/words/language.tsx";
import { AccessList, Secret, useAccessList } from "./access-list.tsx";
import { settingsWords } from "./settings-words.ts";

const ROLES = ["owner", "manager", "analyst", "installer"] as const;
const SCOPES = ["read", "export", "configure", "metrics"] as const;

/** Null: all of them. */
type StoreIds = readonly string[] | null;
type Account = { readonly account: string; readonly login: string; readonly role: Role; readonly stores: StoreIds };
type Key = {
  readonly key: string;
  readonly name: string;
  readonly scopes: readonly (typeof SCOPES)[number][];
  readonly stores: StoreIds;
};
type Agent = {
  readonly agent: string;
  readonly name: string;
  readonly stores: StoreIds;
  readonly heardMs: number | null;
};
type Share = { readonly share: string; readonly stores: readonly string[]; readonly expiresMs: number };

/** Which stores; none chosen are all, or as `none` says. */
function StoreChoice({
  chosen,
  none,
  onChange,
}: {
  readonly chosen: StoreIds;
  readonly none?: string;
  readonly onChange: (stores: StoreIds) => void;
}) {
  const words = useWords(settingsWords);
  const { data: stores = [] } = useStores();
  return (
    <MultiSelect
      label={words.stores}
      placeholder={chosen === null ? (none ?? words.allStores) : ""}
      value={[...(chosen ?? [])]}
      onChange={(ids) => onChange(ids.length === 0 ? null : ids)}
      data={stores.map(({ store: value, name: label }) => ({ value, label }))}
      miw={180}
    />
  );
}

function RoleChoice({ role, onChange }: { readonly role: Role; readonly onChange: (role: Role) => void }) {
  const words = useWords(settingsWords);
  return (
    <NativeSelect
      label={words.role}
      value={role}
      onChange={(event) => onChange(event.currentTarget.value as Role)}
      data={ROLES.map((value) => ({ value, label: words.roles[value] }))}
    />
  );
}

export function People() {
  const words = useWords(settingsWords);
  const storeText = useStoreText();
  const { items, error, changing, remove } = useAccessList<Account>("/accounts", "accounts");
  const [changed, setChanged] = useState<string | null>(null);
  const [login, setLogin] = useState("");
  const [role, setRole] = useState<Role>("manager");
  const [stores, setStores] = useState<StoreIds>(null);
  const add = (event: FormEvent) => {
    event.preventDefault();
    changing.mutate({ method: "POST", path: "/accounts", body: { login, role, stores } });
  };
  return (
    <AccessList
      title={words.users}
      rows={items.map((account) => ({
        id: account.account,
        name: account.login,
        cells: [words.roles[account.role], storeText(account.stores)],
        action: (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`${words.change}: ${account.login}`}
            onClick={() => setChanged(changed === account.account ? null : account.account)}
          >
            {words.change}
          </Button>
        ),
        more: changed === account.account && (
          <PersonForm
            account={account}
            onSave={(body) =>
              changing.mutate(
                { method: "PATCH", path: `/accounts/${account.account}`, body },
                { onSuccess: () => setChanged(null) },
              )
            }
          />
        ),
      }))}
      onRemove={remove}
      error={error}
    >
      <form onSubmit={add}>
        <Group align="flex-end" mt="sm">
          <TextInput
            label={words.login}
            value={login}
            onChange={(event) => setLogin(event.currentTarget.value)}
            required
          />
          <RoleChoice role={role} onChange={setRole} />
          <StoreChoice chosen={stores} onChange={setStores} />
          <Button type="submit" loading={changing.isPending}>
            {words.add}
          </Button>
        </Group>
      </form>
      {changing.data?.password && <Secret value={changing.data.password} />}
    </AccessList>
  );
}

/** Changes what somebody may do, or gives them a new password where theirs is lost. */
function PersonForm({
  account,
  onSave,
}: {
  readonly account: Account;
  readonly onSave: (change: { role: Role; stores: StoreIds; password?: string }) => void;
}) {
  const words = useWords(settingsWords);
  const [role, setRole] = useState(account.role);
  const [stores, setStores] = useState(account.stores);
  const [password, setPassword] = useState("");
  const save = (event: FormEvent) => {
    event.preventDefault();
    onSave({ role, stores, ...(password !== "" && { password }) });
  };
  return (
    <form onSubmit={save}>
      <Group align="flex-end">
        <RoleChoice role={role} onChange={setRole} />
        <StoreChoice chosen={stores} onChange={setStores} />
        <PasswordInput
          label={words.otherPassword}
          placeholder={words.asBefore}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="new-password"
          miw={220}
        />
        <Button type="submit">{words.save}</Button>
      </Group>
      <Text size="sm" c="dimmed" mt={4}>
        {words.changeNote}
      </Text>
    </form>
  );
}

export function Keys() {
  const words = useWords(settingsWords);
  const storeText = useStoreText();
  const { items, error, changing, remove } = useAccessList<Key>("/keys", "keys");
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<string[]>(["read"]);
  const [stores, setStores] = useState<StoreIds>(null);
  return (
    <AccessList
      title={words.keys}
      note={words.keysNote}
      rows={items.map(({ key, name: called, scopes: may, stores: of }) => ({
        id: key,
        name: called,
        cells: [may.map((scope) => words.scopes[scope]).join(", "), storeText(of)],
      }))}
      onRemove={remove}
      error={error}
    >
      <Group align="flex-end" mt="sm">
        <TextInput label={words.name} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <StoreChoice chosen={stores} onChange={setStores} />
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
          onClick={() => changing.mutate({ method: "POST", path: "/keys", body: { name, scopes, stores } })}
        >
          {words.add}
        </Button>
      </Group>
      {changing.data?.token && <Secret value={changing.data.token} />}
    </AccessList>
  );
}

export function Agents() {
  const words = useWords(settingsWords);
  const format = useFormat();
  const storeText = useStoreText();
  const { items, error, changing, remove } = useAccessList<Agent>("/agents", "agents");
  const [name, setName] = useState("");
  const [stores, setStores] = useState<StoreIds>(null);
  const code = changing.data?.code;
  return (
    <AccessList
      title={words.agents}
      note={words.agentsNote}
      rows={items.map(({ agent, name: called, stores: of, heardMs }) => ({
        id: agent,
        name: called,
        cells: [storeText(of), `${words.heard} ${heardMs === null ? words.none : format.moment(heardMs)}`],
      }))}
      onRemove={remove}
      error={error}
    >
      <Group align="flex-end" mt="sm">
        <TextInput label={words.name} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <StoreChoice chosen={stores} none="–" onChange={setStores} />
        <Button
          disabled={name === "" || stores === null}
          loading={changing.isPending}
          onClick={() => changing.mutate({ method: "POST", path: "/agents/codes", body: { name, stores } })}
        >
          {words.makeCode}
        </Button>
      </Group>
      {code && (
        <>
          <Text size="sm" mt="sm">
            {words.agentCommand}
          </Text>
          <Secret value={`lintel agent --server ${window.location.origin} --enrol ${code}`} />
        </>
      )}
    </AccessList>
  );
}

export function Links() {
  const words = useWords(settingsWords);
  const format = useFormat();
  const storeText = useStoreText();
  const { items, isKnown, error, remove } = useAccessList<Share>("/shares", "shares");
  return (
    <AccessList
      title={words.links}
      note={words.linksNote}
      empty={isKnown ? words.noLinks : null}
      rows={items.map(({ share, stores, expiresMs }) => ({
        id: share,
        name: storeText(stores),
        cells: [words.until(format.moment(expiresMs))],
      }))}
      onRemove={remove}
      error={error}
    />
  );
}

/** Stores by their names. */
function useStoreText(): (stores: StoreIds) => string {
  const words = useWords(settingsWords);
  const { data = [] } = useStores();
  const names = new Map(data.map(({ store, name }) => [store, name]));
  return (stores) => (stores === null ? words.allStores : stores.map((id) => names.get(id) ?? id).join(", "));
}
