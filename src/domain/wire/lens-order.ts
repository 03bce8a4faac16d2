import { z } from "zod";
import { type Grants, STAGED_CAPABILITIES } from "#domain/policy/grant.ts";
import { ANCHORS } from "#domain/space/anchor.ts";
import { CLOTH_COLOURS_MAX, COLOUR_FORM } from "#domain/staff/cloth.ts";
import { UNIFORMS_MAX } from "#domain/staff/staff-signs.ts";
import { LOOK_SIZES } from "#domain/vision/look-size.ts";
import { CameraNumber, LINES_MAX, Name, ZONES_MAX } from "./lens-message.ts";
import { SETUP_MS_MAX } from "./setup-dots.ts";

/**
 * What the agent tells a lens, one line of JSON on its standard input: to watch a camera (a film is one as well), to show something
 * of it, and to stop. When its standard input closes the lens ends.
 */

/** How the pictures of an RTSP camera may travel. */
export const TRANSPORTS = ["tcp", "udp"] as const;

const fraction = z.number().min(0).max(1);
const Point = z.strictObject({ x: fraction, y: fraction });

const GrantOnTheWire = z.strictObject({
  capability: z.enum(STAGED_CAPABILITIES),
  store: z.string(),
  sensor: z.string(),
  basis: z.enum(["ruling", "film"]),
  until: z.iso.date().nullable(),
});

const Colour = z.string().regex(COLOUR_FORM);
const Cloth = z
  .array(z.strictObject({ colour: Colour, share: fraction }))
  .max(CLOTH_COLOURS_MAX)
  .readonly();

const Staff = z.strictObject({
  uniforms: z
    .array(z.strictObject({ name: z.string(), upper: Cloth.optional(), lower: Cloth.optional() }))
    .max(UNIFORMS_MAX)
    .readonly(),
  lanyard: Colour.optional(),
  lines: z.array(Name).max(LINES_MAX).readonly(),
  zones: z.array(Name).max(ZONES_MAX).readonly(),
  stayMsMin: z.int().min(0).optional(),
});

const WatchOrder = z.strictObject({
  kind: z.literal("watch"),
  /** `count` for good; `propose` finds a line where people walk and ends; `teach` measures the colours of a garment on a hanger and ends. */
  task: z.enum(["count", "propose", "teach"]),
  /** A film's path or a camera's address. It may hold a password, which is why it does not stand among the arguments. */
  source: z.string(),
  /** How a camera's pictures travel; over TCP where nothing is said. */
  transport: z.enum(TRANSPORTS).optional(),
  /** The path of a network other than the one that comes with Lintel. */
  model: z.string().min(1).optional(),
  /** How many pixels our network looks at; where none is named, what suits the machine. */
  lookSize: z.enum(LOOK_SIZES).optional(),
  analysedPerSecond: z.number().positive(),
  /** What the law permits here; a stage without its grant is not built. */
  grants: z.record(z.enum(STAGED_CAPABILITIES), GrantOnTheWire.nullable()),
  lines: z
    .array(z.strictObject({ name: Name, from: Point, to: Point, anchor: z.enum(ANCHORS).optional() }))
    .max(LINES_MAX),
  zones: z.array(z.strictObject({ name: Name, corners: z.array(Point) })).max(ZONES_MAX),
  /** How staff are told from visitors; without a grant for it nobody looks. */
  staff: Staff.optional(),
  fromMs: z.int().min(0).optional(),
  untilMs: z.int().min(0).optional(),
});

const Order = z.discriminatedUnion("kind", [
  WatchOrder,
  z.strictObject({ kind: z.literal("stop") }),
  /** To make a picture of the scene with nobody in it; while one is being made, that one is meant. */
  z.strictObject({ kind: z.literal("scene") }),
  /** To tell dots for so long from now on; 0 ends it. */
  z.strictObject({ kind: z.literal("dots"), forMs: z.int().min(0).max(SETUP_MS_MAX) }),
]);

export const LensOrder = z.strictObject({ camera: CameraNumber, order: Order });

export type LensOrder = z.infer<typeof LensOrder>;
/** As it crosses the pipe. */
export type WatchOrderOnTheWire = z.infer<typeof WatchOrder>;
/** As an agent gives it: its grants can come from nowhere but the policy. */
export type WatchOrder = Omit<WatchOrderOnTheWire, "grants"> & { readonly grants: Grants };
