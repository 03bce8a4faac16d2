/** What a lens can tell of a camera that is connected, from its pictures and its clock. */
export const SEEN_STATES = ["running", "frozen", "dark", "covered", "moved", "clock-stepped"] as const;

export type SeenState = (typeof SEEN_STATES)[number];

/** All states; the agent knows besides how connecting and reading went. docs/health.md explains each, which a test holds. */
export const CAMERA_STATES = [
  ...SEEN_STATES,
  "connecting",
  "refused",
  "password",
  "not-there",
  "stalled",
  "ended",
  "damaged",
  "size-changed",
  "crashed",
  "too-slow",
  "over",
] as const;

export type CameraState = (typeof CAMERA_STATES)[number];

/** A camera's state from a moment on, with what its owner can do; `remedy` is empty where there is nothing to do. */
export type HealthChange = {
  readonly atMs: number;
  readonly state: CameraState;
  readonly why: string;
  readonly remedy: string;
};

/** What the states mean that are no faults; those that are have their own words. docs/health.md says more. */
export const STATE_TEXTS: Readonly<
  Record<SeenState | "connecting" | "too-slow" | "over", { why: string; remedy: string }>
> = {
  running: { why: "its pictures come and are counted", remedy: "" },
  connecting: { why: "it is being connected to", remedy: "" },
  over: { why: "it is no longer watched", remedy: "" },
  "too-slow": {
    why: "this machine looks at fewer of its pictures than it should",
    remedy: "count fewer cameras on this machine, or use their smaller streams",
  },
  frozen: {
    why: "it shows the same pictures again and again; nothing is counted",
    remedy: "start the camera anew; a real view has noise in it, however still it is",
  },
  dark: {
    why: "its picture is dark; nothing is counted",
    remedy: "switch the light on, or the camera's night mode; after closing time this is as it should be",
  },
  covered: {
    why: "its picture has nothing in it; nothing is counted",
    remedy: "look what hangs or lies before the lens, and wipe it",
  },
  moved: {
    why: "it looks elsewhere than when its lines were begun; nothing is counted",
    remedy: "turn the camera back, or draw the lines anew where it looks now",
  },
  "clock-stepped": {
    why: "this machine's clock was set; the minute was closed and a new one begun",
    remedy: "let the machine keep its time by NTP; minutes before may bear the wrong time",
  },
};

/** Whether the pictures of a state are counted. */
export function isCounted(state: SeenState): boolean {
  return state === "running" || state === "clock-stepped";
}
