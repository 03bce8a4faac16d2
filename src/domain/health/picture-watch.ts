import type { Fit } from "#domain/vision/fit.ts";
import { type LumaCells, withoutPadding } from "#domain/vision/luma-cells.ts";
import type { SeenState } from "./camera-state.ts";
import { RepeatedPictures } from "./repeated-pictures.ts";
import type { SceneStructure } from "./scene-structure.ts";
import { contentOf, edgesOf } from "./view-content.ts";

/** How long nothing new may be shown: longer than the time between two key pictures of a camera that saves on them. */
export const FROZEN_MS = 30_000;
/** How long nothing new may be shown before it is doubted that the camera still sees. */
const DOUBT_MS = 1000;
/** How long a picture is dark or covered before it is said: not for somebody who walks by close to the lens. */
export const BLANK_MS = 5000;
/** How long a view must differ before it is said that the camera was moved: not for a crowd that passes. */
export const MOVED_MS = 15_000;
/**
 * When less of the scene's edges stand in any picture of that time the camera was moved. Measured: 0.82 and more stand
 * while people walk through our scenes and the real films, 0.58 and less once the picture is shifted by a twenty-fifth.
 */
const STANDING_SHARE_MIN = 0.55;
/** How long a view must be good again. */
const CLEAR_MS = 2000;

export type PictureVerdict = {
  readonly state: Exclude<SeenState, "clock-stepped">;
  /** When it began; that is before it was sure. */
  readonly sinceMs: number;
  /** It looks bad, and not yet for long enough: what is counted now is held back until it is known. */
  readonly isDoubtful: boolean;
};

type Sign = "frozen" | "dark" | "covered" | "moved";

/**
 * Tells from the brightness of a camera's pictures whether it sees what it is to see. A sign of trouble must last until it
 * is believed; meanwhile there is doubt. Where several signs are there, the plainest names the state: what is dark is not
 * told to be frozen.
 *
 *     dark, covered  ≥  5 s  ─┐
 *     frozen         ≥ 30 s  ─┼─►  that state   ── 2 s without a sign (frozen: a new picture) ──►  running
 *     moved          ≥ 15 s  ─┘
 */
export class PictureWatch {
  readonly #scene: SceneStructure;
  readonly #repeated = new RepeatedPictures();
  #state: PictureVerdict["state"] = "running";
  #sinceMs: number | null = null;
  #blankSinceMs: number | null = null;
  #movedSinceMs: number | null = null;
  #signAtMs = Number.NEGATIVE_INFINITY;

  /** `scene` outlives the watch where a camera is connected to anew: it is what the lines were drawn on. */
  constructor(scene: SceneStructure) {
    this.#scene = scene;
  }

  /** Judges one picture by its cells. `haltedMs` says for how long the camera's own clock has stood. */
  look(all: LumaCells, fit: Fit, atMs: number, haltedMs = 0): PictureVerdict {
    const cells = withoutPadding(all, fit);
    const edges = edgesOf(cells);
    const content = contentOf(cells, edges);
    const repeatedMs = Math.max(haltedMs, this.#repeated.repeatedForMs(cells, atMs));
    const standing = content === "clear" ? this.#scene.standing(cells, edges, atMs) : null;
    this.#blankSinceMs = content === "clear" ? null : (this.#blankSinceMs ?? atMs);
    this.#movedSinceMs = standing === null || standing >= STANDING_SHARE_MIN ? null : (this.#movedSinceMs ?? atMs);

    const blankMs = this.#blankSinceMs === null ? 0 : atMs - this.#blankSinceMs;
    const movedMs = this.#movedSinceMs === null ? 0 : atMs - this.#movedSinceMs;
    const isSign = this.#blankSinceMs !== null || this.#movedSinceMs !== null || repeatedMs > DOUBT_MS;
    if (isSign) this.#signAtMs = atMs;
    if (content !== "clear" && blankMs >= BLANK_MS) this.#enter(content, this.#blankSinceMs!);
    else if (repeatedMs >= FROZEN_MS) this.#enter("frozen", atMs - repeatedMs);
    else if (movedMs >= MOVED_MS) this.#enter("moved", this.#movedSinceMs!);
    else if (this.#state !== "running" && !isSign) {
      const isOver = this.#state === "frozen" || atMs - this.#signAtMs >= CLEAR_MS;
      if (isOver) this.#enter("running", atMs);
    }
    this.#sinceMs ??= atMs;
    return { state: this.#state, sinceMs: this.#sinceMs, isDoubtful: this.#state === "running" && isSign };
  }

  #enter(state: Sign | "running", sinceMs: number): void {
    // What wavers between dark and covered keeps its first name.
    const isBlank = (one: PictureVerdict["state"]) => one === "dark" || one === "covered";
    if (state === this.#state || (isBlank(state) && isBlank(this.#state))) return;
    this.#state = state;
    this.#sinceMs = sinceMs;
  }
}
