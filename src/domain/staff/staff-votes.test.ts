import assert from "node:assert/strict";
import test from "node:test";
import { type Grant, grantsForFilm } from "#domain/policy/grant.ts";
import type { ClothLook } from "./cloth-stage.ts";
import type { StaffSigns } from "./staff-signs.ts";
import { StaffVotes } from "./staff-votes.ts";

const grant = grantsForFilm()["staff-exclusion"]!;
const PICTURE = { width: 1000, height: 1000 };
const NONE: StaffSigns = { uniforms: [], lines: [], zones: [] };
const CLOTH: StaffSigns = { ...NONE, uniforms: [{ name: "shirt", upper: [{ colour: "#16a34a", share: 1 }] }] };
const TILL = {
  name: "till",
  corners: [
    { x: 0.6, y: 0 },
    { x: 1, y: 0 },
    { x: 1, y: 1 },
    { x: 0.6, y: 1 },
  ],
};

function votes(signs: StaffSigns = CLOTH): StaffVotes {
  return new StaffVotes(grant, signs, { zones: [TILL], picture: PICTURE });
}

/** U: uniform, p: perhaps, o: other, v: veiled, -: unseen; each look a step of a fifth of a second further on. */
function walkPast(jury: StaffVotes, looks: string, { track = 1, fromX = 0, step = 20, fromMs = 0 } = {}): void {
  const words: Record<string, ClothLook> = { U: "uniform", p: "perhaps", o: "other", v: "veiled", "-": "unseen" };
  for (const [index, letter] of [...looks].entries()) {
    const box = { left: fromX + index * step, top: 100, width: 50, height: 150 };
    jury.hear({ id: 1, track, box }, words[letter]!, fromMs + index * 200);
  }
}

function verdictOn(looks: string): string {
  const jury = votes();
  walkPast(jury, looks);
  return jury.verdictOf(1, "door");
}

test("looks vote: some may fail, few make nobody staff, and a torn vote is told", () => {
  const expected: readonly (readonly [string, string])[] = [
    ["UUUUUUUU", "staff"],
    ["UoUUo-UU", "staff"],
    ["oooooooo", "visitor"],
    ["ooooUooo", "torn"],
    ["ooooUoooo", "visitor"],
    ["o", "visitor"],
    ["v", "visitor"],
    ["U", "staff"],
    ["UUUUoo", "staff"],
    ["UUUUoooooo", "visitor"],
    ["vvvvvvvvU", "staff"],
    ["----", "torn"],
    ["", "torn"],
    ["p", "torn"],
    ["oooUUoooo", "torn"],
  ];
  for (const [looks, verdict] of expected) assert.equal(verdictOn(looks), verdict, looks);
});

test("two people whom a track joined are torn: one in a uniform after one who was long seen without", () => {
  assert.equal(verdictOn(`${"o".repeat(20)}UUU`), "torn");
});

test("a near colour alone makes nobody staff, and one look that is sure decides", () => {
  assert.equal(verdictOn("p".repeat(40)), "torn");
  assert.equal(verdictOn(`${"p".repeat(12)}U`), "staff");
  assert.equal(verdictOn(`U${"p".repeat(12)}`), "staff", "and near ones take nothing from it");
});

test("who was long behind glass is judged by the last looks", () => {
  assert.equal(verdictOn(`${"v".repeat(40)}UU`), "staff");
});

test("who stands still hardly votes more than once", () => {
  const jury = votes();
  walkPast(jury, "o".repeat(30), { step: 0 });
  walkPast(jury, "UU", { fromX: 20, fromMs: 6000 });
  assert.equal(jury.verdictOf(1, "door"), "staff");
});

test("where the tracker lost its thread the vote begins anew", () => {
  const jury = votes();
  walkPast(jury, "UUUUUUUU");
  walkPast(jury, "oo", { track: 2, fromMs: 2000 });
  assert.equal(jury.verdictOf(1, "door"), "visitor");
});

test("who crosses a staff-only line is staff, and on another line it is not said", () => {
  const jury = votes({ ...NONE, lines: ["goods-in"] });
  walkPast(jury, "----");
  assert.deepEqual([jury.verdictOf(1, "goods-in"), jury.verdictOf(1, "door")], ["staff", "visitor"]);
});

test("who was behind the till for three seconds works here; who leans over does not", () => {
  for (const [looks, verdict] of [
    ["-".repeat(20), "staff"],
    ["-".repeat(9), "visitor"],
  ] as const) {
    const jury = votes({ ...NONE, zones: ["till"] });
    walkPast(jury, looks, { fromX: 700, step: 0 });
    walkPast(jury, "-----", { fromMs: 4200 });
    assert.equal(jury.verdictOf(1, "door"), verdict);
  }
});

test("who is in view for longer than any visit works here", () => {
  const jury = votes({ ...NONE, stayMsMin: 60_000 });
  walkPast(jury, "-");
  walkPast(jury, "-", { fromMs: 59_999 });
  assert.equal(jury.verdictOf(1, "door"), "visitor");
  walkPast(jury, "-", { fromMs: 60_000 });
  assert.equal(jury.verdictOf(1, "door"), "staff");
});

test("who is out of view is forgotten", () => {
  const jury = votes();
  walkPast(jury, "UUUUUUUU");
  jury.forget(1);
  assert.equal(jury.verdictOf(1, "door"), "torn");
  walkPast(jury, "UUUUUUUU");
  jury.forgetAll();
  assert.equal(jury.verdictOf(1, "door"), "torn");
});

test("without a grant of its own nobody is told from anybody", () => {
  const other = grantsForFilm().zones as unknown as Grant<"staff-exclusion">;
  assert.throws(() => new StaffVotes(other, NONE, { zones: [], picture: PICTURE }), /no stage for staff-exclusion/);
});
