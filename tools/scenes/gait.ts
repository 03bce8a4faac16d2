import { ease } from "./chance.ts";

/** The angles of one leg in radians; all 0 is standing straight. `foot` is the sole's pitch in the world, toe up. */
export type LegPose = { readonly hip: number; readonly knee: number; readonly foot: number };

/** The angles of one arm in radians: forward from the shoulder, bent at the elbow, away from the body, turned inward. */
export type ArmPose = {
  readonly swing: number;
  readonly elbow: number;
  readonly spread: number;
  readonly turn: number;
};

/** How a body is held at one moment, angles in radians; a turn or tilt is positive to the person's own left. */
export type Pose = {
  readonly hipsTurn: number;
  readonly hipsTilt: number;
  readonly lean: number;
  readonly twist: number;
  readonly headTurn: number;
  readonly headNod: number;
  /** Left, then right. */
  readonly legs: readonly [LegPose, LegPose];
  readonly arms: readonly [ArmPose, ArmPose];
};

/** What the hands do: swing, look at a telephone, carry a bag at the side, rest in the pockets, push something. */
export type Habit = "free" | "phone" | "carry" | "pockets" | "push";

export type Moment = {
  /** Cycles of two steps since the walk began; 0 is the left heel's strike. It grows with the way walked, not with time. */
  readonly cycles: number;
  /** Metres a second. */
  readonly speed: number;
  readonly atSeconds: number;
  readonly habit: Habit;
  /** Where the head looks beside straight ahead, radians. */
  readonly gaze: number;
  /** 0..1: how far the right hand reaches out for the goods in front. */
  readonly reach: number;
  /** Makes two people who stand side by side sway apart. */
  readonly temper: number;
};

/** The pace at which the angles below were read off. */
const USUAL_SPEED = 1.35;

/** The way of one cycle of two steps, in body heights; slow walkers take shorter steps. */
export function cycleHeights(speed: number): number {
  return 0.78 * vigour(speed);
}

/**
 * A walking or standing body. The curves are sums of bumps read off the usual joint angles of level walking
 * (Winter, The Biomechanics and Motor Control of Human Gait, chapter 2).
 */
export function poseAt({ cycles, speed, atSeconds, habit, gaze, reach, temper }: Moment): Pose {
  const going = ease(speed / 0.5);
  const force = vigour(speed) * going;
  const wave = 2 * Math.PI * cycles;
  const sway = (1 - going) * Math.sin(atSeconds * 0.9 + temper * 9) * 0.03;
  return {
    hipsTurn: 0.09 * force * Math.cos(wave),
    hipsTilt: 0.04 * force * Math.sin(wave) + sway,
    lean: 0.02 + 0.035 * force + (habit === "phone" ? 0.04 : 0) + 0.18 * reach,
    twist: -0.2 * force * Math.cos(wave) + sway,
    headTurn: gaze + 0.06 * force * Math.cos(wave) + (1 - going) * 0.25 * Math.sin(atSeconds * 0.5 + temper * 7),
    headNod: habit === "phone" ? 0.45 : 0.06 + 0.25 * reach + (1 - going) * 0.1,
    legs: [legAt(cycles, force, sway), legAt(cycles + 0.5, force, -sway)],
    arms: [
      armAt(cycles + 0.5, force, habit === "pockets" || habit === "push" ? habit : "free", 0),
      armAt(cycles, force, habit, reach),
    ],
  };
}

function legAt(cycles: number, force: number, sway: number): LegPose {
  const share = cycles - Math.floor(cycles);
  const hip = 0.14 + 0.4 * Math.cos(2 * Math.PI * (share + 0.02)) + 0.05 * bump(share, 0.85, 0.1);
  const knee = 0.1 + 0.24 * bump(share, 0.14, 0.07) + 0.98 * bump(share, 0.72, 0.1);
  const foot = 0.32 * bump(share, 0, 0.04) - 0.85 * bump(share, 0.61, 0.07) - 0.25 * bump(share, 0.72, 0.07);
  const rest = 0.03 + Math.max(0, sway);
  return {
    hip: hip * force + rest * (1 - force),
    knee: knee * force + 2 * rest * (1 - force),
    foot: foot * force,
  };
}

function armAt(cycles: number, force: number, habit: Habit, reach: number): ArmPose {
  const swing = 0.02 + 0.42 * force * Math.cos(2 * Math.PI * cycles);
  const arms: Record<Habit, ArmPose> = {
    free: { swing, elbow: 0.22 + 0.35 * Math.max(0, swing), spread: 0.13, turn: 0.1 },
    carry: { swing: swing * 0.3, elbow: 0.1, spread: 0.16, turn: 0 },
    pockets: { swing: -0.15 + swing * 0.15, elbow: 0.65, spread: 0.24, turn: 0.25 },
    phone: { swing: 0.42, elbow: 1.75, spread: 0.08, turn: 0.55 },
    push: { swing: 0.5, elbow: 0.75, spread: 0.06, turn: 0.05 },
  };
  const arm = arms[habit];
  const mix = (from: number, to: number) => from + (to - from) * reach;
  return { swing: mix(arm.swing, 1.05), elbow: mix(arm.elbow, 0.45), spread: mix(arm.spread, 0.1), turn: arm.turn };
}

/** 1 at the usual pace, less when slow. */
function vigour(speed: number): number {
  return Math.min(1.12, Math.max(0.55, Math.sqrt(speed / USUAL_SPEED)));
}

/** A bell around `centre` on a circle of length 1. */
function bump(share: number, centre: number, width: number): number {
  const gap = Math.abs(share - centre);
  const near = Math.min(gap, 1 - gap) / width;
  return Math.exp(-near * near);
}
