import { closeSync, createReadStream, openSync, readSync } from "node:fs";
import { Readable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { CsvError, parse } from "csv-parse";
import { parse as parseText } from "csv-parse/sync";
import { Fault } from "#domain/fault/fault.ts";

/** How a file's letters are written. */
export type CsvEncoding = "utf-8" | "utf-16le" | "windows-1252";

/** A record of a file: its cells, and the line of the file on which it ends. */
export type CsvRecord = { readonly cells: string[]; readonly line: number };

/** How a file is written. */
export type CsvForm = { readonly encoding: CsvEncoding; readonly delimiter: string };
/** The beginning of a file as text, and how its letters are written. */
export type CsvBeginning = { readonly text: string; readonly encoding: CsvEncoding };

/** What of a file at hand is read before others get their turn: some milliseconds. */
const PIECE_BYTES = 1 << 15;
/** A longer record is a quote that was never closed. */
const RECORD_CHARACTERS_MAX = 1 << 16;
/** What is looked at to find out how a file is written. */
const BEGINNING_BYTES_MAX = 1 << 20;

const OPTIONS = { relax_column_count: true, relax_quotes: true, skip_empty_lines: true, info: true } as const;

/**
 * The records of a file of values parted by a sign (RFC 4180, as loosely as spreadsheets write it), one after the other and never
 * whole in memory. A byte order mark is no part of the first cell.
 */
export function readCsv(path: string, form: CsvForm): AsyncGenerator<CsvRecord> {
  return recordsOf(createReadStream(path), path, form);
}

/** The records of a file that is at hand; `name` is how it is called in faults. Others get their turn between its pieces. */
export function readCsvBytes(bytes: Uint8Array, name: string, form: CsvForm): AsyncGenerator<CsvRecord> {
  return recordsOf(piecesOf(bytes), name, form);
}

async function* piecesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
    yield bytes.subarray(from, from + PIECE_BYTES);
    await nextTurn();
  }
}

async function* recordsOf(
  pieces: AsyncIterable<Uint8Array>,
  path: string,
  { encoding, delimiter }: CsvForm,
): AsyncGenerator<CsvRecord> {
  const parser = parse({ ...OPTIONS, delimiter, max_record_size: RECORD_CHARACTERS_MAX });
  const text = Readable.from(textOf(pieces, encoding));
  text.on("error", (error) => parser.destroy(error));
  text.pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>)
      yield { cells: record, line: info.lines };
  } catch (error) {
    throw csvFault(error, path);
  } finally {
    text.destroy();
  }
}

/** The beginning of a file as text, and how its letters are written; what is no text is a fault. */
export function beginningOf(path: string): CsvBeginning {
  return beginningIn(firstBytes(path), path);
}

/** The same of a file that is at hand. */
export function beginningIn(file: Uint8Array, path: string): CsvBeginning {
  const bytes = file.subarray(0, BEGINNING_BYTES_MAX);
  if (bytes.length === 0) throw new Fault("import/unreadable", `\`${path}\` is empty`);
  if (bytes[0] === 0x50 && bytes[1] === 0x4b)
    throw new Fault("import/unreadable", `\`${path}\` is a workbook or an archive; save its sheet as CSV`);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decoded(bytes.subarray(0, bytes.length & ~1), "utf-16le");
  if (bytes.includes(0)) throw new Fault("import/unreadable", `\`${path}\` is no text`);
  // What was cut off may end within a letter; only whole lines are looked at.
  const end = bytes.length < BEGINNING_BYTES_MAX ? bytes.length : bytes.lastIndexOf(0x0a) + 1;
  try {
    return decoded(bytes.subarray(0, end), "utf-8");
  } catch {
    return decoded(bytes.subarray(0, end), "windows-1252");
  }
}

/** The records in a text at hand; an unfinished one at its end is left out. */
export function recordsIn(text: string, delimiter: string): CsvRecord[] {
  try {
    const records = parseText(text, { ...OPTIONS, delimiter, max_record_size: RECORD_CHARACTERS_MAX });
    return (records as unknown as { record: string[]; info: { lines: number } }[]).map(({ record, info }) => ({
      cells: record,
      line: info.lines,
    }));
  } catch (error) {
    if (error instanceof CsvError) return [];
    throw error;
  }
}

function decoded(bytes: Uint8Array, encoding: CsvEncoding) {
  return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding };
}

async function* textOf(pieces: AsyncIterable<Uint8Array>, encoding: CsvEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const piece of pieces) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

function firstBytes(path: string): Uint8Array {
  let file: number | null = null;
  try {
    file = openSync(path, "r");
    const bytes = Buffer.alloc(BEGINNING_BYTES_MAX);
    let length = 0;
    for (let count = 1; count > 0 && length < bytes.length; length += count)
      count = readSync(file, bytes, length, bytes.length - length, null);
    return bytes.subarray(0, length);
  } catch (cause) {
    throw new Fault("import/unreadable", `\`${path}\` is not there or may not be read`, { cause });
  } finally {
    if (file !== null) closeSync(file);
  }
}

function csvFault(error: unknown, path: string): unknown {
  const { code, syscall, lines } = error as { code?: string; syscall?: string; lines?: number };
  if (error instanceof CsvError)
    return new Fault(
      "import/unreadable",
      `\`${path}\`, line ${lines ?? "?"}: a quote is not closed, or a row is far too long`,
      {
        cause: error,
      },
    );
  if (code === "ERR_ENCODING_INVALID_ENCODED_DATA")
    return new Fault("import/unreadable", `\`${path}\` is not written in the \`encoding\` of the mapping`, {
      cause: error,
    });
  if (syscall !== undefined)
    return new Fault("import/unreadable", `\`${path}\` is not there or may not be read`, { cause: error });
  return error;
}
