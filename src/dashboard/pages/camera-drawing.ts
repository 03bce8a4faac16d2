import type { SensorFile } from "#dashboard/api/camera-questions.ts";

/** What is drawn on a camera's picture while it is edited. Points are fractions 0..1 of the picture, whatever part of it is seen. */

export type Spot = { readonly x: number; readonly y: number };
export const LINE_ROLES = ["entrance", "inner", "passer-by"] as const;
export type LineRole = (typeof LINE_ROLES)[number];

type Common = {
  /** Stays the same while it is edited. */
  readonly key: number;
  readonly name: string;
  /** As it is saved; null where it is new. */
  readonly savedName: string | null;
  readonly points: readonly Spot[];
};
export type DrawnLine = Common & {
  readonly kind: "line";
  readonly role: LineRole;
  readonly anchor: string | undefined;
};
export type DrawnZone = Common & { readonly kind: "zone"; readonly cue: { readonly after_s: number } | undefined };
export type Shape = DrawnLine | DrawnZone;
export type Drawing = readonly Shape[];

export const CORNERS_MIN = 3;
const STEPS_KEPT_MAX = 200;
/** Four digits tell a thousandth of the width of a large picture apart. */
const DIGITS = 10_000;

/** A point inside the picture, as it is saved. */
export function spotAt(x: number, y: number): Spot {
  const kept = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * DIGITS) / DIGITS;
  return { x: kept(x), y: kept(y) };
}

/** The drawing as it is saved. */
export function drawingOf({ lines = [], zones = [] }: SensorFile): Drawing {
  const spot = ([x, y]: readonly [number, number]): Spot => ({ x, y });
  return [
    ...lines.map(
      ({ name, role = "entrance", from, to, anchor }, key): Shape => ({
        kind: "line",
        key,
        name,
        savedName: name,
        role,
        anchor,
        points: [spot(from), spot(to)],
      }),
    ),
    ...zones.map(
      ({ name, corners, cue }, index): Shape => ({
        kind: "zone",
        key: lines.length + index,
        name,
        savedName: name,
        cue,
        points: corners.map(spot),
      }),
    ),
  ];
}

/** A sensor with this drawing; all else of it stays. It does what its drawing needs. */
export function withDrawing(sensor: SensorFile, drawing: Drawing): SensorFile {
  const pair = ({ x, y }: Spot) => [x, y] as const;
  const lines = drawing.filter((shape) => shape.kind === "line");
  const zones = drawing.filter((shape) => shape.kind === "zone");
  const needed = [...(lines.length > 0 ? ["count"] : []), ...(zones.length > 0 ? ["zones"] : [])];
  return {
    ...sensor,
    does: [...new Set([...sensor.does, ...needed])],
    lines: lines.map(({ name, role, anchor, points }) => ({
      name,
      role,
      from: pair(points[0]!),
      to: pair(points[1]!),
      ...(anchor !== undefined && { anchor }),
    })),
    zones: zones.map(({ name, points, cue }) => ({ name, corners: points.map(pair), ...(cue && { cue }) })),
  };
}

/** Steps that can be undone. */
export type Steps = {
  readonly past: readonly Drawing[];
  readonly now: Drawing;
  readonly future: readonly Drawing[];
  /** What the last step was part of: what follows in the same gesture is the same step. */
  readonly gesture: string | null;
};

export type Step =
  | { readonly kind: "change"; readonly drawing: Drawing; readonly gesture?: string }
  | { readonly kind: "undo" }
  | { readonly kind: "redo" }
  | { readonly kind: "begin"; readonly drawing: Drawing };

export function beginSteps(drawing: Drawing): Steps {
  return { past: [], now: drawing, future: [], gesture: null };
}

export function takeStep(steps: Steps, step: Step): Steps {
  switch (step.kind) {
    case "begin":
      return beginSteps(step.drawing);
    case "change": {
      const gesture = step.gesture ?? null;
      if (gesture !== null && gesture === steps.gesture) return { ...steps, now: step.drawing };
      return { past: [...steps.past, steps.now].slice(-STEPS_KEPT_MAX), now: step.drawing, future: [], gesture };
    }
    case "undo": {
      const before = steps.past.at(-1);
      if (!before) return steps;
      return { past: steps.past.slice(0, -1), now: before, future: [steps.now, ...steps.future], gesture: null };
    }
    case "redo": {
      const [next, ...future] = steps.future;
      if (!next) return steps;
      return { past: [...steps.past, steps.now], now: next, future, gesture: null };
    }
  }
}

/** One shape with other points. */
export function withPoints(drawing: Drawing, key: number, points: readonly Spot[]): Drawing {
  return drawing.map((shape) => (shape.key === key ? { ...shape, points } : shape));
}

/** From the other end: what was in is out. */
export function flipped(drawing: Drawing, key: number): Drawing {
  return drawing.map((shape) =>
    shape.key === key && shape.kind === "line" ? { ...shape, points: shape.points.toReversed() } : shape,
  );
}

export function nextKey(drawing: Drawing, past: number): number {
  return Math.max(past, ...drawing.map(({ key }) => key + 1), 0);
}

/** A name that no other line or zone has. */
export function freeName(drawing: Drawing, word: string): string {
  const taken = new Set(drawing.map(({ name }) => name));
  for (let number = 1; ; number++) {
    const name = number === 1 ? word : `${word} ${number}`;
    if (!taken.has(name)) return name;
  }
}

/** Whether it is drawn elsewhere than it is saved: then it is another version. */
export function isRedrawn(shape: Shape, saved: Drawing): boolean {
  const before = saved.find((one) => one.kind === shape.kind && one.name === shape.name);
  return !before || JSON.stringify(before.points) !== JSON.stringify(shape.points);
}

/** The arrow that says which way is in, in pixels: from the left of somebody who stands at A and looks to B, to their right. */
export function inArrow(from: Spot, to: Spot, lengthPx: number): { readonly tail: Spot; readonly head: Spot } {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  // Right of the way from A to B, where y grows downward.
  const right = { x: -dy / length, y: dx / length };
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  return {
    tail: { x: middle.x - right.x * lengthPx, y: middle.y - right.y * lengthPx },
    head: { x: middle.x + right.x * lengthPx, y: middle.y + right.y * lengthPx },
  };
}
