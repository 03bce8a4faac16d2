import { Group, type Material } from "three";
import { buildBag } from "./bag.ts";
import { clothPaint, plainPaint, topPaint } from "./cloth.ts";
import type { LegPose, Pose } from "./gait.ts";
import { buildHead } from "./head.ts";
import { ball, type Ring } from "./loft.ts";
import type { Look } from "./look.ts";
import { openTailor, type Tailor } from "./tailor.ts";

/**
 * A person of jointed parts. Lengths are in body heights; the root scales them to metres.
 *
 *        ()    1.00 crown          root stands on the floor between the feet, facing +z
 *        ||    0.865 chin
 *     o--++--o 0.80 shoulders      every joint is a group whose children hang from it,
 *     |  ||  |                     so that a pose is a handful of rotations
 *     o  ++  o 0.60 waist
 *     | o  o   0.52 hips
 *       |  |
 *       o  o   0.285 knees
 *       |  |
 *       L  L   0.045 ankles
 */
export type Body = { readonly root: Group; readonly joints: Joints; readonly look: Look };

type Limb = { readonly upper: Group; readonly lower: Group; readonly end: Group };
type Joints = {
  readonly hips: Group;
  readonly spine: Group;
  readonly head: Group;
  readonly legs: readonly [Limb, Limb];
  readonly arms: readonly [Limb, Limb];
  /** Hangs from the hips and gives way to the stride. */
  readonly skirt: Group;
  /** A bag in the right hand; it hangs straight down whatever the arm does. */
  readonly carried: Group;
};

const HIP = 0.52;
const THIGH = 0.235;
const SHIN = 0.24;
const ANKLE = 0.045;
const WAIST_OVER_HIP = 0.08;
const HEEL = -0.036;
const TOE = 0.1;
/** A child's head is this much larger, which puts the crown above 1. */
const CHILD_HEAD = 1.35;
const CHILD_CROWN = 1.045;

/** Builds a body in the pose of a person at attention. `material` paints by the vertices' own colours. */
export function buildBody(look: Look, material: Material): Body {
  const part = openTailor(material);
  const root = new Group();
  const isChild = look.build === "child";
  root.scale.setScalar(look.height / (isChild ? CHILD_CROWN : 1));
  const hips = jointAt(root, 0, HIP, 0);
  const spine = jointAt(hips, 0, WAIST_OVER_HIP, 0);
  const head = jointAt(spine, 0, 0.262, 0.008);
  if (isChild) head.scale.setScalar(CHILD_HEAD);
  const skirt = jointAt(hips, 0, 0, 0);

  buildTrunk(look, hips, spine, part);
  buildHead(look, spine, head, part);
  if (look.legs.kind === "skirt" || look.top.kind === "coat") buildSkirt(look, skirt, part);
  const legs = [buildLeg(look, hips, 1, part), buildLeg(look, hips, -1, part)] as const;
  const arms = [buildArm(look, spine, 1, part), buildArm(look, spine, -1, part)] as const;
  const carried = jointAt(arms[1].end, 0, -0.05, 0);
  buildBag(look, spine, carried, part);
  return { root, look, joints: { hips, spine, head, skirt, legs, arms, carried } };
}

/** Puts a body into a pose, with its lower foot on the floor. */
export function strike({ joints }: Body, pose: Pose): void {
  const { hips, spine, head, legs, arms, skirt, carried } = joints;
  hips.rotation.set(0, pose.hipsTurn, pose.hipsTilt);
  hips.position.y = Math.max(...pose.legs.map(reachOf));
  spine.rotation.set(pose.lean, pose.twist, -pose.hipsTilt);
  head.rotation.set(pose.headNod - pose.lean * 0.7, pose.headTurn - pose.twist * 0.8, 0);
  for (const [index, limb] of legs.entries()) {
    const { hip, knee, foot } = pose.legs[index === 0 ? 0 : 1];
    limb.upper.rotation.set(-hip, -pose.hipsTurn, -pose.hipsTilt);
    limb.lower.rotation.x = knee;
    limb.end.rotation.x = hip - knee - foot;
  }
  for (const [index, limb] of arms.entries()) {
    const side = index === 0 ? 1 : -1;
    const { swing, elbow, spread, turn } = pose.arms[index === 0 ? 0 : 1];
    limb.upper.rotation.set(-swing, -side * turn, side * spread);
    limb.lower.rotation.x = -elbow;
  }
  const stride = Math.max(...pose.legs.map(({ hip }) => Math.abs(Math.sin(hip - 0.1))));
  skirt.scale.z = 1 + 0.9 * stride;
  const arm = pose.arms[1];
  carried.rotation.x = arm.swing + arm.elbow - pose.lean;
}

