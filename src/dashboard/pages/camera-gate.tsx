import { Alert, Anchor, Group, Text } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { gateQuestion } from "#dashboard/api/camera-questions.ts";
import { useWords } from "#dashboard/words/language.tsx";
import { cameraWords } from "./camera-words.ts";

/** Says where the law keeps the camera off, so that nobody looks for the fault in the drawing. */
export function GateNote({ store, sensor }: { readonly store: string; readonly sensor: string }) {
  const words = useWords(cameraWords);
  const { data: decisions } = useQuery(gateQuestion(store));
  const closed = decisions?.filter((one) => one.sensor === sensor && one.verdict !== "permit") ?? [];
  if (closed.length === 0) return null;
  const missing = new Set(closed.flatMap((one) => one.missing.map(({ en }) => en)));
  return (
    <Alert color="orange" icon={<IconLock aria-hidden />} title={words.gate} styles={{ title: { color: "inherit" } }}>
      <Group gap="xs">
        <Text size="sm">{words.gateWhy(missing.size)}</Text>
        <Anchor
          size="sm"
          fw={600}
          c="inherit"
          td="underline"
          renderRoot={(props) => <Link to="/app/$store/compliance" params={{ store }} {...props} />}
        >
          {words.compliance}
        </Anchor>
      </Group>
    </Alert>
  );
}
