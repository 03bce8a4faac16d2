import { Alert, Button, Container, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useParams } from "@tanstack/react-router";
import { type FormEvent, useEffect, useState } from "react";
import { ask, Refusal } from "#dashboard/api/ask.ts";
import { Preferences } from "#dashboard/shell/preferences.tsx";
import { useFormat, useWords } from "#dashboard/words/language.tsx";
import { checkReceipt } from "#domain/audit/receipt-proof.ts";
import type { ReceiptAnswer } from "#domain/wire/welcome.ts";
import { rightsWords } from "./rights-words.ts";
import { useSilence } from "./welcome-silence.ts";

const NOT_THERE = 404;
const CODE_LENGTH_MAX = 40;

type Found =
  | { readonly kind: "nothing" }
  | { readonly kind: "unknown" }
  | { readonly kind: "unreachable" }
  | { readonly kind: "receipt"; readonly receipt: ReceiptAnswer };

/** Where consent is looked at and withdrawn, with nothing but the code of its receipt. */
export function RightsPage() {
  const { store } = useParams({ from: "/rights/$store" });
  const words = useWords(rightsWords);
  const format = useFormat();
  const [code, setCode] = useState(codeOfAddress);
  const [found, setFound] = useState<Found>({ kind: "nothing" });
  // Opened from the tablet in the shop it goes back there, so that nobody finds another's code; at home it stays.
  const [isTablet] = useState(() => new URLSearchParams(location.search).has("tablet"));
  const back = () => location.replace(`/welcome/${store}`);
  const leftS = useSilence({ isListening: isTablet, onSilence: back });

  const asked = async (act: () => Promise<Found>) => {
    try {
      setFound(await act());
    } catch (error) {
      setFound({ kind: error instanceof Refusal && error.status === NOT_THERE ? "unknown" : "unreachable" });
    }
  };
  const look = async (looked: string): Promise<Found> => {
    const receipt = await ask<ReceiptAnswer>(`/rights/${store}/receipt`, { method: "POST", body: { code: looked } });
    return { kind: "receipt", receipt };
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the code of the address is asked about once.
  useEffect(() => {
    // Whoever uses this browser next does not find the code in its history.
    if (location.hash !== "") history.replaceState(history.state, "", location.pathname + location.search);
    if (code !== "") void asked(() => look(code));
  }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void asked(() => look(code));
  };
  const withdraw = () =>
    asked(async () => {
      await ask(`/rights/${store}/withdrawals`, { method: "POST", body: { code } });
      return await look(code);
    });

  return (
    <Container size="sm" py="lg" component="main">
      <Group justify="space-between" wrap="nowrap" mb="md">
        <Title order={1}>{words.title}</Title>
        <Group gap={0} wrap="nowrap">
          <Preferences />
        </Group>
      </Group>
      <Stack gap="lg">
        <Text size="lg">{words.how}</Text>
        <form onSubmit={submit}>
          <Group align="end">
            <TextInput
              label={words.code}
              size="lg"
              flex={1}
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
              maxLength={CODE_LENGTH_MAX}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              required
            />
            <Button type="submit" size="lg" variant="default">
              {words.look}
            </Button>
          </Group>
        </form>
        <div role="status">
          {found.kind === "unknown" && <Alert color="gray">{words.unknown}</Alert>}
          {found.kind === "unreachable" && <Alert color="red">{words.unreachable}</Alert>}
          {found.kind === "receipt" && (
            <Stack gap="sm">
              <Text size="lg">{words.about[found.receipt.purpose]}</Text>
              <Text>{words.given(format.moment(found.receipt.givenMs))}</Text>
              {found.receipt.withdrawnMs !== null ? (
                <Alert color="green" data-withdrawn>
                  {words.withdrawn(format.moment(found.receipt.withdrawnMs))}
                </Alert>
              ) : found.receipt.endedMs !== null ? (
                <Text>{words.ended(format.moment(found.receipt.endedMs))}</Text>
              ) : (
                <Text>{words.until(format.moment(found.receipt.untilMs))}</Text>
              )}
              <Proof store={store} receipt={found.receipt} />
              <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
                {words.notice(found.receipt.noticeHash)}
              </Text>
            </Stack>
          )}
        </div>
        {found.kind === "receipt" && found.receipt.withdrawnMs === null && (
          <Button size="xl" onClick={() => void withdraw()}>
            {words.withdraw}
          </Button>
        )}
        {isTablet && (
          <Button size="lg" variant="default" onClick={back}>
            {words.back}
          </Button>
        )}
        <Text role="status">{leftS !== null && words.silence(leftS)}</Text>
      </Stack>
    </Container>
  );
}

/** Whether consent and withdrawal are in the shop's ledger, as this browser itself finds it. */
function Proof({ store, receipt }: { readonly store: string; readonly receipt: ReceiptAnswer }) {
  const words = useWords(rightsWords);
  const format = useFormat();
  const { ledger, purpose, noticeHash, givenMs, withdrawnMs } = receipt;
  if (!ledger) return null;
  const claims = [
    { kind: "consent", atMs: givenMs } as const,
    ...(withdrawnMs === null ? [] : [{ kind: "withdrawal", atMs: withdrawnMs } as const]),
  ];
  return (
    <>
      {claims.map(({ kind, atMs }) => {
        const standing = checkReceipt({ kind, storeId: store, purpose, noticeHash, atMs }, ledger);
        return (
          <Text key={kind} data-proof={`${kind} ${standing}`} c={standing === "unproved" ? "red.9" : ""}>
            {words.proof[kind][standing](format.moment(ledger.signedMs))}
          </Text>
        );
      })}
      <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
        {words.logKey(ledger.key)}
      </Text>
    </>
  );
}

function codeOfAddress(): string {
  return location.hash.slice(1, 1 + CODE_LENGTH_MAX);
}
