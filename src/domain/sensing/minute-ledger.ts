import { type LineBucket, type LineMethod, MINUTE_MS, mergedBuckets } from "#domain/counting/bucket.ts";
import type { SensorLine } from "./sensor-shape.ts";

/** What is added to one minute of one line by one of the sensor's own lines. */
export type MinutePart = {
  readonly minute: number;
  readonly in: number;
  readonly out: number;
  readonly uncertain: number;
  readonly watchedMs: number;
  readonly method: LineMethod;
};

/** Minutes of lines whose watching is remembered, for lines that several of the sensor's make up: a week of 16 lines. */
export const MINUTES_REMEMBERED_MAX = 161_280;

/**
 * Turns what a sensor's own lines saw into parts of our lines' buckets. A door may be made of several of the sensor's lines,
 * or of one rule a direction: it was watched only while all of them watched, and never longer than the minute has.
 *
 *     rule "in"    ▓▓▓▓▓▓▓▓▓▓▓▓░░░░
 *     rule "out"   ▓▓▓▓▓▓▓░░░░░░░░░    the door: what the least of them watched
 */
export class MinuteLedger {
  readonly #partsOf: ReadonlyMap<string, readonly string[]>;
  readonly #watched = new Map<string, Map<string, number>>();
  #pending: LineBucket[] = [];

  constructor(lines: readonly SensorLine[]) {
    const byLine = Map.groupBy(lines, ({ line }) => line);
    this.#partsOf = new Map([...byLine].map(([line, parts]) => [line, parts.map(({ theirs }) => theirs)]));
  }

  add({ theirs, line }: SensorLine, part: MinutePart): void {
    const watchedMs = this.#newlyWatched(line, theirs, part);
    if (part.in === 0 && part.out === 0 && watchedMs === 0) return;
    this.#pending.push({ kind: "line", line, ...part, watchedMs });
  }

  /** What was added since the last time, one bucket a line and minute; each is a part, to be summed with those before. */
  take(): LineBucket[] {
    const taken = mergedBuckets(this.#pending).filter((bucket) => bucket.kind === "line");
    this.#pending = [];
    return taken;
  }

  #newlyWatched(line: string, theirs: string, { minute, watchedMs }: MinutePart): number {
    const parts = this.#partsOf.get(line) ?? [];
    const key = `${minute} ${line}`;
    const watched = this.#watched.get(key) ?? new Map<string, number>();
    const leastOf = () => Math.min(...parts.map((part) => watched.get(part) ?? 0));
    const before = leastOf();
    watched.set(theirs, Math.min(MINUTE_MS, (watched.get(theirs) ?? 0) + watchedMs));
    this.#watched.set(key, watched);
    if (this.#watched.size > MINUTES_REMEMBERED_MAX) this.#watched.delete(this.#watched.keys().next().value!);
    return leastOf() - before;
  }
}
