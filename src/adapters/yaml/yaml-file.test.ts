import assert from "node:assert/strict";
import test from "node:test";
import { readYamlFile, readYamlText, YAML_BYTES_MAX } from "./yaml-file.ts";

const TEXT = `name: a shop
doors:
  - width: 2
  - "width": wide
note: "met if a and b"
`;

function whereOf(path: readonly PropertyKey[], place?: { offset?: number; isKey?: boolean }): string {
  const file = readYamlText(TEXT, "shop.yaml");
  assert.equal(file.kind, "read");
  return file.kind === "read" ? file.whereOf(path, place) : "";
}

test("a value is found by line and column, and so is its key", () => {
  assert.equal(whereOf(["doors", 1, "width"]), "shop.yaml:4:14");
  assert.equal(whereOf(["doors", 1, "width"], { isKey: true }), "shop.yaml:4:5");
});

test("a place inside a text is counted from its first letter, whether it is quoted or not", () => {
  assert.equal(whereOf(["name"], { offset: 2 }), "shop.yaml:1:9");
  assert.equal(whereOf(["note"], { offset: 2 }), "shop.yaml:5:10");
});

test("what is not there is looked for at the nearest that is", () => {
  assert.equal(whereOf(["doors", 0, "height"]), "shop.yaml:3:5");
  assert.equal(whereOf(["doors", 7, "height"]), "shop.yaml:3:3");
  assert.equal(whereOf(["windows"]), "shop.yaml:1:1");
});

test("what is no YAML is said to be none, with its place", () => {
  for (const [text, where] of [
    ["a: [1", "x:1:"],
    ["a: 1\na: 2\n", "x:2:1"],
    ['a:\n  - { b: 1, "b": 2 }\n', "x:2:13"],
    ["a:\n\t- 1\n", "x:2:1"],
  ] as const) {
    const file = readYamlText(text, "x");
    assert.equal(file.kind, "unreadable", text);
    assert.ok(file.kind === "unreadable" && file.where.startsWith(where), JSON.stringify(file));
  }
});

test("a bomb of references is refused before it is unpacked", () => {
  const levels = Array.from({ length: 12 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(", ")}]`);
  const file = readYamlText(`l0: &l0 [x]\n${levels.join("\n")}\n`, "x");
  assert.equal(file.kind, "unreadable");
});

test("a file that is not there, and a folder, are said to be so", () => {
  assert.equal(readYamlFile("nowhere.yaml").kind, "unreadable");
  assert.equal(readYamlFile(".").kind, "unreadable");
});

test("a text of many keys is read in a moment, and one that is too large not at all", () => {
  const keys = Array.from({ length: 60_000 }, (_, index) => `k${index}: 1\n`).join("");
  const begun = performance.now();
  assert.equal(readYamlText(keys, "x").kind, "read");
  assert.ok(performance.now() - begun < 20_000, "where each key is compared with each it takes minutes");
  const large = readYamlText(keys.repeat(2), "x");
  assert.ok(keys.length * 2 > YAML_BYTES_MAX && large.kind === "unreadable" && large.isTooLarge);
});
