import assert from "node:assert/strict";
import test from "node:test";
import { jurisdictionsOver, placeOfCamera, siteOf } from "./place.ts";

test("a camera is not counted before its place is named", () => {
  assert.throws(() => placeOfCamera(undefined), { code: "place/missing" });
});

test("a place is a country, a part of one, or a country of the Union", () => {
  assert.equal(placeOfCamera("us-il"), "US-IL");
  assert.equal(placeOfCamera("EU-FR"), "EU-FR");
  assert.equal(placeOfCamera("us-or-Portland"), "US-OR-Portland");
  assert.equal(placeOfCamera("au-nsw"), "AU-NSW");
  assert.equal(placeOfCamera("us-or-Bend"), "US-OR-Bend");
  assert.equal(placeOfCamera("JP"), "JP");
});

test("what is not a place is said to be none", () => {
  for (const text of ["", "China", "US_IL", "U", "US-"])
    assert.throws(() => placeOfCamera(text), { code: "place/unreadable" }, text);
});

test("a country of the Union has the Union's law and its own", () => {
  assert.deepEqual(siteOf("EU-FR"), { jurisdiction: "EU", member_state: "FR" });
});

test("a province of China has the law of China", () => {
  assert.deepEqual(siteOf("CN-31"), { jurisdiction: "CN" });
});

test("a city has the law of its country and state too", () => {
  assert.deepEqual(jurisdictionsOver("US-OR-Portland"), ["US", "US-OR", "US-OR-Portland"]);
});
