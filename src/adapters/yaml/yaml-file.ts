import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  stringify,
  visit,
  type YAMLMap,
} from "yaml";

/** A YAML file as plain data, and where in it each value stands. */
export type YamlFile =
  | { readonly kind: "read"; readonly path: string; readonly data: unknown; readonly whereOf: WhereOf }
  /** It is not there, no YAML, or too large. `where` is `path:line:column`. */
  | {
      readonly kind: "unreadable";
      readonly path: string;
      readonly where: string;
      readonly message: string;
      readonly isTooLarge?: true;
    };

/**
 * `path:line:column` of the value at a path of keys, `offset` characters into it, or of its key; where it is not there, of
 * the nearest around it that is.
 */
export type WhereOf = (
  path: readonly PropertyKey[],
  place?: { readonly offset?: number; readonly isKey?: boolean },
) => string;

/** Lists stay in the form that our examples have. */
const AS_WRITTEN = { lineWidth: 0, flowCollectionPadding: false } as const;
/**
 * A larger text is refused unread, because reading it holds up everything else: a second and more for each half megabyte. A chain of 222
 * shops with 565 cameras, each with its line and its zone, has 530 kB; the largest file of law 240 kB.
 */
export const YAML_BYTES_MAX = 1_000_000;

/** Reads a YAML file (1.2). Never throws: what is wrong with it is the answer. */
export function readYamlFile(path: string): YamlFile {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    return {
      kind: "unreadable",
      path,
      where: path,
      message: isMissing ? "there is no such file" : "it cannot be read",
    };
  }
  return readYamlText(text, path);
}

/** Reads YAML that is at hand; `path` is how it is called in messages. */
export function readYamlText(text: string, path: string): YamlFile {
  if (text.length > YAML_BYTES_MAX || Buffer.byteLength(text) > YAML_BYTES_MAX)
    return {
      kind: "unreadable",
      path,
      where: path,
      message: `it is larger than ${YAML_BYTES_MAX / 1_000_000} MB`,
      isTooLarge: true,
    };
  const lines = new LineCounter();
  const document = parsed(text, lines);
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${path}:${line}:${col}`;
  };
  const [error] = document.errors;
  if (error) return { kind: "unreadable", path, where: at(error.pos[0]), message: firstLine(error.message) };
  const twin = firstTwinKey(document);
  if (twin !== null) return { kind: "unreadable", path, where: at(twin), message: "map keys must be unique" };
  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: 100 });
  } catch {
    return { kind: "unreadable", path, where: `${path}:1:1`, message: "it refers to itself without end" };
  }
  const whereOf: WhereOf = (keys, { offset = 0, isKey = false } = {}) => {
    const around = isKey ? document.getIn(keys.slice(0, -1), true) : null;
    const pair = isMap(around) ? around.items.find(({ key }) => isScalar(key) && key.value === keys.at(-1)) : null;
    if (isScalar(pair?.key) && pair.key.range) return at(pair.key.range[0]);
    for (let length = keys.length; length >= 0; length--) {
      const node = length === 0 ? document.contents : document.getIn(keys.slice(0, length), true);
      if (!isNode(node) || !node.range) continue;
      const isQuoted = /^["']/.test(text.slice(node.range[0], node.range[0] + 1));
      return at(node.range[0] + (length === keys.length && offset > 0 ? offset + (isQuoted ? 1 : 0) : 0));
    }
    return `${path}:1:1`;
  };
  return { kind: "read", path, data, whereOf };
}

/**
 * YAML with another value at a path of keys, or without it where the value is undefined; all else, the comments too, stays as
 * it was written. An index that is as long as its list adds to it. The text must be YAML.
 */
export function withYamlValue(text: string, path: readonly (string | number)[], value: unknown): string {
  const document = parsed(text);
  if (value === undefined) document.deleteIn(path);
  else document.setIn(path, merged(document, document.getIn(path, true), value));
  return document.toString(AS_WRITTEN);
}

/** YAML that holds these data, as much of the text as it was written as can be: comments stay beside what they stood at. */
export function withYamlData(text: string, data: object): string {
  const document = parsed(text);
  if (isDeepStrictEqual(document.toJS(), data)) return text;
  document.contents = merged(document, document.contents, data) as typeof document.contents;
  const edited = document.toString(AS_WRITTEN);
  const read = readYamlText(edited, "");
  // Two places that share an anchor cannot be told apart by an edit of one.
  return read.kind === "read" && isDeepStrictEqual(read.data, data) ? edited : yamlText(data);
}

/** A node that holds a value, the one of before where it can be. Items of lists are known by their ids. */
function merged(document: Document, node: unknown, value: unknown): unknown {
  if (isNode(node) && !isAlias(node) && isDeepStrictEqual(node.toJS(document), value)) return node;
  if (isMap(node) && typeof value === "object" && value !== null && !Array.isArray(value)) {
    for (const { key } of [...node.items]) {
      const name = isScalar(key) ? key.value : key;
      if (typeof name !== "string" || !Object.hasOwn(value, name)) node.delete(key);
    }
    for (const [key, one] of Object.entries(value)) node.set(key, merged(document, node.get(key, true), one));
    return node;
  }
  if (isSeq(node) && Array.isArray(value)) {
    const before = [...node.items];
    const byId = new Map(before.map((item) => [isMap(item) ? item.get("id") : undefined, item]));
    node.items = value.map((one, index) =>
      merged(document, typeof one?.id === "string" ? byId.get(one.id) : before[index], one),
    );
    return node;
  }
  if (isScalar(node) && (typeof value !== "object" || value === null)) {
    const fresh = document.createNode(value);
    Object.assign(fresh, { comment: node.comment, commentBefore: node.commentBefore });
    return fresh;
  }
  return document.createNode(value);
}

/** Plain data as YAML, the same text for the same data. */
export function yamlText(data: object): string {
  return stringify(data, { aliasDuplicateObjects: false });
}

/** Keys that stand twice are looked for afterwards: the parser compares each with each, and takes a minute for 40,000. */
function parsed(text: string, lineCounter = new LineCounter()): Document {
  return parseDocument(text, { lineCounter, uniqueKeys: false });
}

/** Where a key stands that its map has already; null where none does. */
function firstTwinKey(document: Document): number | null {
  let twin: number | null = null;
  visit(document, {
    Map(_key, { items }: YAMLMap) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) {
          twin = key.range?.[0] ?? 0;
          return visit.BREAK;
        }
        seen.add(key.value);
      }
      return undefined;
    },
  });
  return twin;
}

function firstLine(message: string): string {
  return message.split("\n")[0]!.replace(/ at line \d+, column \d+:?$/, "");
}
