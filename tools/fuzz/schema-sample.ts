import type { Chance } from "./chance.ts";

/** As much of JSON Schema 2020-12 as zod writes. */
export type Schema = {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema | false;
  readonly prefixItems?: readonly Schema[];
  readonly propertyNames?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly pattern?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
};

/** The same schema with what it refers to in its place; where a part refers to itself, anything may stand. */
export function withoutReferences(schema: Schema): Schema {
  const within = (part: unknown, above: readonly string[]): unknown => {
    if (Array.isArray(part)) return part.map((item) => within(item, above));
    if (typeof part !== "object" || part === null) return part;
    const { $ref, $defs: _, ...own } = part as Schema;
    const name = $ref?.replace("#/$defs/", "");
    if (name !== undefined && above.includes(name)) return {};
    const meant = name === undefined ? own : { ...schema.$defs?.[name], ...own };
    const path = name === undefined ? above : [...above, name];
    return Object.fromEntries(Object.entries(meant).map(([key, value]) => [key, within(value, path)]));
  };
  return within(schema, []) as Schema;
}

/** Texts that patterns ask for: names, identities, days, keys, codes. */
const TEXTS = [
  "door",
  "front.door",
  "shop-1",
  "2026-11-28",
  "en",
  "0".repeat(64),
  "A".repeat(22),
  "A".repeat(43),
  "/9j/AAAA",
  "ABCD-EFGH-JKMN",
  "a",
  "AAAA",
  "DOOR_PASSWORD",
  "2026-11-28T10:00:00Z",
];
const ITEMS_MAX = 3;

/** A value that a schema takes, or nearly: what the schema cannot say (sums that must agree) may still be wrong. */
export function sampleOf(schema: Schema, by: Chance): unknown {
  if ("const" in schema) return schema.const;
  if (schema.enum) return by.pick(schema.enum);
  const ways = schema.anyOf ?? schema.oneOf;
  if (ways) return sampleOf(by.pick(ways), by);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => sampleOf(part, by)));
  switch (schema.type) {
    case "object":
      return objectOf(schema, by);
    case "array":
      if (schema.prefixItems) return schema.prefixItems.map((item) => sampleOf(item, by));
      return Array.from({ length: (schema.minItems ?? 0) + by.below(ITEMS_MAX) }, () =>
        schema.items ? sampleOf(schema.items, by) : null,
      );
    case "string":
      return by.pick(TEXTS.filter((text) => !schema.pattern || new RegExp(schema.pattern, "u").test(text))) ?? "";
    case "integer":
    case "number": {
      const least = Math.max(schema.minimum ?? 0, -1e15);
      const most = Math.min(schema.maximum ?? 1e15, 1e15);
      const span = by.pick([0, 1, 60_000, most - least]);
      const value = least + by.below(Math.max(1, Math.min(span, most - least) + 1));
      return schema.type === "number" ? Math.min(most, value + by.pick([0, 0.5])) : value;
    }
    case "boolean":
      return by.below(2) === 0;
    default:
      return null;
  }
}

function objectOf({ properties = {}, required = [], propertyNames, additionalProperties }: Schema, by: Chance) {
  const object: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(properties))
    if (required.includes(key) || by.below(2) === 0) object[key] = sampleOf(schema, by);
  if (typeof additionalProperties === "object")
    object[String(sampleOf(propertyNames ?? { type: "string" }, by))] = sampleOf(additionalProperties, by);
  return object;
}

/**
 * The paths of all fields that a schema takes: `stores[].id`. `{}` stands for any name that `propertyNames` allows, and `*` after a path
 * says that whatever is below it is taken.
 */
export function fieldsOf(schema: Schema, at = ""): Set<string> {
  const fields = new Set<string>();
  const add = (below: Schema, path: string) => {
    for (const field of fieldsOf(below, path)) fields.add(field);
  };
  for (const way of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]) add(way, at);
  for (const [key, below] of Object.entries(schema.properties ?? {})) {
    const path = at === "" ? key : `${at}.${key}`;
    fields.add(path);
    if (isAnything(below)) fields.add(`${path}*`);
    else add(below, path);
  }
  if (isAnything(schema.additionalProperties)) fields.add(`${at}*`);
  else if (typeof schema.additionalProperties === "object") {
    fields.add(`${at}.{}`);
    add(schema.additionalProperties, `${at}.{}`);
  }
  if (schema.items) add(schema.items, `${at}[]`);
  for (const item of schema.prefixItems ?? []) add(item, `${at}[]`);
  return fields;
}

/** Whether a schema takes whatever there is. */
function isAnything(schema: Schema | boolean | undefined): boolean {
  return schema === true || (typeof schema === "object" && Object.keys(schema).every((key) => key === "description"));
}

/** The first field of a value that is none of those, or null. */
export function strangeField(value: unknown, fields: ReadonlySet<string>, at = ""): string | null {
  if (typeof value !== "object" || value === null || fields.has(`${at}*`)) return null;
  if (Array.isArray(value)) return firstOf(value.map((item) => () => strangeField(item, fields, `${at}[]`)));
  return firstOf(
    Object.entries(value).map(([key, below]) => () => {
      const named = at === "" ? key : `${at}.${key}`;
      const path = fields.has(named) ? named : fields.has(`${at}.{}`) ? `${at}.{}` : null;
      return path === null ? named : strangeField(below, fields, path);
    }),
  );
}

function firstOf(asks: readonly (() => string | null)[]): string | null {
  for (const ask of asks) {
    const found = ask();
    if (found !== null) return found;
  }
  return null;
}
