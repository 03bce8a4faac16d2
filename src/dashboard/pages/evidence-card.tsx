import { Button, Code, Group, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask, type Refusal } from "#dashboard/api/ask.ts";
import { Panel } from "#dashboard/shell/parts.tsx";
import { useWords } from "#dashboard/words/language.tsx";
import { evidenceWords } from "./evidence-card-words.ts";

/** The evidence pack of some days to download, and the key that whoever gets it needs by another way. */
export function EvidenceCard({ store, day }: { readonly store: string; readonly day: string }) {
  const words = useWords(evidenceWords);
  const [from, setFrom] = useState(`${day.slice(0, 8)}01`);
  const [to, setTo] = useState(day);
  const { data } = useQuery<{ keys: string[] }, Refusal>({
    queryKey: ["ledger-key"],
    queryFn: ({ signal }) => ask("/ledger/checkpoint", { signal }),
    retry: false,
  });
  return (
    <Panel title={words.title} note={words.note}>
      <Stack>
        <Group align="end">
          <TextInput type="date" label={words.from} value={from} onChange={(event) => setFrom(event.target.value)} />
          <TextInput type="date" label={words.to} value={to} onChange={(event) => setTo(event.target.value)} />
          <Button component="a" href={`/api/v1/stores/${store}/evidence.zip?from=${from}&to=${to}`} download>
            {words.download}
          </Button>
        </Group>
        {data && (
          <div>
            <Text size="sm">{words.key}</Text>
            <Code block style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
              {data.keys[0]}
            </Code>
          </div>
        )}
      </Stack>
    </Panel>
  );
}
