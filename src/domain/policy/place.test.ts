import assert from "node:assert/strict";
import test from "node:test";
import { placeOfCamera } from "./place.ts";

test("a camera is not counted before its place is named", () => {
  assert.throws(() => placeOfCamera(undefined), { code: "place/missing" });
});

test("a camera in China is refused, however the place is written", () => {
  for (const text of ["CN", "cn", "CN-BJ", "Cn-31"])
    assert.throws(() => placeOfCamera(text), { code: "place/not-open" });
});

test("a place is a country, a part of one, or a country of the Union", () => {
  assert.equal(placeOfCamera("us-il"), "US-IL");
  assert.equal(placeOfCamera("EU-FR"), "EU-FR");
  assert.equal(placeOfCamera("JP"), "JP");
});

test("what is not a place is said to be none", () => {
  for (const text of ["", "China", "US_IL", "U", "US-", "EU-FRANCE"])
    assert.throws(() => placeOfCamera(text), { code: "place/unreadable" }, text);
});
