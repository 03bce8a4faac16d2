import type { Sign, SignState } from "#domain/inspection/device-description.ts";
import { attributeOf, elementAt, elementsAt, shownText, textAt, type Xml } from "./xml-answer.ts";

/** Events of one device; a camera announces some dozens. */
export const TOPICS_MAX = 512;
/** Rules, modules, and kinds of metadata of one answer. */
const ENTRIES_MAX = 256;
/** What is told of one sign. */
const SIGN_LENGTH_MAX = 200;
const FIELDS_MAX = 12;
/** What every object in metadata has, whatever it is. */
const STRUCTURE: readonly string[] = [
  "SampleFrame",
  "Frame",
  "Object",
  "Appearance",
  "Extension",
  "Shape",
  "Class",
  "Type",
  "ClassCandidate",
];

/** A sign in the device's words, fit to be printed. */
export function sign(source: Sign["source"], text: string, state: SignState): Sign {
  return { source, text: shownText(text, SIGN_LENGTH_MAX), state };
}

/** Rules or modules that are set up (`GetRules`, `GetAnalyticsModules`): on, where none of their switches says that they are off. */
export function configuredSigns(source: "rule" | "module", entries: readonly Xml[]): Sign[] {
  return entries.slice(0, ENTRIES_MAX).map((entry) => {
    const items = simpleItems(elementAt(entry, "Parameters") ?? {});
    const switches = items.filter(({ name }) => /enable/i.test(name));
    const isOff = switches.length > 0 && switches.every(({ value }) => /^(false|0|off)$/i.test(value));
    const parts = items.filter(({ name, value }) => /^true$/i.test(value) && !/enable/i.test(name));
    const text = `${attributeOf(entry, "Type")} “${attributeOf(entry, "Name")}”${listed(parts.map(({ name }) => name))}`;
    return sign(source, text, isOff ? "able" : "on");
  });
}

/** Rules or modules that could be set up (`GetSupportedRules`, `GetSupportedAnalyticsModules`). */
export function supportedSigns(descriptions: readonly Xml[]): Sign[] {
  return descriptions
    .slice(0, ENTRIES_MAX)
    .map((description) => sign("supported", attributeOf(description, "Name"), "able"));
}

/** Events that a device announces, each with the fields of its message (`GetEventProperties`; WS-Topics 1.3). */
export function topicSigns(topicSet: Xml): { readonly signs: readonly Sign[]; readonly isCut: boolean } {
  const signs: Sign[] = [];
  let isCut = false;
  const walk = (element: Xml, path: string) => {
    for (const name of childNames(element))
      for (const child of elementsAt(element, name)) {
        if (signs.length >= TOPICS_MAX) {
          isCut = true;
          return;
        }
        const at = path === "" ? name : `${path}/${name}`;
        const message = elementAt(child, "MessageDescription");
        const children = childNames(child);
        if (message || children.length === 0)
          signs.push(sign("topic", `${at}${listed(message ? fieldsOf(message) : [])}`, "unknown"));
        walk(child, at);
      }
  };
  walk(topicSet, "");
  return { signs, isCut };
}

/** What a device's metadata may hold of an object, from its own examples (`GetSupportedMetadata`). */
export function metadataSigns(modules: readonly Xml[], state: SignState): Sign[] {
  const paths = new Set<string>();
  const walk = (element: Xml, parent: string) => {
    for (const name of childNames(element)) {
      const isNamed = !STRUCTURE.includes(name);
      if (isNamed && paths.size < ENTRIES_MAX) paths.add(parent === "" ? name : `${parent}/${name}`);
      for (const child of elementsAt(element, name)) walk(child, isNamed ? name : parent);
    }
  };
  for (const module of modules.slice(0, ENTRIES_MAX)) walk(module, "");
  return [...paths].map((path) => sign("metadata", path, state));
}

/** The text of an address without name, password and question; all before its last `@` is taken for them, whatever is in it. */
export function shownAddress(text: string): string {
  const [, scheme = "", rest = ""] = /^([a-z][a-z\d+.-]*:\/\/)?(.*)$/is.exec(text) ?? [];
  return `${scheme}${rest.replace(/^.*@/s, "").replace(/[?#].*$/s, "")}`;
}

type Item = { readonly name: string; readonly value: string };

/** All simple items, those within others too; XML is no deeper than its parser lets it be. */
function simpleItems(element: Xml): Item[] {
  const own = elementsAt(element, "SimpleItem").map((item) => ({
    name: attributeOf(item, "Name"),
    value: attributeOf(item, "Value"),
  }));
  return [...own, ...elementsAt(element, "ElementItem").flatMap(simpleItems)].slice(0, ENTRIES_MAX);
}

function fieldsOf(message: Xml): string[] {
  return ["Key", "Data"].flatMap((part) => {
    const group = elementAt(message, part) ?? {};
    return ["SimpleItemDescription", "ElementItemDescription"].flatMap((kind) =>
      elementsAt(group, kind).map((item) => attributeOf(item, "Name")),
    );
  });
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? "" : ` (${names.slice(0, FIELDS_MAX).join(", ")})`;
}

function childNames(element: Xml): string[] {
  return Object.keys(element).filter(
    (name) =>
      !/^[@#?]/.test(name) &&
      name !== "MessageDescription" &&
      elementsAt(element, name).some((child) => Object.keys(child).length > 0),
  );
}

/** A list of topics in an expression of WS-Notification: `tns1:RuleEngine/FaceDetector//.|tns1:Device//.`. */
export function filteredTopics(filter: Xml | null): string[] {
  if (!filter) return [];
  const texts = elementsAt(filter, "TopicExpression").map((one) => textAt({ one }, "one"));
  const own = textAt({ filter }, "filter");
  return [own, ...texts].flatMap((text) => text.split("|")).filter((text) => text.trim() !== "");
}
