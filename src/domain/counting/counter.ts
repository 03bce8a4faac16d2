import type { Grants } from "#domain/policy/grant.ts";
import type { Size } from "#domain/space/box.ts";
import type { Line } from "#domain/space/line.ts";
import type { Zone } from "#domain/space/zone.ts";
import type { ClothLook } from "#domain/staff/cloth-stage.ts";
import type { StaffSigns } from "#domain/staff/staff-signs.ts";
import { StaffVotes } from "#domain/staff/staff-votes.ts";
import type { Track } from "#domain/tracking/tracker.ts";
import { type LensBucket, METHOD, MINUTE_MS } from "./bucket.ts";
import { withDwell } from "./dwell-histogram.ts";
import { withJoined } from "./joined.ts";
import { type Crossing, LineCounter } from "./line-crossing.ts";
import { type Walker, Walkers } from "./walker.ts";
import { type ZoneChange, type ZoneLive, ZonePresence } from "./zone-presence.ts";

/** Between two frames further apart than this nobody was watching. */
const WATCH_GAP_MS_MAX = 1000;

const NO_LOOKS: ReadonlyMap<number, ClothLook> = new Map();

/**
 * How far a moment's picture is to be believed: `doubtful` until it is known whether the camera saw anything, `blind` when
 * it did not.
 */
export type Trust = "sure" | "doubtful" | "blind";

type Open<B> = { -readonly [K in keyof B]: B[K] };
type OpenLine = Open<Extract<LensBucket, { kind: "line" }>> & { groupsIn: number };
type OpenZone = Open<Extract<LensBucket, { kind: "zone" }>>;

/** What is to be counted, and what may be. */
export type CountPlan = {
  readonly lines: readonly Line[];
  readonly zones: readonly Zone[];
  readonly grants: Pick<Grants, "count" | "zones"> & Partial<Pick<Grants, "staff-exclusion">>;
  /** How staff are told from visitors; left out where nobody wants to know. */
  readonly staff?: StaffSigns | undefined;
};

/**
 * Turns tracks into crossings and visits, and those into one bucket per line and zone and minute. INVARIANT: lines and
 * zones for which there is no grant are not built; nothing of them is ever known.
 */
export class Counter {
  #walkers = new Walkers();
  readonly #lines: readonly { counter: LineCounter; bucket: OpenLine }[];
  readonly #zones: readonly { presence: ZonePresence; bucket: OpenZone; occupancy: number }[];
  readonly #staff: StaffVotes | null;
  readonly #done: LensBucket[] = [];
  /** What was counted since doubt arose; null while there is none. */
  #doubted: LensBucket[] | null = null;
  #minute: number | null = null;
  #lastAtMs: number | null = null;
  #lastIntervalMs = 0;

