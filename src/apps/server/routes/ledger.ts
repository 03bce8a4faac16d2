import { z } from "zod";
import { nothingThere, type Router } from "#apps/server/route.ts";
import { isWholeChain } from "#domain/access/asker.ts";
import type { Hash } from "#domain/ledger/merkle-tree.ts";

const TAG = "ledger";
/** Entries in one answer. */
const ENTRIES_MAX = 1000;

const number = z.coerce.number().int().min(0);
const Path = z.array(z.string()).describe("hashes in hexadecimal");

/** What others need to check the ledger. Heads and proofs tell nothing of what they are over, and are for everybody. */
export function addLedgerRoutes({ parts: { ledger }, add }: Router): void {
  const newest = () => {
    const checkpoint = ledger.newestCheckpoint();
    if (!checkpoint) throw nothingThere();
    return checkpoint;
  };

  add(
    "GET /api/v1/ledger/checkpoint",
    {
      summary: "The newest signed checkpoint (C2SP), and the public keys of the log and of its witnesses",
      tag: TAG,
      answer: z.object({ size: z.int(), signedMs: z.int(), note: z.string(), keys: z.array(z.string()) }),
    },
    async () => {
      const { size, atMs, note } = newest();
      return { size, signedMs: atMs, note, keys: [ledger.key, ...ledger.witnesses()] };
    },
  );

  add(
    "GET /api/v1/ledger/inclusion",
    {
      summary: "What shows that an entry is in the tree of `size` entries (RFC 9162, 2.1.3)",
      tag: TAG,
      query: z.object({ entry: number, size: number.optional() }),
      answer: z.object({ entry: z.int(), size: z.int(), path: Path }),
    },
    async ({ query: { entry, size = newest().size } }) => {
      if (size > newest().size || entry >= size) throw nothingThere();
      return { entry, size, path: ledger.inclusion(entry, size).map(hexOf) };
    },
  );

  add(
    "GET /api/v1/ledger/consistency",
    {
      summary: "What shows that the tree of `size` entries is that of `before` with more behind it (RFC 9162, 2.1.4)",
      tag: TAG,
      query: z.object({ before: number, size: number.optional() }),
      answer: z.object({ before: z.int(), size: z.int(), path: Path }),
    },
    async ({ query: { before, size = newest().size } }) => {
      if (size > newest().size || before > size) throw nothingThere();
      return { before, size, path: ledger.consistency(before, size).map(hexOf) };
    },
  );

  add(
    "GET /api/v1/ledger/entries",
    {
      summary: `Entries from a number on, at most ${ENTRIES_MAX}; each text is what its leaf is the hash of`,
      tag: TAG,
      query: z.object({ from: number.default(0) }),
      answer: z.object({ entries: z.array(z.object({ entry: z.int(), text: z.string() })) }),
    },
    async ({ asker, query: { from } }) => {
      if (!isWholeChain(asker)) throw nothingThere();
      const entries = ledger.entries({ from, to: Math.min(from + ENTRIES_MAX, newest().size) });
      return { entries: entries.map(({ number: entry, text }) => ({ entry, text })) };
    },
  );
}

function hexOf(hash: Hash): string {
  return Buffer.from(hash).toString("hex");
}
