import type { Direction } from "#domain/counting/line-crossing.ts";
import type { Moment, OverlayPlan } from "./overlay-sightings.ts";

/** What is written on the picture: the same figures that the report has. */
export type Totals = {
  readonly lines: readonly { readonly name: string; readonly in: number; readonly out: number }[];
  readonly zones: readonly { readonly name: string; readonly entered: number }[];
};

/** Somebody has just crossed. `track` is who, where the picture shows them. */
export type Flash = {
  readonly line: string;
  readonly direction: Direction;
  readonly atMs: number;
  readonly track: number | null;
};

/** The totals after each moment, one entry a moment. */
export function runningTotals(plan: OverlayPlan, moments: readonly Moment[]): Totals[] {
  let totals: Totals = {
    lines: plan.lines.map(({ name }) => ({ name, in: 0, out: 0 })),
    zones: plan.zones.map(({ name }) => ({ name, entered: 0 })),
  };
  return moments.map(({ parts }) => {
    for (const part of parts) {
      const { lines, zones } = totals;
      totals =
        part.kind === "line"
          ? {
              zones,
              lines: lines.map((line) =>
                line.name === part.line ? { ...line, in: line.in + part.in, out: line.out + part.out } : line,
              ),
            }
          : {
              lines,
              zones: zones.map((zone) =>
                zone.name === part.zone ? { ...zone, entered: zone.entered + part.entered } : zone,
              ),
            };
    }
    return totals;
  });
}

/** Whether two sets of totals say the same of the same lines and zones, in the same order. */
export function areAlike(a: Totals, b: Totals): boolean {
  const text = ({ lines, zones }: Totals) =>
    JSON.stringify([
      lines.map((line) => [line.name, line.in, line.out]),
      zones.map(({ name, entered }) => [name, entered]),
    ]);
  return text(a) === text(b);
}

/** Every crossing of the film, in order, with the track that made it. */
export function flashesOf(moments: readonly Moment[]): Flash[] {
  return moments.flatMap(({ crossings }) =>
    crossings.map(({ line, direction, atMs, track }) => ({ line, direction, atMs, track })),
  );
}
