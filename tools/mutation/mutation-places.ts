import { type Node, parseSync, visitorKeys } from "oxc-parser";
import { type Mutant, mutated, type Operator } from "./mutant.ts";

type Change = readonly [operator: Operator, start: number, end: number, replacement: string];

/** What a change may depend on beside the node itself. */
type Surroundings = {
  readonly within: string;
  /** What the function around may return instead of what it does: `null`, `[]`; null where its type names neither. */
  readonly nothing: "null" | "[]" | null;
};

const COMPARISONS: Readonly<Record<string, readonly string[]>> = {
  "<": ["<=", ">="],
  "<=": ["<", ">"],
  ">": [">=", "<="],
  ">=": [">", "<"],
  "===": ["!=="],
  "!==": ["==="],
};
const QUANTIFIERS: Readonly<Record<string, string>> = { every: "some", some: "every" };
/** TypeScript's own nodes that hold an expression; all others are types, which do nothing at run time. */
const TYPED_EXPRESSIONS = ["TSAsExpression", "TSNonNullExpression", "TSSatisfiesExpression"];

/**
 * Every mutant of a source, in the order of its text. `functionsOnly` leaves alone what stands at the top of the file:
 * a catalogue of texts.
 */
export function mutantsOf(
  file: string,
  source: string,
  { functionsOnly = false }: { readonly functionsOnly?: boolean } = {},
): Mutant[] {
  const mutants: Mutant[] = [];
  const visit = (node: Node, parent: Node | null, around: Surroundings) => {
    if (node.type.startsWith("TS") && !TYPED_EXPRESSIONS.includes(node.type)) return;
    if (node.type === "ImportDeclaration") return;
    const inside = surroundingsOf(node, parent, around);
    if (!functionsOnly || around.within !== "")
      for (const change of changesOf(node, parent, around, source))
        mutants.push(mutantOf(file, source, change, around));
    for (const child of childrenOf(node)) visit(child, node, inside);
  };
  visit(parse(file, source), null, { within: "", nothing: null });
  return mutants.toSorted((a, b) => a.start - b.start);
}

function parse(file: string, source: string): Node {
  const { program, errors } = parseSync(file, source);
  if (errors[0]) throw new Error(`${file} cannot be read: ${errors[0].message}`);
  return program;
}

function childrenOf(node: Node): Node[] {
  const fields = node as unknown as Record<string, Node | (Node | null)[] | null | undefined>;
  return (visitorKeys[node.type] ?? []).flatMap((key) => fields[key] ?? []).filter((child) => child !== null);
}

function surroundingsOf(node: Node, parent: Node | null, around: Surroundings): Surroundings {
  if (node.type !== "FunctionDeclaration" && node.type !== "ArrowFunctionExpression") return around;
  const own = node.type === "FunctionDeclaration" ? node.id : parent?.type === "VariableDeclarator" ? parent.id : null;
  const type = node.returnType?.typeAnnotation;
  const isList = type?.type === "TSArrayType" || type?.type === "TSTypeOperator";
  const isNullable = type?.type === "TSUnionType" && type.types.some((one) => one.type === "TSNullKeyword");
  return {
    within: own?.type === "Identifier" ? own.name : around.within || "=>",
    nothing: isList ? "[]" : isNullable ? "null" : null,
  };
}

function changesOf(node: Node, parent: Node | null, { nothing }: Surroundings, source: string): Change[] {
  const textOf = ({ start, end }: { start: number; end: number }) => source.slice(start, end);
  const replace = (operator: Operator, replacement: string): Change => [operator, node.start, node.end, replacement];
  const given = (answer: Node): Change[] =>
    nothing === null || textOf(answer) === nothing ? [] : [["return", answer.start, answer.end, nothing]];
  switch (node.type) {
    case "BinaryExpression":
      return (COMPARISONS[node.operator] ?? []).map((operator) =>
        replace("comparison", `${textOf(node.left)} ${operator} ${textOf(node.right)}`),
      );
    case "LogicalExpression":
      if (node.operator === "??")
        return [node.left, node.right].map((side) => replace("fallback", `(${textOf(side)})`));
      return [replace("logic", `(${textOf(node.left)} ${node.operator === "&&" ? "||" : "&&"} ${textOf(node.right)})`)];
    case "AssignmentExpression":
      return node.operator === "??=" ? [replace("fallback", `${textOf(node.left)} = ${textOf(node.right)}`)] : [];
    case "IfStatement":
    case "ConditionalExpression": {
      const { test } = node;
      const isChangedAnyway =
        (test.type === "BinaryExpression" && test.operator in COMPARISONS) ||
        (test.type === "UnaryExpression" && test.operator === "!");
      return isChangedAnyway ? [] : [["condition", test.start, test.end, `!(${textOf(test)})`]];
    }
    case "UnaryExpression":
      return node.operator === "!" ? [replace("not", textOf(node.argument))] : [];
    case "CallExpression": {
      const { callee } = node;
      if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return [];
      const { name, start, end } = callee.property;
      if (name === "filter") return [replace("filter", textOf(callee.object))];
      return Object.hasOwn(QUANTIFIERS, name) ? [["quantifier", start, end, QUANTIFIERS[name]!]] : [];
    }
    case "Literal": {
      if (parent?.type === "Property" && parent.key === node) return [];
      if (typeof node.value === "boolean") return [replace("truth", String(!node.value))];
      if (typeof node.value === "number") return [replace("number", `(${textOf(node)} + 1)`)];
      const isWord = typeof node.value === "string" && node.value !== "" && !/\s/.test(node.value);
      return isWord ? [replace("text", '""')] : [];
    }
    case "ReturnStatement":
      return node.argument ? given(node.argument) : [];
    case "ExpressionStatement":
      return ["CallExpression", "AssignmentExpression"].includes(node.expression.type)
        ? [replace("statement", ";")]
        : [];
    case "ThrowStatement":
    case "BreakStatement":
    case "ContinueStatement":
      return [replace("statement", ";")];
    case "SpreadElement": {
      const comma = /^\s*,/.exec(source.slice(node.end))?.[0] ?? "";
      return [["spread", node.start, node.end + comma.length, ""]];
    }
    default:
      return [];
  }
}

function mutantOf(file: string, source: string, change: Change, { within }: Surroundings): Mutant {
  const [operator, start, end, replacement] = change;
  const lineStart = source.lastIndexOf("\n", start - 1) + 1;
  const changed = mutated(source, { start, end, replacement });
  return {
    file,
    operator,
    start,
    end,
    replacement,
    lineNumber: source.slice(0, start).split("\n").length,
    within,
    line: firstLine(source.slice(lineStart), 0),
    becomes: firstLine(changed.slice(lineStart), start + replacement.length - lineStart),
  };
}

/** The text up to the first end of line at or after an offset, on one line. */
function firstLine(text: string, offset: number): string {
  const end = text.indexOf("\n", offset);
  return text
    .slice(0, end < 0 ? undefined : end)
    .replace(/\s+/g, " ")
    .trim();
}
