/** One small change of one source file, such as `<=` to `<`, after which a test ought to fail. */
export type Mutant = {
  readonly file: string;
  readonly operator: Operator;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** From 1. */
  readonly lineNumber: number;
  /** The function around it; empty at the top of a file. */
  readonly within: string;
  /** The line where the change begins, as it is and as it becomes, without indentation. */
  readonly line: string;
  readonly becomes: string;
};

/** What is changed, each in one fixed way, so that figures of two days can be compared. */
export const OPERATORS = {
  comparison: "`<` and its sisters to their boundary and their opposite, `===` to `!==` and back",
  logic: "`&&` to `||` and back",
  condition: "the question of an `if` or a `? :` to its opposite",
  not: "a `!` dropped",
  truth: "`true` to `false` and back",
  quantifier: "`every` to `some` and back",
  filter: "a `filter` dropped",
  fallback: "either side of a `??` dropped",
  return: "null or an empty list returned where the type allows it",
  text: "a word in quotes emptied; sentences for people are left alone",
  number: "one more",
  statement: "a call, an assignment, a `throw`, a `break` or a `continue` dropped",
  spread: "a `...` dropped from a list or an object",
} as const;

export type Operator = keyof typeof OPERATORS;

/** A source with the change made. */
export function mutated(source: string, { start, end, replacement }: Pick<Mutant, "start" | "end" | "replacement">) {
  return source.slice(0, start) + replacement + source.slice(end);
}
