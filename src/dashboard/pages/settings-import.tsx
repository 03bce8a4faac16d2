import { Button, Checkbox, FileInput, Group, List, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ask, type Refusal } from "#dashboard/api/ask.ts";
import { FaultNote } from "#dashboard/shell/fault-page.tsx";
import { Panel } from "#dashboard/shell/parts.tsx";
import { useFormat, useWords } from "#dashboard/words/language.tsx";
import { settingsImportWords } from "./settings-import-words.ts";

type Kind = "sales" | "history";
type Added = { readonly added: number; readonly repeated: number; readonly contradicted: number };

/** What the server says of a file, of either kind. */
type ImportAnswer = {
  readonly fromMinute: number | null;
  readonly toMinute: number | null;
  readonly tally: Readonly<Record<string, number>>;
  readonly badRows: readonly string[];
  /** Of sales. */
  readonly currency?: string;
  readonly read?: { readonly transactions: number; readonly returns: number; readonly amount: number };
  readonly taken?: (Added & { readonly closed: number }) | null;
  /** Of counts. */
  readonly lines?: readonly { readonly line: string; readonly in: number; readonly out: number }[];
  readonly minutes?: Added;
  readonly overlapping?: number;
  readonly personal?: readonly string[];
};

type Step = "look" | "take";
const MINUTE_MS = 60_000;

/** Takes a file of a store's tills in, or of another counter: looked at first, kept when somebody says so. */
export function Import({ stores }: { readonly stores: readonly { readonly value: string; readonly label: string }[] }) {
  const words = useWords(settingsImportWords);
  const client = useQueryClient();
  const [store, setStore] = useState(stores[0]!.value);
  const [kind, setKind] = useState<Kind>("sales");
  const [file, setFile] = useState<File | null>(null);
  const [mapping, setMapping] = useState<File | null>(null);
  const [currency, setCurrency] = useState("");
  const [amount, setAmount] = useState("gross");
  const [maySkip, setMaySkip] = useState(false);
  const sending = useMutation<ImportAnswer, Refusal, Step>({
    mutationFn: (step) => {
      const form = new FormData();
      form.set("file", file!);
      if (kind === "history" && mapping) form.set("mapping", mapping);
      const asked = new URLSearchParams({
        dry_run: String(step === "look"),
        skip_bad: String(maySkip),
        ...(kind === "sales" && { amount, ...(currency !== "" && { currency: currency.trim().toUpperCase() }) }),
      });
      return ask(`/stores/${store}/${kind}?${asked}`, { method: "POST", body: form });
    },
    onSuccess: (_, step) => (step === "take" ? client.invalidateQueries() : undefined),
  });
  /** What was seen is of this file at this store, and of no other. */
  const choose =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      set(value);
      sending.reset();
    };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    sending.mutate("look");
  };
  const isLooked = sending.isSuccess && sending.variables === "look";
  return (
    <Panel title={words.title} note={words.note}>
      <form onSubmit={submit} aria-label={words.title}>
        <Stack gap="sm" maw={560}>
          <Group grow align="flex-start">
            <NativeSelect
              label={words.kind}
              value={kind}
              onChange={(event) => choose(setKind)(event.currentTarget.value as Kind)}
              data={(["sales", "history"] as const).map((value) => ({ value, label: words.kinds[value] }))}
            />
            {stores.length > 1 && (
              <NativeSelect
                label={words.store}
                value={store}
                onChange={(event) => choose(setStore)(event.currentTarget.value)}
                data={[...stores]}
              />
            )}
          </Group>
          <FileInput
            label={words.file}
            description={words.kindNotes[kind]}
            value={file}
            onChange={choose(setFile)}
            accept={kind === "sales" ? ".csv,.txt,.xml" : ".csv,.txt"}
            clearable
          />
          {kind === "history" ? (
            <FileInput
              label={words.mapping}
              description={words.mappingNote}
              value={mapping}
              onChange={choose(setMapping)}
              accept=".yaml,.yml"
              clearable
            />
          ) : (
            <Group grow align="flex-start">
              <TextInput
                label={words.currency}
                description={words.currencyNote}
                value={currency}
                onChange={(event) => choose(setCurrency)(event.currentTarget.value)}
                maxLength={3}
              />
              <NativeSelect
                label={words.amount}
                description={" "}
                value={amount}
                onChange={(event) => choose(setAmount)(event.currentTarget.value)}
                data={(["gross", "net"] as const).map((value) => ({ value, label: words.amounts[value] }))}
              />
            </Group>
          )}
          <Checkbox
            label={words.skipBad}
            checked={maySkip}
            onChange={(event) => choose(setMaySkip)(event.currentTarget.checked)}
          />
          <Group>
            <Button type="submit" variant="default" disabled={!file} loading={sending.isPending}>
              {words.look}
            </Button>
            {isLooked && <Button onClick={() => sending.mutate("take")}>{words.take}</Button>}
          </Group>
        </Stack>
      </form>
      <div role="status">
        {sending.data && <Outcome answer={sending.data} said={isLooked ? words.looked : words.taken} />}
      </div>
      {sending.error && <FaultNote error={sending.error} />}
    </Panel>
  );
}

/** What was in a file, what of it counts, what does not and why. */
function Outcome({ answer, said }: { readonly answer: ImportAnswer; readonly said: string }) {
  const words = useWords(settingsImportWords);
  const format = useFormat();
  const { fromMinute, toMinute, tally, read, taken, lines = [], minutes, overlapping = 0, personal = [] } = answer;
  const told = taken ?? minutes;
  const asides = Object.entries(words.asides).flatMap(([why, label]) => {
    const entries = tally[why] ?? 0;
    return entries > 0 ? [`${label}: ${format.number(entries)}`] : [];
  });
  const rows = [
    fromMinute === null || toMinute === null
      ? words.nothing
      : words.period(format.moment(fromMinute * MINUTE_MS), format.moment(toMinute * MINUTE_MS)),
    ...(read
      ? [
          words.sales(
            format.number(read.transactions),
            format.number(read.returns),
            format.money(read.amount, answer.currency ?? ""),
          ),
        ]
      : []),
    ...lines.map(({ line, in: entered, out }) => words.line(line, format.number(entered), format.number(out))),
    ...(told
      ? [words.fresh(format.number(told.added), format.number(told.repeated), format.number(told.contradicted))]
      : []),
    ...(taken && taken.closed > 0 ? [words.closed(format.number(taken.closed))] : []),
    ...(overlapping > 0 ? [words.overlapping(format.number(overlapping))] : []),
    ...asides,
    ...(personal.length > 0 ? [words.personal(personal.join(", "))] : []),
    ...answer.badRows,
  ];
  return (
    <Stack gap="xs" mt="sm">
      <Text fw={600}>{said}</Text>
      <List size="sm">
        {rows.map((row) => (
          <List.Item key={row} style={{ overflowWrap: "anywhere" }}>
            {row}
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}
