import { Button, Card, Grid, Group, PasswordInput, Stack, Text } from "@mantine/core";
import { IconShirt } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { ask, type Refusal } from "#dashboard/api/ask.ts";
import { healthQuestion, sensorFileQuestion } from "#dashboard/api/camera-questions.ts";
import { sensorsQuestion, useStore } from "#dashboard/api/questions.ts";
import { FaultNote } from "#dashboard/shell/fault-page.tsx";
import { BackToCameras, Loading, PageHead, Panel } from "#dashboard/shell/parts.tsx";
import { useWords } from "#dashboard/words/language.tsx";
import { CameraEditor } from "./camera-editor.tsx";
import { GateNote } from "./camera-gate.tsx";
import { HealthStrip, StateBadge, StateNote } from "./camera-health.tsx";
import { isTrouble } from "./camera-standing.ts";
import { cameraWords } from "./camera-words.ts";
import { staffWords } from "./staff-words.ts";

/** One camera: its lines and zones on its picture without people, what they count, and how it is. */
export function CameraPage() {
  const { store, sensor } = useParams({ from: "/app/$store/cameras/$sensor" });
  const words = useWords(cameraWords);
  const staff = useWords(staffWords);
  const { data: file, error, refetch } = useQuery(sensorFileQuestion(store, sensor));
  const { data: detail } = useStore(store);
  const { data: sensors, dataUpdatedAt } = useQuery({ ...sensorsQuestion(store), refetchInterval: 5000 });
  const { data: events } = useQuery(healthQuestion(store));
  if (error && !file) return <FaultNote error={error} again={() => void refetch()} />;
  if (!file || !detail) return <Loading height={480} />;
  const now = sensors?.find((one) => one.sensor === sensor);
  const hasPassword = /^rtsps?:\/\/[^@/]*:\$/.test(file.sensor.source ?? "");
  return (
    <>
      <BackToCameras store={store}>{words.back}</BackToCameras>
      <PageHead title={file.sensor.name ?? sensor} note={file.sensor.source?.replace(/\/\/[^@/]*@/, "//")}>
        {now && <StateBadge state={now.state} />}
      </PageHead>
      <Stack>
        <GateNote store={store} sensor={sensor} />
        {now && isTrouble(now.state) && (
          <Card withBorder padding="sm">
            <StateNote sensor={now} />
          </Card>
        )}
        <CameraEditor key={sensor} store={store} sensor={sensor} file={file.sensor} detail={detail} />
        {now && events && (
          <Panel>
            <HealthStrip sensor={now} events={events} nowMs={dataUpdatedAt} />
          </Panel>
        )}
        <Grid>
          {hasPassword && (
            <Grid.Col span={{ base: 12, md: 6 }}>
              <PasswordPanel store={store} sensor={sensor} />
            </Grid.Col>
          )}
          <Grid.Col span={{ base: 12, md: 6 }}>
            <Panel title={staff.way} note={staff.why}>
              <Button
                variant="default"
                leftSection={<IconShirt size={18} aria-hidden />}
                style={{ alignSelf: "flex-start" }}
                renderRoot={(props) => <Link to="/app/$store/staff" params={{ store }} {...props} />}
              >
                {staff.title}
              </Button>
            </Panel>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 6 }}>
            <TakeDown store={store} sensor={sensor} />
          </Grid.Col>
        </Grid>
      </Stack>
    </>
  );
}

function PasswordPanel({ store, sensor }: { readonly store: string; readonly sensor: string }) {
  const words = useWords(cameraWords);
  const [password, setPassword] = useState("");
  const keeping = useMutation<unknown, Refusal>({
    mutationFn: () => ask(`/stores/${store}/sensors/${sensor}/password`, { method: "PUT", body: { password } }),
    onSuccess: () => setPassword(""),
  });
  return (
    <Panel title={words.password} note={words.passwordWhy}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          keeping.mutate();
        }}
      >
        <Group align="flex-end">
          <PasswordInput
            label={words.newPassword}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            autoComplete="off"
            flex={1}
            error={keeping.error?.message}
          />
          <Button type="submit" variant="default" disabled={password === ""} loading={keeping.isPending}>
            {words.keep}
          </Button>
        </Group>
        {keeping.isSuccess && (
          <Text size="sm" mt="xs" role="status">
            {words.kept}
          </Text>
        )}
      </form>
    </Panel>
  );
}

function TakeDown({ store, sensor }: { readonly store: string; readonly sensor: string }) {
  const words = useWords(cameraWords);
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isAsked, setAsked] = useState(false);
  const taking = useMutation<unknown, Refusal>({
    mutationFn: () => ask(`/stores/${store}/sensors/${sensor}`, { method: "DELETE" }),
    onSuccess: async () => {
      await navigate({ to: "/app/$store/cameras", params: { store } });
      await client.invalidateQueries();
    },
  });
  return (
    <Panel title={words.takeDown} note={words.takeDownWhy}>
      {isAsked ? (
        <Group>
          <Button color="red" loading={taking.isPending} onClick={() => taking.mutate()}>
            {words.takeDownSure}
          </Button>
          <Button variant="default" onClick={() => setAsked(false)}>
            {words.cancel}
          </Button>
        </Group>
      ) : (
        <Button variant="default" onClick={() => setAsked(true)}>
          {words.takeDown}
        </Button>
      )}
      {taking.error && <FaultNote error={taking.error} />}
    </Panel>
  );
}
