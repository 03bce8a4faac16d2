import { z } from "zod";
import { METHOD, MINUTE_MS } from "#domain/counting/bucket.ts";
import { DWELL_CLASS_MAX } from "#domain/counting/dwell-histogram.ts";
import { FAULTS, type FaultCode } from "#domain/fault/fault.ts";
import { SEEN_STATES } from "#domain/health/camera-state.ts";
import { CLOTH_COLOURS_MAX, COLOUR_FORM } from "#domain/staff/cloth.ts";
import { LOOK_SIZES } from "#domain/vision/look-size.ts";
import { SCENE_BYTES_MAX, ScenePicture } from "./scene-picture.ts";
import { DotPoints } from "./setup-dots.ts";
import { NAME_LENGTH_MAX, NAME_LETTERS } from "./unit-name.ts";

/**
 * What a lens may say. The schema is a whitelist: whole numbers in their ranges, names that the lens was given, one
 * sentence for a fault. A message has a size limit besides. Two of them hold pixels or places, and are taken only where a grant for
 * them was in the camera's order and somebody asked: `scene`, a picture with nobody in it, and `dots`, while a camera is set up.
 * INVARIANT: nothing else here tells of one person but that somebody, at this minute, passed, or how long who has stayed longest
 * in a zone has.
 */

/** A longer message is refused unread; but a scene that was asked for. */
export const LENS_MESSAGE_BYTES_MAX = 8192;
/** A message with a scene's picture is no longer. */
export const LENS_SCENE_MESSAGE_BYTES_MAX = 4 * Math.ceil(SCENE_BYTES_MAX / 3) + 512;
/** A lens that says more than this of one camera in one second is refused. */
export const MESSAGES_PER_SECOND_MAX = 200;
/**
 * Of a live camera a lens that says more in ten seconds than this many buckets of each line and zone, or so many other messages, is refused.
 * It counts in parts of three seconds, and says twice a second how far it is and where people are: a pipe may hold some back. What numbers
 * can carry out of it stands in docs/threats.md.
 */
export const BUCKETS_OF_UNIT_PER_TEN_SECONDS_MAX = 20;
export const OTHERS_OF_LIVE_PER_TEN_SECONDS_MAX = 120;
/**
 * A live camera's counts are told at least this often, in parts of buckets, which sum: a lens that crashes loses no more. With the
 * second that an agent takes to write them a kill of either costs less than five seconds of an open minute.
 * The end of a minute is told at once.
 */
export const TELL_MS_MAX = 3000;
/** How it is in the zones is told when it has changed, and not oftener than this: no path can be read from it. */
export const LIVE_MS_MIN = 1000;
/**
 * A lens that tells it, or how its camera is, oftener than this in ten seconds is refused: twice as often as it may, because a pipe may hold
 * some back.
 */
export const LIVE_PER_TEN_SECONDS_MAX = 20;
/**
 * Cameras that one lens watches at most; far more than two cores hold. Each may block a thread of its process, and those
 * are counted when it starts.
 */
export const CAMERAS_PER_LENS_MAX = 64;
/** Lines and zones that one camera may have. */
export const LINES_MAX = 16;
export const ZONES_MAX = 16;
const DETAIL_LENGTH_MAX = 300;

export const CROSSINGS_PER_MINUTE_MAX = 10_000;
export const PEOPLE_MAX = 1000;
const PICTURE_SIDE_MAX = 16_384;
/** A hundred years: a machine whose clock begins at 1970 and is then set. */
export const CLOCK_STEP_MS_MAX = 100 * 366 * 86_400_000;

const wholeUpTo = (max: number) => z.int().min(0).max(max);
const whole = z.int().min(0);
const fraction = z.number().min(0).max(1);

/** Which of its cameras a lens is told or tells of: a number that the agent allots, free again when that camera ended. */
export const CameraNumber = wholeUpTo(CAMERAS_PER_LENS_MAX - 1);

/** The name of a line or zone. */
export const Name = z.string().max(NAME_LENGTH_MAX).regex(NAME_LETTERS);

const joined = wholeUpTo(CROSSINGS_PER_MINUTE_MAX);

