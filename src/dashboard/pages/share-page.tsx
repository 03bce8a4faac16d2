import { Container, Group, Image, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { FiguresAnswer, Grouping, Period } from "#dashboard/api/answers.ts";
import { ask, type Refusal } from "#dashboard/api/ask.ts";
import { FaultPage } from "#dashboard/shell/fault-page.tsx";
import { Empty, Loading } from "#dashboard/shell/parts.tsx";
import { Preferences } from "#dashboard/shell/preferences.tsx";
import { useFormat, useWords } from "#dashboard/words/language.tsx";
import { TrafficFigures } from "./traffic-figures.tsx";
import { trafficWords } from "./traffic-words.ts";

type Shared = {
  readonly what: "traffic" | "today";
  readonly stores: readonly { readonly store: string; readonly name: string }[];
  readonly periods: readonly Period[];
  readonly expiresMs: number;
};

const DAY_FRESH_MS = 60_000;

/** The figures of a link, for whoever has it; nothing else of Lintel is reached from here. */
export function SharePage() {
  const { token } = useParams({ from: "/share/$token" });
  const words = useWords(trafficWords);
  const format = useFormat();
  const { data, error } = useQuery<Shared, Refusal>({
    queryKey: ["share", token],
    queryFn: ({ signal }) => ask(`/share/${token}`, { signal }),
  });
  if (error) return <FaultPage error={error} />;
  if (!data) return <Loading height={320} />;
  const [period] = data.periods;
  return (
    <Container size="xl" py="md" component="main">
      <Group justify="space-between" mb="md">
        <Group gap="sm">
          <Image src="/icon.svg" w={32} h={32} alt="" />
          <div>
            <Title order={1} size="h3">
              {data.stores.map(({ name }) => name).join(", ")}
            </Title>
            {period && (
              <Text size="sm" c="dimmed">
                {format.fullDay(period.from)} – {format.fullDay(period.to)}
              </Text>
            )}
          </div>
        </Group>
        <Group gap={2}>
          <Preferences />
        </Group>
      </Group>
      <Stack>
        {data.stores.map(({ store }) => (
          <SharedStore key={store} token={token} store={store} other={data.periods[1] ?? null} />
        ))}
      </Stack>
      <Text size="xs" c="dimmed" mt="lg">
        {words.goodUntil(format.moment(data.expiresMs))}
      </Text>
    </Container>
  );
}

function SharedStore({
  token,
  store,
  other,
}: {
  readonly token: string;
  readonly store: string;
  readonly other: Period | null;
}) {
  const words = useWords(trafficWords);
  const days = useShared(token, store, 0, "day");
  const before = useShared(token, store, 1, "day", other !== null);
  const week = useShared(token, store, 0, "hour-of-week");
  if (!days.data) return <Loading height={320} />;
  if (!days.data.figures) return <Empty title={words.nothing} />;
  return (
    <TrafficFigures
      figures={days.data.figures}
      before={other ? (before.data?.figures ?? null) : null}
      other={other}
      week={week.data?.figures ?? null}
      hasHours
    />
  );
}

function useShared(token: string, store: string, period: number, by: Grouping, enabled = true) {
  return useQuery<FiguresAnswer, Refusal>({
    queryKey: ["shared-figures", token, store, period, by],
    queryFn: ({ signal }) => ask(`/share/${token}/stores/${store}/figures?period=${period}&by=${by}`, { signal }),
    staleTime: DAY_FRESH_MS,
    enabled,
  });
}
