import { assertGranted, type Grant } from "#domain/policy/grant.ts";
import { anchorOf } from "#domain/space/anchor.ts";
import type { Point, Size } from "#domain/space/box.ts";
import { inPixels } from "#domain/space/line.ts";
import { isInside, type Zone } from "#domain/space/zone.ts";
import type { Walker } from "./walker.ts";

/** Somebody has entered a zone once they stayed this long; who only brushes it has not. */
const ENTERED_MS_MIN = 1000;
/** Somebody has left once they were out this long; a step aside is not a leave. */
const LEFT_MS_MIN = 1000;

type Visit = { readonly sinceMs: number; insideAtMs: number; isCounted: boolean };

/** What a zone saw change in one frame. */
export type ZoneChange = {
  readonly entered: number;
  /** How long those stayed who have left, in ms. */
  readonly dwellsMs: readonly number[];
  /** People who have entered and not left. */
  readonly occupancy: number;
};

/** How it is in a zone now: how many people, and for how long who stays longest has been there; 0 where nobody is. */
export type ZoneLive = { readonly zone: string; readonly people: number; readonly waitingMs: number };

/** Follows who is in one zone, and since when. */
export class ZonePresence {
  readonly zone: Zone;
  readonly #corners: readonly Point[];
  readonly #visits = new Map<number, Visit>();

  constructor(grant: Grant<"zones">, zone: Zone, picture: Size) {
    assertGranted(grant, "zones");
    this.zone = zone;
    this.#corners = zone.corners.map((corner) => inPixels(corner, picture));
  }

  /** Takes in everybody seen now. Somebody out of sight stays where they were until `forget`. */
  update(walkers: readonly Walker[], atMs: number): ZoneChange {
    let entered = 0;
    const dwellsMs: number[] = [];
    for (const walker of walkers) {
      const visit = this.#visits.get(walker.id);
      if (isInside(this.#corners, anchorOf(walker.box, "foot"))) {
        if (!visit) {
          this.#visits.set(walker.id, { sinceMs: atMs, insideAtMs: atMs, isCounted: false });
          continue;
        }
        visit.insideAtMs = atMs;
        if (!visit.isCounted && atMs - visit.sinceMs >= ENTERED_MS_MIN) {
          visit.isCounted = true;
          entered += 1;
        }
      } else if (visit && (!visit.isCounted || atMs - visit.insideAtMs >= LEFT_MS_MIN))
        dwellsMs.push(...this.#end(walker.id, visit));
    }
    const occupancy = [...this.#visits.values()].filter(({ isCounted }) => isCounted).length;
    return { entered, dwellsMs, occupancy };
  }

  /** How it is now. Who is out of sight has stayed until they were last seen inside. */
  get live(): ZoneLive {
    const stays = [...this.#visits.values()].filter(({ isCounted }) => isCounted);
    const waitingMs = stays.reduce((longest, visit) => Math.max(longest, visit.insideAtMs - visit.sinceMs), 0);
    return { zone: this.zone.name, people: stays.length, waitingMs };
  }

  /** The walker is gone: their visit, if any, ended when they were last seen inside. Returns its dwell. */
  forget(walker: Walker): readonly number[] {
    const visit = this.#visits.get(walker.id);
    return visit ? this.#end(walker.id, visit) : [];
  }

  #end(id: number, visit: Visit): readonly number[] {
    this.#visits.delete(id);
    return visit.isCounted ? [visit.insideAtMs - visit.sinceMs] : [];
  }
}
