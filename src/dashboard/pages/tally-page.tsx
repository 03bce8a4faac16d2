import { Button, Center, Container, Group, Stack, Switch, Text, Title } from "@mantine/core";
import { useParams } from "@tanstack/react-router";
import { useCallback, useEffect, useRef, useState } from "react";
import { ask, Refusal } from "#dashboard/api/ask.ts";
import { Preferences } from "#dashboard/shell/preferences.tsx";
import { useFormat, useWords } from "#dashboard/words/language.tsx";
import { tallyWords } from "./tally-words.ts";

type Phone = {
  readonly nowMs: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly door: string;
  readonly store: string;
  readonly own: {
    readonly name: string;
    readonly in: number;
    readonly out: number;
    readonly lastN: number | null;
  } | null;
};
type Tap = { readonly n: number; readonly atMs: number; readonly direction: "in" | "out"; readonly isStaff: boolean };
/** What this phone has of the count: it survives a reload and a dead network. */
type Kept = {
  readonly phone: string;
  readonly counter: string | null;
  readonly nextN: number;
  readonly waiting: readonly Tap[];
  readonly undone: readonly number[];
};

const SEND_MS = 1500;
const TICK_MS = 500;
const NOT_THERE = 404;

/** What somebody holds who counts at the door: two large buttons, and nothing that could lead them. */
export function TallyPage() {
  const { token } = useParams({ from: "/tally/$token" });
  const words = useWords(tallyWords);
  const format = useFormat();
  const tally = useTally(token);
  const [isStaff, setStaff] = useState(false);
  const { phone, leftMs, startsMs, waiting } = tally;
  const tap = (direction: "in" | "out") => {
    tally.tap(direction, isStaff);
    setStaff(false);
    navigator.vibrate?.(30);
  };
  if (tally.refusal)
    return (
      <Center h="100dvh" p="md">
        <Text>{tally.refusal.status === NOT_THERE ? words.ended : tally.refusal.message || words.full}</Text>
      </Center>
    );
  if (!phone) return null;
  const isOver = leftMs <= 0;
  return (
    <Container
      size="xs"
      py="sm"
      component="main"
      h="100dvh"
      style={{ display: "flex", flexDirection: "column", touchAction: "manipulation" }}
    >
      <Group justify="space-between" wrap="nowrap">
        <div>
          <Title order={1} size="h4">
            {words.title}
          </Title>
          <Text size="sm" c="dimmed">
            {words.door(phone.door)}
          </Text>
        </div>
        <Group gap={0} wrap="nowrap">
          <Preferences />
        </Group>
      </Group>
      <Group justify="space-between" my="xs">
        <Text fw={700} role="timer">
          {isOver ? words.over : startsMs > 0 ? words.starts(clockOf(startsMs)) : words.left(clockOf(leftMs))}
        </Text>
        {phone.own && (
          <Text size="sm" c="dimmed">
            {words.you(phone.own.name)}
          </Text>
        )}
      </Group>
      {isOver ? (
        <Text>{words.overWhy}</Text>
      ) : (
        <>
          <Text size="sm" c="dimmed" mb="xs">
            {words.how}
          </Text>
          <Stack flex={1} gap="sm">
            {(["in", "out"] as const).map((direction) => (
              <Button
                key={direction}
                flex={1}
                h="auto"
                fz={34}
                color={direction === "in" ? "cyan" : "gray"}
                onClick={() => tap(direction)}
                aria-label={words[direction]}
              >
                <Stack gap={0} align="center">
                  <span>{words[direction]}</span>
                  <span style={{ fontSize: 54, fontVariantNumeric: "tabular-nums", lineHeight: 1.1 }}>
                    {format.number(tally.own[direction])}
                  </span>
                </Stack>
              </Button>
            ))}
          </Stack>
          <Group justify="space-between" mt="sm">
            <Switch
              checked={isStaff}
              onChange={(event) => setStaff(event.currentTarget.checked)}
              label={words.staff}
              description={words.staffWhy}
              size="lg"
              maw={230}
            />
            <Button variant="default" onClick={tally.undo} disabled={!tally.canUndo}>
              {words.undo}
            </Button>
          </Group>
        </>
      )}
      <Text size="xs" c="dimmed" mt="xs" role="status">
        {waiting > 0 ? words.notSent(waiting) : words.sent}
      </Text>
    </Container>
  );
}