/** How far below the hip joint the sole reaches, in body heights. */
function reachOf({ hip, knee, foot }: LegPose): number {
  const ankle = -Math.cos(hip) * THIGH - Math.cos(hip - knee) * SHIN;
  const sole = (z: number) => ankle - ANKLE * Math.cos(foot) + z * Math.sin(foot);
  return -Math.min(sole(HEEL), sole(TOE));
}

function buildTrunk({ girth, hips: width, shoulders, top, legs }: Look, hips: Group, spine: Group, part: Tailor): void {
  part(hips, {
    rings: [
      { at: -0.085, wide: 0.05, deep: 0.045 },
      { at: -0.04, wide: 0.09 * width, deep: 0.066, forward: -0.006 },
      { at: 0.01, wide: 0.093 * width, deep: 0.07, forward: -0.008 },
      { at: 0.1, wide: 0.078, deep: 0.058 },
    ].map((ring) => stout(ring, girth)),
    rows: 12,
    columns: 24,
    paint: clothPaint(legs.colour, legs.kind === "jeans" ? "denim" : "plain"),
  });
  const isOpen = top.kind === "jacket" || top.kind === "coat";
  const loose = top.kind === "shirt" ? 0 : top.kind === "jumper" ? 0.004 : 0.009;
  const hem = isOpen ? -0.075 : top.kind === "jumper" ? -0.06 : -0.045;
  const belly = Math.max(0, girth - 1) * 0.09;
  part(spine, {
    rings: [
      { at: hem, wide: 0.09 * width + loose, deep: 0.072 + loose + belly * 0.6, forward: 0, boxy: 2.3 },
      { at: 0, wide: 0.08 * width + loose, deep: 0.06 + loose + belly, forward: belly * 0.5, boxy: 2.3 },
      { at: 0.06, wide: 0.083 + loose, deep: 0.062 + loose + belly * 0.7, forward: 0.002, boxy: 2.4 },
      { at: 0.13, wide: 0.098 * shoulders + loose, deep: 0.07 + loose, forward: 0.004, boxy: 2.5 },
      { at: 0.168, wide: 0.104 * shoulders + loose, deep: 0.066 + loose, boxy: 2.5 },
      { at: 0.193, wide: 0.1 * shoulders + loose, deep: 0.056 + loose, forward: -0.004, boxy: 2.3 },
      { at: 0.213, wide: 0.072 * shoulders + loose, deep: 0.045 + loose, forward: -0.006 },
      { at: 0.232, wide: 0.05, deep: 0.038, forward: -0.004 },
      { at: 0.244, wide: 0.036, deep: 0.035, forward: -0.002 },
    ].map((ring) => stout(ring, Math.sqrt(girth))),
    rows: 40,
    columns: 36,
    paint: topPaint(top),
    relief: ({ around, at }) => 0.0022 * Math.sin(at * 70 + Math.sin(around * 3 + at * 20) * 3.5) * fade(at, 0.16),
  });
  if (top.lanyard) buildLanyard(top.lanyard, spine, part);
  if (isOpen)
    part(spine, {
      rings: [
        { at: 0.215, wide: 0.056, deep: 0.05, forward: -0.008 },
        { at: 0.256, wide: 0.043, deep: 0.044, forward: -0.008 },
      ],
      rows: 4,
      paint: clothPaint(top.colour, "plain", 0.8),
    });
}

