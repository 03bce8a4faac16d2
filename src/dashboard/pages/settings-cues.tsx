import { Button, Group, PasswordInput, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ask, type Refusal } from "#dashboard/api/ask.ts";
import { FaultNote } from "#dashboard/shell/fault-page.tsx";
import { Loading, Panel } from "#dashboard/shell/parts.tsx";
import { useWords } from "#dashboard/words/language.tsx";
import { settingsWords } from "./settings-words.ts";

/** A way that cues are told; a secret that is kept comes masked, and means the same when it is sent back. */
type Way = Readonly<Record<string, string>>;
type Told = { readonly waiting: number; readonly delivered: number; readonly problem: string | null } | null;
type CuesAnswer = {
  readonly webhook: Way | null;
  readonly mqtt: Way | null;
  readonly fault: { readonly detail: string; readonly remedy: string } | null;
  readonly state: { readonly webhook: Told; readonly mqtt: Told };
};
type Arrival = { readonly hasArrived: boolean; readonly problem: string | null } | null;

/** Where it is told that somebody waits: a webhook, a broker, both or neither. */
export function Cues() {
  const words = useWords(settingsWords);
  const { data, error } = useQuery<CuesAnswer, Refusal>({
    queryKey: ["settings", "cues"],
    queryFn: ({ signal }) => ask("/cues", { signal }),
  });
  return (
    <Panel title={words.cues} note={words.cuesNote}>
      {data ? (
        <CuesForm key={JSON.stringify([data.webhook, data.mqtt])} cues={data} />
      ) : error ? (
        <FaultNote error={error} />
      ) : (
        <Loading height={120} />
      )}
    </Panel>
  );
}

function CuesForm({ cues }: { readonly cues: CuesAnswer }) {
  const words = useWords(settingsWords);
  const client = useQueryClient();
  const [webhook, setWebhook] = useState<Way>(cues.webhook ?? {});
  const [mqtt, setMqtt] = useState<Way>(cues.mqtt ?? {});
  const saving = useMutation<unknown, Refusal>({
    mutationFn: () =>
      ask("/cues", {
        method: "PUT",
        body: { ...(webhook.url && { webhook: filled(webhook) }), ...(mqtt.url && { mqtt: filled(mqtt) }) },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["settings", "cues"] }),
  });
  const trying = useMutation<{ readonly webhook: Arrival; readonly mqtt: Arrival }, Refusal>({
    mutationFn: () => ask("/cues/test", { method: "POST", body: {} }),
    onSettled: () => client.invalidateQueries({ queryKey: ["settings", "cues"] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  const isOn = cues.webhook !== null || cues.mqtt !== null;
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {!isOn && <Text c="dimmed">{words.cuesOff}</Text>}
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label={words.webhookUrl}
            placeholder="https://"
            type="url"
            value={webhook.url ?? ""}
            onChange={({ currentTarget: { value } }) => setWebhook({ ...webhook, url: value })}
          />
          <PasswordInput
            label={words.webhookSecret}
            value={webhook.secret ?? ""}
            onChange={({ currentTarget: { value } }) => setWebhook({ ...webhook, secret: value })}
            autoComplete="off"
            required={Boolean(webhook.url)}
          />
          <TextInput
            label={words.brokerUrl}
            placeholder="mqtts://"
            value={mqtt.url ?? ""}
            onChange={({ currentTarget: { value } }) => setMqtt({ ...mqtt, url: value })}
          />
          <Group grow align="flex-start">
            <TextInput
              label={words.brokerLogin}
              value={mqtt.username ?? ""}
              onChange={({ currentTarget: { value } }) => setMqtt({ ...mqtt, username: value })}
              autoComplete="off"
            />
            <PasswordInput
              label={words.brokerPassword}
              value={mqtt.password ?? ""}
              onChange={({ currentTarget: { value } }) => setMqtt({ ...mqtt, password: value })}
              autoComplete="off"
            />
          </Group>
        </SimpleGrid>
        <Group>
          <Button type="submit" variant="default" loading={saving.isPending}>
            {words.save}
          </Button>
          {isOn && (
            <Button variant="default" loading={trying.isPending} onClick={() => trying.mutate()}>
              {words.tryIt}
            </Button>
          )}
          <Text role="status">{saving.isSuccess ? words.saved : ""}</Text>
        </Group>
        {(["webhook", "mqtt"] as const).map((way) => (
          <WayState key={way} way={way} told={cues.state[way]} arrival={trying.data?.[way] ?? null} />
        ))}
        {cues.fault && (
          <Text size="sm">
            {cues.fault.detail}: {cues.fault.remedy}
          </Text>
        )}
        {(saving.error ?? trying.error) && <FaultNote error={(saving.error ?? trying.error)!} />}
      </Stack>
    </form>
  );
}

function WayState({
  way,
  told,
  arrival,
}: {
  readonly way: "webhook" | "mqtt";
  readonly told: Told;
  readonly arrival: Arrival;
}) {
  const words = useWords(settingsWords);
  if (!told) return null;
  const test = arrival && (arrival.hasArrived ? words.arrived : `${words.notArrived} ${arrival.problem ?? ""}`);
  return (
    <Text size="sm" role="status">
      {way === "webhook" ? words.webhookUrl : words.brokerUrl}: {test ?? told.problem ?? words.told(told.delivered)}
    </Text>
  );
}

/** What was left empty is not sent. */
function filled(way: Way): Way {
  return Object.fromEntries(Object.entries(way).filter(([, value]) => value !== ""));
}
