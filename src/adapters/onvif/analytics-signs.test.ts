import assert from "node:assert/strict";
import test from "node:test";
import { configuredSigns, shownAddress } from "./analytics-signs.ts";
import { elementAt, elementsAt, readXml } from "./xml-answer.ts";

const rules = (text: string) =>
  configuredSigns("rule", elementsAt(elementAt(readXml(`<r>${text}</r>`)!, "r")!, "Rule"));

test("a rule is on, unless every switch of it says that it is off, also where switches lie within others", () => {
  const item = (name: string, value: string) => `<SimpleItem Name="${name}" Value="${value}"/>`;
  const rule = (inner: string) => `<Rule Name="one" Type="tt:FaceDetector"><Parameters>${inner}</Parameters></Rule>`;
  const nested = (value: string) => `<ElementItem Name="ext">${item("MotionDetectorEnable", value)}</ElementItem>`;
  for (const [inner, state] of [
    ["", "on"],
    [item("Sensitivity", "false"), "on"],
    [item("Enable", "true"), "on"],
    [item("Enable", "false"), "able"],
    [item("LineEnable", "0"), "able"],
    [nested("true"), "on"],
    [nested("false"), "able"],
    [item("Enable", "false") + nested("true"), "on"],
  ] as const)
    assert.equal(rules(rule(inner) + rule(item("Enable", "true")))[0]?.state, state, inner);
  assert.deepEqual(rules("<Rule/>")[0], { source: "rule", text: "“”", state: "on" });
});

test("an address is shown without what it gives away", () => {
  for (const [text, shown] of [
    ["mqtts://shop:secret@broker.example:8883/x?token=1#y", "mqtts://broker.example:8883/x"],
    ["user:secret@files.example/door?key=1", "files.example/door"],
    ["ftp://us/er:sec@ret?@files.example/door", "ftp://files.example/door"],
    ["/mnt/sd", "/mnt/sd"],
    ["", ""],
  ] as const)
    assert.equal(shownAddress(text), shown);
});
