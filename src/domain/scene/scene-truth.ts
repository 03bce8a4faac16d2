import { z } from "zod";
import { Fault } from "#domain/fault/fault.ts";
import type { Box } from "#domain/space/box.ts";

const fraction = z.number().min(0).max(1);
const place = z.tuple([fraction, fraction]).readonly();
const count = z.int().min(0);

/** A person in one frame: id, left, top, width, height (pixels, clipped to the picture), and how much of them shows. */
const sighting = z.tuple([count, z.number(), z.number(), z.number().positive(), z.number().positive(), fraction]);

const sceneTruth = z
  .strictObject({
    name: z.string().min(1),
    /** The film's file name, beside this file. */
    film: z.string().min(1),
    seed: count,
    width: z.int().positive(),
    height: z.int().positive(),
    framesPerSecond: z.int().positive(),
    frames: z.int().positive(),
    /**
     * Directed segments, in fractions of the picture. Who stands at `a` and looks to `b` and sees somebody pass from
     * their left to their right has seen them go in. `y` grows downward, so with `a` at the left, down is in:
     *
     *              out
     *               ^
     *     a --------+--------> b
     *               v
     *               in
     */
    lines: z.array(
      z.strictObject({ name: z.string().min(1), role: z.enum(["entrance", "inner", "passer-by"]), a: place, b: place }),
    ),
    /** Closed polygons, in fractions of the picture. */
    zones: z.array(z.strictObject({ name: z.string().min(1), points: z.array(place).min(3) })),
    /** Who works here, by id; left out where nobody does. */
    staff: z.array(count).optional(),
    /** Who walks in company, by id, the leader first; left out where everybody is alone. */
    groups: z.array(z.array(count).min(2)).optional(),
    /** One list of sightings for each frame. `people[n]` is what is seen at `n * 1000 / framesPerSecond` ms. */
    people: z.array(z.array(sighting.readonly())),
    /** In the order they happened; `x` and `y`, fractions of the picture, are where the centre was first clearly over. */
    crossings: z.array(
      z.strictObject({
        line: z.string(),
        direction: z.enum(["in", "out"]),
        atMs: count,
        person: count,
        x: fraction,
        y: fraction,
      }),
    ),
    /** In the order they began. A visit that the film cuts off ends with the film. */
    zoneVisits: z.array(z.strictObject({ zone: z.string(), person: count, fromMs: count, toMs: count })),
  })
  .refine((truth) => truth.people.length === truth.frames, "`people` must hold one list for each frame");

/** What really happens in a rendered film: who is where in every frame, which lines are passed, which zones visited. */
export type SceneTruth = Readonly<z.infer<typeof sceneTruth>>;
export type TrueLine = SceneTruth["lines"][number];
export type TrueZone = SceneTruth["zones"][number];
export type TrueVisit = SceneTruth["zoneVisits"][number];

/** A person in one frame. `visible` is the fraction of the whole body that nothing hides and the picture holds. */
export type Sighting = { readonly person: number; readonly box: Box; readonly visible: number };

/** Reads `scenes/NAME.truth.json`. Anything else is the fault `scene/unreadable`. */
export function parseSceneTruth(text: string): SceneTruth {
  try {
    return sceneTruth.parse(JSON.parse(text));
  } catch (cause) {
    const problem = cause instanceof z.ZodError ? z.prettifyError(cause) : "it is not JSON";
    throw new Fault("scene/unreadable", `the truth of a scene cannot be read: ${problem}`, { cause });
  }
}

/** Writes what `parseSceneTruth` reads: one line for each frame, so that a change shows as a short difference. */
export function formatSceneTruth(truth: SceneTruth): string {
  const entries = Object.entries(truth).map(([key, value]) => {
    if (!Array.isArray(value)) return `${JSON.stringify(key)}:${JSON.stringify(value)}`;
    return `${JSON.stringify(key)}:[\n${value.map((item) => JSON.stringify(item)).join(",\n")}\n]`;
  });
  return `{\n${entries.join(",\n")}\n}\n`;
}

/** The people of one frame, first frame 0; none for a frame that the film does not have. */
export function sightingsAt(truth: Pick<SceneTruth, "people">, frame: number): Sighting[] {
  return (truth.people[frame] ?? []).map(([person, left, top, width, height, visible]) => ({
    person,
    box: { left, top, width, height },
    visible,
  }));
}

/** When a frame is shown, in whole milliseconds since the film began. */
export function frameAtMs(frame: number, framesPerSecond: number): number {
  return Math.round((frame * 1000) / framesPerSecond);
}
