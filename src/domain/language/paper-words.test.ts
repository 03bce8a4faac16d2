import assert from "node:assert/strict";
import test from "node:test";
import { FACTS } from "#domain/policy/fact-catalogue.ts";
import { paperWords } from "./paper-words.ts";

test("every paper that a law may ask for has a name in every language, and no other has", () => {
  const end = ".on_file";
  const papers = Object.keys(FACTS)
    .filter((name) => name.endsWith(end))
    .map((name) => name.slice(0, -end.length))
    .toSorted();
  assert.ok(papers.length > 20);
  for (const words of Object.values(paperWords)) assert.deepEqual(Object.keys(words).toSorted(), papers);
});
