import type { Look } from "./look.ts";

/** The build of a child of about six; what it wears is drawn as for anybody. */
export const CHILD: Partial<Look> = {
  build: "child",
  height: 1.18,
  girth: 1.08,
  shoulders: 0.92,
  hips: 1,
  hair: { style: "short", colour: "#6b4526" },
  legs: { kind: "jeans", colour: "#3f5f86" },
};
