import { type ASTNode, Environment } from "@marcbachmann/cel-js";
import { serialize } from "@marcbachmann/cel-js/serialize";
import { CAPABILITIES } from "./capability.ts";
import { FACTS, type FactName, type FactValue, factOf, isFactName } from "./fact-catalogue.ts";
import { factTree } from "./fact-tree.ts";

/**
 * Predicates of the law: expressions in CEL (the Common Expression Language) over the facts of the catalogue and the
 * `capability` that is asked about. A predicate is split at its outermost `&&` into parts; a part is true, false, or
 * unknown.
 */

/** What a predicate may name beside facts. */
export const CAPABILITY = "capability";
export type Named = FactName | typeof CAPABILITY;

/** What a part asks for, where it is of a form that can be put into words. */
export type Ask =
  | { readonly kind: "flag"; readonly fact: FactName; readonly wanted: boolean }
  | { readonly kind: "holds"; readonly fact: FactName; readonly items: readonly string[] }
  | { readonly kind: "choice"; readonly fact: FactName; readonly options: readonly string[]; readonly wanted: boolean }
  | { readonly kind: "compare"; readonly fact: FactName; readonly operator: string; readonly to: number | FactName }
  | { readonly kind: "other" };

export type Part = {
  readonly text: string;
  /** Every fact it names, whether or not an evaluation gets so far. */
  readonly names: readonly Named[];
  readonly ask: Ask;
  readonly test: (context: Context) => unknown;
};

export type Predicate = { readonly text: string; readonly parts: readonly Part[] };

/** True or false where all is known that is named; else unknown. */
export type Truth = boolean | "unknown";

/** What is known, nested as the names are: `{ notice: { sign: { on_file: true } }, capability: "count" }`. */
export type Context = Readonly<Record<string, unknown>>;

/** A predicate that cannot be read; `offset` counts characters from its beginning. */
export class PredicateError extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

const TYPES = {
  flag: "bool",
  whole: "int",
  number: "double",
  text: "string",
  date: "string",
  choice: "string",
  list: "list<string>",
};

const typed = typedEnvironment();
const untyped = new Environment({ unlistedVariablesAreDyn: true });
const compiled = new Map<string, Predicate>();

/** Reads a predicate: syntax, types and names are checked here, once. Throws `PredicateError`. */
export function readPredicate(text: string): Predicate {
  const known = compiled.get(text);
  if (known) return known;
  const checked = typed.check(text);
  if (!checked.valid) throw new PredicateError(firstLine(checked.error?.message), offsetOf(checked.error));
  if (checked.type !== "bool") throw new PredicateError("it is not a question with the answer yes or no", 0);
  const parts = conjuncts(untyped.parse(text).ast).map((node): Part => {
    const own = serialize(node);
    const evaluate = untyped.parse(own);
    checkOptions(node);
    return { text: own, names: namesIn(node), ask: askOf(node), test: (context) => evaluate(context) };
  });
  const predicate = { text, parts };
  compiled.set(text, predicate);
  return predicate;
}

/** Every fact that any of these predicates names. */
export function namesOf(predicates: readonly Predicate[]): Set<Named> {
  return new Set(predicates.flatMap(({ parts }) => parts.flatMap(({ names }) => names)));
}

/**
 * Whether a part holds. INVARIANT: where a fact that it names is unknown, so is the answer, even for `true || unknown`;
 * what cannot be evaluated is unknown as well.
 */
export function truthOfPart(part: Part, context: Context, isKnown: (name: FactName) => boolean): Truth {
  if (!part.names.every((name) => name === CAPABILITY || isKnown(name))) return "unknown";
  try {
    const answer = part.test(context);
    return typeof answer === "boolean" ? answer : "unknown";
  } catch {
    return "unknown";
  }
}

/** Whether all parts hold: false as soon as one is known to be false, true where every one is known to be true. */
export function truthOf(predicate: Predicate, context: Context, isKnown: (name: FactName) => boolean): Truth {
  const truths = predicate.parts.map((part) => truthOfPart(part, context, isKnown));
  if (truths.includes(false)) return false;
  return truths.includes("unknown") ? "unknown" : true;
}

/** Facts in the nested form that predicates read. Whole numbers become the integers of CEL. */
export function contextOf(values: ReadonlyMap<FactName, FactValue>, capability: string): Context {
  const leaves = [...values].map(([name, value]): [string, unknown] => [
    name,
    factOf(name).kind === "whole" ? BigInt(value as number) : value,
  ]);
  return factTree([[CAPABILITY, capability], ...leaves]);
}

function typedEnvironment(): Environment {
  const schema = factTree(Object.entries(FACTS).map(([name, { kind }]) => [name, TYPES[kind]]));
  const environment = new Environment().registerVariable(CAPABILITY, "string");
  for (const [name, type] of Object.entries(schema))
    if (typeof type === "string") environment.registerVariable(name, type);
    else environment.registerVariable({ name, schema: type });
  return environment;
}

function conjuncts(node: ASTNode): ASTNode[] {
  return node.op === "&&" ? node.args.flatMap(conjuncts) : [node];
}

