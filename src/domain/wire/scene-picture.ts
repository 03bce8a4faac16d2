import { z } from "zod";
import { SCENE_SIDE_MAX } from "#domain/emptiness/scene-size.ts";

/**
 * The picture of a camera's scene with nobody in it, as it crosses a process: the one message that holds pixels. Its lens made it by
 * a grant for `scene-picture`, because somebody asked.
 */

/** A larger JPEG file is not sent. */
export const SCENE_BYTES_MAX = 300_000;
/** Of one camera no picture begins to be gathered sooner than this after its last, in milliseconds. */
export const SCENE_MS_MIN = 60_000;

export const ScenePicture = z.strictObject({
  /** When it was finished. */
  atMs: z.int().min(0),
  width: z.int().min(1).max(SCENE_SIDE_MAX),
  height: z.int().min(1).max(SCENE_SIDE_MAX),
  /** How much of it was surely seen empty, in hundredths; the rest is frosted. */
  knownPercent: z.int().min(1).max(100),
  /** A JPEG file in base64: its first bytes are FF D8 FF. */
  jpeg: z
    .string()
    .max(4 * Math.ceil(SCENE_BYTES_MAX / 3))
    .regex(/^\/9j\/[A-Za-z0-9+/]*={0,2}$/),
});

export type ScenePicture = z.infer<typeof ScenePicture>;