  constructor({ lines, zones, grants, staff }: CountPlan, picture: Size) {
    const { count, zones: stay, "staff-exclusion": staffGrant } = grants;
    this.#staff = staffGrant && staff ? new StaffVotes(staffGrant, staff, { zones, picture }) : null;
    this.#lines = (count ? lines : []).map((line) => ({
      counter: new LineCounter(count!, line, picture),
      bucket: this.#emptyLine(line.name, 0),
    }));
    this.#zones = (stay ? zones : []).map((zone) => ({
      presence: new ZonePresence(stay!, zone, picture),
      bucket: emptyZone(zone.name, 0),
      occupancy: 0,
    }));
  }

  /**
   * Takes in the tracks seen at one moment; returns what they crossed. `atMs` must not go back. What is counted in doubt is
   * held back, and so is the time: it counts once a moment is sure again, and never was once one is blind. `looks` is what the
   * clothes of each track came to, by its id.
   */
  update(
    tracks: readonly Track[],
    atMs: number,
    trust: Trust = "sure",
    looks: ReadonlyMap<number, ClothLook> = NO_LOOKS,
  ): Crossing[] {
    if (trust === "blind") return this.#goBlind();
    if (trust === "doubtful") this.#beginDoubt();
    this.#watch(atMs);
    if (trust === "sure") this.#endDoubt();
    const { seen, gone } = this.#walkers.update(tracks, atMs);
    for (const walker of seen) this.#staff?.hear(walker, looks.get(walker.track) ?? "unseen", atMs);
    const crossings = this.#lines.flatMap(({ counter, bucket }) => {
      const left = gone.map((walker) => this.#judged(walker, counter.forget(walker)));
      const passed = seen.map((walker) => this.#judged(walker, counter.update(walker, atMs)));
      return recordCrossings(bucket, [...left, ...passed]);
    });
    for (const { id } of gone) this.#staff?.forget(id);
    for (const zone of this.#zones) {
      const left = gone.flatMap((walker) => zone.presence.forget(walker));
      record(zone, zone.presence.update(seen, atMs), left);
    }
    return crossings;
  }

  /** What was counted since the last flush: parts of buckets, which sum. Minutes in which nothing was watched are not among them. */
  flush(): LensBucket[] {
    if (this.#minute !== null) this.#turn(this.#minute);
    return this.#done.splice(0);
  }

  /** Whether something of a minute that has ended was not flushed yet. What is held back in doubt is not among it. */
  get hasEndedMinute(): boolean {
    const [oldest] = this.#done;
    return oldest !== undefined && this.#minute !== null && oldest.minute < this.#minute;
  }

  /**
   * How it is in each zone now; none while nothing is watched. Null in doubt: what was said last stands until it is known
   * whether the camera sees.
   */
  live(): readonly ZoneLive[] | null {
    if (this.#doubted) return null;
    return this.#lastAtMs === null ? [] : this.#zones.map(({ presence }) => presence.live);
  }

  #beginDoubt(): void {
    if (this.#doubted) return;
    if (this.#minute !== null) this.#turn(this.#minute);
    this.#doubted = [];
  }

  #endDoubt(): void {
    this.#done.push(...(this.#doubted ?? []));
    this.#doubted = null;
  }

  /** Nobody is watched any more, and what was counted in doubt never was. */
  #goBlind(): Crossing[] {
    if (this.#lastAtMs === null) return [];
    this.#beginDoubt();
    this.#leaveAll();
    this.#turn(this.#minute!);
    this.#doubted = null;
    this.#lastAtMs = null;
    this.#lastIntervalMs = 0;
    this.#walkers = new Walkers();
    this.#staff?.forgetAll();
    return [];
  }

  /**
   * Ends the watch: the last frame was watched for as long as the one before, and who is passing or on a visit is done.
   * A doubt that nothing has confirmed counts for nothing.
   */
  close(): Crossing[] {
    if (this.#doubted) return this.#goBlind();
    if (this.#minute !== null && this.#lastAtMs !== null)
      this.#addWatched(Math.min(this.#lastIntervalMs, (this.#minute + 1) * MINUTE_MS - this.#lastAtMs));
    this.#lastIntervalMs = 0;
    return this.#leaveAll();
  }

  /** Whoever is passing or on a visit is done. */
  #leaveAll(): Crossing[] {
    for (const zone of this.#zones) {
      const left = this.#walkers.all.flatMap((walker: Walker) => zone.presence.forget(walker));
      record(zone, { entered: 0, dwellsMs: left, occupancy: 0 }, []);
    }
    return this.#lines.flatMap(({ counter, bucket }) =>
      recordCrossings(
        bucket,
        this.#walkers.all.map((walker) => this.#judged(walker, counter.forget(walker))),
      ),
    );
  }

  /** The crossing with whether who crossed works here, where that is asked. */
  #judged(walker: Walker, crossing: Crossing | null): Crossing | null {
    if (!this.#staff || !crossing) return crossing;
    const staff = this.#staff.verdictOf(walker.id, crossing.line);
    return { ...crossing, staff, isUncertain: crossing.isUncertain || staff === "torn" };
  }

  #emptyLine(line: string, minute: number): OpenLine {
    const staff = this.#staff && { staffIn: 0, staffOut: 0 };
    return {
      kind: "line",
      line,
      minute,
      in: 0,
      out: 0,
      ...staff,
      uncertain: 0,
      groupsIn: 0,
      watchedMs: 0,
      method: METHOD,
    };
  }

  /** Gives the time since the last frame to the minutes it fell in. */
  #watch(atMs: number): void {
    const lastAtMs = this.#lastAtMs ?? atMs;
    const isGap = atMs - lastAtMs > WATCH_GAP_MS_MAX;
    this.#lastIntervalMs = isGap ? 0 : atMs - lastAtMs;
    const minute = Math.floor(atMs / MINUTE_MS);
    const minuteAtMs = Math.max(lastAtMs, minute * MINUTE_MS); // where the present minute's share begins
    if (!isGap) this.#addWatched(minuteAtMs - lastAtMs);
    if (minute !== this.#minute) this.#turn(minute);
    if (!isGap) this.#addWatched(atMs - minuteAtMs);
    this.#lastAtMs = atMs;
  }

  #addWatched(watchedMs: number): void {
    for (const { bucket } of this.#lines) bucket.watchedMs += watchedMs;
    for (const { bucket, occupancy } of this.#zones) {
      bucket.watchedMs += watchedMs;
      bucket.personMs += occupancy * watchedMs;
    }
  }

  /** Puts what was counted aside and begins anew, in the given minute. */
  #turn(minute: number): void {
    for (const { bucket } of [...this.#lines, ...this.#zones])
      if (saysSomething(bucket)) (this.#doubted ?? this.#done).push({ ...bucket });
    for (const { counter, bucket } of this.#lines) {
      delete bucket.joinedIn;
      Object.assign(bucket, this.#emptyLine(counter.line.name, minute));
    }
    for (const { presence, bucket, occupancy } of this.#zones)
      Object.assign(bucket, emptyZone(presence.zone.name, minute), { occupancyMax: occupancy });
    this.#minute = minute;
  }
}

function recordCrossings(bucket: OpenLine, crossings: readonly (Crossing | null)[]): Crossing[] {
  const crossed = crossings.filter((crossing) => crossing !== null);
  for (const { direction, isUncertain, staff, rank } of crossed) {
    bucket[direction] += 1;
    if (staff === "staff" && direction === "in") bucket.staffIn = (bucket.staffIn ?? 0) + 1;
    if (staff === "staff" && direction === "out") bucket.staffOut = (bucket.staffOut ?? 0) + 1;
    if (isUncertain) bucket.uncertain += 1;
    if (rank === 1) bucket.groupsIn += 1;
    const joined = rank === null ? undefined : withJoined(bucket.joinedIn, rank);
    if (joined) bucket.joinedIn = joined;
  }
  return crossed;
}

function record(zone: { bucket: OpenZone; occupancy: number }, change: ZoneChange, left: readonly number[]): void {
  zone.bucket.entered += change.entered;
  for (const dwellMs of [...left, ...change.dwellsMs])
    zone.bucket.dwellHistogram = withDwell(zone.bucket.dwellHistogram, dwellMs);
  zone.occupancy = change.occupancy;
  zone.bucket.occupancyMax = Math.max(zone.bucket.occupancyMax, change.occupancy);
}

/** Whether a part is worth sending: it was watched, or a change fell into it right after a gap. */
function saysSomething(bucket: LensBucket): boolean {
  const changes = bucket.kind === "line" ? bucket.in + bucket.out : bucket.entered;
  return bucket.watchedMs + changes > 0 || (bucket.kind === "zone" && Object.keys(bucket.dwellHistogram).length > 0);
}

function emptyZone(zone: string, minute: number): OpenZone {
  return {
    kind: "zone",
    zone,
    minute,
    entered: 0,
    dwellHistogram: {},
    occupancyMax: 0,
    personMs: 0,
    watchedMs: 0,
    method: METHOD,
  };
}
