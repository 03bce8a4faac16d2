import { Badge, Box, Group, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCircleX } from "@tabler/icons-react";
import type { Sensor } from "#dashboard/api/answers.ts";
import type { HealthEvent } from "#dashboard/api/camera-questions.ts";
import { useFormat, useWords } from "#dashboard/words/language.tsx";
import { type Standing, standingOf } from "./camera-standing.ts";
import { camerasWords, stateWords } from "./cameras-words.ts";

const WEEK_MS = 7 * 86_400_000;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** What was shorter is not worth a word. */
const TOLD_MS_MIN = 60_000;

const ICONS = {
  good: IconCircleCheck,
  waiting: IconCircleDashed,
  doubtful: IconAlertTriangle,
  bad: IconCircleX,
  unknown: IconCircleDashed,
};
const BADGES = { good: "teal", waiting: "gray", doubtful: "orange", bad: "red", unknown: "gray" };
const FILLS = {
  good: "light-dark(#12b886, #0ca678)",
  waiting: "light-dark(#adb5bd, #868e96)",
  doubtful: "light-dark(#f59f00, #fab005)",
  bad: "light-dark(#e03131, #f03e3e)",
};

/** The state of a sensor in words, told by a sign as well as by colour. */
export function StateBadge({ state }: { readonly state: string }) {
  const states = useWords(stateWords);
  const standing = standingOf(state);
  const Icon = ICONS[standing];
  return (
    <Badge
      size="lg"
      tt="none"
      variant="light"
      color={BADGES[standing]}
      leftSection={<Icon size={16} aria-hidden style={{ display: "block" }} />}
      styles={{ label: { color: "light-dark(#212529, #f1f3f5)" } }}
    >
      {states[state]?.name ?? state}
    </Badge>
  );
}

/** What the state means and what to do; the words of the server where this page knows the state not. */
export function StateNote({ sensor }: { readonly sensor: Sensor }) {
  const states = useWords(stateWords);
  const text = states[sensor.state] ?? sensor;
  return (
    <div>
      <Text size="sm">{text.why}</Text>
      {text.remedy !== "" && (
        <Text size="sm" fw={550}>
          {text.remedy}
        </Text>
      )}
    </div>
  );
}

type Stretch = { readonly fromMs: number; readonly toMs: number; readonly state: string };

/** The last seven days as stretches of one state each; what is not known is so called. */
function stretchesOf(sensor: Sensor, events: readonly HealthEvent[], nowMs: number): Stretch[] {
  const beginMs = nowMs - WEEK_MS;
  const changes = events
    .filter((event) => event.sensor === sensor.sensor && event.state !== undefined)
    .map(({ atMs, state }) => ({ atMs, state: state! }))
    .toSorted((a, b) => a.atMs - b.atMs);
  const now = sensor.sinceMs === null ? [] : [{ atMs: sensor.sinceMs, state: sensor.state }];
  const all = [...changes.filter(({ atMs }) => sensor.sinceMs === null || atMs < sensor.sinceMs), ...now];
  const stretches: Stretch[] = [];
  let [atMs, state] = [beginMs, "unknown"];
  for (const change of all) {
    const changeMs = Math.min(nowMs, Math.max(beginMs, change.atMs));
    if (changeMs > atMs) stretches.push({ fromMs: atMs, toMs: changeMs, state });
    [atMs, state] = [changeMs, change.state];
  }
  if (nowMs > atMs) stretches.push({ fromMs: atMs, toMs: nowMs, state });
  return stretches;
}

type Block = {
  readonly fromMs: number;
  readonly toMs: number;
  readonly standing: Standing;
  readonly states: readonly string[];
};

/**
 * The week hour by hour, so that what was short can be seen and is not drawn longer than an hour. An hour shows the worst that
 * lasted for a minute of it, else what was longest; hours that are alike are one block.
 */
function blocksOf(stretches: readonly Stretch[]): Block[] {
  const beginMs = stretches[0]?.fromMs ?? 0;
  const blocks: Block[] = [];
  for (let fromMs = beginMs; fromMs < beginMs + WEEK_MS; fromMs += HOUR_MS) {
    const toMs = fromMs + HOUR_MS;
    const within = stretches
      .map((one) => ({ state: one.state, ms: Math.min(toMs, one.toMs) - Math.max(fromMs, one.fromMs) }))
      .filter(({ ms }) => ms > 0);
    const lasting = within.filter(({ ms }) => ms >= TOLD_MS_MIN).map(({ state }) => standingOf(state));
    const standing =
      (["bad", "doubtful", "good", "waiting", "unknown"] as const).find((one) => lasting.includes(one)) ?? "unknown";
    const states = [...new Set(within.map(({ state }) => state))];
    const last = blocks.at(-1);
    if (last && last.standing === standing)
      blocks[blocks.length - 1] = { ...last, toMs, states: [...new Set([...last.states, ...states])] };
    else blocks.push({ fromMs, toMs, standing, states });
  }
  return blocks;
}

/** How a sensor was in the last seven days, as a strip and in words. */
export function HealthStrip({
  sensor,
  events,
  nowMs,
}: {
  readonly sensor: Sensor;
  readonly events: readonly HealthEvent[];
  readonly nowMs: number;
}) {
  const words = useWords(camerasWords);
  const states = useWords(stateWords);
  const format = useFormat();
  const stretches = stretchesOf(sensor, events, nowMs);
  const sums = new Map<string, number>();
  for (const { state, fromMs, toMs } of stretches) sums.set(state, (sums.get(state) ?? 0) + toMs - fromMs);
  const nameOf = (state: string) => (state === "unknown" ? words.notKnown : (states[state]?.name ?? state));
  const told = [...sums]
    .filter(([, ms]) => ms >= TOLD_MS_MIN)
    .toSorted(([a, aMs], [b, bMs]) => Number(a === "unknown") - Number(b === "unknown") || bMs - aMs)
    .map(
      ([state, ms]) =>
        `${nameOf(state)} ${ms > DAY_MS ? format.fineShare(Math.floor((1000 * ms) / WEEK_MS) / 1000) : format.duration(ms)}`,
    )
    .join(" · ");
  const isEmpty = sums.size === 1 && sums.has("unknown");
  return (
    <Box>
      <Group justify="space-between" gap="xs" mb={4}>
        <Text size="xs" c="dimmed">
          {words.week}
        </Text>
      </Group>
      <div
        role="img"
        aria-label={`${words.week}: ${isEmpty ? words.noHistory : told}`}
        style={{ display: "flex", height: 14, borderRadius: 4, overflow: "hidden" }}
      >
        {blocksOf(stretches).map(({ fromMs, toMs, standing, states: inIt }) => (
          <div
            key={fromMs}
            title={`${inIt.map(nameOf).join(", ")}: ${format.moment(fromMs)} – ${format.moment(toMs)}`}
            className={standing === "unknown" ? "not-watched" : ""}
            style={{
              flex: `${toMs - fromMs} 0 0`,
              ...(standing !== "unknown" && { background: FILLS[standing] }),
            }}
          />
        ))}
      </div>
      <Text size="xs" c="dimmed" mt={4} aria-hidden>
        {isEmpty ? words.noHistory : told}
      </Text>
    </Box>
  );
}
