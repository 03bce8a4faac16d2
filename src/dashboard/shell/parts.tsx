import { Anchor, Badge, Card, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useFormat, useWords, type Words } from "#dashboard/words/language.tsx";

const partWords: Words<{
  watched: (share: string) => string;
  notOpen: string;
  allWatched: string;
  against: string;
  estimate: (people: string) => string;
}> = {
  en: {
    watched: (share) => `${share} of open time watched`,
    notOpen: "no open hours so far",
    allWatched: "all of open time watched",
    against: "against the same weekday",
    estimate: (people) => `about ${people} more while not watched (estimate, not in the total)`,
  },
  zh: {
    watched: (share) => `营业时间已观察 ${share}`,
    notOpen: "至今没有营业时段",
    allWatched: "营业时间全程已观察",
    against: "与同一星期几相比",
    estimate: (people) => `未观察时段估计另有约 ${people} 人（估计值，未计入合计）`,
  },
  fr: {
    watched: (share) => `${share} du temps d’ouverture observé`,
    notOpen: "aucune heure d’ouverture jusqu’ici",
    allWatched: "tout le temps d’ouverture observé",
    against: "par rapport au même jour de la semaine",
    estimate: (people) => `environ ${people} de plus pendant le temps non observé (estimation, hors du total)`,
  },
  ko: {
    watched: (share) => `영업 시간의 ${share} 관찰됨`,
    notOpen: "지금까지 영업시간 없음",
    allWatched: "영업 시간 전체 관찰됨",
    against: "같은 요일 대비",
    estimate: (people) => `관찰되지 않은 동안 약 ${people}명 추가 추정 (합계에 포함되지 않음)`,
  },
};

/** The way back to all cameras of a store. */
export function BackToCameras({ store, children }: { readonly store: string; readonly children: ReactNode }) {
  return (
    <Anchor
      size="sm"
      mb={4}
      display="inline-flex"
      renderRoot={(props) => <Link to="/app/$store/cameras" params={{ store }} {...props} />}
    >
      <IconArrowLeft size={16} aria-hidden style={{ alignSelf: "center", marginInlineEnd: 4 }} />
      {children}
    </Anchor>
  );
}

/** A page's heading, with what can be chosen beside it. */
export function PageHead({
  title,
  note,
  children,
}: {
  readonly title: string;
  readonly note?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <Group justify="space-between" align="flex-end" mb="md" gap="sm">
      <div>
        <Title order={1} size="h2">
          {title}
        </Title>
        {note && (
          <Text c="dimmed" size="sm" component="div">
            {note}
          </Text>
        )}
      </div>
      {children && <Group gap="xs">{children}</Group>}
    </Group>
  );
}

/** What was asked for; paler as long as it is of what was asked before. */
export function Shown({ isOld, children }: { readonly isOld: boolean; readonly children: ReactNode }) {
  return (
    <div aria-busy={isOld} className="shown">
      {children}
    </div>
  );
}

/** A part of a page. */
export function Panel({
  title,
  note,
  children,
  action,
}: {
  readonly title?: string;
  readonly note?: ReactNode;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <Card withBorder padding="md">
      {(title !== undefined || action) && (
        <Group justify="space-between" mb="xs" gap="xs">
          <div>
            <Title order={2} size="h4">
              {title}
            </Title>
            {note && (
              <Text size="sm" c="dimmed" component="div">
                {note}
              </Text>
            )}
          </div>
          {action}
        </Group>
      )}
      {children}
    </Card>
  );
}

/** One figure, large, with what must be known beside it. */
export function Figure({
  label,
  value,
  notes = [],
}: {
  readonly label: string;
  readonly value: ReactNode;
  readonly notes?: readonly ReactNode[];
}) {
  return (
    <Card withBorder padding="md" component="section" aria-label={label}>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <div className="figure">{value}</div>
      <Stack gap={2} mt={4}>
        {notes.filter(Boolean).map((note, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the notes of one figure never change places
          <Text key={index} size="sm" component="div">
            {note}
          </Text>
        ))}
      </Stack>
    </Card>
  );
}

/** How much of the time a total speaks of; it stands beside every total. */
export function Completeness({ share }: { readonly share: number | null }) {
  const words = useWords(partWords);
  const format = useFormat();
  if (share === null)
    return (
      <Text span size="sm" c="dimmed">
        {words.notOpen}
      </Text>
    );
  if (share >= 0.9995)
    return (
      <Text span size="sm" c="dimmed">
        {words.allWatched}
      </Text>
    );
  return (
    <Badge variant="default" className="not-watched" tt="none" fw={500}>
      <span style={{ background: "var(--mantine-color-body)", padding: "0 4px", borderRadius: 3 }}>
        {words.watched(format.share(share))}
      </span>
    </Badge>
  );
}

/** What is estimated besides; nothing where nothing is. */
export function EstimateNote({ people }: { readonly people: number }) {
  const words = useWords(partWords);
  const format = useFormat();
  return people > 0 ? (
    <Text span size="sm" c="dimmed">
      {words.estimate(format.number(people))}
    </Text>
  ) : null;
}

/** How far a count is above or below what it is compared with, by sign and word as well as by colour. */
export function Change({ share, label }: { readonly share: number | null; readonly label?: string }) {
  const words = useWords(partWords);
  const format = useFormat();
  if (share === null) return null;
  const colour = share > 0.005 ? "var(--figure-good)" : share < -0.005 ? "var(--figure-bad)" : "inherit";
  const arrow = share > 0.005 ? "▲" : share < -0.005 ? "▼" : "●";
  return (
    <span>
      <span style={{ color: colour, fontWeight: 650 }}>
        <span aria-hidden>{arrow} </span>
        {format.change(share)}
      </span>{" "}
      <Text span size="sm" c="dimmed">
        {label ?? words.against}
      </Text>
    </span>
  );
}

/** While something is asked for. */
export function Loading({ height = 120 }: { readonly height?: number }) {
  return <Skeleton height={height} radius="md" />;
}

/** Nothing to show, and why, and what to do about it. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <Card withBorder padding="xl" ta="center">
      <Text fw={600}>{title}</Text>
      <Text c="dimmed" component="div">
        {children}
      </Text>
    </Card>
  );
}
