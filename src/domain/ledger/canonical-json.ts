/** What JSON can hold here: no fractions, so that there is one way to write a number. */
export type Canonical =
  | string
  | number
  | boolean
  | null
  | readonly Canonical[]
  | { readonly [name: string]: Canonical | undefined };

/**
 * JSON in its one form (RFC 8785): names in the order of their UTF-16 code units, no blanks. What is undefined is left out. A number that is
 * not whole is a bug.
 */
export function canonicalJson(value: Canonical): string {
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw new RangeError(`${value} is not whole`);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.keys(value)
    .toSorted()
    .flatMap((name) => {
      const member = value[name];
      return member === undefined ? [] : [`${JSON.stringify(name)}:${canonicalJson(member)}`];
    });
  return `{${members.join(",")}}`;
}

function isList(value: object): value is readonly Canonical[] {
  return Array.isArray(value);
}
