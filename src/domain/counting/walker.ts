import { anchorOf } from "#domain/space/anchor.ts";
import { type Box, overlapArea, type Point } from "#domain/space/box.ts";
import type { Track } from "#domain/tracking/tracker.ts";
import type { Step } from "./company.ts";

/** How long somebody may be out of sight and still be the same walker. */
export const UNSEEN_MS_MAX = 3000;
/** How far from where they were heading they may come back, in box heights: at once, and more with each second unseen. */
const RETURN_DISTANCE_MAX = 0.5;
const RETURN_DISTANCE_PER_SECOND = 0.6;
/** How much larger or smaller they may look when they come back. */
const RETURN_GROWTH_MAX = 1.4;
/** The same where one box lies in the other: half of somebody was hidden, or is now. */
const RETURN_GROWTH_WITHIN_MAX = 2;
/** So much of the smaller box must lie in the larger. */
const WITHIN_SHARE_MIN = 0.7;

/** How far back the steps of a walker are known, and how far apart they are noted: three seconds of a walk in fifteen places. */
const TRAIL_MS = 3000;
const STEP_MS = 200;

/** One person as the counter follows them: a track, or several where the tracker lost its thread. */
export type Walker = {
  readonly id: number;
  /** Where they were first seen. */
  readonly firstBox: Box;
  track: number;
  box: Box;
  speed: Point;
  seenAtMs: number;
  /** When the walker last went over to a new track; null while it is one track all along. */
  handedOverAtMs: number | null;
  /** The last steps, the oldest first: who walks beside whom is told by them. */
  trail: readonly Step[];
};

/**
 * Keeps a person one person when the tracker gives them a new number: a track that begins where a lost one was heading,
 * soon after, at about its size, is the same walker. By place and motion alone.
 *
 *     track 7  ───────╳ lost            one walker, so a line between the two
 *                        ·····► 9 ───── is crossed once, and a dwell is one dwell
 */
export class Walkers {
  readonly #walkers = new Map<number, Walker>();
  #lastId = 0;
  #steppedAtMs = Number.NEGATIVE_INFINITY;

  /** The walkers seen in this frame, and those who are gone for good. */
  update(tracks: readonly Track[], atMs: number): { seen: Walker[]; gone: Walker[] } {
    const gone = [...this.#walkers.values()].filter(({ seenAtMs }) => atMs - seenAtMs > UNSEEN_MS_MAX);
    for (const { id } of gone) this.#walkers.delete(id);

    // INVARIANT: the steps of all walkers are of the same moments, so that two trails can be laid beside each other.
    const isStep = atMs - this.#steppedAtMs >= STEP_MS;
    if (isStep) this.#steppedAtMs = atMs;
    const byTrack = new Map([...this.#walkers.values()].map((walker) => [walker.track, walker]));
    const present = new Set(tracks.map(({ id }) => id));
    const seen = tracks.map((track) => {
      const walker = byTrack.get(track.id) ?? this.#returned(track, present, atMs) ?? this.#born(track);
      if (walker.track !== track.id) walker.handedOverAtMs = atMs;
      walker.track = track.id;
      walker.box = track.box;
      walker.speed = track.speed;
      walker.seenAtMs = atMs;
      if (isStep) walker.trail = withStep(walker.trail, track.box, atMs);
      return walker;
    });
    return { seen, gone };
  }

  /** Everybody not yet given up, seen now or not. */
  get all(): Walker[] {
    return [...this.#walkers.values()];
  }

  #born(track: Track): Walker {
    const walker = {
      id: ++this.#lastId,
      firstBox: track.firstBox ?? track.box,
      track: track.id,
      box: track.box,
      speed: track.speed,
      seenAtMs: 0,
      handedOverAtMs: null,
      trail: [],
    };
    this.#walkers.set(walker.id, walker);
    return walker;
  }

  /** The nearest walker out of sight who may have come back as this track. */
  #returned(track: Track, present: ReadonlySet<number>, atMs: number): Walker | undefined {
    const here = anchorOf(track.box, "centre");
    let nearest: Walker | undefined;
    let nearestDistance = Number.POSITIVE_INFINITY;
    for (const walker of this.#walkers.values()) {
      if (present.has(walker.track) || walker.seenAtMs === atMs) continue;
      const seconds = (atMs - walker.seenAtMs) / 1000;
      const expected = moved(walker.box, walker.speed, seconds);
      const isWithin = shareWithin(expected, track.box) > WITHIN_SHARE_MIN;
      const growthMax = isWithin ? RETURN_GROWTH_WITHIN_MAX : RETURN_GROWTH_MAX;
      const growth = track.box.height / walker.box.height;
      if (growth > growthMax || growth < 1 / growthMax) continue;
      const there = anchorOf(expected, "centre");
      const distance = Math.hypot(there.x - here.x, there.y - here.y);
      const reach = (RETURN_DISTANCE_MAX + RETURN_DISTANCE_PER_SECOND * seconds) * track.box.height;
      if (distance < reach && distance < nearestDistance) {
        nearest = walker;
        nearestDistance = distance;
      }
    }
    return nearest;
  }
}

function withStep(trail: readonly Step[], box: Box, atMs: number): Step[] {
  const recent = trail.filter((step) => atMs - step.atMs <= TRAIL_MS);
  return [...recent, { atMs, foot: anchorOf(box, "foot"), height: box.height }];
}

function moved(box: Box, speed: Point, seconds: number): Box {
  return { ...box, left: box.left + speed.x * seconds, top: box.top + speed.y * seconds };
}

/** How much of the smaller box lies in the larger, 0..1. */
function shareWithin(a: Box, b: Box): number {
  return overlapArea(a, b) / Math.min(a.width * a.height, b.width * b.height);
}