/** The fact that a node names, such as `notice.sign.on_file`; null where it is something else. */
function chainOf(node: ASTNode): string | null {
  if (node.op === "id") return node.args;
  if (node.op !== ".") return null;
  const before = chainOf(node.args[0]);
  return before === null ? null : `${before}.${node.args[1]}`;
}

function namesIn(node: ASTNode, bound: readonly string[] = []): Named[] {
  const chain = chainOf(node);
  if (chain !== null) {
    if (bound.includes(chain)) return [];
    if (chain === CAPABILITY || isFactName(chain)) return [chain];
    throw new PredicateError(`there is no fact \`${chain}\``, node.range.start);
  }
  if (node.op === "rcall") {
    const [, receiver, rest] = node.args;
    const variable = rest.length > 1 && rest[0]?.op === "id" ? [rest[0].args] : [];
    const inner = rest.slice(variable.length).flatMap((child) => namesIn(child, [...bound, ...variable]));
    return [...new Set([...namesIn(receiver, bound), ...inner])];
  }
  return [...new Set(childrenOf(node).flatMap((child) => namesIn(child, bound)))];
}

function childrenOf(node: ASTNode): ASTNode[] {
  const isNode = (value: unknown): value is ASTNode => typeof value === "object" && value !== null && "op" in value;
  const args: unknown[] = Array.isArray(node.args) ? node.args.flat(2) : [node.args];
  return args.filter(isNode);
}

function askOf(node: ASTNode): Ask {
  const chain = chainOf(node);
  if (chain !== null && isFactName(chain)) return { kind: "flag", fact: chain, wanted: true };
  if (node.op === "!_") {
    const inner = askOf(node.args);
    if (inner.kind === "flag" || inner.kind === "choice") return { ...inner, wanted: !inner.wanted };
    return { kind: "other" };
  }
  if (node.op === "in") {
    const [fact, options] = [chainOf(node.args[0]), stringsOf(node.args[1])];
    if (fact !== null && isFactName(fact) && options) return { kind: "choice", fact, options, wanted: true };
  }
  if (node.op === "rcall" && node.args[0] === "all") {
    const items = stringsOf(node.args[1]);
    const body = node.args[2][1];
    const fact = body?.op === "in" ? chainOf(body.args[1]) : null;
    if (items && fact !== null && isFactName(fact)) return { kind: "holds", fact, items };
  }
  if (["==", "!=", "<", "<=", ">", ">="].includes(node.op))
    return comparisonOf(node as ASTNode & { args: [ASTNode, ASTNode] });
  return { kind: "other" };
}

/** `sensor.class == "beam"` asks for one choice of several, `counts.sites < 5` for a number. */
function comparisonOf({ op, args }: { op: string; args: [ASTNode, ASTNode] }): Ask {
  const [fact, other] = [chainOf(args[0]), chainOf(args[1])];
  if (fact === null || !isFactName(fact)) return { kind: "other" };
  if (other !== null && isFactName(other)) return { kind: "compare", fact, operator: op, to: other };
  const value = args[1].op === "value" ? args[1].args : undefined;
  if (typeof value === "string" && (op === "==" || op === "!="))
    return { kind: "choice", fact, options: [value], wanted: op === "==" };
  if (typeof value === "bigint" || typeof value === "number")
    return { kind: "compare", fact, operator: op, to: Number(value) };
  return { kind: "other" };
}

/** The strings of a list, or the one that stands alone; null where it is neither. */
function stringsOf(node: ASTNode): string[] | null {
  if (node.op === "value") return typeof node.args === "string" ? [node.args] : null;
  if (node.op !== "list") return null;
  const values = node.args.map((item) => (item.op === "value" ? item.args : null));
  return values.every((value): value is string => typeof value === "string") ? values : null;
}

/** A misspelt option would never be met, or never apply. LIMIT: what a variable is compared with is not looked at. */
function checkOptions(node: ASTNode): void {
  const { name, words } = wordsIn(node);
  const options = optionsOf(name);
  const wrong = words.find((word) => options?.includes(word) === false);
  if (wrong !== undefined) throw new PredicateError(`\`${name}\` is never \`${wrong}\``, node.range.start);
  childrenOf(node).forEach(checkOptions);
}

/** The words that a node looks for in a fact, or compares one with, whichever stands first. */
function wordsIn(node: ASTNode): { readonly name: string | null; readonly words: readonly string[] } {
  const ask = askOf(node);
  if (ask.kind === "holds") return { name: ask.fact, words: ask.items };
  if (node.op !== "in" && node.op !== "==" && node.op !== "!=") return { name: null, words: [] };
  const [left, right] = node.args;
  return { name: chainOf(left) ?? chainOf(right), words: [left, right].flatMap((side) => stringsOf(side) ?? []) };
}

/** What a fact or the capability may be; null where that is not listed. */
function optionsOf(name: string | null): readonly string[] | null {
  if (name === CAPABILITY) return Object.keys(CAPABILITIES);
  if (name === null || !isFactName(name)) return null;
  const fact = factOf(name);
  return "options" in fact ? fact.options : null;
}

function firstLine(message: string | undefined): string {
  return (message ?? "it cannot be read").split("\n")[0]!;
}

function offsetOf(error: unknown): number {
  return (error as { range?: { start?: number } } | undefined)?.range?.start ?? 0;
}
