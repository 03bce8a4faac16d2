/** How a camera does, for whoever looks at a list. */
export type Standing = "good" | "waiting" | "doubtful" | "bad" | "unknown";

const STANDINGS: Readonly<Record<string, Standing>> = {
  running: "good",
  "clock-stepped": "good",
  connecting: "waiting",
  "size-changed": "waiting",
  over: "waiting",
  frozen: "doubtful",
  dark: "doubtful",
  covered: "doubtful",
  moved: "doubtful",
  "too-slow": "doubtful",
  unknown: "unknown",
};
/** What is not listed is bad: its agent is away, or it cannot be reached. */
export function standingOf(state: string): Standing {
  return STANDINGS[state] ?? "bad";
}

/** Whether somebody should do something about it. */
export function isTrouble(state: string): boolean {
  return ["bad", "doubtful"].includes(standingOf(state));
}

/** It counts, or is just about to. */
export function isCounting(state: string): boolean {
  return standingOf(state) === "good" || state === "connecting";
}
