import assert from "node:assert/strict";
import test from "node:test";
import { readAnchor, readDuration, readLines, readLookSize, readPositive, readZones } from "./option-text.ts";

test("a line is a name and two points", () => {
  const [door, spare] = readLines(["main door=0.1,0.5,0.9,0.5", "0,0,1,1"]);
  assert.deepEqual(door, { name: "main door", from: { x: 0.1, y: 0.5 }, to: { x: 0.9, y: 0.5 } });
  assert.equal(spare?.name, "line 2");
});

test("a line that cannot be meant is refused, and why is said", () => {
  const cases: [string, string][] = [
    ["door=0.1,0.5,0.9", "line/unreadable"],
    ["door=0.1,0.5,0.9,x", "line/unreadable"],
    ["door=0.1,0.5,,0.9", "line/unreadable"],
    ["door=0.1,0.5,0.9,0.5,0.7,0.7", "line/unreadable"],
    ["=0.1,0.5,0.9,0.5", "line/unreadable"],
    ["door=0.1,0.5,1.9,0.5", "line/outside-picture"],
    ["door=0.5,0.5,0.5,0.5", "line/too-short"],
  ];
  for (const [text, code] of cases) assert.throws(() => readLines([text]), { code }, text);
  assert.throws(() => readLines(["a=0,0,1,1", "a=0,1,1,0"]), { code: "line/unreadable" });
});

test("a zone is a name and three corners or more, in order", () => {
  assert.equal(readZones(["shelf=0,0,1,0,1,1"])[0]?.corners.length, 3);
  assert.throws(() => readZones(["shelf=0,0,1,0"]), { code: "zone/too-few-corners" });
  assert.throws(() => readZones(["shelf=0,0,1,0,1"]), { code: "zone/unreadable" });
  assert.throws(() => readZones(["shelf=0,0,1,1,1,0,0,1"]), { code: "zone/crosses-itself" });
  assert.throws(() => readZones(["shelf=0,0,2,0,1,1"]), { code: "zone/outside-picture" });
});

test("a duration is a number and a unit, seconds where none is named", () => {
  assert.deepEqual(["90", "90s", "1.5m", "2h", "250ms"].map(readDuration), [90_000, 90_000, 90_000, 7_200_000, 250]);
  for (const text of ["", "0", "-5s", "soon", "5 days", "5sm"])
    assert.throws(() => readDuration(text), { code: "count/unreadable" }, text);
});

test("a rate is a number above nothing and below its limit", () => {
  assert.equal(readPositive("3.5", "--fps", 60), 3.5);
  for (const text of ["", "0", "-1", "61", "fast", "NaN"])
    assert.throws(() => readPositive(text, "--fps", 60), { code: "count/unreadable" }, text);
});

test("what must cross a line is the centre, the foot or the head", () => {
  assert.equal(readAnchor("foot"), "foot");
  assert.throws(() => readAnchor("knee"), { code: "count/unreadable" });
});

test("a look is large or small, and the looks of your own network are its own", () => {
  assert.equal(readLookSize({}), undefined);
  assert.equal(readLookSize({ model: "own.onnx" }), undefined);
  assert.equal(readLookSize({ look: "small" }), "small");
  for (const options of [{ look: "huge" }, { look: "" }, { look: "small", model: "own.onnx" }])
    assert.throws(() => readLookSize(options), { code: "count/unreadable" }, JSON.stringify(options));
});