/** Two ribbons from the neck that meet before the chest, and a white card. */
function buildLanyard(colour: string, spine: Group, part: Tailor): void {
  for (const side of [-1, 1])
    part(
      spine,
      {
        rings: [
          { at: 0, wide: 0.006, deep: 0.004, boxy: 4 },
          { at: 0.15, wide: 0.006, deep: 0.004, boxy: 4 },
        ],
        rows: 6,
        columns: 8,
        paint: plainPaint(colour, 1),
      },
      (mesh) => {
        mesh.position.set(0, 0.09, 0.083);
        mesh.rotation.set(-0.32, 0, side * -0.28);
      },
    );
  part(
    spine,
    {
      rings: [
        { at: 0, wide: 0.021, deep: 0.003, boxy: 6 },
        { at: 0.05, wide: 0.021, deep: 0.003, boxy: 6 },
      ],
      rows: 2,
      columns: 16,
      paint: plainPaint("#f4f3ee", 1),
    },
    (mesh) => mesh.position.set(0, 0.045, 0.084),
  );
}

function buildSkirt({ girth, hips, legs, top }: Look, skirt: Group, part: Tailor): void {
  const isCoat = top.kind === "coat";
  part(skirt, {
    rings: [
      { at: 0.06, wide: 0.083, deep: 0.062 },
      { at: 0, wide: 0.1 * hips, deep: 0.078 },
      { at: -0.12, wide: 0.112 * hips, deep: 0.084 },
      { at: isCoat ? -0.22 : -0.25, wide: isCoat ? 0.115 : 0.125, deep: isCoat ? 0.088 : 0.094 },
    ].map((ring) => stout(ring, girth)),
    rows: 18,
    columns: 32,
    paint: isCoat ? topPaint({ ...top, pattern: "plain" }) : clothPaint(legs.colour, "plain"),
    relief: ({ around, along }) => 0.006 * along * Math.sin(around * 9 + 1),
  });
}

function buildLeg({ girth, legs, skin, shoes }: Look, hips: Group, side: 1 | -1, part: Tailor): Limb {
  const upper = jointAt(hips, side * 0.05, 0, 0);
  const lower = jointAt(upper, 0, -THIGH, 0);
  const end = jointAt(lower, 0, -SHIN, 0);
  const isBare = legs.kind === "skirt" || legs.kind === "shorts";
  const cloth = clothPaint(legs.colour, legs.kind === "jeans" ? "denim" : "plain");
  const bare = plainPaint(skin, 0.95);
  const loose = legs.kind === "trousers" ? 1.1 : 1.02;
  const fold = ({ around, at }: { around: number; at: number }) =>
    isBare ? 0 : 0.0028 * Math.sin(at * 150 + Math.sin(around * 2 + at * 25) * 2);
  part(upper, {
    rings: [
      { at: 0.03, wide: 0.038, deep: 0.045 },
      { at: -0.02, wide: 0.05, deep: 0.058, forward: -0.002 },
      { at: -0.1, wide: 0.046, deep: 0.052 },
      { at: -0.2, wide: 0.035, deep: 0.039 },
      { at: -0.25, wide: 0.031, deep: 0.035 },
    ].map((ring) => stout(ring, girth * loose)),
    rows: 20,
    columns: 20,
    paint: legs.kind === "skirt" ? bare : cloth,
    relief: fold,
  });
  const calf: Ring[] = isBare
    ? [
        { at: 0.015, wide: 0.028, deep: 0.031 },
        { at: -0.07, wide: 0.032, deep: 0.037, forward: -0.008 },
        { at: -0.16, wide: 0.023, deep: 0.025, forward: -0.004 },
        { at: -0.24, wide: 0.018, deep: 0.021 },
      ]
    : [
        { at: 0.015, wide: 0.031, deep: 0.035 },
        { at: -0.07, wide: 0.033, deep: 0.038, forward: -0.006 },
        { at: -0.16, wide: 0.029, deep: 0.032, forward: -0.004 },
        { at: -0.25, wide: legs.kind === "trousers" ? 0.034 : 0.027, deep: legs.kind === "trousers" ? 0.038 : 0.031 },
      ];
  part(lower, {
    rings: calf.map((ring) => stout(ring, Math.sqrt(girth) * (isBare ? 1 : loose))),
    rows: 20,
    columns: 18,
    paint: isBare ? bare : cloth,
    relief: fold,
  });
  const leather = plainPaint(shoes, 1);
  const sole = plainPaint("#d8d4cc", 0.9);
  part(
    end,
    {
      rings: [
        { at: HEEL, wide: 0.018, deep: 0.022, forward: 0.02, boxy: 3 },
        { at: 0, wide: 0.023, deep: 0.026, forward: 0.018, boxy: 2.6 },
        { at: 0.045, wide: 0.027, deep: 0.019, forward: 0.026, boxy: 2.6 },
        { at: 0.085, wide: 0.026, deep: 0.013, forward: 0.031, boxy: 2.6 },
        { at: TOE + 0.006, wide: 0.014, deep: 0.009, forward: 0.034 },
      ],
      rows: 14,
      columns: 16,
      // The loft lies on its back: what was in front is now below.
      paint: (spot) => (Math.cos(spot.around) > 0.75 ? sole : leather)(spot),
    },
    (mesh) => {
      mesh.rotation.x = Math.PI / 2;
    },
  );
  return { upper, lower, end };
}

