import { Button, Card, Group, NativeSelect, NumberInput, Stack, Text, TextInput, UnstyledButton } from "@mantine/core";
import { IconSwitchHorizontal, IconTrash } from "@tabler/icons-react";
import type { RecentMinute } from "#dashboard/api/camera-questions.ts";
import { useFormat, useWords } from "#dashboard/words/language.tsx";
import { CUE_AFTER_S_MAX } from "#domain/cues/cue-settings.ts";
import { NAME_LENGTH_MAX } from "#domain/wire/unit-name.ts";
import { LINE_ROLES, type LineRole, type Shape } from "./camera-drawing.ts";
import { cameraWords } from "./camera-words.ts";

/** A line or zone beside the picture: what it counted, and where it is chosen all that can be set of it. */
export function ShapeCard({
  shape,
  fault,
  note,
  version,
  minutes,
  isChosen,
  choose,
  change,
  flip,
  remove,
}: {
  readonly shape: Shape;
  readonly fault: string | null;
  readonly note: string;
  /** The one that counts now. */
  readonly version: number;
  readonly minutes: readonly RecentMinute[];
  readonly isChosen: boolean;
  readonly choose: () => void;
  readonly change: (shape: Shape, gesture: string) => void;
  readonly flip: () => void;
  readonly remove: () => void;
}) {
  const words = useWords(cameraWords);
  const swatch = (
    <span
      aria-hidden
      style={{
        width: 14,
        height: shape.kind === "line" ? 5 : 14,
        borderRadius: 3,
        background: shape.kind === "line" ? "#f08c00" : "#4dabf7",
        flexShrink: 0,
      }}
    />
  );
  return (
    <Card
      withBorder
      padding="sm"
      component="section"
      aria-label={`${shape.kind === "line" ? words.line : words.zone} ${shape.name}`}
      style={isChosen ? { borderColor: "var(--mantine-primary-color-filled)", borderWidth: 2 } : {}}
    >
      <UnstyledButton onClick={choose} aria-expanded={isChosen} w="100%">
        <Group gap="xs" wrap="nowrap">
          {swatch}
          <Text fw={600} truncate>
            {shape.name}
          </Text>
          <Text size="sm" c="dimmed" truncate>
            {shape.kind === "line" ? words.roles[shape.role] : words.zone}
          </Text>
        </Group>
      </UnstyledButton>
      <Recent shape={shape} version={version} minutes={minutes} />
      {fault !== null && (
        <Text size="sm" c="red" role="alert">
          {fault}
        </Text>
      )}
      {isChosen && (
        <Stack gap="xs" mt="xs">
          <TextInput
            label={words.name}
            value={shape.name}
            maxLength={NAME_LENGTH_MAX}
            onChange={(event) => change({ ...shape, name: event.currentTarget.value }, `name ${shape.key}`)}
          />
          {shape.kind === "line" && (
            <NativeSelect
              label={words.role}
              description={words.rolesWhy[shape.role]}
              value={shape.role}
              data={LINE_ROLES.map((role) => ({ value: role, label: words.roles[role] }))}
              onChange={(event) =>
                change({ ...shape, role: event.currentTarget.value as LineRole }, `role ${shape.key}`)
              }
            />
          )}
          {shape.kind === "zone" && (
            <NumberInput
              label={words.cue}
              description={words.cueWhy}
              placeholder={words.cueOff}
              value={shape.cue?.after_s ?? ""}
              min={1}
              max={CUE_AFTER_S_MAX}
              allowDecimal={false}
              onChange={(value) => {
                const seconds = Number(value);
                change({ ...shape, cue: seconds >= 1 ? { after_s: seconds } : undefined }, `cue ${shape.key}`);
              }}
            />
          )}
          <Group gap="xs">
            {shape.kind === "line" && (
              <Button
                size="xs"
                variant="default"
                leftSection={<IconSwitchHorizontal size={16} aria-hidden />}
                onClick={flip}
              >
                {words.flip}
              </Button>
            )}
            <Button size="xs" variant="default" leftSection={<IconTrash size={16} aria-hidden />} onClick={remove}>
              {words.remove}
            </Button>
          </Group>
        </Stack>
      )}
      <Text size="xs" c="dimmed" mt="xs">
        {note}
      </Text>
    </Card>
  );
}

/** What it counted in the last minutes, a column for each; of the version that counts now. */
function Recent({
  shape,
  version,
  minutes,
}: {
  readonly shape: Shape;
  readonly version: number;
  readonly minutes: readonly RecentMinute[];
}) {
  const words = useWords(cameraWords);
  const format = useFormat();
  if (shape.savedName === null)
    return (
      <Text size="sm" c="dimmed">
        {words.recentUnsaved}
      </Text>
    );
  const counted = minutes.filter((one) => one.name === shape.savedName && one.version === version);
  const sum = (of: (minute: RecentMinute) => number) => counted.reduce((all, minute) => all + of(minute), 0);
  const text =
    shape.kind === "line"
      ? words.counted(format.number(sum((one) => one.in)), format.number(sum((one) => one.out)))
      : words.visited(format.number(sum((one) => one.entered)));
  return (
    <div>
      <Text size="xs" c="dimmed">
        {words.recent}
      </Text>
      <Text fw={700} size="lg" aria-live="polite">
        {counted.length === 0 ? words.recentNone : text}
      </Text>
      {counted.length === 0 && shape.kind === "line" && (
        <Text size="xs" c="dimmed">
          {words.walk}
        </Text>
      )}
    </div>
  );
}
