import { Alert, Button, Checkbox, Container, Group, List, Stack, Text, Textarea, Title } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { Preferences } from "#dashboard/shell/preferences.tsx";
import { useWords } from "#dashboard/words/language.tsx";
import { readAuditKey } from "#domain/audit/checkpoint-note.ts";
import { readPack } from "#domain/audit/read-pack.ts";
import { type Audit, FINDINGS_MAX, isOfFiguresAlone, LEDGER_FILE, verifyLedger } from "#domain/audit/verify-ledger.ts";
import { type PackScope, verifyPack } from "#domain/audit/verify-pack.ts";
import { verifyWords } from "./verify-words.ts";

type Found =
  | { readonly kind: "nothing" | "no-key" | "no-export" | "no-pack" }
  | { readonly kind: "audit"; readonly audit: Audit & { readonly scope?: PackScope | null } };

/** Where anybody checks an export of a ledger or an evidence pack, by the same code as `lintel verify`. It asks the server for nothing. */
export function VerifyPage() {
  const words = useWords(verifyWords);
  const [chosen, setChosen] = useState<readonly File[]>([]);
  const [pack, setPack] = useState<File | null>(null);
  const [typed, setTyped] = useState("");
  const [mayBePart, setMayBePart] = useState(false);
  const [found, setFound] = useState<Found>({ kind: "nothing" });

  const check = async (): Promise<Found> => {
    const keys = typed.split("\n").flatMap((line) => (line.trim() === "" ? [] : [readAuditKey(line)]));
    if (keys.length === 0 || keys.includes(null)) return { kind: "no-key" };
    const known = keys.filter((key) => key !== null);
    if (pack) {
      const read = readPack(new Uint8Array(await pack.arrayBuffer()));
      if (read.kind === "no-pack") return { kind: "no-pack" };
      return { kind: "audit", audit: verifyPack({ files: read.files, keys: known }) };
    }
    const files = new Map<string, Uint8Array>();
    for (const file of chosen) files.set(pathBelow(file), new Uint8Array(await file.arrayBuffer()));
    if (!files.has(LEDGER_FILE)) return { kind: "no-export" };
    return { kind: "audit", audit: verifyLedger({ files, keys: known, mayBePart }) };
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    // A file that was changed since it was chosen cannot be read any more.
    setFound(await check().catch((): Found => ({ kind: pack ? "no-pack" : "no-export" })));
  };

  return (
    <Container size="sm" py="lg" component="main">
      <Group justify="space-between" wrap="nowrap" mb="md">
        <Title order={1}>{words.title}</Title>
        <Group gap={0} wrap="nowrap">
          <Preferences />
        </Group>
      </Group>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="lg">
          <Text size="lg">{words.how}</Text>
          <label>
            <Text fw={500}>{words.folder}</Text>
            <input
              type="file"
              multiple
              {...{ webkitdirectory: "" }}
              onChange={(event) => setChosen([...(event.currentTarget.files ?? [])])}
            />
          </label>
          <label>
            <Text fw={500}>{words.pack}</Text>
            <input
              type="file"
              accept=".zip,application/zip"
              onChange={(event) => setPack(event.currentTarget.files?.[0] ?? null)}
            />
          </label>
          <Textarea
            label={words.key}
            description={words.keyHelp}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autosize
            minRows={2}
            spellCheck={false}
            required
          />
          <Checkbox
            label={words.part}
            checked={mayBePart}
            onChange={(event) => setMayBePart(event.currentTarget.checked)}
          />
          <Button type="submit" size="lg">
            {words.check}
          </Button>
        </Stack>
      </form>
      <Stack gap="sm" mt="lg" role="status">
        {found.kind === "no-key" && <Alert color="red">{words.noKey}</Alert>}
        {found.kind === "no-export" && <Alert color="red">{words.noExport}</Alert>}
        {found.kind === "no-pack" && <Alert color="red">{words.noPack}</Alert>}
        {found.kind === "audit" && <Findings audit={found.audit} />}
      </Stack>
    </Container>
  );
}

function Findings({ audit }: { readonly audit: Audit & { readonly scope?: PackScope | null } }) {
  const words = useWords(verifyWords);
  const { findings, entries, shown, checkpoints, digests, scope } = audit;
  return (
    <>
      {scope && <Text fw={600}>{words.packOf(scope)}</Text>}
      {scope && scope.leftOut.length > 0 && <Text>{words.leftOut(scope.leftOut.join(", "))}</Text>}
      <Alert color={findings.length === 0 ? "green" : "red"} data-holds={findings.length === 0}>
        {findings.length === 0 ? words.holds : words.altered(findings.length, findings.length >= FINDINGS_MAX)}
      </Alert>
      {isOfFiguresAlone(findings) && <Text>{words.othersHold}</Text>}
      <Text>{words.seen(entries, checkpoints, digests)}</Text>
      {shown < entries && <Text>{words.shown(shown)}</Text>}
      <List>
        {findings.map(({ place, what }) => (
          <List.Item key={`${JSON.stringify(place)} ${what}`}>
            {words.place(place)}
            {/* LIMIT: what was found is told in English, as `lintel verify` tells it. */}
            <Text size="sm" c="dimmed" lang="en">
              {what}
            </Text>
          </List.Item>
        ))}
      </List>
    </>
  );
}

/** The path of a file below the folder that was chosen. */
function pathBelow({ webkitRelativePath, name }: File): string {
  return webkitRelativePath === "" ? name : webkitRelativePath.slice(webkitRelativePath.indexOf("/") + 1);
}
