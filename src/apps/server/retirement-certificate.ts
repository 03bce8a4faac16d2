import { type Paper, printPdf, SHEETS } from "#adapters/paper/paper.ts";
import {
  CERTIFICATE_WORDS,
  type CertificateLanguage,
  type CertificateWords,
} from "#domain/retention/certificate-words.ts";
import { FOUND_KINDS, type Retirement, scopeName } from "#domain/retention/retirement.ts";

const MARGIN = 56;
const GAP = 12;
const GREY = "#666";

/** The certificate of an order as a PDF file of one sheet or more: what was ordered, stopped and deleted, and what remains and why. Times are UTC. */
export function certificatePdf(order: Retirement, language: CertificateLanguage): Uint8Array {
  const words = CERTIFICATE_WORDS[language];
  const blocks = blocksOf(order, words, language);
  const sheets: ((paper: Paper) => void)[] = [];
  // How far a sheet goes is known when it is drawn: each draws what fits, and leaves the rest to the next.
  for (let from = 0; from < blocks.length; ) {
    const [first, until] = [from, sheetEnd(blocks, from, language)];
    sheets.push((paper) => void drawBlocks(paper, blocks.slice(first, until)));
    from = until;
  }
  return printPdf({ title: `${words.title}: ${scopeName(order)}`, language, size: SHEETS.A4 }, sheets);
}

/** A line of the certificate. With `value`, two columns; `space` is before it. */
type Block = {
  readonly text: string;
  readonly value?: string;
  readonly size?: number;
  readonly weight?: number;
  readonly color?: string;
  readonly space?: number;
};

function blocksOf(order: Retirement, words: CertificateWords, language: CertificateLanguage): Block[] {
  const number = (value: number) => value.toLocaleString(language);
  const { found, version, stoppedMs, doneMs, left, agents, signature } = order;
  const heading = (text: string): Block => ({ text, size: 13, weight: 600, space: 2 * GAP });
  const pair = (text: string, value: string): Block => ({ text, value });
  const rest = words.remaining;
  return [
    { text: words.title, size: 22, weight: 700 },
    { ...pair(words.store, order.storeId), space: GAP },
    ...(order.sensorId === null ? [] : [pair(words.sensor, order.sensorId)]),
    pair(words.ordered, `${timeText(order.orderedMs)}, ${order.by}`),
    ...(stoppedMs === null ? [] : [pair(words.stopped, timeText(stoppedMs))]),
    ...(version === null ? [] : [pair(words.configuration, String(version))]),
    doneMs === null ? { text: words.notDone, weight: 600 } : pair(words.done, timeText(doneMs)),
    heading(words.deleted),
    ...FOUND_KINDS.filter((kind) => found[kind] > 0).map((kind) => pair(words.found[kind], number(found[kind]))),
    ...(left === null ? [] : [{ ...pair(words.left, number(left)), weight: 600 }]),
    heading(words.remains),
    ...[rest.configurations, rest.ledger, rest.proofs, rest.numbers].map((text) => ({ text, space: GAP / 3 })),
    ...(agents.length === 0 ? [] : [{ text: rest.agents, space: GAP / 3 }]),
    ...agents.map(({ name, seenMs }) =>
      pair(name, seenMs === null ? words.never : words.heard.replace("{time}", timeText(seenMs))),
    ),
    ...[rest.copies, rest.disk].map((text) => ({ text, space: GAP / 3 })),
    { ...pair(words.signature, signature ?? words.unsigned), space: 2 * GAP },
    { text: words.notAdvice, color: GREY, size: 9, space: GAP },
  ];
}

/** Draws blocks from the top of a sheet; the answer is where they end. */
function drawBlocks(paper: Paper, blocks: readonly Block[], does: "write" | "endOf" = "write"): number {
  const width = paper.size.width - 2 * MARGIN;
  const column = width * 0.55;
  return blocks.reduce((top, { text, value, size = 10.5, weight = 400, color = "#111", space = 0 }) => {
    const setting = { size, weight, color, top: top + space };
    if (value === undefined) return paper[does](text, { ...setting, left: MARGIN, width });
    const ends = [
      paper[does](text, { ...setting, left: MARGIN, width: column - GAP }),
      paper[does](value, { ...setting, left: MARGIN + column, width: width - column }),
    ];
    return Math.max(...ends);
  }, MARGIN);
}

/** How many blocks, from one on, a sheet holds; one at least. */
function sheetEnd(blocks: readonly Block[], from: number, language: CertificateLanguage): number {
  let until = from + 1;
  const measure = (paper: Paper) => {
    const bottom = paper.size.height - MARGIN;
    while (until < blocks.length && drawBlocks(paper, blocks.slice(from, until + 1), "endOf") <= bottom) until += 1;
  };
  printPdf({ title: "", language, size: SHEETS.A4 }, [measure]);
  return until;
}

function timeText(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
