import type { z } from "zod";
import { Fault } from "#domain/fault/fault.ts";
import type { NameTally } from "./tally.ts";

/** The fields that are read, by name; a list is gone through, and each of its members has the same fields. */
export type Whitelist = "value" | { readonly [field: string]: Whitelist };

/**
 * A copy of `value` that holds what is on the whitelist and nothing else; every other field is counted by its name, once
 * for all that is in it, and never looked into. Where a plain value is expected, an object or a list becomes null.
 */
export function keepListed(value: unknown, list: Whitelist, dropped: NameTally): unknown {
  if (list === "value") return typeof value === "object" ? null : value;
  if (Array.isArray(value)) return value.map((member) => keepListed(member, list, dropped));
  if (typeof value !== "object" || value === null) return value;
  const kept: [string, unknown][] = [];
  for (const [name, inner] of Object.entries(value)) {
    const listed = Object.hasOwn(list, name) ? list[name] : undefined;
    if (listed === undefined) dropped.add(name);
    else kept.push([name, keepListed(inner, listed, dropped)]);
  }
  return Object.fromEntries(kept);
}

/** What the schema makes of fields that are whitelisted; the fault names the field that is wrong, never what was in it. */
export function parseListed<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path.map(String).join(".") ?? "";
  throw new Fault(
    "sensor/unreadable",
    path === "" ? "the message is not of its shape" : `\`${path}\` is not as it should be`,
  );
}
