import { Alert, Anchor, Button, Center, Container, Group, Radio, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { ask, Refusal } from "#dashboard/api/ask.ts";
import { LANGUAGE_NAMES, LANGUAGES, useLanguage, useWords } from "#dashboard/words/language.tsx";
import type { FaceEstimate } from "#domain/face/age-and-sex.ts";
import type {
  AgeBand,
  AnswerRequest,
  ConsentAnswer,
  ConsentPurpose,
  ConsentRequest,
  SexTold,
  WelcomeAnswer,
} from "#domain/wire/welcome.ts";
import { bringNetworks, type CameraFailure, WelcomeCamera } from "./welcome-camera.tsx";
import { WelcomeReceipt } from "./welcome-receipt.tsx";
import { useSilence } from "./welcome-silence.ts";
import { welcomeWords } from "./welcome-words.ts";

const NOT_THERE = 404;
const AGES = ["under-18", "18-29", "30-44", "45-59", "60-plus", "not-said"] as const satisfies readonly AgeBand[];
const SEXES = ["female", "male", "not-said"] as const satisfies readonly SexTold[];
/** Who agrees: the words of the button that is tapped, and what they mean. */
const AGREEING = {
  adult: { isAdult: true, isUnder14WithAdult: false },
  child: { isAdult: false, isUnder14WithAdult: true },
} as const;

/** Where a visitor stands. Whatever is in it is gone with the next visitor. */
type Step =
  | { readonly kind: "choose" }
  | { readonly kind: "agree"; readonly purpose: ConsentPurpose }
  | { readonly kind: "tell"; readonly receipt: ConsentAnswer }
  | { readonly kind: "camera"; readonly receipt: ConsentAnswer }
  | { readonly kind: "no-estimate"; readonly receipt: ConsentAnswer; readonly why: CameraFailure }
  | { readonly kind: "look-over"; readonly receipt: ConsentAnswer; readonly estimate: FaceEstimate }
  | { readonly kind: "receipt"; readonly receipt: ConsentAnswer }
  | { readonly kind: "refused" }
  | { readonly kind: "failed" };

const CHOOSE: Step = { kind: "choose" };

/** What stands in a shop's entrance: three ways, all of them as large and as short as the others. */
export function WelcomePage() {
  const { store } = useParams({ from: "/welcome/$store" });
  const words = useWords(welcomeWords);
  const { language, choose } = useLanguage();
  const welcome = useQuery({
    queryKey: ["welcome", store],
    queryFn: ({ signal }) => ask<WelcomeAnswer>(`/welcome/${store}`, { signal }),
  });
  const [step, setStep] = useState<Step>(CHOOSE);
  /** What is shown when an answer comes: who has left a step by then is not taken back to it. */
  const shown = useRef(step);
  shown.current = step;
  const firstLanguage = useRef(language);

  /** Consent without an answer is withdrawn, for nobody holds its receipt yet. */
  const letGo = useCallback(
    (left: Step) => {
      if ("receipt" in left && left.kind !== "receipt")
        void ask(`/rights/${store}/withdrawals`, { method: "POST", body: { code: left.receipt.code } }).catch(() => {});
    },
    [store],
  );
  const leave = (next: Step) => {
    letGo(step);
    setStep(next);
  };
  const restart = () => {
    leave(CHOOSE);
    choose(firstLanguage.current);
  };
  const leftS = useSilence({
    isListening: step.kind !== "choose" || language !== firstLanguage.current,
    shown: step.kind,
    onSilence: restart,
  });
  const isAboutFaces = step.kind === "agree" && step.purpose === "tablet-estimate";
  useEffect(() => {
    if (isAboutFaces) void bringNetworks().catch(() => {});
  }, [isAboutFaces]);

  const agree = async (purpose: ConsentPurpose, who: (typeof AGREEING)[keyof typeof AGREEING]) => {
    const body: ConsentRequest = { purpose, noticeHash: welcome.data!.notice.hash, language, ...who };
    try {
      const receipt = await ask<ConsentAnswer>(`/welcome/${store}/consents`, { method: "POST", body });
      const next: Step = purpose === "tablet-answer" ? { kind: "tell", receipt } : { kind: "camera", receipt };
      if (shown.current === step) setStep(next);
      else letGo(next);
    } catch {
      if (shown.current !== step) return;
      // The notice may have changed since it was read: it is fetched anew, and asked again.
      void welcome.refetch();
      setStep({ kind: "failed" });
    }
  };
  const send = async (receipt: ConsentAnswer, answer: Omit<AnswerRequest, "receiptId">) => {
    const body: AnswerRequest = { ...answer, receiptId: receipt.receiptId };
    try {
      await ask(`/welcome/${store}/answers`, { method: "POST", body });
      if (shown.current === step) setStep({ kind: "receipt", receipt });
    } catch {
      if (shown.current === step) leave({ kind: "failed" });
    }
  };

  if (welcome.error)
    return (
      <Center h="100dvh" p="md" component="main">
        <Text size="xl">
          {welcome.error instanceof Refusal && welcome.error.status === NOT_THERE ? words.closed : words.failed}
        </Text>
      </Center>
    );
  if (!welcome.data) return null;
  const { data } = welcome;
  const may = (purpose: ConsentPurpose) => data.purposes.some((one) => one.purpose === purpose && one.isAllowed);
  const refuse = () => leave({ kind: "refused" });
  const no = <Choice label={words.no} onClick={refuse} />;

  return (
    <Container size="md" py="lg" component="main" mih="100dvh" style={{ touchAction: "manipulation" }}>
      <Group justify="space-between" mb="lg">
        <Text fw={600}>{data.name}</Text>
        <Group gap="xs" role="group" aria-label={words.language}>
          {LANGUAGES.map((one) => (
            <Button
              key={one}
              lang={one}
              size="md"
              variant={one === language ? "filled" : "default"}
              aria-pressed={one === language}
              onClick={() => choose(one)}
            >
              {LANGUAGE_NAMES[one]}
            </Button>
          ))}
        </Group>
      </Group>
      {data.isDemo && <Alert mb="md">{words.demo}</Alert>}

      {step.kind === "choose" && (
        <Screen title={words.title}>
          <Text size="xl">{words.why}</Text>
          <Choices>
            {may("tablet-answer") && (
              <Choice
                label={words.tell}
                note={words.tellNote}
                onClick={() => setStep({ kind: "agree", purpose: "tablet-answer" })}
              />
            )}
            {may("tablet-estimate") && (
              <Choice
                label={words.estimate}
                note={words.estimateNote}
                onClick={() => setStep({ kind: "agree", purpose: "tablet-estimate" })}
              />
            )}
            <Choice label={words.no} note={words.noNote} onClick={refuse} />
          </Choices>
          <Anchor href={`${data.rightsPath}?tablet`} size="lg">
            {words.rights}
          </Anchor>
        </Screen>
      )}

      {step.kind === "agree" && (
        <Screen title={words.agreeTitle[step.purpose]}>
          <Text size="xl">{words.agreeWhat[step.purpose]}</Text>
          <Stack gap={4}>
            {(data.notice.text[language] ?? []).map((line) => (
              <Text key={line}>{line}</Text>
            ))}
          </Stack>
          <Choices>
            <Choice label={words.agree} note={words.agreeNote} onClick={() => agree(step.purpose, AGREEING.adult)} />
            <Choice
              label={words.agreeChild}
              note={words.agreeChildNote}
              onClick={() => agree(step.purpose, AGREEING.child)}
            />
            {no}
          </Choices>
        </Screen>
      )}

      {step.kind === "tell" && (
        <Screen title={words.tellTitle}>
          <Telling onSend={(answer) => send(step.receipt, { ...answer, source: "told" })} onRefuse={refuse} />
        </Screen>
      )}

      {step.kind === "camera" && (
        <Screen title={words.cameraTitle}>
          <WelcomeCamera
            onEstimate={(estimate) => setStep({ kind: "look-over", receipt: step.receipt, estimate })}
            onFailure={(why) => setStep({ kind: "no-estimate", receipt: step.receipt, why })}
          />
          <Choices>{no}</Choices>
        </Screen>
      )}

      {step.kind === "no-estimate" && (
        <Screen title={words.noEstimate}>
          <Text size="xl">{words.seen[step.why]}</Text>
          <Choices>
            <Choice label={words.again} onClick={() => setStep({ kind: "camera", receipt: step.receipt })} />
            {may("tablet-answer") && (
              <Choice label={words.tell} onClick={() => leave({ kind: "agree", purpose: "tablet-answer" })} />
            )}
            {no}
          </Choices>
        </Screen>
      )}

      {step.kind === "look-over" && (
        <Screen title={words.lookOver}>
          <Text size="xl" fw={700} data-estimate>
            {words.ages[step.estimate.ageBand]} · {words.sexes[step.estimate.sex]}
          </Text>
          <Text size="lg">{words.lookOverWhy}</Text>
          <Choices>
            <Choice label={words.send} onClick={() => send(step.receipt, { ...step.estimate, source: "estimated" })} />
            {may("tablet-answer") && (
              // What somebody corrects is their own word, and that they agree to on its own: the two are never mixed.
              <Choice
                label={words.correct}
                note={words.correctNote}
                onClick={() => leave({ kind: "agree", purpose: "tablet-answer" })}
              />
            )}
            <Choice label={words.discard} onClick={refuse} />
          </Choices>
        </Screen>
      )}

      {step.kind === "receipt" && (
        <Screen title={words.thanks}>
          <WelcomeReceipt receipt={step.receipt} />
          <Choices>
            <Choice label={words.done} onClick={restart} />
          </Choices>
        </Screen>
      )}

      {(step.kind === "refused" || step.kind === "failed") && (
        <Screen title={step.kind === "refused" ? words.refused : words.failed}>
          <Text size="xl">{step.kind === "refused" ? words.refusedWhy : words.failedWhy}</Text>
          <Choices>
            <Choice label={words.done} onClick={restart} />
          </Choices>
        </Screen>
      )}

      <Text size="lg" mt="xl" mih={32} role="status">
        {leftS !== null && words.silence(leftS)}
      </Text>
    </Container>
  );
}

/** One thing at a time; whoever listens hears its title first. */
function Screen({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another screen has another title.
  useEffect(() => heading.current?.focus(), [title]);
  return (
    <Stack gap="lg">
      <Title order={1} ref={heading} tabIndex={-1} style={{ outline: "none" }}>
        {title}
      </Title>
      {children}
    </Stack>
  );
}

function Choices({ children }: { readonly children: ReactNode }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="lg">
      {children}
    </SimpleGrid>
  );
}

/** All ways look alike: none is the one that we would like best. */
function Choice({
  label,
  note,
  onClick,
  isDisabled = false,
}: {
  readonly label: string;
  readonly note?: string;
  readonly onClick: () => void;
  readonly isDisabled?: boolean;
}) {
  return (
    <Button
      className="choice"
      variant="default"
      mih={120}
      h="auto"
      p="md"
      fz={22}
      onClick={onClick}
      disabled={isDisabled}
      data-choice
    >
      <Stack gap={4} align="center">
        <span>{label}</span>
        {note && (
          <Text component="span" size="sm" fw={400}>
            {note}
          </Text>
        )}
      </Stack>
    </Button>
  );
}

function Telling({
  onSend,
  onRefuse,
}: {
  readonly onSend: (answer: { readonly ageBand: AgeBand; readonly sex: SexTold }) => void;
  readonly onRefuse: () => void;
}) {
  const words = useWords(welcomeWords);
  const [ageBand, setAgeBand] = useState<AgeBand | null>(null);
  const [sex, setSex] = useState<SexTold | null>(null);
  return (
    <>
      <Pick label={words.age} all={AGES} named={words.ages} value={ageBand} onPick={setAgeBand} />
      <Pick label={words.sex} all={SEXES} named={words.sexes} value={sex} onPick={setSex} />
      <Choices>
        <Choice
          label={words.send}
          isDisabled={ageBand === null || sex === null}
          onClick={() => ageBand !== null && sex !== null && onSend({ ageBand, sex })}
        />
        <Choice label={words.no} onClick={onRefuse} />
      </Choices>
    </>
  );
}

function Pick<Value extends string>({
  label,
  all,
  named,
  value,
  onPick,
}: {
  readonly label: string;
  readonly all: readonly Value[];
  readonly named: Readonly<Record<Value, string>>;
  readonly value: Value | null;
  readonly onPick: (value: Value) => void;
}) {
  return (
    <Radio.Group label={label} size="lg" value={value} onChange={(next) => onPick(next as Value)}>
      <SimpleGrid cols={{ base: 2, sm: 3 }} mt="xs">
        {all.map((one) => (
          <Radio.Card key={one} value={one} p="md" radius="md">
            <Group wrap="nowrap">
              <Radio.Indicator />
              <Text size="lg">{named[one]}</Text>
            </Group>
          </Radio.Card>
        ))}
      </SimpleGrid>
    </Radio.Group>
  );
}
