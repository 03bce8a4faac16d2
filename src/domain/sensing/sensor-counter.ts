import { type LineBucket, MINUTE_MS } from "#domain/counting/bucket.ts";
import { assertGranted, type Grant } from "#domain/policy/grant.ts";
import { CountedSpans, type SpanCounts } from "./counted-spans.ts";
import { MinuteLedger } from "./minute-ledger.ts";
import { SeenPasses } from "./seen-passes.ts";
import type { IntervalReading, PassReading, Refusal, SensorReading, TotalReading } from "./sensor-reading.ts";
import type { SensorLine } from "./sensor-shape.ts";
import { spread } from "./spread.ts";
import { NameTally, type Tally } from "./tally.ts";

const HOUR_MS = 3_600_000;
/** Counts over a longer time say nothing of a minute and are refused. At the end of summer time a day has 25 hours. */
export const INTERVAL_MS_MAX = 25 * HOUR_MS;
/** How far a sensor's clock may be ahead of ours. */
export const CLOCK_AHEAD_MS_MAX = 120_000;
/** How late a sensor may tell what it counted: it was cut off for a weekend and the holiday after it. */
export const LATE_MS_MAX = 7 * 24 * HOUR_MS;
/**
 * A live sensor that speaks watched this long before, at most. It may have been silent because nobody came, or because it
 * was off; of a longer silence we do not know.
 */
export const LIVE_GAP_MS_MAX = 900_000;
/** So long after the time at which a running sum begins anew it may still say the old one. */
export const RESET_LATE_MS_MAX = 60_000;
/** More in one minute than any door lets through. */
export const PASSES_PER_MINUTE_MAX = 10_000;

/** What came of some readings. */
export type Counted = {
  /** Parts of buckets, to be summed with those before; minutes that were watched while nobody came are among them. */
  readonly buckets: readonly LineBucket[];
  /** Readings that were new, and understood, and are counted. */
  readonly accepted: number;
  /** Readings that were counted already. */
  readonly repeated: number;
  readonly refused: Tally;
};

/** What is remembered of one of the sensor's own lines. */
type Feed = {
  readonly line: SensorLine;
  /** The way in which it is counted. Some sensors tell the same people twice, as events and as sums. */
  way: "interval" | "pass" | "total" | null;
  readonly spans: CountedSpans;
  readonly passes: SeenPasses;
  total: { readonly atMs: number; readonly in: number; readonly out: number } | null;
};

type Outcome = "accepted" | "repeated" | Refusal;

const NOBODY: SpanCounts = { in: 0, out: 0, uncertain: 0 };

/**
 * Counts what one sensor tells, each thing once, however often it is delivered.
 * LIMIT: it remembers since it was made. What a sensor tells again after a restart of Lintel is counted again, and what a
 * running sum grew by in between is not counted.
 */
export class SensorCounter {
  readonly #feeds: ReadonlyMap<string, Feed>;
  readonly #ledger: MinuteLedger;
  #heardMs: number | null = null;

