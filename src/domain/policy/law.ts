import { z } from "zod";
import { CAPABILITIES, type Capability } from "./capability.ts";
import { type FactName, type FactValue, factOf, isFactName } from "./fact-catalogue.ts";
import { CAPABILITY, type Predicate, PredicateError, readPredicate } from "./predicate.ts";

/** A law as data: a file per jurisdiction, which a lawyer can read and compare. `docs/laws.md` explains the fields. */

const CAPABILITY_NAMES = Object.keys(CAPABILITIES) as [Capability, ...Capability[]];
const Day = z.iso.date();
const text = z.string().min(1);
const Words = z.strictObject({ en: text, zh: text.optional() });
/** A predicate, checked with its names and types where it stands. */
const Cel = text.transform((source, context): Predicate => {
  try {
    return readPredicate(source);
  } catch (error) {
    if (!(error instanceof PredicateError)) throw error;
    context.addIssue({ ...complaint(`\`${source}\`: ${error.message}`), params: { offset: error.offset } });
    return z.NEVER;
  }
});

const EFFECTS = ["forbid", "condition", "procedure", "allow", "define", "recommend", "penalty"] as const;
/** The effects that ask for something: an unmet one denies. */
const ASKING: readonly string[] = ["forbid", "condition", "procedure"];
const STATUSES = ["read in full", "from a summary", "from memory"] as const;
const EXPECTATIONS = ["permit", "deny", "cite", "silent"] as const;

const FactMap = z.record(z.string(), z.unknown()).transform((facts, context) => {
  const values = new Map<FactName, FactValue>();
  let capability: string | undefined;
  for (const [name, value] of Object.entries(facts))
    if (name === CAPABILITY && typeof value === "string") capability = value;
    else if (isFactName(name) && isOfKind(name, value)) values.set(name, value);
    else context.addIssue(complaint(`\`${name}: ${JSON.stringify(value)}\` is no fact`, [name]));
  return { values, capability };
});

const Requirement = z
  .strictObject({
    id: text,
    instrument: text,
    article: text,
    effect: z.enum(EFFECTS),
    /** `*` binds whatever is done. */
    capabilities: z.array(z.enum(["*", ...CAPABILITY_NAMES])).min(1),
    in_force: z.strictObject({
      from: Day.nullable(),
      to: Day.optional(),
      approximate: z.boolean().optional(),
      note: text.optional(),
    }),
    demand: Words,
    evidence: text.optional(),
    /** It applies unless one of these is known to be false. */
    when: z.array(Cel).optional(),
    /** Ways to meet it: one that is known to hold suffices. */
    met: z.array(Cel).min(1).optional(),
    /** Of a penalty: beginnings of the ids of the rows that it punishes. */
    punishes: z.array(text).optional(),
    penalty: text.optional(),
    status: z.enum(STATUSES),
    source: text,
    cases: z.array(z.strictObject({ name: text, expect: z.enum(EXPECTATIONS), facts: FactMap })).optional(),
  })
  .superRefine(({ effect, met }, context) => {
    if (ASKING.includes(effect) === (met === undefined))
      context.addIssue(
        complaint(met ? `a row that is to \`${effect}\` asks for nothing: leave \`met\` out` : "`met` is missing"),
      );
  })
  .transform(({ when = [], met = [], punishes = [], cases = [], ...row }) => ({ ...row, when, met, punishes, cases }));

const Default = z.strictObject({
  note: Words.optional(),
  /** The rows it was drawn from. */
  rows: z.array(text).optional(),
  /** The first that is known to apply decides; of those that may apply, the strictest. */
  verdicts: z
    .array(
      z.strictObject({
        verdict: z.enum(["allow", "conditional", "unsettled", "forbid"]),
        when: z.array(Cel).default([]),
      }),
    )
    .min(1),
});

const Instrument = z.strictObject({ own: text, en: text, zh: text.optional(), penalty: text.optional() });

const LawFile = z
  .strictObject({
    jurisdiction: text,
    name: z.strictObject({ own: text, en: text }),
    instruments: z.record(text, Instrument),
    /** What holds for a capability in general: our choice from the rows, no authority's statement. */
    defaults: z.partialRecord(z.enum(CAPABILITY_NAMES), Default).default({}),
    /** Rows that bind a capability which the law does not know by name. */
    also: z.partialRecord(z.enum(CAPABILITY_NAMES), z.array(text)).default({}),
    requirements: z.array(Requirement),
  })
  .superRefine(({ requirements, instruments, also }, context) => {
    const ids = requirements.map(({ id }) => id);
    for (const [index, { id, instrument }] of requirements.entries()) {
      if (ids.indexOf(id) !== index)
        context.addIssue(complaint(`\`${id}\` is given twice`, ["requirements", index, "id"]));
      if (!Object.hasOwn(instruments, instrument))
        context.addIssue(complaint(`there is no instrument \`${instrument}\``, ["requirements", index, "instrument"]));
    }
    for (const [capability, rows] of Object.entries(also))
      for (const [index, row] of rows.entries())
        if (!ids.includes(row)) context.addIssue(complaint(`there is no row \`${row}\``, ["also", capability, index]));
  });

