import { type Kysely, sql } from "kysely";
import { manyRows, sampleRows, tuples } from "./many-rows.ts";
import type { Schema } from "./schema.ts";

/**
 * Which numbers each agent has told. An agent counts what it sends, so that they lie close together, and are a bit each: an index
 * of them over the parts would cost as much as the parts themselves.
 *
 * ```
 * seq      0        8                 1016     1023 | 1024 …
 * block 0  ········ ········  …  ········ ········  | block 1 …
 * ```
 *
 * INVARIANT: a bit is set by the transaction that puts the record in, and is never cleared.
 */
type Numbered = { readonly storeId: string; readonly agentId: string; readonly seq: number };
type Block = { readonly storeId: string; readonly agentId: string; readonly block: number };
type TextedBlock = Block & { readonly text: string };

/** What `told` was after the last transaction, by the text of each block's key. */
export type ToldBlocks = Map<string, Uint8Array>;

const SEQS_PER_BLOCK = 1024;
const BLOCK_BYTES = SEQS_PER_BLOCK / 8;
/** Blocks that are remembered between batches: each agent writes into one or two at a time. */
const BLOCKS_KEPT_MAX = 20_000;

/** Makes `told` of the parts that are there; for the step to the form that has it. */
export async function toldOfParts(db: Kysely<Schema>): Promise<void> {
  const statements = statementsOf(db);
  const rows = db
    .selectFrom("part")
    .select(["storeId", "agentId", "seq"])
    .orderBy("storeId")
    .orderBy("agentId")
    .orderBy("seq")
    .stream();
  let blocks = new Map<string, { block: Block; seqs: Uint8Array }>();
  const flush = async () => {
    await statements.put(
      db,
      [...blocks.values()].map(({ block, seqs }) => ({ ...block, seqs })),
    );
    blocks = new Map();
  };
  for await (const row of rows) {
    const block = blockOf(row);
    const { seqs } = blocks.get(block.text) ?? { seqs: new Uint8Array(BLOCK_BYTES) };
    setBit(seqs, row.seq);
    if (!blocks.has(block.text)) {
      // In order of their key: whatever is older is whole.
      if (blocks.size >= BLOCKS_KEPT_MAX) await flush();
      blocks.set(block.text, { block, seqs });
    }
  }
  await flush();
}

/** What a walk through records says of their numbers. */
export type SeqsFound = {
  /** Records under a number that another has already. */
  readonly doubled: number;
  /** Records whose number is not remembered as told: told again, they would be doubled. */
  readonly untold: number;
};

/** Finds the numbers of records that are walked through, store by store, and compares them with those that are remembered. */
export function seqSearch(): {
  see(record: Numbered): void;
  /** Compares what was seen since the last time, and remembers what was not, where that is asked. */
  compare(db: Kysely<Schema>, options: { readonly mayMend: boolean }): Promise<SeqsFound>;
} {
  const seen = new Map<string, { readonly block: Block; readonly seqs: Uint8Array }>();
  let doubled = 0;
  return {
    see: (record) => {
      const { text, ...block } = blockOf(record);
      const { seqs } = seen.get(text) ?? { seqs: new Uint8Array(BLOCK_BYTES) };
      if (!setBit(seqs, record.seq)) doubled += 1;
      seen.set(text, { block, seqs });
    },
    compare: async (db, { mayMend }) => {
      const statements = statementsOf(db);
      const found = [...seen.values()];
      const told = new Map<string, Uint8Array>();
      for (const { seqs, ...block } of await statements.at(
        db,
        found.map(({ block }) => block),
      ))
        told.set(blockText(block), seqs);
      let untold = 0;
      const mended: (Block & { seqs: Uint8Array })[] = [];
      for (const { block, seqs } of found) {
        const kept = told.get(blockText(block)) ?? new Uint8Array(BLOCK_BYTES);
        const missing = seqs.map((byte, index) => byte & ~kept[index]!);
        const bits = missing.reduce((sum, byte) => sum + bitsIn(byte), 0);
        if (bits > 0) mended.push({ ...block, seqs: seqs.map((byte, index) => byte | kept[index]!) });
        untold += bits;
      }
      if (mayMend) await statements.put(db, mended);
      const answer = { doubled, untold };
      seen.clear();
      doubled = 0;
      return answer;
    },
  };
}

/** Says of each record whether its number is told for the first time, and remembers that it was. */
export function toldSeqsIn(
  db: Kysely<Schema>,
): (transaction: Kysely<Schema>, blocks: ToldBlocks, records: readonly Numbered[]) => Promise<boolean[]> {
  const statements = statementsOf(db);
  return async (transaction, known, records) => {
    if (known.size > BLOCKS_KEPT_MAX) known.clear();
    const of = records.map(blockOf);
    const unread = new Map(of.filter(({ text }) => !known.has(text)).map((block) => [block.text, block]));
    for (const text of unread.keys()) known.set(text, new Uint8Array(BLOCK_BYTES));
    for (const { seqs, ...block } of await statements.at(transaction, [...unread.values()]))
      known.set(blockText(block), seqs);
    const changed = new Map<string, TextedBlock>();
    const isNew = records.map(({ seq }, index) => {
      const block = of[index]!;
      const isFirst = setBit(known.get(block.text)!, seq);
      if (isFirst) changed.set(block.text, block);
      return isFirst;
    });
    await statements.put(
      transaction,
      [...changed.values()].map((block) => ({ ...block, seqs: known.get(block.text)! })),
    );
    return isNew;
  };
}

function blockOf({ storeId, agentId, seq }: Numbered): TextedBlock {
  const block = { storeId, agentId, block: Math.floor(seq / SEQS_PER_BLOCK) };
  return { ...block, text: blockText(block) };
}

function blockText({ storeId, agentId, block }: Block): string {
  return `${storeId}\t${agentId}\t${block}`;
}

/** Whether the bit was not set before. */
function setBit(seqs: Uint8Array, seq: number): boolean {
  const place = seq % SEQS_PER_BLOCK;
  const mask = 1 << (place % 8);
  const byte = seqs[place >> 3]!;
  seqs[place >> 3] = byte | mask;
  return (byte & mask) === 0;
}

function bitsIn(byte: number): number {
  let bits = 0;
  for (let rest = byte; rest > 0; rest >>= 1) bits += rest & 1;
  return bits;
}

function statementsOf(db: Kysely<Schema>) {
  return {
    at: manyRows<Block, Block & { seqs: Uint8Array }>(
      (rows) =>
        sql<Block & { seqs: Uint8Array }>`
          with asked("storeId", "agentId", block) as (values ${tuples(3, rows)})
          select told.* from asked cross join told using ("storeId", "agentId", block)`.compile(db),
      ({ storeId, agentId, block }) => [storeId, agentId, block],
    ),
    put: manyRows<Block & { seqs: Uint8Array }, never>(
      (rows) =>
        db
          .insertInto("told")
          .values(sampleRows(["storeId", "agentId", "block", "seqs"], rows))
          .onConflict((conflict) =>
            conflict
              .columns(["storeId", "agentId", "block"])
              .doUpdateSet((excluded) => ({ seqs: excluded.ref("excluded.seqs") })),
          )
          .compile() as never,
      ({ storeId, agentId, block, seqs }) => [storeId, agentId, block, seqs],
    ),
  };
}
