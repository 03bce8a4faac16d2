import { assertGranted, type Grant } from "#domain/policy/grant.ts";
import { anchorOf } from "#domain/space/anchor.ts";
import type { Size } from "#domain/space/box.ts";
import type { Track } from "#domain/tracking/tracker.ts";
import { DOTS_MAX, DOTS_MS_MIN, type DotPoints, SETUP_MS_MAX } from "#domain/wire/setup-dots.ts";

/** Tells where people are while a camera is set up: dots, for as long as was asked, and then no more. */
export class DotsStage {
  readonly #picture: Size;
  readonly #nowMs: () => number;
  readonly #onDots: (points: DotPoints) => void;
  #untilMs = Number.NEGATIVE_INFINITY;
  #toldMs = Number.NEGATIVE_INFINITY;

  constructor(
    grant: Grant<"setup-view">,
    {
      picture,
      nowMs,
      onDots,
    }: {
      readonly picture: Size;
      /** Of a clock that is never set. */
      readonly nowMs: () => number;
      readonly onDots: (points: DotPoints) => void;
    },
  ) {
    assertGranted(grant, "setup-view");
    this.#picture = picture;
    this.#nowMs = nowMs;
    this.#onDots = onDots;
  }

  /** Shows dots for so long from now on, and never longer than `SETUP_MS_MAX`; 0 ends it. */
  show(forMs: number): void {
    this.#untilMs = this.#nowMs() + Math.min(forMs, SETUP_MS_MAX);
  }

  /** Takes in who is seen now. */
  hear(tracks: readonly Track[]): void {
    const nowMs = this.#nowMs();
    if (nowMs >= this.#untilMs || nowMs - this.#toldMs < DOTS_MS_MIN) return;
    this.#toldMs = nowMs;
    this.#onDots(pointsOf(tracks, this.#picture));
  }
}

/** In the order of their places: the order of tracks would tell who is who. */
function pointsOf(tracks: readonly Track[], { width, height }: Size): DotPoints {
  const into = (at: number, side: number) => Math.min(1000, Math.max(0, Math.round((1000 * at) / side)));
  return tracks
    .map(({ box }): [number, number] => {
      const { x, y } = anchorOf(box, "centre");
      return [into(x, width), into(y, height)];
    })
    .toSorted(([ax, ay], [bx, by]) => ax - bx || ay - by)
    .slice(0, DOTS_MAX);
}
