import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import test from "node:test";
import { readYamlFile } from "#adapters/yaml/yaml-file.ts";
import { mutantsOf } from "./mutation-places.ts";
import { accountFor, entryOf, SurvivorList } from "./survivors.ts";

const SOURCE = "function a() {\n  return b >= c;\n}";
const [boundary, opposite] = mutantsOf("a.ts", SOURCE);
const explained = {
  file: "a.ts",
  within: "a",
  operator: "comparison",
  line: "return b >= c;",
  becomes: "return b > c;",
  why: "b is never c",
} as const;

test("a survivor is explained by its line, and another on the same line is not", () => {
  const account = accountFor([boundary!, opposite!], [explained], ["a.ts"]);
  assert.deepEqual(account, { explained: [boundary], unexplained: [opposite], stale: [] });
});

test("an explanation of what is killed is stale, unless its file was not looked at", () => {
  assert.deepEqual(accountFor([], [explained], ["a.ts"]).stale, [explained]);
  assert.deepEqual(accountFor([], [explained], ["b.ts"]).stale, []);
});

test("a survivor is printed as the entry that wants its reason", () => {
  assert.match(entryOf(boundary!), /^- file: "a.ts"\n {2}within: "a"\n.*becomes: "return b > c;"\n {2}why: ""$/s);
});

test("every explanation is of a mutant that there is", () => {
  const file = readYamlFile("tools/mutation/survivors.yaml");
  assert.equal(file.kind, "read");
  const list = SurvivorList.parse((file as { data: unknown }).data);
  for (const { file, why: _, ...entry } of list) {
    assert.ok(existsSync(file), `${file} is gone`);
    const found = mutantsOf(file, readFileSync(file, "utf8")).some(
      ({ within, operator, line, becomes }) =>
        JSON.stringify({ within, operator, line, becomes }) === JSON.stringify(entry),
    );
    assert.ok(found, `${file} has no such mutant any more: ${JSON.stringify(entry)}`);
  }
});
