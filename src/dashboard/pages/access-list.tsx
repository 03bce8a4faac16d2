import { Alert, Button, Code, CopyButton, Group, Table } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ask, type Refusal } from "#dashboard/api/ask.ts";
import { FaultNote } from "#dashboard/shell/fault-page.tsx";
import { Panel } from "#dashboard/shell/parts.tsx";
import { useWords } from "#dashboard/words/language.tsx";
import { settingsWords } from "./settings-words.ts";

/** A list of the server's that somebody may add to, change and take from. */
export function useAccessList<Item>(path: string, name: string) {
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

/** One of a list: what is said of it, and what may be done besides taking it away. */
export type AccessRow = {
  readonly id: string;
  readonly name: string;
  readonly cells: readonly ReactNode[];
  readonly action?: ReactNode;
  /** Stands below it. */
  readonly more?: ReactNode;
};

/** A list with a form to add to it below. */
export function AccessList({
  title,
  note,
  empty,
  rows,
  onRemove,
  error,
  children,
}: {
  readonly title: string;
  readonly note?: string;
  /** What is said where there is none. */
  readonly empty?: string | null;
  readonly rows: readonly AccessRow[];
  readonly onRemove: (id: string) => void;
  readonly error: Refusal | null;
  readonly children?: ReactNode;
}) {
  const width = 2 + Math.max(0, ...rows.map(({ cells }) => cells.length));
  return (
    <Panel title={title} note={note}>
      {rows.length === 0 && empty}
      <Table.ScrollContainer minWidth={420} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table>
          <Table.Tbody>
            {rows.flatMap(({ id, name, cells, action, more }) => [
              <Table.Tr key={id}>
                <Table.Td fw={600}>{name}</Table.Td>
                {cells.map((cell, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its column.
                  <Table.Td key={index}>{cell}</Table.Td>
                ))}
                <Table.Td>
                  <Group gap="xs" justify="flex-end" wrap="nowrap">
                    {action}
                    <Remove name={name} onRemove={() => onRemove(id)} />
                  </Group>
                </Table.Td>
              </Table.Tr>,
              ...(more
                ? [
                    <Table.Tr key={`${id} more`}>
                      <Table.Td colSpan={width}>{more}</Table.Td>
                    </Table.Tr>,
                  ]
                : []),
            ])}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {children}
      {error && <FaultNote error={error} />}
    </Panel>
  );
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
export function Secret({ value }: { readonly value: string }) {
  const words = useWords(settingsWords);
  return (
    <Alert color="yellow" title={words.once} mt="sm" role="status">
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
