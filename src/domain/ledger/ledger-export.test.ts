import assert from "node:assert/strict";
import test from "node:test";
import { entryLines } from "./ledger-export.ts";

test("entries are a line each, however many they are", () => {
  const of = (count: number) => Array.from({ length: count }, (_, number) => ({ number, text: `{"é":${number}}` }));
  for (const count of [0, 1, 9_999, 10_000, 10_001, 25_000]) {
    const told = Buffer.from(entryLines(of(count))).toString();
    assert.equal(
      told,
      of(count)
        .map(({ number, text }) => `${number} ${text}\n`)
        .join(""),
    );
  }
});
