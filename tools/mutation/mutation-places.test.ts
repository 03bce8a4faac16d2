import assert from "node:assert/strict";
import test from "node:test";
import { mutated, OPERATORS, type Operator } from "./mutant.ts";
import { mutantsOf } from "./mutation-places.ts";

const TABLE: ReadonlyArray<readonly [operator: Operator, source: string, becomes: readonly string[]]> = [
  ["comparison", "const a = b < c;", ["const a = b <= c;", "const a = b >= c;"]],
  ["comparison", "const a = b !== c;", ["const a = b === c;"]],
  ["logic", "const a = b && c;", ["const a = (b || c);"]],
  ["condition", "const a = b() ? c : d;", ["const a = !(b()) ? c : d;"]],
  ["not", "const a = !b;", ["const a = b;"]],
  ["truth", "const a = true;", ["const a = false;"]],
  ["quantifier", "const a = b.every(c);", ["const a = b.some(c);"]],
  ["filter", "const a = b.filter((c) => c);", ["const a = b;"]],
  ["fallback", "const a = b ?? c;", ["const a = (b);", "const a = (c);"]],
  ["return", "const a = (): B | null => {\n  return b();\n};", ["return null;"]],
  ["return", "function a(): readonly B[] {\n  return b();\n}", ["return [];"]],
  ["text", 'const a = "word";', ['const a = "";']],
  ["number", "const a = 1;", ["const a = (1 + 1);"]],
  ["statement", "b();", [";"]],
  ["statement", "for (const a of b)\n  break;", [";"]],
  ["statement", "function a() {\n  throw b;\n}", [";"]],
  ["spread", "const a = [...b, c];", ["const a = [ c];"]],
];

for (const [operator, source, becomes] of TABLE)
  test(`${operator}: \`${source.replaceAll(/\s+/g, " ")}\` is changed to ${becomes.join(" and ")}`, () => {
    const found = mutantsOf("a.ts", source).filter((mutant) => mutant.operator === operator);
    assert.deepEqual(
      found.map((mutant) => mutant.becomes),
      becomes.map((line) => line.replaceAll(/\s+/g, " ")),
    );
  });

test("every operator has its example here", () => {
  assert.deepEqual([...new Set(TABLE.map(([operator]) => operator))].toSorted(), Object.keys(OPERATORS).toSorted());
});

test("types, imports and sentences for people are left alone", () => {
  const source = [
    'import { a } from "./a.ts";',
    'type B = "one" | true | 1;',
    'const c: B = a as "one";',
    'const d = a("it is not there");',
  ].join("\n");
  assert.deepEqual(mutantsOf("a.ts", source), []);
});

test("a mutant is known by its function and its line, however it is indented", () => {
  const source = "function a() {\n    if (b >=\n      c) d();\n}";
  const [mutant] = mutantsOf("a.ts", source);
  assert.equal(mutant?.within, "a");
  assert.equal(mutant?.lineNumber, 2);
  assert.equal(mutant?.line, "if (b >=");
  assert.equal(mutant?.becomes, "if (b > c) d();");
  assert.equal(mutated(source, mutant!), "function a() {\n    if (b > c) d();\n}");
});

test("of a catalogue only the functions are changed", () => {
  const source = 'const A = "word";\nfunction b() {\n  return "other";\n}';
  assert.deepEqual(
    mutantsOf("a.ts", source, { functionsOnly: true }).map(({ line }) => line),
    ['return "other";'],
  );
});
