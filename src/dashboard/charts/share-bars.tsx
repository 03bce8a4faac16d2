import { Table, Text } from "@mantine/core";
import type { ShareInterval } from "#domain/figures/visitor-mix.ts";

export type SharePart = { readonly name: string; readonly share: ShareInterval | null };

/** The bars end at a tenth above the largest limit, and never before a half. */
const SCALE_MIN = 0.5;
const SCALE_STEP = 0.1;
const percent = (share: number) => `${(100 * share).toFixed(2)}%`;

/** Shares with their intervals, as bars in the table that says them. What is withheld has its row and no bar. */
export function ShareBars({
  caption,
  parts,
  withheld,
  textOf,
}: {
  readonly caption: string;
  readonly parts: readonly SharePart[];
  /** What stands in the place of a share that is withheld. */
  readonly withheld: string;
  readonly textOf: (share: ShareInterval) => string;
}) {
  const largest = Math.max(0, ...parts.map(({ share }) => share?.high ?? 0));
  const scale = Math.min(1, Math.max(SCALE_MIN, Math.ceil(largest / SCALE_STEP) * SCALE_STEP));
  return (
    <Table withRowBorders={false} horizontalSpacing={6} verticalSpacing={4}>
      <Table.Caption style={{ captionSide: "top", textAlign: "start", fontWeight: 650 }}>{caption}</Table.Caption>
      <Table.Tbody>
        {parts.map(({ name, share }) => (
          <Table.Tr key={name}>
            <Table.Th scope="row" fw={400} w="26%">
              {name}
            </Table.Th>
            <Table.Td>
              {share && (
                <div className="share-bar" aria-hidden>
                  <div style={{ width: percent(share.share / scale) }} />
                  <div style={{ left: percent(share.low / scale), width: percent((share.high - share.low) / scale) }} />
                </div>
              )}
            </Table.Td>
            <Table.Td w="32%" style={{ whiteSpace: "nowrap" }}>
              {share ? (
                textOf(share)
              ) : (
                <Text span size="sm" c="dimmed">
                  {withheld}
                </Text>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
