import { Button, Card, Chip, Group, NumberInput, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useFormat, useWords } from "#dashboard/words/language.tsx";
import { WEEKDAYS, type Weekday } from "#domain/calendar/day.ts";
import { SHIFT_BREAKS_MAX, SHIFT_STAFF_MAX, SHIFTS_MAX } from "#domain/deployment/rota.ts";
import { staffWords } from "./staff-words.ts";

/** A shift as the deployment writes it. */
export type Shift = {
  readonly days: readonly Weekday[];
  /** `09:45-19:00`. */
  readonly hours: string;
  readonly staff: number;
  readonly breaks: number;
};

const USUAL_SHIFT: Shift = { days: WEEKDAYS.slice(0, 5), hours: "09:45-19:15", staff: 2, breaks: 1 };

/** Who works when, as numbers. */
export function RotaChoice({
  rota,
  onChange,
}: {
  readonly rota: readonly Shift[];
  readonly onChange: (rota: readonly Shift[]) => void;
}) {
  const words = useWords(staffWords);
  return (
    <Stack gap="sm">
      {rota.map((shift, index) => (
        <ShiftCard
          // biome-ignore lint/suspicious/noArrayIndexKey: two shifts may be alike.
          key={index}
          label={`${words.shift} ${index + 1}`}
          shift={shift}
          onChange={(next) => onChange(rota.with(index, next))}
          onRemove={() => onChange(rota.toSpliced(index, 1))}
        />
      ))}
      <div>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          disabled={rota.length >= SHIFTS_MAX}
          onClick={() => onChange([...rota, rota.at(-1) ?? USUAL_SHIFT])}
        >
          {words.addShift}
        </Button>
      </div>
    </Stack>
  );
}

function ShiftCard({
  label,
  shift,
  onChange,
  onRemove,
}: {
  readonly label: string;
  readonly shift: Shift;
  readonly onChange: (shift: Shift) => void;
  readonly onRemove: () => void;
}) {
  const words = useWords(staffWords);
  const format = useFormat();
  const [from = "", to = ""] = shift.hours.split("-");
  return (
    <Card withBorder padding="sm" component="section" aria-label={label}>
      <Group justify="space-between" mb={4}>
        <Text size="sm" fw={600}>
          {label}
        </Text>
        <Button variant="default" size="compact-sm" aria-label={`${words.remove}: ${label}`} onClick={onRemove}>
          {words.remove}
        </Button>
      </Group>
      <Text size="sm" fw={500}>
        {words.days}
      </Text>
      <Chip.Group
        multiple
        value={[...shift.days]}
        onChange={(days) =>
          days.length > 0 && onChange({ ...shift, days: WEEKDAYS.filter((day) => days.includes(day)) })
        }
      >
        <Group gap={4} my={4}>
          {WEEKDAYS.map((day, index) => (
            <Chip key={day} value={day} size="xs">
              {format.weekday(index)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <Group gap="sm" align="flex-end">
        <TextInput
          type="time"
          label={words.from}
          value={from}
          onChange={({ currentTarget: { value } }) => onChange({ ...shift, hours: `${value}-${to}` })}
          required
        />
        {/* The end of the day is 24:00, which no field of a browser takes: it shows 00:00. */}
        <TextInput
          type="time"
          label={words.to}
          value={to === "24:00" ? "00:00" : to}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...shift, hours: `${from}-${value === "00:00" ? "24:00" : value}` })
          }
          required
        />
        <NumberInput
          label={words.people}
          value={shift.staff}
          min={1}
          max={SHIFT_STAFF_MAX}
          allowDecimal={false}
          onChange={(value) => onChange({ ...shift, staff: Number(value) })}
          w={110}
          required
        />
        <NumberInput
          label={words.breaks}
          value={shift.breaks}
          min={0}
          max={SHIFT_BREAKS_MAX}
          allowDecimal={false}
          onChange={(value) => onChange({ ...shift, breaks: Number(value) })}
          w={130}
        />
      </Group>
    </Card>
  );
}
