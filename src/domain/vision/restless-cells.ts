import { type Box, iou } from "#domain/space/box.ts";
import type { Detection } from "./detection.ts";
import type { Fit } from "./fit.ts";
import { cellsUnder, type LumaCells } from "./luma-cells.ts";

/** From this score on a detection is somebody: no surer one is needed to go on with a track (`HIGH_SCORE_MIN` of the tracker). */
const FOUND_SCORE_MIN = 0.45;
/** From this score on it may be somebody: where they are nothing is restless. */
const PERHAPS_SCORE_MIN = 0.3;
/** Who is found again with so much overlap has stayed; a mannequin's boxes overlap more. */
const STAYED_OVERLAP_MIN = 0.6;
/** A place where nobody was found for so long is forgotten: who comes there has come anew. */
const PLACE_MS_MAX = 30_000;
/** Places of people and mannequins that are remembered at once; beyond that the picture is busy. */
const PLACES_MAX = 64;
/** Nobody came or moved for so long before the picture counts as settled; every track of who left is over by then. */
const SETTLED_MS_MIN = 10_000;
/** What is restless is judged by this much of a settled picture. */
const JUDGE_MS = 30_000;
/** Fewer looks than this say nothing; a still picture has one in five seconds, what is known to be restless one in two. */
const LOOKS_MIN = 10;
/** A cell is restless that has changed in this share of the looks. */
const CHANGED_SHARE_MIN = 0.1;
/**
 * So many cells at once must change unusually. Who is large enough to be found, 48 pixels high, is six cells high and moves
 * at the edges of two columns; a single cell is a reflection or the noise of the film's coding.
 */
const UNUSUAL_CELLS_MIN = 4;
/** A change is unusual that is larger by this than the largest which was seen in a settled picture. */
const UNUSUAL_RATIO = 1.25;

/** Where somebody was found, and has not moved from since. */
type Place = { readonly box: Box; seenAtMs: number };

/**
 * Learns which cells change although nobody moves there: a screen, a lamp that flickers, leaves behind a pane. It learns
 * only from pictures in which the detector looked and found nobody who came or moved, and what it knows is not used from
 * the moment at which it finds somebody who does:
 *
 *     somebody came or moved ── 10 s ──▶ settled: looks are noted ── 30 s ──▶ what changed in a tenth of them is restless
 *              ▲                                                                            │
 *              └─────────────────── somebody comes or moves, anywhere ◀─────────────────────┘
 *
 * Where anybody or anything like a person is found, no cell is restless: the least movement of who stands still is looked
 * at. A mannequin that stands for hours is found all the time and must not keep the rest of an empty shop from settling.
 */
export class RestlessCells {
  #movedAtMs: number | null = null;
  #places: Place[] = [];
  #judgedAtMs = 0;
  #looks = 0;
  #changes = new Uint16Array(0);
  #peaks = new Float32Array(0);
  /** By how much a cell must change to be unusual; 0 where it is not restless. */
  #usual = new Float32Array(0);
  /** 1 where somebody was found in the last picture. */
  #occupied = new Uint8Array(0);

  /** Notes what the detector was shown, and what it had been shown before; `changeMin` is what counts as a change. */
  noteLook(before: LumaCells, now: LumaCells, atMs: number, changeMin: number): void {
    if (this.#usual.length !== now.means.length) this.#forget(now.means.length, atMs);
    if (!this.#isSettled(atMs)) return;
    if (atMs - this.#judgedAtMs >= JUDGE_MS) this.#judge(atMs);
    this.#looks += 1;
    for (let cell = 0; cell < now.means.length; cell++) {
      const change = Math.abs(now.means[cell]! - before.means[cell]!);
      if (change < changeMin) continue;
      this.#changes[cell]! += 1;
      if (change > this.#peaks[cell]!) this.#peaks[cell] = change;
    }
  }

  /** Hears who was found in a picture, without known things. */
  noteFound(people: readonly Detection[], fit: Fit, atMs: number): void {
    this.#movedAtMs ??= atMs;
    this.#places = this.#places.filter(({ seenAtMs }) => atMs - seenAtMs <= PLACE_MS_MAX);
    this.#occupied.fill(0);
    for (const { box, score } of people) {
      if (score < PERHAPS_SCORE_MIN) continue;
      for (const cell of cellsUnder(box, fit))
        if (cell < this.#usual.length) {
          this.#usual[cell] = this.#changes[cell] = this.#peaks[cell] = 0;
          this.#occupied[cell] = 1;
        }
      if (score < FOUND_SCORE_MIN) continue;
      const place = this.#places.find((known) => iou(known.box, box) >= STAYED_OVERLAP_MIN);
      if (place) place.seenAtMs = atMs;
      else {
        if (this.#places.push({ box, seenAtMs: atMs }) > PLACES_MAX) this.#places.shift();
        this.#movedAtMs = atMs;
      }
    }
    if (this.#movedAtMs === atMs) this.#begin(atMs + SETTLED_MS_MIN);
  }

  /**
   * Whether something has changed by `changeMin` that must be looked at now: anything where the picture is not settled or
   * where somebody was found, else enough cells that are not restless, or change by more than they do by themselves.
   */
  isUnusual(before: LumaCells, now: LumaCells, atMs: number, changeMin: number): boolean {
    const isSettled = this.#usual.length === now.means.length && this.#isSettled(atMs);
    let unusual = 0;
    for (let cell = 0; cell < now.means.length; cell++) {
      const change = Math.abs(now.means[cell]! - before.means[cell]!);
      if (change < changeMin) continue;
      if (!isSettled || this.#occupied[cell] === 1) return true;
      if (change >= this.#usual[cell]!) unusual += 1;
      if (unusual >= UNUSUAL_CELLS_MIN) return true;
    }
    return false;
  }

  #isSettled(atMs: number): boolean {
    return this.#movedAtMs !== null && atMs - this.#movedAtMs >= SETTLED_MS_MIN;
  }

  #judge(atMs: number): void {
    if (this.#looks >= LOOKS_MIN)
      for (const [cell, changes] of this.#changes.entries())
        this.#usual[cell] = changes >= CHANGED_SHARE_MIN * this.#looks ? UNUSUAL_RATIO * this.#peaks[cell]! : 0;
    else this.#usual.fill(0);
    this.#begin(atMs);
  }

  #begin(atMs: number): void {
    this.#judgedAtMs = atMs;
    this.#looks = 0;
    this.#changes.fill(0);
    this.#peaks.fill(0);
  }

  #forget(cells: number, atMs: number): void {
    this.#changes = new Uint16Array(cells);
    this.#peaks = new Float32Array(cells);
    this.#usual = new Float32Array(cells);
    this.#occupied = new Uint8Array(cells);
    this.#begin(Math.max(atMs, this.#judgedAtMs));
  }
}
