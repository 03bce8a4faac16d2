import { createReadStream } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";
import { SaxesParser } from "saxes";
import { Fault } from "#domain/fault/fault.ts";

/** A tag that opens, a text in it, a tag that closes; in their order. */
export type XmlEvent =
  | {
      readonly kind: "open";
      readonly name: string;
      readonly attributes: Readonly<Record<string, string>>;
      readonly line: number;
    }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "close" };

/** What is read before others get their turn: some milliseconds. */
const PIECE_BYTES = 1 << 15;
/** A longer tag or text is no journal of a till; it would be held whole. */
const TOKEN_CHARACTERS_MAX = 1 << 18;
const DEPTH_MAX = 64;

/**
 * The tags of an XML file one after the other, never whole in memory. UTF-8, UTF-16 or what its declaration says. A document type is
 * refused: by it a small file can be made to grow without end.
 */
export function readXml(path: string): AsyncGenerator<XmlEvent> {
  return eventsOf(createReadStream(path, { highWaterMark: PIECE_BYTES }), path);
}

/** The same of a file that is at hand; `name` is how it is called in faults. */
export function readXmlBytes(bytes: Uint8Array, name: string): AsyncGenerator<XmlEvent> {
  return eventsOf(piecesOf(bytes), name);
}

async function* piecesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
    yield bytes.subarray(from, from + PIECE_BYTES);
    await nextTurn();
  }
}

async function* eventsOf(pieces: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<XmlEvent> {
  const parser = new SaxesParser();
  let events: XmlEvent[] = [];
  let [depth, sinceEvent] = [0, 0];
  const refuse = (why: string): never => {
    throw new Fault("import/unreadable", `\`${path}\`, line ${parser.line}: ${why}`);
  };
  const told = (event: XmlEvent) => {
    sinceEvent = 0;
    events.push(event);
  };
  parser.on("error", ({ message }) => refuse(`it is no well-formed XML: ${message}`));
  parser.on("doctype", () => refuse("it declares a document type, which a journal of a till never needs"));
  parser.on("opentag", ({ name, attributes }) => {
    if (++depth > DEPTH_MAX) refuse(`it is nested deeper than ${DEPTH_MAX} elements`);
    told({ kind: "open", name, attributes: attributes as Record<string, string>, line: parser.line });
  });
  parser.on("text", (text) => told({ kind: "text", text }));
  parser.on("cdata", (text) => told({ kind: "text", text }));
  parser.on("closetag", () => {
    depth -= 1;
    told({ kind: "close" });
  });
  let decoder: TextDecoder | null = null;
  try {
    for await (const piece of pieces) {
      decoder ??= decoderOf(piece);
      parser.write(decoder.decode(piece, { stream: true }));
      sinceEvent = events.length > 0 ? 0 : sinceEvent + piece.length;
      if (sinceEvent > TOKEN_CHARACTERS_MAX) refuse("a tag or a text in it is far too long");
      yield* events;
      events = [];
    }
    parser.write(decoder?.decode() ?? "");
    parser.close();
    yield* events;
  } catch (error) {
    const { code, syscall } = error as { code?: string; syscall?: string };
    if (code === "ERR_ENCODING_INVALID_ENCODED_DATA")
      throw new Fault("import/unreadable", `\`${path}\` is not written as its XML declaration says`, { cause: error });
    if (syscall !== undefined)
      throw new Fault("import/unreadable", `\`${path}\` is not there or may not be read`, { cause: error });
    throw error;
  }
}

function decoderOf(first: Uint8Array): TextDecoder {
  if (first[0] === 0xff && first[1] === 0xfe) return new TextDecoder("utf-16le", { fatal: true });
  if (first[0] === 0xfe && first[1] === 0xff) return new TextDecoder("utf-16be", { fatal: true });
  const declared = /^<\?xml[^>]*encoding=["']([\w.-]+)["']/.exec(
    Buffer.from(first.subarray(0, 200)).toString("latin1"),
  );
  try {
    return new TextDecoder(declared?.[1] ?? "utf-8", { fatal: true });
  } catch (cause) {
    throw new Fault("import/unreadable", `its encoding \`${declared?.[1]}\` is not known`, { cause });
  }
}
