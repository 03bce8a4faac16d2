import { z } from "zod";
import { DERIVED_FACTS, FACTS, type Fact, type FactName, factOf } from "#domain/policy/fact-catalogue.ts";
import { type FactTree, factTree } from "#domain/policy/fact-tree.ts";

/**
 * The catalogue of facts as two nested schemas: `practice`, what is done, and `evidence`, what can be shown for it. Every
 * group of evidence may be a paper, with owner, date, end, file or link, and checksum.
 */

/** Facts about what is done; all others are shown. */
const PRACTICE =
  /^(install\.(zone|reason)|proc\.|out\.|purpose$|counts\.|transfer\.|targeting\.|subject\.|model\.outputs|defaults\.|retention\.(?!.*on_file))/;
const SITE = /^site\./;

const Paper = {
  owner: z.string().min(1).optional().describe("who answers for this paper"),
  date: z.iso.date().optional().describe("the day of the paper, `2026-03-01`; before it, it shows nothing"),
  end: z.iso.date().optional().describe("the last day on which it counts; after it, what it shows is off"),
  file: z.string().min(1).optional().describe("where it lies, from the folder of this file"),
  link: z.url().optional().describe("where it is to be read"),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "a checksum has 64 digits of 0-9 and a-f")
    .optional()
    .describe("the checksum of the file; where it differs, the paper shows nothing"),
};

const names = Object.keys(FACTS) as FactName[];
const isStated = (name: FactName) => !DERIVED_FACTS.includes(name);

/** Where and what the store is. */
export const Site = groupOf(
  names.filter((name) => SITE.test(name)),
  {},
).site as z.ZodType<Record<string, unknown>>;
/** What is done. `null` takes back what a wider level says. */
export const Practice = z
  .strictObject(
    groupOf(
      names.filter((name) => isStated(name) && PRACTICE.test(name)),
      {},
    ),
  )
  .meta({
    id: "Practice",
    description: "what is done: where it hangs, what is worked out, what comes out, how long it is kept",
  });
/** What can be shown. */
export const Evidence = z
  .strictObject(
    groupOf(
      names.filter((name) => isStated(name) && !PRACTICE.test(name) && !SITE.test(name)),
      Paper,
    ),
  )
  .meta({
    id: "Evidence",
    description: "what can be shown: signs, notices, assessments, consent, contracts, filings, security, sign-off",
  });

/** The level at which a fact belongs, for whoever put it at another. */
export function placeOfFact(name: string): "site" | "practice" | "evidence" | null {
  const isKnown = names.some((known) => isStated(known) && (known === name || known.startsWith(`${name}.`)));
  if (!isKnown) return null;
  if (SITE.test(name)) return "site";
  return PRACTICE.test(names.find((known) => known === name || known.startsWith(`${name}.`))!)
    ? "practice"
    : "evidence";
}

function groupOf(facts: readonly FactName[], paper: Record<string, z.ZodType>): Record<string, z.ZodType> {
  const build = (branch: FactTree<z.ZodType>): Record<string, z.ZodType> =>
    Object.fromEntries(
      Object.entries(branch).map(([name, value]) => [
        name,
        value instanceof z.ZodType ? value : z.strictObject({ ...paper, ...build(value) }).optional(),
      ]),
    );
  return build(
    factTree(
      facts.map((name) => {
        const fact = factOf(name);
        return [name, schemaOf(fact).nullable().optional().describe(describe(fact))];
      }),
    ),
  );
}

function schemaOf(fact: Fact): z.ZodType {
  switch (fact.kind) {
    case "flag":
      return z.boolean();
    case "whole":
      return z.int().min(0);
    case "number":
      return z.number();
    case "date":
      return z.iso.date();
    case "text":
      return z.string().min(1);
    case "choice":
      return z.enum(fact.options as [string, ...string[]]);
    case "list":
      return z.array(z.enum(fact.options as [string, ...string[]]));
  }
}

function describe(fact: Fact): string {
  return fact.kind === "flag" ? `true: ${fact.yes.en}; false: ${fact.no.en}` : fact.label.en;
}
