import { Code, Group, Stack, Text } from "@mantine/core";
import encodeQR from "qr";
import { useMemo } from "react";
import { useFormat, useWords } from "#dashboard/words/language.tsx";
import type { ConsentAnswer } from "#domain/wire/welcome.ts";
import { welcomeWords } from "./welcome-words.ts";

/** The quiet zone, without which phones do not find a code (ISO/IEC 18004, section 9.1). */
const QUIET = 4;

/** What a visitor takes home: a code to scan, and the same code to write down. */
export function WelcomeReceipt({ receipt }: { readonly receipt: ConsentAnswer }) {
  const words = useWords(welcomeWords);
  const format = useFormat();
  const { path, side } = useMemo(
    // Where the server does not know by which address phones come to it, they come by the tablet's.
    () => drawn(new URL(receipt.rightsUrl, location.href).href),
    [receipt.rightsUrl],
  );
  return (
    <Group align="center" gap="xl">
      <svg viewBox={`0 0 ${side} ${side}`} width={260} height={260} role="img" aria-label={words.qr}>
        <rect width={side} height={side} fill="#fff" />
        <path d={path} fill="#000" />
      </svg>
      <Stack gap="sm" maw={420}>
        <Text size="lg">{words.receiptHow}</Text>
        <Code fz={32} p="sm" data-receipt>
          {receipt.code}
        </Code>
        <Text>{words.until(format.moment(receipt.untilMs))}</Text>
      </Stack>
    </Group>
  );
}

function drawn(text: string): { readonly path: string; readonly side: number } {
  const rows = encodeQR(text, "raw", { ecc: "medium", border: QUIET });
  const path = rows.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return { path, side: rows.length };
}
