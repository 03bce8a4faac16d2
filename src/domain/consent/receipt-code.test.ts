import assert from "node:assert/strict";
import test from "node:test";
import { receiptCode, receiptCodeTyped } from "./receipt-code.ts";

test("a code is three groups of four letters and digits that nobody takes for others", () => {
  assert.equal(receiptCode(0n), "0000-0000-0000");
  for (let value = 1n; value < 2000n; value += 1n)
    assert.match(receiptCode(value * 9_007_199_254_741n) ?? "0000-0000-0000", /^([0-9A-HJKMNP-TV-Z]{4}(-|$)){3}$/);
});

test("a code that is typed in small letters, with blanks, or with O for 0 is the same", () => {
  const code = [1n, 2n, 3n].map((by) => receiptCode(123_456_789_012_345n * by)).find((one) => one !== null)!;
  assert.equal(receiptCodeTyped(` ${code.toLowerCase().replaceAll("-", " ")} `), code);
  assert.equal(receiptCodeTyped("oooo-OOOO-0000"), "0000-0000-0000");
});

test("every slip of one symbol, and every two neighbours that change places, is noticed", () => {
  const symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const code = receiptCode(12_345_678_901_234_567n) ?? receiptCode(12_345_678_901_234_568n)!;
  const bare = code.replaceAll("-", "");
  for (let at = 0; at < bare.length; at += 1) {
    for (const symbol of symbols)
      if (symbol !== bare[at])
        assert.equal(receiptCodeTyped(bare.slice(0, at) + symbol + bare.slice(at + 1)), null, `${at} ${symbol}`);
    const swapped = `${bare.slice(0, at)}${bare[at + 1] ?? ""}${bare[at]}${bare.slice(at + 2)}`;
    if (swapped !== bare) assert.equal(receiptCodeTyped(swapped), null, swapped);
  }
  for (const other of ["", "0000", "0000-0000-00000", "0000-0000-000U", "héllo-héllo-hé"])
    assert.equal(receiptCodeTyped(other), null, other);
});