/** What a chain's counsel adds: rows that ask for more, and, named with who and why, what is set aside. */
const AdditionsFile = z.strictObject({
  additions: text,
  jurisdiction: text,
  by: text,
  date: Day,
  instruments: z.record(text, Instrument).default({}),
  /** Rows that ask for more; none can allow anything. */
  requirements: z
    .array(Requirement)
    .default([])
    .superRefine((rows, context) => {
      for (const [index, { effect }] of rows.entries())
        if (!ASKING.includes(effect) && effect !== "recommend")
          context.addIssue(
            complaint(`an addition cannot \`${effect}\`: name it under \`overrides\`, which every report shows`, [
              index,
              "effect",
            ]),
          );
    }),
  overrides: z
    .array(
      z.union([
        /** A row that counsel holds not to bind this chain. */
        z.strictObject({ set_aside: text, why: text, end: Day.optional() }),
        /** A capability that no row of the place lists, or that is unsettled, and may run. What is forbidden cannot. */
        z.strictObject({ let: z.enum(CAPABILITY_NAMES), why: text, end: Day.optional() }),
      ]),
    )
    .default([]),
});

export type Requirement = z.output<typeof Requirement>;
export type Law = z.output<typeof LawFile>;
export type Additions = z.output<typeof AdditionsFile>;
export type Override = Additions["overrides"][number];

/** Something wrong in a file, and where: at a path of keys, at the last key itself, or some characters into its text. */
export type Problem = {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly offset?: number;
  readonly isKey?: boolean;
};

export type Read<T> =
  | { readonly kind: "read"; readonly value: T }
  | { readonly kind: "broken"; readonly problems: readonly Problem[] };

/** Reads the plain data of a law file. */
export function readLaw(data: unknown): Read<Law> {
  return readAs(LawFile, data);
}

/** Reads the plain data of a chain's own additions. */
export function readAdditions(data: unknown): Read<Additions> {
  return readAs(AdditionsFile, data);
}

/** Reads plain data by a schema; what is wrong comes back as problems with their places. */
export function readAs<T extends z.ZodType>(schema: T, data: unknown): Read<z.output<T>> {
  const result = schema.safeParse(data);
  if (result.success) return { kind: "read", value: result.data };
  return { kind: "broken", problems: result.error.issues.flatMap((issue) => problemsOf(issue, [])) };
}

/** Whether a row asks for something, so that it can be unmet. */
export function isAsking({ effect }: Requirement): boolean {
  return ASKING.includes(effect);
}

/** Whether a value is of the kind that the catalogue names for a fact. */
export function isOfKind(name: FactName, value: unknown): value is FactValue {
  const fact = factOf(name);
  if (fact.kind === "flag") return typeof value === "boolean";
  if (fact.kind === "whole") return Number.isInteger(value) && (value as number) >= 0;
  if (fact.kind === "number") return typeof value === "number";
  if (fact.kind === "choice") return fact.options.includes(value as string);
  if (fact.kind === "list") return Array.isArray(value) && value.every((item) => fact.options.includes(item as string));
  return typeof value === "string" && (fact.kind === "text" || Day.safeParse(value).success);
}

/** What a schema cannot say by itself, at a path from where it is found. */
function complaint(message: string, path: PropertyKey[] = []) {
  return { code: "custom" as const, message, path };
}

/** Every place in a file where something is wrong; of a choice of forms, those of the form that comes nearest. */
function problemsOf(issue: z.core.$ZodIssue, before: readonly PropertyKey[]): Problem[] {
  const path = [...before, ...issue.path];
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const nearest = issue.errors.reduce((best, errors) => (errors.length < best.length ? errors : best));
    return nearest.flatMap((inner) => problemsOf(inner, path));
  }
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: `there is no field \`${key}\` here`,
      isKey: true,
    }));
  const offset = "params" in issue ? Number(issue.params?.offset ?? 0) : 0;
  const isMissing = issue.code === "invalid_type" && issue.message.endsWith("received undefined");
  return [{ path, message: isMissing ? `\`${String(path.at(-1))}\` is missing` : issue.message, offset }];
}
