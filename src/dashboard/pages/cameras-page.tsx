import { Button, Card, Group, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { IconPlus, IconShirt, IconVectorBezier } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { Sensor, StoreDetail } from "#dashboard/api/answers.ts";
import { type HealthEvent, healthQuestion } from "#dashboard/api/camera-questions.ts";
import { sensorsQuestion, usePerson, useStore } from "#dashboard/api/questions.ts";
import { FaultNote } from "#dashboard/shell/fault-page.tsx";
import { Empty, Loading, PageHead } from "#dashboard/shell/parts.tsx";
import { useFormat, useWords } from "#dashboard/words/language.tsx";
import { GateNote } from "./camera-gate.tsx";
import { HealthStrip, StateBadge, StateNote } from "./camera-health.tsx";
import { camerasWords } from "./cameras-words.ts";
import { staffWords } from "./staff-words.ts";

const DROPPED_NOTED = 0.2;

/** How every camera is, how it was, and the way to its lines. */
export function CamerasPage() {
  const { store } = useParams({ from: "/app/$store/cameras" });
  const words = useWords(camerasWords);
  const staff = useWords(staffWords);
  const { data: detail } = useStore(store);
  const { data: person } = usePerson();
  const { data: sensors, error, refetch, dataUpdatedAt } = useQuery(sensorsQuestion(store));
  const { data: events } = useQuery(healthQuestion(store));
  if (error && !sensors) return <FaultNote error={error} again={() => void refetch()} />;
  if (!sensors || !detail) return <Loading height={320} />;
  const mayBuild = detail.shared.isOwn && (person?.role === "owner" || person?.role === "installer");
  const adding = mayBuild && (
    <Button
      leftSection={<IconPlus size={18} aria-hidden />}
      renderRoot={(props) => <Link to="/app/$store/add-camera" params={{ store }} {...props} />}
    >
      {words.add}
    </Button>
  );
  return (
    <>
      <PageHead title={words.title} note={sensors.length > 0 && words.note(sensors.length)}>
        {sensors.length > 0 && detail.shared.isOwn && person?.role !== "analyst" && (
          <Button
            variant="default"
            leftSection={<IconShirt size={18} aria-hidden />}
            renderRoot={(props) => <Link to="/app/$store/staff" params={{ store }} {...props} />}
          >
            {staff.way}
          </Button>
        )}
        {sensors.length > 0 && adding}
      </PageHead>
      {sensors.length === 0 ? (
        <Empty title={words.none}>
          <Stack align="center" mt="xs">
            <Text c="dimmed">{words.noneWhy}</Text>
            {adding}
          </Stack>
        </Empty>
      ) : (
        <SimpleGrid cols={{ base: 1, lg: 2 }}>
          {sensors.map((sensor) => (
            <SensorCard
              key={sensor.sensor}
              sensor={sensor}
              events={events}
              detail={detail}
              mayBuild={mayBuild}
              nowMs={dataUpdatedAt}
            />
          ))}
        </SimpleGrid>
      )}
    </>
  );
}

function SensorCard({
  sensor,
  events,
  detail,
  mayBuild,
  nowMs,
}: {
  readonly sensor: Sensor;
  readonly events: readonly HealthEvent[] | undefined;
  readonly detail: StoreDetail;
  readonly mayBuild: boolean;
  readonly nowMs: number;
}) {
  const words = useWords(camerasWords);
  const format = useFormat();
  const units = detail.units.filter((unit) => unit.sensor === sensor.sensor).map(({ name }) => name);
  return (
    <Card withBorder padding="md" component="section" aria-label={sensor.name}>
      <Stack gap="sm" h="100%">
        <Group justify="space-between" align="flex-start" gap="xs">
          <div>
            <Title order={2} size="h4">
              {sensor.name}
            </Title>
            {units.length > 0 && (
              <Text size="sm" c="dimmed">
                {units.join(" · ")}
              </Text>
            )}
          </div>
          <StateBadge state={sensor.state} />
        </Group>
        {mayBuild && <GateNote store={detail.store} sensor={sensor.sensor} />}
        <StateNote sensor={sensor} />
        <Text size="sm" c="dimmed">
          {[
            sensor.sinceMs === null ? null : words.since(format.moment(sensor.sinceMs, detail.timeZone)),
            sensor.analysedPerSecond === null ? null : words.perSecond(format.tenth(sensor.analysedPerSecond)),
            sensor.droppedShare !== null && sensor.droppedShare > DROPPED_NOTED
              ? words.dropped(format.share(sensor.droppedShare))
              : null,
          ]
            .filter((part) => part !== null)
            .join(" · ")}
        </Text>
        {events && <HealthStrip sensor={sensor} events={events} nowMs={nowMs} />}
        {mayBuild && sensor.kind === "camera" && (
          <Group mt="auto">
            <Button
              variant="default"
              size="sm"
              leftSection={<IconVectorBezier size={16} aria-hidden />}
              aria-label={`${words.open}: ${sensor.name}`}
              renderRoot={(props) => (
                <Link
                  to="/app/$store/cameras/$sensor"
                  params={{ store: detail.store, sensor: sensor.sensor }}
                  {...props}
                />
              )}
            >
              {words.open}
            </Button>
          </Group>
        )}
      </Stack>
    </Card>
  );
}
