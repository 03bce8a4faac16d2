import { z } from "zod";
import { ANCHORS } from "#domain/space/anchor.ts";
import { LOOK_SIZES } from "#domain/vision/look-size.ts";
import { CameraNumber, LINES_MAX, Name, ZONES_MAX } from "./lens-message.ts";

/**
 * What the agent tells a lens, one line of JSON on its standard input: to watch a camera (a film is one as well), and to
 * stop. When its standard input closes the lens ends.
 */

const fraction = z.number().min(0).max(1);
const Point = z.strictObject({ x: fraction, y: fraction });

const WatchOrder = z.strictObject({
  kind: z.literal("watch"),
  /** `count` for good; `propose` finds a line where people walk and ends. */
  task: z.enum(["count", "propose"]),
  /** A film's path or a camera's address. It may hold a password, which is why it does not stand among the arguments. */
  source: z.string(),
  /** The path of a network other than the one that comes with Lintel. */
  model: z.string().min(1).optional(),
  /** How many pixels our network looks at; where none is named, what suits the machine. */
  lookSize: z.enum(LOOK_SIZES).optional(),
  analysedPerSecond: z.number().positive(),
  lines: z
    .array(z.strictObject({ name: Name, from: Point, to: Point, anchor: z.enum(ANCHORS).optional() }))
    .max(LINES_MAX),
  zones: z.array(z.strictObject({ name: Name, corners: z.array(Point) })).max(ZONES_MAX),
  fromMs: z.int().min(0).optional(),
  untilMs: z.int().min(0).optional(),
});

const Order = z.discriminatedUnion("kind", [WatchOrder, z.strictObject({ kind: z.literal("stop") })]);

export const LensOrder = z.strictObject({ camera: CameraNumber, order: Order });

export type LensOrder = z.infer<typeof LensOrder>;
export type WatchOrder = z.infer<typeof WatchOrder>;
