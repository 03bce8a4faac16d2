import assert from "node:assert/strict";
import test from "node:test";
import { readLaws } from "#apps/deployment/law-shelf.ts";
import { CONCERN_NAMES, describedConcern } from "./concern.ts";
import type { DeviceDescription, Sign } from "./device-description.ts";
import { INSPECTION_WORDS, tellFinding } from "./finding-words.ts";
import { inspectDevice, outcomeOf, SIGNS_TOLD_MAX } from "./inspect-device.ts";
import { legalGround } from "./legal-ground.ts";
import { makerOf } from "./maker.ts";

const TODAY = "2026-11-29";
const PLAIN: DeviceDescription = {
  host: "192.0.2.7",
  port: 80,
  manufacturer: "Example",
  model: "D1",
  firmware: "1.0",
  marks: [],
  signs: [],
  unread: [],
};
const rule = (text: string, state: Sign["state"] = "on"): Sign => ({ source: "rule", text, state });
const gist = (...signs: readonly Sign[]) =>
  inspectDevice({ ...PLAIN, signs }, TODAY).findings.map(({ what, severity }) => `${severity} ${what}`);

test("what is on must be switched off, what may be on is looked at, and what is off is a note", () => {
  for (const [state, severity, outcome] of [
    ["on", "must", "found"],
    ["unknown", "check", "found"],
    ["able", "note", "nothing"],
  ] as const) {
    const inspection = inspectDevice({ ...PLAIN, signs: [rule("tt:FaceDetector", state)] }, TODAY);
    assert.deepEqual([inspection.findings[0]?.severity, outcomeOf(inspection)], [severity, outcome]);
  }
  assert.equal(outcomeOf(inspectDevice(PLAIN, TODAY)), "nothing");
  const failed = [{ area: "events", why: "failed", detail: "" }] as const;
  assert.equal(outcomeOf(inspectDevice({ ...PLAIN, unread: failed }, TODAY)), "unread");
});

test("the gravest sign decides and comes first; more signs than are told are counted", () => {
  const signs = Array.from({ length: SIGNS_TOLD_MAX + 3 }, (_, index) => rule(`tt:FaceDetector ${index}`, "able"));
  const [finding] = inspectDevice(
    { ...PLAIN, signs: [...signs, ...signs, rule("tt:FaceDetector last")] },
    TODAY,
  ).findings;
  assert.deepEqual([finding?.severity, finding?.evidence[0]?.text, finding?.more], ["must", "tt:FaceDetector last", 4]);
});

test("a broker that is told of people is worse than one that is told counts", () => {
  const broker = (text: string): Sign => ({ source: "broker", text, state: "on" });
  assert.deepEqual(gist(broker("mqtt://b:1883")), ["check mqtt"]);
  assert.deepEqual(gist(broker("mqtt://b:1883"), rule("tt:FaceDetector", "able")), [
    "check mqtt",
    "note face-detection",
  ]);
  assert.deepEqual(gist(broker("mqtt://b:1883"), rule("tt:LPR")), ["must plates", "must mqtt"]);
  assert.deepEqual(gist(broker("mqtt://[::1]:1883 [tns1:RuleEngine/Counter]"), rule("tt:LPR")), [
    "must plates",
    "check mqtt",
  ]);
  assert.deepEqual(gist(broker("mqtt://b:1883 [RuleEngine/FaceDetector//. | cut of")), ["must mqtt"]);
});

test("a maker is known under another name, and an unknown one is told in general words", () => {
  const marked = (mark: string) => makerOf({ ...PLAIN, marks: [mark] });
  assert.equal(marked("http://www.hikvision.com/2011/event/topics"), "hikvision");
  assert.equal(marked("http://www.axis.com/2009/event/topics"), "axis");
  assert.equal(marked("http://www.onvif.org/ver10/topics"), "other");
  const [finding] = inspectDevice({ ...PLAIN, signs: [rule("tt:FaceDetector")] }, TODAY).findings;
  assert.equal(finding?.menu, null);
  assert.match(tellFinding(finding!, "en").where, /In the camera's own pages/);
});

test("every finding has its words in every language, and no two languages the same", () => {
  for (const what of CONCERN_NAMES) {
    const told = (["en", "zh", "fr", "ko"] as const).map((language) => tellFinding({ what, menu: null }, language));
    for (const field of ["what", "why", "remedy", "where"] as const)
      assert.equal(new Set(told.map((words) => words[field])).size, 4, `${what} ${field}`);
  }
  const lengths = Object.values(INSPECTION_WORDS).map(({ unseen }) => unseen.length);
  assert.equal(new Set(lengths).size, 1);
});

test("a place's law names its rows for what a camera does, and an unknown place permits nothing", () => {
  const book = { ...readLaws(), additions: [] };
  for (const jurisdiction of ["CN", "EU-FR", "EU-IT", "US-IL", "KR"])
    for (const concern of CONCERN_NAMES) {
      const ground = legalGround(book, { concern, site: { jurisdiction, public_place: true }, at: TODAY });
      assert.equal(ground?.capability ?? null, describedConcern(concern).capability);
      if (concern !== "face-recognition") continue;
      assert.equal(ground?.verdict, "deny", jurisdiction);
      assert.ok(ground.rows.length > 0, jurisdiction);
    }
  const nowhere = legalGround(book, { concern: "face-recognition", site: { jurisdiction: "JP" }, at: TODAY });
  assert.deepEqual([nowhere?.verdict, nowhere?.rows], ["deny", []]);
});
