import { availableParallelism } from "node:os";
import { CAMERAS_PER_LENS_MAX } from "#domain/wire/lens-message.ts";
import type { WatchOrder } from "#domain/wire/lens-order.ts";
import { type Lens, openLens, type Said, type WatchedCamera } from "./lens-process.ts";

/** Finds a lens for whatever is to be watched. */
export type LensPool = {
  /** Begins to watch; `onSaid` hears all that the lens says of it, up to its end. */
  watch(order: WatchOrder, onSaid: (said: Said) => void): WatchedCamera;
};

/**
 * One more than there are cores. A lens looks on one thread, which also reads its cameras; where there are only as many as
 * cores, none of them may rest: on two cores two lenses dropped 5.6% of the frames of 28 cameras, three dropped none.
 */
export const LENSES_USUAL = availableParallelism() + 1;

/**
 * A film gets a lens of its own, which is the only process that may read that file. Live cameras share lenses, those with
 * the same network: at most `lensesMax` of them, each started when it is needed, and a further camera goes to the one that
 * watches fewest. One lens uses little more than one core, because its network runs on one thread.
 *
 *     film ──► lens        camera ─┬─► lens ◄─┬─ camera
 *                          camera ─┘          └─ camera      a lens that dies takes all its cameras with it,
 *                                                            and each of them asks here again
 *
 * LIMIT: nobody knows which of its cameras made a lens crash, so that one that always does costs those beside it their
 * restarts.
 */
export function openLensPool({
  lensesMax = LENSES_USUAL,
  entry,
}: {
  readonly lensesMax?: number;
  /** Another program in the lens's place, for the test that tries to break out. */
  readonly entry?: string;
} = {}): LensPool {
  const shared = new Map<string | undefined, Lens[]>();

  function sharedLens(model: string | undefined): Lens {
    const lenses = (shared.get(model) ?? []).filter(({ isOpen }) => isOpen);
    if (lenses.length < lensesMax) lenses.push(openLens({ model, camerasMax: CAMERAS_PER_LENS_MAX, entry }));
    shared.set(model, lenses);
    return lenses.reduce((least, lens) => (lens.load < least.load ? lens : least));
  }

  return {
    watch(order, onSaid) {
      const { source, model } = order;
      const lens = isAddress(source) ? sharedLens(model) : openLens({ film: source, model, camerasMax: 1, entry });
      return lens.load < CAMERAS_PER_LENS_MAX ? lens.watch(order, onSaid) : refused();
    },
  };
}

/** An address may hold a password, and everybody on the machine can read a program's arguments. */
function isAddress(source: string): boolean {
  return /^[a-z]+:\/\//i.test(source);
}

function refused(): WatchedCamera {
  const detail = `every lens watches ${CAMERAS_PER_LENS_MAX} cameras already`;
  return { pid: undefined, end: Promise.resolve({ kind: "fault", code: "lens/full", detail }), stop() {} };
}