function buildArm({ girth, shoulders, top, skin }: Look, spine: Group, side: 1 | -1, part: Tailor): Limb {
  const upper = jointAt(spine, side * 0.103 * shoulders * girth ** 0.5, 0.18, -0.004);
  const lower = jointAt(upper, 0, -0.165, 0);
  const end = jointAt(lower, 0, -0.145, 0);
  const loose = top.kind === "shirt" ? 1.04 : top.kind === "jumper" ? 1.1 : 1.22;
  const isShort = top.sleeves === "short";
  const sleeve = topPaint({
    ...top,
    kind: "jumper",
    pattern: top.pattern === "print" ? "plain" : (top.pattern ?? "plain"),
  });
  const bare = plainPaint(skin, 0.95);
  part(upper, {
    rings: [
      { at: 0.02, wide: 0.008, deep: 0.012 },
      { at: 0.012, wide: 0.018, deep: 0.022 },
      { at: -0.012, wide: 0.027, deep: 0.032 },
      { at: -0.06, wide: 0.0265, deep: 0.03 },
      { at: -0.175, wide: 0.022, deep: 0.024 },
    ].map((ring) => stout(ring, girth * (isShort ? 1 : loose))),
    rows: 18,
    columns: 16,
    paint: (spot) => (isShort && spot.at < -0.09 ? bare : sleeve)(spot),
    relief: ({ around, at }) =>
      isShort ? (at > -0.09 && at < -0.01 ? 0.004 : 0) : 0.0022 * Math.sin(at * 130 + around),
  });
  part(lower, {
    rings: [
      { at: 0.012, wide: 0.022, deep: 0.023 },
      { at: -0.04, wide: 0.0235, deep: 0.025 },
      { at: -0.148, wide: isShort ? 0.014 : 0.018, deep: isShort ? 0.016 : 0.019 },
    ].map((ring) => stout(ring, girth ** 0.5 * (isShort ? 1 : loose))),
    rows: 14,
    columns: 14,
    paint: isShort ? bare : sleeve,
    relief: ({ around, at }) => (isShort ? 0 : 0.0022 * Math.sin(at * 140 + around * 2)),
  });
  part(end, { rings: ball(0.008, -0.095, 0.012, 0.023), rows: 10, columns: 12, paint: plainPaint(skin, 1) });
  part(end, { rings: ball(0, -0.045, 0.007, 0.009), rows: 6, columns: 8, paint: plainPaint(skin, 1) }, (mesh) => {
    mesh.position.set(0, -0.012, 0.02);
    mesh.rotation.x = -0.5;
  });
  return { upper, lower, end };
}

function stout<R extends Ring>(ring: R, girth: number): R {
  return { ...ring, wide: ring.wide * girth, deep: ring.deep * girth };
}

function fade(at: number, until: number): number {
  return at < until ? 1 : 0;
}

function jointAt(parent: Group, x: number, y: number, z: number): Group {
  const joint = new Group();
  joint.position.set(x, y, z);
  parent.add(joint);
  return joint;
}
