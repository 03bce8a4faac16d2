import { ActionIcon, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import type { StoreDetail } from "#dashboard/api/answers.ts";
import { useFormat, useWords } from "#dashboard/words/language.tsx";
import { WEEKDAYS } from "#domain/calendar/day.ts";
import { settingsWords } from "./settings-words.ts";

/** When a store is open: spans as `10:00-19:00` by weekday; none is closed. */
export type WeekHours = Readonly<Record<string, readonly string[]>>;
export type Holiday = StoreDetail["holidays"][number];

const USUAL_SPAN = "10:00-19:00";

/** The opening hours of a week, a row for each day. */
export function HoursChoice({
  hours,
  onChange,
}: {
  readonly hours: WeekHours;
  readonly onChange: (hours: WeekHours) => void;
}) {
  const format = useFormat();
  const spansOf = (day: string) => hours[day] ?? [];
  const lastUsed = WEEKDAYS.flatMap(spansOf).at(-1) ?? USUAL_SPAN;
  return (
    <Stack gap={6}>
      {WEEKDAYS.map((day, index) => (
        <Group key={day} gap="sm" align="flex-start" wrap="nowrap">
          <Text size="sm" w={44} pt={6} style={{ flexShrink: 0 }}>
            {format.weekday(index)}
          </Text>
          <Spans
            label={format.weekday(index)}
            spans={spansOf(day)}
            usual={index > 0 ? (spansOf(WEEKDAYS[index - 1]!)[0] ?? lastUsed) : lastUsed}
            onChange={(spans) => onChange({ ...hours, [day]: spans })}
          />
        </Group>
      ))}
    </Stack>
  );
}

/** Days that are unlike their weekday: closed, or open at other hours. */
export function HolidaysChoice({
  holidays,
  today,
  onChange,
}: {
  readonly holidays: readonly Holiday[];
  readonly today: string;
  readonly onChange: (holidays: readonly Holiday[]) => void;
}) {
  const words = useWords(settingsWords);
  const change = (index: number, holiday: Holiday) => onChange(holidays.with(index, holiday));
  return (
    <Stack gap={6}>
      {holidays.map((holiday, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two may have the same date while one is being typed.
        <Group key={index} gap="sm" align="center">
          <TextInput
            type="date"
            aria-label={words.holidays}
            value={holiday.date}
            onChange={({ currentTarget: { value } }) => change(index, { ...holiday, date: value })}
            required
          />
          {holiday.name !== undefined && <Text size="sm">{holiday.name}</Text>}
          <Spans
            label={holiday.date}
            spans={holiday.hours ?? []}
            usual={USUAL_SPAN}
            onChange={(hours) => change(index, { ...holiday, hours: [...hours] })}
          />
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`${words.remove}: ${holiday.date}`}
            onClick={() => onChange(holidays.toSpliced(index, 1))}
          >
            {words.remove}
          </Button>
        </Group>
      ))}
      <div>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange([...holidays, { date: today, hours: [] }])}
        >
          {words.addHoliday}
        </Button>
      </div>
    </Stack>
  );
}

function Spans({
  label,
  spans,
  usual,
  onChange,
}: {
  readonly label: string;
  readonly spans: readonly string[];
  /** What is filled in for another one. */
  readonly usual: string;
  readonly onChange: (spans: readonly string[]) => void;
}) {
  const words = useWords(settingsWords);
  return (
    <Group gap="xs" mih={36}>
      <ActionIcon
        variant="default"
        aria-label={`${words.addHours}: ${label}`}
        onClick={() => onChange([...spans, usual])}
      >
        <IconPlus size={16} aria-hidden />
      </ActionIcon>
      {spans.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.closed}
        </Text>
      )}
      {spans.map((span, index) => {
        const [from = "", to = ""] = span.split("-");
        const change = (text: string) => onChange(spans.with(index, text));
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: two may be alike while one is being typed.
          <Group key={index} gap={4} wrap="nowrap">
            <TextInput
              type="time"
              aria-label={`${label}: ${words.opens}`}
              value={from}
              onChange={({ currentTarget: { value } }) => change(`${value}-${to}`)}
              required
            />
            <Text span>–</Text>
            {/* The end of the day is 24:00, which no field of a browser takes: it shows 00:00. */}
            <TextInput
              type="time"
              aria-label={`${label}: ${words.closes}`}
              value={to === "24:00" ? "00:00" : to}
              onChange={({ currentTarget: { value } }) => change(`${from}-${value === "00:00" ? "24:00" : value}`)}
              required
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`${words.remove}: ${label} ${span}`}
              onClick={() => onChange(spans.toSpliced(index, 1))}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </Group>
        );
      })}
    </Group>
  );
}
