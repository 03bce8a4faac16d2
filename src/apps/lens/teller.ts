import type { LensBucket } from "#domain/counting/bucket.ts";
import { type Said, TELL_MS_MAX } from "#domain/wire/lens-message.ts";

/** How often the progress of a camera goes out, and what a film has counted. */
export const FLUSH_MS = 500;

/** What has been counted and not yet told. */
type Parts = {
  /** Whether a minute has ended of which something is not yet told. */
  readonly hasEndedMinute: boolean;
  flush(): readonly LensBucket[];
};

/** Says of one camera what there is to say, and when. */
export type Teller = {
  /** To be called after each frame: says what is due. */
  tellDue(parts: Parts): void;
  /** To be called between frames too, so that parts are not late where no frames come: says only those. */
  tellPartsDue(parts: Parts): void;
  /** Says everything. */
  tellAll(parts: Parts): void;
};

/**
 * A film tells what it has counted with its progress. A live camera counts for years, and each of its parts is written to
 * a disk: they go out at the end of a minute, and else so seldom that a crash loses no more than `TELL_MS_MAX`.
 */
export function openTeller({
  say,
  isLive,
  progress,
  nowMs,
}: {
  readonly say: (said: Said) => void;
  readonly isLive: boolean;
  /** What is said with every flush. */
  readonly progress: () => readonly Said[];
  readonly nowMs: () => number;
}): Teller {
  let toldAtMs = nowMs();
  let partsAtMs = toldAtMs;

  const tellParts = (parts: Parts) => {
    for (const bucket of parts.flush()) say({ kind: "bucket", bucket });
    partsAtMs = nowMs();
  };
  const tellProgress = () => {
    for (const said of progress()) say(said);
    toldAtMs = nowMs();
  };
  const arePartsDue = ({ hasEndedMinute }: Parts) =>
    // Asked every `FLUSH_MS` at the least, so that this is never later than `TELL_MS_MAX`.
    hasEndedMinute || nowMs() - partsAtMs >= TELL_MS_MAX - FLUSH_MS;

  return {
    tellDue(parts) {
      const isProgressDue = nowMs() - toldAtMs >= FLUSH_MS;
      if (isLive ? arePartsDue(parts) : isProgressDue) tellParts(parts);
      if (isProgressDue) tellProgress();
    },
    tellPartsDue(parts) {
      if (arePartsDue(parts)) tellParts(parts);
    },
    tellAll(parts) {
      tellParts(parts);
      tellProgress();
    },
  };
}
