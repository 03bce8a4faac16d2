import { XMLParser } from "fast-xml-parser";
import { Fault } from "#domain/fault/fault.ts";

/** A longer answer is not read to its end. A recorder with 64 channels describes itself in half of it. */
export const ANSWER_BYTES_MAX = 1024 * 1024;
/** Deeper than any message of ONVIF. */
export const ANSWER_DEPTH_MAX = 32;
/** Namespaces of one message; more are not looked at. */
const NAMESPACES_MAX = 64;
/** Names of cameras, models and streams are cut to this. */
const SHOWN_LENGTH_MAX = 80;

/** An element: its text, its children by name without prefix. */
export type Xml = { readonly [name: string]: unknown };

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  htmlEntities: true,
  maxNestedTags: ANSWER_DEPTH_MAX,
});

/**
 * Reads a message of a device, which may be anything: null where it is no XML at all (a web page, say).
 * SOAP forbids document types (SOAP 1.2, section 5), by which a small text can be made to grow without end.
 * @throws Fault `onvif/unreadable` beyond a limit
 */
export function readXml(text: string): Xml | null {
  if (Buffer.byteLength(text) > ANSWER_BYTES_MAX)
    throw new Fault("onvif/unreadable", `the answer is longer than ${ANSWER_BYTES_MAX} bytes`);
  if (/<!(ENTITY|ELEMENT|ATTLIST)|<!DOCTYPE(?!\s+html\b)/i.test(text))
    throw new Fault("onvif/unreadable", "the answer declares a document type, which no message of ONVIF may");
  if (/<!DOCTYPE/i.test(text)) return null;
  try {
    const read: unknown = parser.parse(text, true);
    return isElement(read) ? read : null;
  } catch (error) {
    if (error instanceof Error && /nested tags/i.test(error.message))
      throw new Fault("onvif/unreadable", `the answer is nested deeper than ${ANSWER_DEPTH_MAX} elements`);
    return null;
  }
}

/** The first element at a path of names; null where there is none. An element that holds only text is one too. */
export function elementAt(from: Xml, ...path: readonly string[]): Xml | null {
  let at: Xml | null = from;
  for (const name of path) at = at && (elementsAt(at, name)[0] ?? null);
  return at;
}

/** All children of a name, in their order. */
export function elementsAt(from: Xml, name: string): Xml[] {
  if (!Object.hasOwn(from, name)) return [];
  const found = from[name];
  return (Array.isArray(found) ? found : [found]).map((one: unknown) =>
    isElement(one) ? one : { "#text": typeof one === "string" ? one : "" },
  );
}

/** The text of the element at a path; empty where there is none. */
export function textAt(from: Xml, ...path: readonly string[]): string {
  const text = elementAt(from, ...path)?.["#text"];
  return typeof text === "string" ? text.trim() : "";
}

/** An attribute's text; empty where there is none. */
export function attributeOf(from: Xml, name: string): string {
  const text = Object.hasOwn(from, `@${name}`) ? from[`@${name}`] : "";
  return typeof text === "string" ? text : "";
}

/** A whole number at a path that is not negative; null where there is none. */
export function numberAt(from: Xml, ...path: readonly string[]): number | null {
  const text = textAt(from, ...path);
  return /^\d{1,9}(\.\d+)?$/.test(text) ? Math.round(Number(text)) : null;
}

/** The namespaces that a message declares, each once. */
export function namespacesIn(text: string): string[] {
  const found = text.matchAll(/\sxmlns:[\w.-]{1,40}\s*=\s*["']([^"'<>\s]{1,200})["']/g);
  return [...new Set(Array.from(found, ([, name = ""]) => name))].slice(0, NAMESPACES_MAX);
}

/** What a device says of itself, as it may be printed: one line, of no more than is needed, without control signs. */
export function shownText(text: string, lengthMax = SHOWN_LENGTH_MAX): string {
  return text
    .replace(/[\p{C}\p{Z}]+/gu, " ")
    .trim()
    .slice(0, lengthMax);
}

/** A text within XML. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function isElement(value: unknown): value is Xml {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
