import { Button, Card, Code, Container, Stack, Text, Title } from "@mantine/core";
import { Refusal } from "#dashboard/api/ask.ts";
import { useWords } from "#dashboard/words/language.tsx";
import { shellWords } from "./shell-words.ts";

const NOT_THERE = 404;

/** What went wrong, what to do, and a way on; in the words of the server where it has said some. */
export function FaultNote({ error, again }: { readonly error: unknown; readonly again?: (() => void) | undefined }) {
  const words = useWords(shellWords);
  const refusal = error instanceof Refusal ? error : null;
  const isOffline = refusal?.status === 0;
  const isNotThere = refusal?.status === NOT_THERE;
  return (
    <Card withBorder role="alert">
      <Stack gap="xs" align="flex-start">
        <Title order={3}>{isOffline ? words.offline : isNotThere ? words.notThere : words.refused}</Title>
        <Text>
          {isOffline ? words.offlineWhy : isNotThere ? words.notThereWhy : error instanceof Error ? error.message : ""}
        </Text>
        {refusal && !isOffline && !isNotThere && refusal.remedy !== "" && <Text c="dimmed">{refusal.remedy}</Text>}
        {refusal?.code && !isOffline && !isNotThere && <Code>{refusal.code}</Code>}
        {again && <Button onClick={again}>{words.again}</Button>}
      </Stack>
    </Card>
  );
}

/** A whole page that could not be shown. */
export function FaultPage({ error }: { readonly error?: unknown }) {
  const words = useWords(shellWords);
  return (
    <Container size="sm" py="xl" component="main">
      <Stack>
        <FaultNote error={error ?? new Refusal(NOT_THERE, "", "", "")} />
        <Button component="a" href="/app" variant="default">
          {words.home}
        </Button>
      </Stack>
    </Container>
  );
}
