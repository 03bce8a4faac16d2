import type { LensBucket } from "#domain/counting/bucket.ts";
import type { ZoneLive } from "#domain/counting/zone-presence.ts";
import { LIVE_MS_MIN, type Said, TELL_MS_MAX } from "#domain/wire/lens-message.ts";

/** How often the progress of a camera goes out, and what a film has counted. */
export const FLUSH_MS = 500;

/** What has been counted and not yet told, and how it is now. */
type Counted = {
  /** Whether a minute has ended of which something is not yet told. */
  readonly hasEndedMinute: boolean;
  flush(): readonly LensBucket[];
  /** Null where that is in doubt. */
  live(): readonly ZoneLive[] | null;
};

/** Says of one camera what there is to say, and when. */
export type Teller = {
  /** To be called after each frame: says what is due. */
  tellDue(counted: Counted): void;
  /** To be called between frames too, so that parts are not late where no frames come: says only those. */
  tellPartsDue(counted: Counted): void;
  /** Says everything. */
  tellAll(counted: Counted): void;
};

/**
 * A film tells what it has counted with its progress. A live camera counts for years, and each of its parts is written to
 * a disk: they go out at the end of a minute, and else so seldom that a crash loses no more than `TELL_MS_MAX`. It also
 * tells how it is in its zones.
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
  let liveAtMs = Number.NEGATIVE_INFINITY;
  let liveText = "[]";

  const tellParts = (counted: Counted) => {
    for (const bucket of counted.flush()) say({ kind: "bucket", bucket });
    partsAtMs = nowMs();
  };
  const tellProgress = () => {
    for (const said of progress()) say(said);
    toldAtMs = nowMs();
  };
  const tellLive = (counted: Counted) => {
    if (nowMs() - liveAtMs < LIVE_MS_MIN) return;
    const zones = counted.live();
    const text = JSON.stringify(zones);
    if (!zones || text === liveText) return;
    say({ kind: "live", zones: [...zones] });
    liveText = text;
    liveAtMs = nowMs();
  };
  const arePartsDue = ({ hasEndedMinute }: Counted) =>
    // Asked every `FLUSH_MS` at the least, so that this is never later than `TELL_MS_MAX`.
    hasEndedMinute || nowMs() - partsAtMs >= TELL_MS_MAX - FLUSH_MS;

  return {
    tellDue(counted) {
      const isProgressDue = nowMs() - toldAtMs >= FLUSH_MS;
      if (isLive ? arePartsDue(counted) : isProgressDue) tellParts(counted);
      if (isProgressDue) tellProgress();
      if (isLive) tellLive(counted);
    },
    tellPartsDue(counted) {
      if (arePartsDue(counted)) tellParts(counted);
    },
    tellAll(counted) {
      tellParts(counted);
      tellProgress();
    },
  };
}
