import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { SIGN_RULES, type SignFieldId, signRulesFor } from "./sign-rules.ts";

const numbers = (cell: string) => cell.match(/\bS\d+\b/g) ?? [];

test("what a sign must carry is what docs/sign-fields.md shows", () => {
  const rows = readFileSync("docs/sign-fields.md", "utf8")
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .filter((cells) => cells.length === 7 && Object.hasOwn(SIGN_RULES, cells[1]!));
  assert.equal(rows.length, Object.keys(SIGN_RULES).length);
  for (const [, name, required, recommended, behind, basis] of rows) {
    const rule = SIGN_RULES[name as keyof typeof SIGN_RULES];
    const same = (fields: readonly SignFieldId[], cell: string) =>
      assert.deepEqual(fields.toSorted(), [...new Set(numbers(cell))].toSorted(), `${name}: ${cell}`);
    same(rule.required, required!);
    same(rule.recommended, recommended!);
    same(rule.behind, behind!);
    assert.equal(rule.basis, basis);
  }
});

test("the place and what the sensors see decide which rules ask", () => {
  const rules = (jurisdiction: string, memberState: string | null, isImaging: boolean, estimatesFromFaces = false) =>
    signRulesFor({ jurisdiction, memberState, isImaging, takesPersonalData: isImaging, estimatesFromFaces });
  assert.deepEqual(rules("CN", null, false), ["CN count, non-imaging"]);
  assert.deepEqual(rules("CN", null, true), ["CN count, imaging"]);
  assert.deepEqual(rules("CN", null, true, true), ["CN face, opt-in terminal", "CN count, imaging"]);
  assert.deepEqual(rules("EU", "FR", true), ["EU first layer"]);
  assert.deepEqual(rules("EU", "ES", true), ["EU first layer", "ES"]);
  assert.deepEqual(rules("EU", "IT", true, true), ["EU first layer", "EU demographics add-on"]);
  assert.deepEqual(rules("EU", "IT", false), []);
  assert.deepEqual(rules("KR", null, true), ["KR"]);
  assert.deepEqual(rules("US-NYC", null, true), ["US-NYC", "US (FTC)"]);
  assert.deepEqual(rules("US-IL", null, true), ["US-IL / TX / CO / WA", "US (FTC)"]);
  assert.deepEqual(rules("US-OR-Portland", null, true), ["US (FTC)"]);
  assert.deepEqual(rules("JP", null, true), []);
});