  constructor(grant: Grant<"count">, lines: readonly SensorLine[]) {
    assertGranted(grant, "count");
    this.#feeds = new Map(
      lines.map((line) => [
        line.theirs,
        { line, way: null, spans: new CountedSpans(), passes: new SeenPasses(), total: null },
      ]),
    );
    this.#ledger = new MinuteLedger(lines);
  }

  /** Takes readings in the order they came; `nowMs` is our own clock, which those of sensors are judged by. */
  take(readings: readonly SensorReading[], nowMs: number): Counted {
    const refused = new NameTally();
    const counts = { accepted: 0, repeated: 0 };
    for (const reading of readings) {
      const outcome = this.#takeOne(reading, nowMs);
      if (outcome === "accepted" || outcome === "repeated") counts[outcome] += 1;
      else if (outcome !== null) refused.add(outcome);
    }
    return { buckets: this.#ledger.take(), ...counts, refused: refused.counts };
  }

  /** Null where there is nothing to say: a sign of life is neither counted nor refused. */
  #takeOne(reading: SensorReading, nowMs: number): Outcome | null {
    if (reading.kind === "heard") return this.#hear(reading.atMs, nowMs);
    const feed = this.#feeds.get(reading.theirs);
    if (!feed) return "line-unknown";
    if (reading.kind === "gone") {
      feed.total = null;
      return null;
    }
    const endMs = reading.kind === "interval" ? reading.toMs : reading.atMs;
    if (endMs > nowMs + CLOCK_AHEAD_MS_MAX) return "clock-ahead";
    if (endMs < nowMs - LATE_MS_MAX) return "too-late";
    if (feed.way !== null && feed.way !== reading.kind) return "two-ways";
    if (reading.kind === "interval") return this.#takeInterval(feed, reading);
    if (reading.kind === "pass") return this.#takePass(feed, reading);
    return this.#takeTotal(feed, reading);
  }

  #takeInterval(feed: Feed, reading: IntervalReading): Outcome {
    const { fromMs, toMs, observedMs } = reading;
    const lengthMs = toMs - fromMs;
    if (lengthMs <= 0) return "clock-back";
    if (lengthMs > INTERVAL_MS_MAX) return "too-long";
    if (isTooMany(reading, lengthMs)) return "too-many";
    const placing = feed.spans.place(fromMs, toMs);
    if (placing.kind === "overlaps") return "overlaps";
    if (placing.kind === "forgotten") return "too-late";
    const before = placing.kind === "same" ? placing.counts : NOBODY;
    // The same time told again with more is a sensor that spoke before the time was over: the rest is counted.
    const more = { in: reading.in - before.in, out: reading.out - before.out, uncertain: 0 };
    if (more.in < 0 || more.out < 0) return "taken-back";
    if (placing.kind === "same" && more.in === 0 && more.out === 0) return "repeated";
    const uncertain = Math.max(0, reading.uncertain - before.uncertain);
    feed.spans.set(fromMs, toMs, reading);
    feed.way = "interval";
    const watchedMs = placing.kind === "same" ? 0 : Math.min(lengthMs, observedMs ?? lengthMs);
    this.#spreadOver(feed, { fromMs, toMs }, { ...more, uncertain }, watchedMs);
    return "accepted";
  }

  #takePass(feed: Feed, { atMs, direction, identity }: PassReading): Outcome {
    const seen = feed.passes.see(identity, atMs);
    if (seen === "seen") return "repeated";
    if (seen === "forgotten") return "too-late";
    feed.way = "pass";
    const passed = { ...NOBODY, [direction]: 1 };
    this.#add(feed, { minute: minuteOf(atMs), ...passed, watchedMs: 0, method: "sensor-1" });
    return "accepted";
  }

  #takeTotal(feed: Feed, reading: TotalReading): Outcome {
    const { atMs, resetMs } = reading;
    const last = feed.total;
    feed.way = "total";
    if (last === null) {
      feed.total = reading;
      return "accepted";
    }
    if (atMs < last.atMs) return "clock-back";
    if (atMs === last.atMs && reading.in === last.in && reading.out === last.out) return "repeated";
    const hasFallen = reading.in < last.in || reading.out < last.out;
    const isDue = resetMs !== null && resetMs > last.atMs;
    if (isDue && !hasFallen && atMs - resetMs <= RESET_LATE_MS_MAX) {
      // It has not begun anew yet, so that this still belongs before the reset, which stays due.
      return this.#takeTotal(feed, { ...reading, atMs: resetMs - 1, resetMs: null });
    }
    feed.total = reading;
    const fromMs = isDue ? resetMs : last.atMs;
    // After a reset the sum is what came since; what came between the last word and the reset nobody knows.
    const before = isDue || hasFallen ? NOBODY : last;
    const more = { in: reading.in - before.in, out: reading.out - before.out, uncertain: 0 };
    const lengthMs = atMs - fromMs;
    if (lengthMs > INTERVAL_MS_MAX) return "too-long";
    if (isTooMany(more, lengthMs)) return "too-many";
    const isJustNow = reading.isPrompt && more.in + more.out <= 1;
    if (isJustNow || lengthMs === 0)
      this.#add(feed, { minute: minuteOf(atMs), ...more, watchedMs: 0, method: "sensor-1" });
    else this.#spreadOver(feed, { fromMs, toMs: atMs }, more, 0);
    this.#watch(feed, Math.max(fromMs, atMs - LIVE_GAP_MS_MAX), atMs);
    return "accepted";
  }

  /** A live sensor watched all of its lines since it was last heard. */
  #hear(atMs: number, nowMs: number): Outcome | null {
    if (atMs > nowMs + CLOCK_AHEAD_MS_MAX) return "clock-ahead";
    if (this.#heardMs !== null && atMs <= this.#heardMs) return null;
    const fromMs = Math.max(this.#heardMs ?? atMs, atMs - LIVE_GAP_MS_MAX, nowMs - LATE_MS_MAX);
    this.#heardMs = atMs;
    for (const feed of this.#feeds.values()) {
      feed.way ??= "pass";
      if (feed.way === "pass") this.#watch(feed, fromMs, atMs);
    }
    return null;
  }

  #watch(feed: Feed, fromMs: number, toMs: number): void {
    for (const { minute, lengthMs } of minutesOf(fromMs, toMs))
      this.#add(feed, { minute, ...NOBODY, watchedMs: lengthMs, method: "sensor-1" });
  }

  #spreadOver(
    feed: Feed,
    { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
    counts: SpanCounts,
    watchedMs: number,
  ): void {
    const minutes = minutesOf(fromMs, toMs);
    const weights = minutes.map(({ lengthMs }) => lengthMs);
    const ins = spread(counts.in, weights);
    const outs = spread(counts.out, weights);
    const uncertains = spread(counts.uncertain, weights);
    const watched = spread(watchedMs, weights);
    const method = minutes.length === 1 ? "sensor-1" : "sensor-spread-1";
    for (const [index, { minute }] of minutes.entries())
      this.#add(feed, {
        minute,
        in: ins[index]!,
        out: outs[index]!,
        uncertain: uncertains[index]!,
        watchedMs: watched[index]!,
        method,
      });
  }

  #add({ line }: Feed, part: Parameters<MinuteLedger["add"]>[1]): void {
    const turned = line.direction === "in" ? part : { ...part, in: part.out, out: part.in };
    this.#ledger.add(line, turned);
  }
}

function isTooMany(counts: { readonly in: number; readonly out: number }, lengthMs: number): boolean {
  const passesMax = PASSES_PER_MINUTE_MAX * Math.max(1, Math.ceil(lengthMs / MINUTE_MS));
  return counts.in > passesMax || counts.out > passesMax;
}

function minuteOf(atMs: number): number {
  return Math.floor(atMs / MINUTE_MS);
}

/** The minutes that a time touches, and how much of each. */
function minutesOf(fromMs: number, toMs: number): { readonly minute: number; readonly lengthMs: number }[] {
  const minutes: { minute: number; lengthMs: number }[] = [];
  for (let minute = minuteOf(fromMs); minute * MINUTE_MS < toMs; minute++) {
    const lengthMs = Math.min(toMs, (minute + 1) * MINUTE_MS) - Math.max(fromMs, minute * MINUTE_MS);
    if (lengthMs > 0) minutes.push({ minute, lengthMs });
  }
  return minutes;
}
