import { setTimeout as pause } from "node:timers/promises";
import { Fault } from "#domain/fault/fault.ts";
import { openFilmInput } from "./film-input.ts";
import type { VideoInput } from "./video-input.ts";

/** Who is so far behind does not catch up: what lay between was not shown. */
const BEHIND_MS_MAX = 1000;
/** The time between pictures of a film that does not say it. */
const INTERVAL_MS_UNKNOWN = 40;

export type LoopInput = VideoInput & {
  /** How often the film has begun anew. */
  readonly turns: number;
  /** Makes a picture that is waited for come at once. */
  interrupt(): void;
};

/**
 * Shows a film without end, each picture at its time, as a camera would.
 *
 * ```
 * film    |0 ─────────── 40 s|0 ─────────── 40 s|0 ──
 * turns    0                  1                  2
 * ```
 */
export async function openLoopInput(path: string): Promise<LoopInput> {
  let input = await openFilmInput(path);
  const { size, turn, framesPerSecond, durationMs } = input;
  const intervalMs = framesPerSecond === null ? INTERVAL_MS_UNKNOWN : 1000 / framesPerSecond;
  const stopping = new AbortController();
  /** Of the turns before. */
  const before = { decoded: 0, damaged: 0 };
  let turns = 0;
  let lastStampMs = 0;
  /** When, by the monotonic clock, the present turn began. */
  let beganMs: number | null = null;

  const beginAnew = async () => {
    input.checkEnd();
    before.decoded += input.counts.decoded;
    before.damaged += input.counts.damaged;
    await input.close();
    input = await openFilmInput(path);
    turns += 1;
    beganMs = (beganMs ?? performance.now()) + lastStampMs + intervalMs;
    lastStampMs = 0;
  };

  return {
    size,
    turn,
    framesPerSecond,
    durationMs,
    get counts() {
      const { decoded, damaged } = input.counts;
      return { decoded: before.decoded + decoded, damaged: before.damaged + damaged };
    },
    get turns() {
      return turns;
    },
    async next() {
      let stamped = await input.next();
      if (!stamped) {
        await beginAnew();
        stamped = await input.next();
      }
      if (!stamped) throw new Fault("camera/not-a-film", `\`${path}\` cannot be shown a second time`);
      lastStampMs = Math.max(lastStampMs, stamped.stampMs ?? lastStampMs + intervalMs);
      const now = performance.now();
      beganMs ??= now;
      const waitMs = beganMs + lastStampMs - now;
      if (waitMs < -BEHIND_MS_MAX) beganMs -= waitMs;
      if (waitMs > 0) await pause(waitMs, undefined, { signal: stopping.signal }).catch(() => {});
      return stamped;
    },
    seek: async () => {},
    close: () => input.close(),
    interrupt: () => stopping.abort(),
  };
}
