import type { Chance } from "./chance.ts";

/** What nobody should be able to tell: names under which pictures, faces and persons would come, and those that JavaScript itself knows. */
const STRANGE_KEYS = [
  "image",
  "picture",
  "frame",
  "face",
  "faceId",
  "embedding",
  "personId",
  "gender",
  "__proto__",
  "constructor",
  "toString",
  "",
  "\u0000",
  "kind ",
];

const STRANGE_VALUES: ReadonlyArray<unknown> = [
  null,
  true,
  -1,
  0.1,
  1e308,
  -1e308,
  2 ** 53,
  2 ** 53 + 2,
  "",
  "\u0000",
  "\ud800",
  "../../etc/passwd",
  "=1+1",
  "data:image/png;base64,iVBORw0KGgo=",
  "９",
  "2026-02-30",
  "a".repeat(10_000),
  [],
  {},
  [[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]],
  Array.from({ length: 2000 }, (_, index) => index),
];

/** A list is made longer up to so many letters: one of lists that were made longer before would become longer than any text can be. */
const GROWN_LETTERS_MAX = 4_000_000;
const COPIES_MAX = 2000;

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Changes one thing somewhere in a value: a field taken away, added, doubled or given another's value. */
export function mutateValue(value: unknown, by: Chance): unknown {
  // Its text and back, so that no two places hold the same list: to make one longer would make all of them so.
  const text = JSON.stringify(value) ?? "null";
  const copy = JSON.parse(text) as Json;
  const places = containersIn(copy);
  if (places.length === 0) return by.pick(STRANGE_VALUES);
  const place = by.pick(places);
  const keys = Object.keys(place);
  const key = keys.length > 0 ? by.pick(keys) : "";
  const put = (at: string, what: unknown) =>
    Object.defineProperty(place, at, { value: what, enumerable: true, configurable: true, writable: true });
  switch (by.below(6)) {
    case 0:
      put(Array.isArray(place) ? String(keys.length) : by.pick(STRANGE_KEYS), by.pick(STRANGE_VALUES));
      break;
    case 1:
      if (Array.isArray(place)) place.splice(Number(key), 1);
      else delete (place as Record<string, Json>)[key];
      break;
    case 2:
      put(key, by.pick(STRANGE_VALUES));
      break;
    case 3:
      put(key, structuredClone(by.pick(places)));
      break;
    case 4:
      if (Array.isArray(place)) {
        const letters = JSON.stringify(place[0] ?? null).length;
        const room = Math.max(0, GROWN_LETTERS_MAX - text.length);
        const copies = Math.min(by.below(COPIES_MAX), Math.floor(room / letters));
        for (let more = copies; more > 0 && place.length > 0; more--) place.push(place[0]!);
      } else put(key, by.pick(STRANGE_VALUES));
      break;
    default: {
      const other = (place as Record<string, Json>)[key];
      put(key, typeof other === "number" ? other + by.pick([-1, 1, 0.5, 1e15, -1e15]) : by.pick(STRANGE_VALUES));
    }
  }
  return copy;
}

function containersIn(value: Json): (Json[] | { [key: string]: Json })[] {
  if (typeof value !== "object" || value === null) return [];
  return [value, ...Object.values(value).flatMap(containersIn)];
}

/** Changes the letters of a text: some of them others, a piece cut out, doubled, or taken from another text. */
export function mutateText(text: string, other: string, by: Chance): string {
  const at = by.below(text.length + 1);
  const end = at + by.below(Math.min(64, text.length - at) + 1);
  switch (by.below(6)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + text.slice(end);
    case 2:
      return text.slice(0, end) + text.slice(at);
    case 3:
      return text.slice(0, at) + other.slice(by.below(other.length + 1));
    case 4:
      return text.slice(0, at) + text.slice(at, end).repeat(by.pick([2, 50])) + text.slice(end);
    default:
      return (
        text.slice(0, at) +
        String.fromCharCode(by.pick([0, 9, 10, 34, 38, 39, 58, 60, 91, 92, 123, 0x202e, 0xd800, by.below(128)])) +
        text.slice(at + 1)
      );
  }
}
