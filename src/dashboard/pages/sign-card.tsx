import { Alert, Button, Chip, Group, List, SegmentedControl, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask, type Refusal } from "#dashboard/api/ask.ts";
import { FaultNote } from "#dashboard/shell/fault-page.tsx";
import { Loading, Panel } from "#dashboard/shell/parts.tsx";
import { LANGUAGE_NAMES, LANGUAGES, type Language, useLanguage, useWords } from "#dashboard/words/language.tsx";
import type { Sign } from "#domain/signs/sign.ts";
import { SIGN_WORDS } from "#domain/signs/sign-words.ts";
import { signWords } from "./sign-card-words.ts";

const SIZES = ["A4", "A5"] as const;

/** The sign to print, what is open on it, and drafts of the papers for the file. */
export function SignCard({ store }: { readonly store: string }) {
  const words = useWords(signWords);
  const { language } = useLanguage();
  const [size, setSize] = useState<(typeof SIZES)[number]>("A4");
  const [languages, setLanguages] = useState<readonly Language[]>([]);
  const { data, error } = useQuery<Pick<Sign, "rules" | "isDraft" | "url" | "open"> | null, Refusal>({
    queryKey: ["sign", store],
    queryFn: ({ signal }) => ask(`/stores/${store}/sign`, { signal }),
    retry: false,
  });
  const base = `/api/v1/stores/${store}`;
  const chosen = languages.length === 0 ? "" : `&languages=${languages.join(",")}`;
  return (
    <Panel title={words.title} note={words.note}>
      <Stack>
        {error ? (
          <FaultNote error={error} />
        ) : data === undefined ? (
          <Loading />
        ) : data === null ? (
          <Text>{words.nothingRuns}</Text>
        ) : (
          <>
            {data.isDraft && <Alert color="orange">{words.isDraft}</Alert>}
            {data.open.length > 0 && (
              <List size="sm">
                {data.open.map(({ field, isRequired, remedy }) => (
                  <List.Item key={field}>
                    <Text span inherit fw={600}>
                      {SIGN_WORDS[language].labels[field]}
                    </Text>{" "}
                    ({isRequired ? words.required : words.recommended}): {remedy[language]}
                  </List.Item>
                ))}
              </List>
            )}
            <Group>
              <SegmentedControl aria-label={words.size} data={[...SIZES]} value={size} onChange={setSize} />
              <Chip.Group multiple value={[...languages]} onChange={(next) => setLanguages(next as Language[])}>
                <Group gap="xs" role="group" aria-label={words.languages}>
                  {LANGUAGES.map((one) => (
                    <Chip key={one} value={one}>
                      {LANGUAGE_NAMES[one]}
                    </Chip>
                  ))}
                </Group>
              </Chip.Group>
            </Group>
            <Group>
              <Button component="a" href={`${base}/sign.pdf?size=${size}${chosen}`} download>
                {words.sign} (PDF)
              </Button>
              <Button component="a" variant="default" href={`${base}/sign.png?size=${size}${chosen}`} download>
                {words.sign} (PNG)
              </Button>
              <Button component="a" variant="default" href={`/s/${store}`} target="_blank">
                {words.page}
              </Button>
            </Group>
          </>
        )}
        <Text size="sm">{words.draftsNote}</Text>
        <Group>
          {(["impact", "record"] as const).map((kind) => (
            <Group key={kind} gap="xs">
              {(["pdf", "md"] as const).map((format) => (
                <Button
                  key={format}
                  component="a"
                  variant="default"
                  href={`${base}/drafts/${kind}?language=${language}&format=${format}`}
                  download
                >
                  {words.drafts[kind]} ({format === "pdf" ? "PDF" : "Markdown"})
                </Button>
              ))}
            </Group>
          ))}
        </Group>
      </Stack>
    </Panel>
  );
}