const LineBucket = z
  .strictObject({
    kind: z.literal("line"),
    line: Name,
    minute: whole,
    in: wholeUpTo(CROSSINGS_PER_MINUTE_MAX),
    out: wholeUpTo(CROSSINGS_PER_MINUTE_MAX),
    /** How many of them were staff; only where staff are looked for. */
    staffIn: wholeUpTo(CROSSINGS_PER_MINUTE_MAX).exactOptional(),
    staffOut: wholeUpTo(CROSSINGS_PER_MINUTE_MAX).exactOptional(),
    uncertain: wholeUpTo(2 * CROSSINGS_PER_MINUTE_MAX),
    groupsIn: wholeUpTo(CROSSINGS_PER_MINUTE_MAX).optional(),
    /** How many came in as the second, third, fourth and fifth of their group. */
    joinedIn: z.tuple([joined, joined, joined, joined]).readonly().exactOptional(),
    watchedMs: wholeUpTo(MINUTE_MS),
    method: z.literal(METHOD),
  })
  .refine((told) => (told.staffIn ?? 0) <= told.in && (told.staffOut ?? 0) <= told.out, "more staff than people");

const ZoneBucket = z.strictObject({
  kind: z.literal("zone"),
  zone: Name,
  minute: whole,
  entered: wholeUpTo(CROSSINGS_PER_MINUTE_MAX),
  dwellHistogram: z
    .record(z.string().regex(/^\d{1,3}$/), wholeUpTo(CROSSINGS_PER_MINUTE_MAX))
    .refine((histogram) => Object.keys(histogram).every((name) => Number(name) <= DWELL_CLASS_MAX)),
  occupancyMax: wholeUpTo(PEOPLE_MAX),
  personMs: wholeUpTo(PEOPLE_MAX * MINUTE_MS),
  watchedMs: wholeUpTo(MINUTE_MS),
  method: z.literal(METHOD),
});

const Point = z.strictObject({ x: fraction, y: fraction });

const Said = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("opened"),
    width: wholeUpTo(PICTURE_SIDE_MAX),
    height: wholeUpTo(PICTURE_SIDE_MAX),
    durationMs: whole.nullable(),
    isLive: z.boolean(),
    /** How many pixels our network looks at; null with another network. */
    lookSize: z.enum(LOOK_SIZES).nullable(),
  }),
  z.strictObject({
    kind: z.literal("progress"),
    /** How far the film or the day has come. */
    atMs: whole,
    decoded: whole,
    analysed: whole,
    dropped: whole,
    /** Frames that could not be decoded. */
    damaged: whole,
    /** Time spent on the detector since this camera was opened; where cameras share it, waiting for it is in this. */
    detectMs: whole,
  }),
  z.strictObject({
    kind: z.literal("health"),
    /** Whether the camera sees what it is to see. It is a word about the picture as a whole, never about anybody in it. */
    state: z.enum(SEEN_STATES),
    sinceMs: whole,
    /** By how much our clock was set; 0 with any other state. */
    steppedMs: z.int().min(-CLOCK_STEP_MS_MAX).max(CLOCK_STEP_MS_MAX),
  }),
  z.strictObject({ kind: z.literal("bucket"), bucket: z.discriminatedUnion("kind", [LineBucket, ZoneBucket]) }),
  z.strictObject({
    kind: z.literal("live"),
    /** Of a live camera: the zones that are watched now; none while nothing is. */
    zones: z
      .array(
        z.strictObject({
          zone: Name,
          people: wholeUpTo(PEOPLE_MAX),
          /** How long who has stayed longest of those present has; 0 where nobody is. */
          waitingMs: whole,
        }),
      )
      .max(ZONES_MAX),
  }),
  z.strictObject({ kind: z.literal("scene"), picture: ScenePicture }),
  z.strictObject({ kind: z.literal("dots"), points: DotPoints }),
  z.strictObject({
    kind: z.literal("proposed"),
    from: Point,
    to: Point,
    /** How many people walked through the picture, and how many of them would cross the line. */
    paths: whole,
    crossing: whole,
  }),
  z.strictObject({
    kind: z.literal("taught"),
    /** The colours of a garment that was shown on a hanger, while nobody was there. */
    colours: z
      .array(z.strictObject({ colour: z.string().regex(COLOUR_FORM), share: fraction }))
      .max(CLOTH_COLOURS_MAX)
      .readonly(),
  }),
  z.strictObject({ kind: z.literal("ended") }),
  z.strictObject({
    kind: z.literal("fault"),
    code: z.enum(Object.keys(FAULTS) as [FaultCode, ...FaultCode[]]),
    detail: z.string().max(DETAIL_LENGTH_MAX),
  }),
]);

/** One line of JSON: which camera, and what is said of it. `ended` and `fault` end that camera, and not the lens. */
export const LensMessage = z.strictObject({ camera: CameraNumber, said: Said });

export type Said = z.infer<typeof Said>;
export type LensMessage = z.infer<typeof LensMessage>;

/** The sentence of a fault, cut to what a message may hold. */
export function cutDetail(detail: string): string {
  return detail.slice(0, DETAIL_LENGTH_MAX);
}