function useTally(token: string) {
  const place = `lintel-tally-${token}`;
  const kept = useRef<Kept>(null!);
  kept.current ??= readKept(place);
  const [phone, setPhone] = useState<Phone | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [own, setOwn] = useState({ in: 0, out: 0 });
  const [now, setNow] = useState(() => Date.now());
  // The server's clock less this phone's: phones are minutes off.
  const offset = useRef(0);
  const last = useRef<Tap[]>([]);
  const keep = useCallback(
    (next: Partial<Kept>) => {
      kept.current = { ...kept.current, ...next };
      localStorage.setItem(place, JSON.stringify(kept.current));
    },
    [place],
  );
  const hear = useCallback((told: Phone) => {
    offset.current = told.nowMs - Date.now();
    setPhone(told);
  }, []);
  const showOwn = useCallback((told: Phone) => {
    const { waiting } = kept.current;
    const more = (direction: "in" | "out") => waiting.filter((tap) => tap.direction === direction).length;
    if (told.own) setOwn({ in: told.own.in + more("in"), out: told.own.out + more("out") });
  }, []);

  useEffect(() => {
    const join = async () => {
      const told = await ask<Phone & { counter: string }>(`/tally/${token}/join`, {
        method: "POST",
        body: { phone: kept.current.phone },
      });
      // After a reload its taps go on where they were.
      keep({ counter: told.counter, nextN: Math.max(kept.current.nextN, (told.own?.lastN ?? -1) + 1) });
      hear(told);
      showOwn(told);
    };
    const again = setInterval(() => void (kept.current.counter === null && attempt()), SEND_MS);
    const attempt = () =>
      join().catch((error: unknown) => error instanceof Refusal && error.status !== 0 && setRefusal(error));
    void attempt();
    return () => clearInterval(again);
  }, [token, keep, hear, showOwn]);

  useEffect(() => {
    let isSending = false;
    const send = async () => {
      const { counter, waiting, undone } = kept.current;
      if (isSending || counter === null || (waiting.length === 0 && undone.length === 0)) return;
      isSending = true;
      try {
        const told = await ask<Phone>(`/tally/${token}/taps`, {
          method: "POST",
          body: { counter, taps: waiting, undone },
        });
        const sent = new Set(waiting.map(({ n }) => n));
        keep({
          waiting: kept.current.waiting.filter(({ n }) => !sent.has(n)),
          undone: kept.current.undone.filter((n) => !undone.includes(n)),
        });
        hear(told);
        showOwn(told);
      } catch {
        // Kept, and sent again.
      } finally {
        isSending = false;
      }
    };
    const sending = setInterval(() => void send(), SEND_MS);
    const ticking = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => {
      clearInterval(sending);
      clearInterval(ticking);
    };
  }, [token, keep, hear, showOwn]);

  const serverNow = now + offset.current;
  return {
    phone,
    refusal,
    own,
    leftMs: (phone?.toMs ?? 0) - serverNow,
    startsMs: (phone?.fromMs ?? 0) - serverNow,
    waiting: kept.current.waiting.length + kept.current.undone.length,
    canUndo: last.current.length > 0,
    tap(direction: "in" | "out", isStaff: boolean) {
      const tap = { n: kept.current.nextN, atMs: Math.round(Date.now() + offset.current), direction, isStaff };
      keep({ nextN: tap.n + 1, waiting: [...kept.current.waiting, tap] });
      last.current.push(tap);
      setOwn((shown) => ({ ...shown, [direction]: shown[direction] + 1 }));
    },
    undo() {
      const tap = last.current.pop();
      if (!tap) return;
      keep({ undone: [...kept.current.undone, tap.n] });
      setOwn((shown) => ({ ...shown, [tap.direction]: shown[tap.direction] - 1 }));
    },
  };
}

function readKept(place: string): Kept {
  const text = localStorage.getItem(place);
  if (text !== null) return JSON.parse(text);
  return {
    phone: crypto
      .getRandomValues(new Uint8Array(16))
      .reduce((hex, byte) => hex + byte.toString(16).padStart(2, "0"), ""),
    counter: null,
    nextN: 0,
    waiting: [],
    undone: [],
  };
}

function clockOf(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
