import type { CameraState, HealthChange } from "#domain/health/camera-state.ts";

/** So many changes of one camera are kept; at the limit the oldest is let go. */
const HEALTH_CHANGES_MAX = 1000;

/** What state a camera is in, and which it was in before. */
export type HealthLog = {
  readonly changes: readonly HealthChange[];
  /** It is in this state now, or has been since `sinceMs`; the same state again is no change. */
  enter(state: CameraState, text: { readonly why: string; readonly remedy: string }, sinceMs?: number): void;
};

/** Keeps the states of one camera; `onChange` hears each change once. */
export function openHealthLog(options: {
  readonly nowMs: () => number;
  readonly onChange: (change: HealthChange) => void;
}): HealthLog {
  const changes: HealthChange[] = [];
  return {
    changes,
    enter(state, { why, remedy }, sinceMs = options.nowMs()) {
      const last = changes.at(-1);
      if (last?.state === state) return;
      const change = { atMs: Math.round(sinceMs), state, why, remedy };
      changes.push(change);
      if (changes.length > HEALTH_CHANGES_MAX) changes.shift();
      options.onChange(change);
    },
  };
}
