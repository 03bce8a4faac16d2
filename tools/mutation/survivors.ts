import { z } from "zod";
import { type Mutant, OPERATORS, type Operator } from "./mutant.ts";

const text = z.string().min(1);

/**
 * A mutant that no test can kill, because it changes no verdict, and why. It is known by its file, its function and the
 * text of its line, so that it is found again after edits elsewhere.
 */
const Explained = z.strictObject({
  file: text,
  within: z.string(),
  operator: z.enum(Object.keys(OPERATORS) as [Operator, ...Operator[]]),
  line: text,
  becomes: z.string(),
  why: text,
});

export const SurvivorList = z.array(Explained);
export type Explained = z.output<typeof Explained>;

type Named = Omit<Explained, "why">;

export type Account = {
  readonly explained: readonly Mutant[];
  readonly unexplained: readonly Mutant[];
  /** Explanations of what no longer survives, or is no longer there. */
  readonly stale: readonly Explained[];
};

/** Which survivors are explained, which are not, and which explanations of these files are no longer needed. */
export function accountFor(
  survivors: readonly Mutant[],
  list: readonly Explained[],
  files: readonly string[],
): Account {
  const known = new Set(list.map(keyOf));
  const here = new Set(survivors.map(keyOf));
  return {
    explained: survivors.filter((mutant) => known.has(keyOf(mutant))),
    unexplained: survivors.filter((mutant) => !known.has(keyOf(mutant))),
    stale: list.filter((entry) => files.includes(entry.file) && !here.has(keyOf(entry))),
  };
}

/** A survivor as an entry to explain. */
export function entryOf({ file, within, operator, line, becomes }: Named): string {
  const fields = Object.entries({ file, within, operator, line, becomes, why: "" });
  return `- ${fields.map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join("\n  ")}`;
}

function keyOf({ file, within, operator, line, becomes }: Named): string {
  return JSON.stringify([file, within, operator, line, becomes]);
}
