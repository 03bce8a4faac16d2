/** Ways through a door, as its line counts them. */
export const DIRECTIONS = ["in", "out"] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** Somebody at a door saw one person pass it. */
export type Tap = {
  /** By the server's clock: the phone adds what its own differs by. */
  readonly atMs: number;
  readonly direction: Direction;
  readonly isStaff: boolean;
};

/** How long a check may be. Who taps for longer than an hour taps wrongly. */
export const CHECK_MINUTES = { min: 1, default: 15, max: 60 } as const;
/** Whole minutes that people get to open the page before the first that counts. */
export const LEAD_MINUTES = { min: 0, default: 1, max: 10 } as const;
/** Phones that tap in one check: two people, and two phones that were opened in vain. */
export const COUNTERS = ["A", "B", "C", "D"] as const;
export type Counter = (typeof COUNTERS)[number];
/** Taps of one phone in one check: more than one a second for an hour. */
export const TAPS_PER_COUNTER_MAX = 5000;
/** Taps that a phone tells at once; one that was offline tells the rest in the next batch. */
export const TAPS_PER_BATCH_MAX = 500;
/** So long after its end a check still takes in what a phone tells late; then it is closed. */
export const LATE_MS_MAX = 60_000;
