import { between, type Chance, oneOf } from "./chance.ts";
import type { Bag, Hair, Look, Top } from "./look.ts";

const SKINS = ["#f0c8a8", "#e8b992", "#d9a57c", "#c68e63", "#a8714a", "#8a5a3a", "#5f3d29"] as const;
const HAIRS = ["#1c1613", "#2b1d14", "#4a3020", "#6b4526", "#a9793f", "#c9a86a", "#8f8a85", "#d6d2cc"] as const;
const CLOTHS = [
  "#1f2f4f",
  "#7a1f2b",
  "#2f5d46",
  "#c8b48a",
  "#3a3a40",
  "#b23a2f",
  "#4f7fb5",
  "#e0dcd2",
  "#d99a2b",
  "#6a4b78",
] as const;
const DARK = ["#22252b", "#2c3442", "#3b3128", "#1d2e4a", "#40434a"] as const;
const DENIM = ["#2f4666", "#3f5f86", "#22324c", "#5c7a9c"] as const;
const SHOES = ["#1a1a1c", "#3b2a1e", "#e6e3dd", "#54565c", "#8a2f2a"] as const;

/** Somebody who does not exist, of ordinary build and dress. The same chance dresses the same person. */
export function drawLook(chance: Chance): Look {
  const isBroad = chance() < 0.5;
  const hair: Hair = {
    style: isBroad
      ? oneOf(chance, ["short", "short", "short", "bald", "cap", "beanie"])
      : oneOf(chance, ["long", "long", "bun", "ponytail", "short", "scarf"]),
    colour: oneOf(chance, HAIRS),
    hasBeard: isBroad && chance() < 0.35,
  };
  const kind = oneOf(chance, ["shirt", "jumper", "jacket", "jacket", "coat"]);
  const top: Top = {
    kind,
    colour: kind === "coat" ? oneOf(chance, ["#3a3a40", "#6d5a44", "#1f2f4f", "#8b8478"]) : oneOf(chance, CLOTHS),
    under: oneOf(chance, ["#f0eee8", "#9aa7b8", "#2a2a2e", "#c96a5a"]),
    pattern: kind === "shirt" || kind === "jumper" ? oneOf(chance, ["plain", "stripes", "check", "print"]) : "plain",
    sleeves: kind === "shirt" && chance() < 0.6 ? "short" : "long",
  };
  const below = isBroad
    ? oneOf(chance, ["trousers", "jeans", "jeans", "trousers", "shorts"])
    : oneOf(chance, ["jeans", "jeans", "trousers", "skirt"]);
  const bag: Bag["kind"] | undefined = oneOf(chance, [undefined, undefined, "backpack", "shoulder", "carrier"]);
  return {
    height: isBroad ? between(chance, 1.68, 1.9) : between(chance, 1.56, 1.76),
    girth: between(chance, 0.92, 1.18),
    shoulders: isBroad ? between(chance, 1, 1.08) : between(chance, 0.9, 0.97),
    hips: isBroad ? between(chance, 0.94, 1) : between(chance, 1.02, 1.1),
    skin: oneOf(chance, SKINS),
    hair:
      hair.style === "scarf" || hair.style === "cap" || hair.style === "beanie"
        ? { ...hair, colour: oneOf(chance, CLOTHS) }
        : hair,
    top,
    legs: { kind: below, colour: below === "jeans" ? oneOf(chance, DENIM) : oneOf(chance, DARK) },
    shoes: oneOf(chance, SHOES),
    ...(bag
      ? {
          bag: {
            kind: bag,
            colour: bag === "carrier" ? oneOf(chance, ["#e8e4da", "#c9a36a", "#b23a2f"]) : oneOf(chance, DARK),
          },
        }
      : {}),
  };
}
