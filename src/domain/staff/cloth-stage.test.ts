import assert from "node:assert/strict";
import test from "node:test";
import { type Grant, grantsForFilm } from "#domain/policy/grant.ts";
import type { Box } from "#domain/space/box.ts";
import { rgbOf } from "./cloth.ts";
import { ClothStage } from "./cloth-stage.ts";
import type { Rgb } from "./oklab.ts";
import type { StaffSigns } from "./staff-signs.ts";

const SIZE = { width: 320, height: 240 };
const FIT = { model: SIZE, picture: SIZE, scaled: SIZE };
const grant = grantsForFilm()["staff-exclusion"]!;
const plain = (colour: string) => [{ colour, share: 1 }];
const SIGNS = {
  uniforms: [{ name: "shirt", upper: plain("#16a34a"), lower: plain("#22252b") }],
} satisfies Partial<StaffSigns>;

type Dressed = { readonly box: Box; readonly top: string; readonly legs: string; readonly ribbon?: string };

/** A grey shop with people in it, each a shirt above and trousers below; the last hides those before. */
function picture(people: readonly Dressed[], light: (rgb: Rgb) => readonly number[] = (rgb) => rgb) {
  const rgb = new Uint8Array(3 * SIZE.width * SIZE.height);
  const fill = (box: Box, colour: Rgb) => {
    for (let y = Math.max(0, box.top); y < Math.min(SIZE.height, box.top + box.height); y++)
      for (let x = Math.max(0, box.left); x < Math.min(SIZE.width, box.left + box.width); x++)
        rgb.set(
          light(colour).map((value) => Math.max(0, Math.min(255, Math.round(value)))),
          3 * (y * SIZE.width + x),
        );
  };
  fill({ left: 0, top: 0, ...SIZE }, [150, 148, 144]);
  for (const { box, top, legs, ribbon } of people) {
    const { left, width, height } = box;
    fill({ left, top: box.top, width, height: height / 2 }, rgbOf(top));
    fill({ left, top: box.top + height / 2, width, height: height / 2 }, rgbOf(legs));
    if (ribbon)
      fill({ left: left + width * 0.45, top: box.top + height * 0.2, width: 2, height: height * 0.25 }, rgbOf(ribbon));
  }
  return { rgb, fit: FIT };
}

const box = (left: number, top = 60): Box => ({ left, top, width: 40, height: 120 });
const STAFF: Dressed = { box: box(40), top: "#16a34a", legs: "#22252b" };
const VISITOR: Dressed = { box: box(140), top: "#2f5d46", legs: "#22252b" };

test("a uniform is known by what is worn above and below, and a green jumper is none", () => {
  const stage = new ClothStage(grant, SIGNS);
  const jeans: Dressed = { box: box(240), top: "#16a34a", legs: "#5c7a9c" };
  const people = [STAFF, VISITOR, jeans];
  assert.deepEqual(stage.look(picture(people), people), ["uniform", "other", "other"]);
  assert.deepEqual(stage.look(picture([]), []), []);
});

test("dimmed, and in the light of warm lamps, it is the same", () => {
  const stage = new ClothStage(grant, SIGNS);
  const people = [STAFF, VISITOR];
  const dim = ([red, green, blue]: Rgb) => [red * 0.45, green * 0.45, blue * 0.45];
  const warm = ([red, green, blue]: Rgb) => [red * 0.55, green * 0.5, blue * 0.4];
  for (const light of [dim, warm]) {
    const [staff, visitor] = stage.look(picture(people, light), people);
    assert.equal(staff, "uniform");
    // So dark that what is black in the picture might as well be veiled.
    assert.ok(visitor === "other" || visitor === "veiled", `${visitor}`);
  }
});

test("behind glass a uniform is still known where it can be, and who is not known is not called a visitor", () => {
  const stage = new ClothStage(grant, SIGNS);
  const people = [STAFF, { ...VISITOR, top: "#b23a2f" }];
  // Half of the light is what the pane mirrors.
  const glass = (rgb: Rgb) => rgb.map((value) => 255 * (0.5 * (value / 255) ** 2.2 + 0.1) ** (1 / 2.2));
  assert.deepEqual(stage.look(picture(people, glass), people), ["perhaps", "veiled"]);
});

test("a bag that hides most of the shirt leaves it known", () => {
  const stage = new ClothStage(grant, SIGNS);
  const frame = picture([STAFF]);
  const bag = rgbOf("#2c3442");
  for (let y = 84; y < 114; y++) for (let x = 52; x < 65; x++) frame.rgb.set(bag, 3 * (y * SIZE.width + x));
  assert.deepEqual(stage.look(frame, [STAFF]), ["uniform"]);
});

test("who is hidden behind somebody nearer is not seen, and does not lend their shirt", () => {
  const stage = new ClothStage(grant, SIGNS);
  const nearer: Dressed = { box: box(45, 80), top: "#b23a2f", legs: "#22252b" };
  const people = [STAFF, nearer];
  assert.deepEqual(stage.look(picture(people), people), ["unseen", "other"]);
});

test("who is too small, or hardly in the picture, is not seen", () => {
  const stage = new ClothStage(grant, SIGNS);
  const small = { ...STAFF, box: { left: 40, top: 60, width: 6, height: 18 } };
  const outside = { ...STAFF, box: box(-36) };
  assert.deepEqual(stage.look(picture([small, outside]), [small, outside]), ["unseen", "unseen"]);
});

test("a lanyard is a ribbon: a shirt of its colour is none", () => {
  const stage = new ClothStage(grant, { uniforms: [], lanyard: "#f2c230" });
  const people: Dressed[] = [
    { box: box(40), top: "#3a3a40", legs: "#22252b", ribbon: "#f2c230" },
    { box: box(140), top: "#f2c230", legs: "#22252b" },
    { box: box(240), top: "#3a3a40", legs: "#22252b" },
  ];
  assert.deepEqual(stage.look(picture(people), people), ["uniform", "other", "other"]);
});

test("without a grant of its own nothing looks at clothes", () => {
  const other = grantsForFilm().count as unknown as Grant<"staff-exclusion">;
  assert.throws(() => new ClothStage(other, SIGNS), /no stage for staff-exclusion/);
  assert.throws(() => new ClothStage({ ...grant } as Grant<"staff-exclusion">, SIGNS), /no stage for staff-exclusion/);
});
