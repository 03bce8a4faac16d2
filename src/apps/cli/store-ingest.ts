import { createReadStream } from "node:fs";
import { RECORDS_PER_BATCH_MAX } from "#adapters/store/ingest.ts";
import { openStore } from "#adapters/store/store.ts";
import { Fault } from "#domain/fault/fault.ts";
import { AGENT_RECORD_BYTES_MAX, AgentRecord } from "#domain/wire/agent-record.ts";

export type IngestOptions = { readonly data: string; readonly batch: string; readonly json?: boolean };

/**
 * `lintel store ingest`: takes a file in, batch by batch. Each batch that was told is safe; a file that was cut off, or is taken in
 * a second time, doubles nothing.
 */
export async function ingestFile(path: string, { data, batch, json }: IngestOptions): Promise<void> {
  const recordsPerBatch = readBatch(batch);
  using store = await openStore(data);
  const sum = { records: 0, added: 0, repeated: 0, contradicted: 0 };
  let records: AgentRecord[] = [];
  const flush = async () => {
    const { added, repeated, contradicted } = await store.ingest(records);
    sum.records += records.length;
    sum.added += added;
    sum.repeated += repeated;
    sum.contradicted += contradicted;
    records = [];
    if (json) process.stdout.write(`${JSON.stringify(sum)}\n`);
  };
  for await (const { text, where } of linesOf(path)) {
    records.push(recordOf(text, where));
    if (records.length >= recordsPerBatch) await flush();
  }
  if (records.length > 0) await flush();
  if (json) return;
  const { added, repeated, contradicted } = sum;
  process.stdout.write(`${sum.records} records: ${added} parts added, ${repeated} were there already\n`);
  if (contradicted > 0)
    process.stderr.write(
      `lintel: ${contradicted} parts contradict what was told before under their number; it stays\n`,
    );
}

/** The lines of a file that are not empty. One that is too long is a fault before it is held whole. */
async function* linesOf(path: string): AsyncGenerator<{ readonly text: string; readonly where: string }> {
  let [rest, line] = ["", 0];
  try {
    for await (const chunk of createReadStream(path, { encoding: "utf8" })) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop()!;
      for (const text of lines) {
        line += 1;
        if (text.trim() !== "") yield { text, where: `${path}:${line}` };
      }
      if (rest.length > AGENT_RECORD_BYTES_MAX) break;
    }
  } catch (cause) {
    if (cause instanceof Fault || (cause as NodeJS.ErrnoException).syscall === undefined) throw cause;
    throw new Fault("store/record-unreadable", `\`${path}\` cannot be read`, { cause });
  }
  if (rest.trim() !== "") yield { text: rest, where: `${path}:${line + 1}` };
}

function recordOf(text: string, where: string): AgentRecord {
  if (text.length > AGENT_RECORD_BYTES_MAX)
    throw new Fault("store/record-unreadable", `${where}: longer than ${AGENT_RECORD_BYTES_MAX} characters`);
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw new Fault("store/record-unreadable", `${where}: this is no JSON`, { cause });
  }
  const read = AgentRecord.safeParse(data);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Fault("store/record-unreadable", `${where}: ${[...issue!.path, issue!.message].join(": ")}`);
}

function readBatch(text: string): number {
  const records = Number(text);
  if (!(Number.isInteger(records) && records >= 1 && records <= RECORDS_PER_BATCH_MAX))
    throw new Fault("store/option", `\`--batch ${text}\` is not a whole number from 1 to ${RECORDS_PER_BATCH_MAX}`);
  return records;
}
