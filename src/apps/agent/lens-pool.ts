import { availableParallelism } from "node:os";
import { isLiveAddress, loopedFilm } from "#adapters/camera/address.ts";
import { CAMERAS_PER_LENS_MAX } from "#domain/wire/lens-message.ts";
import type { WatchOrder } from "#domain/wire/lens-order.ts";
import type { Attesting } from "./lens-account.ts";
import {
  isReadableByAll,
  type Lens,
  type LensOptions,
  openLens,
  type Said,
  type WatchedCamera,
} from "./lens-process.ts";

/** Finds a lens for whatever is to be watched. */
export type LensPool = {
  /** Begins to watch; `onSaid` hears all that the lens says of it, up to its end. */
  watch(order: WatchOrder, onSaid: (said: Said) => void, seat?: Seat): WatchedCamera;
  /** A place for a camera that may go away and come back. */
  openSeat(): Seat;
  /** Settles when all lenses that were started are gone. */
  readonly allGone: () => Promise<void>;
};

/**
 * A camera's place in a lens. While it is open the lens waits for the camera to come back, and knows then what its scene
 * looked like. Its crashes are remembered here.
 */
export type Seat = Disposable;

/**
 * One more than there are cores. A lens looks on one thread, which also reads its cameras; where there are only as many as
 * cores, none of them may rest: on two cores two lenses dropped 5.6% of the frames of 28 cameras, three dropped none.
 */
export const LENSES_USUAL = availableParallelism() + 1;

/** After so many crashes beside others a camera and those others are parted, to find out whose they are. */
const SHARED_CRASHES_MAX = 2;
/** A lens that has run for so long was not brought down by what its cameras always do. */
const CRASH_MEMORY_MS = 600_000;

/** Suspects that were put into one lens together. */
type Group = { lens: Lens | null };

type OwnSeat = Seat & { lens: Lens | null; letGo: () => void; sharedCrashes: number; group: Group | null };

/**
 * A film gets a lens of its own, which is the only process that may read that file. Live cameras share lenses, those with
 * the same network: at most `lensesMax` of them, each started when it is needed, and a further camera goes to the one that
 * watches fewest. One lens uses little more than one core, because its network runs on one thread.
 *
 *     film ──► lens        camera ─┬─► lens ◄─┬─ camera
 *                          camera ─┘          └─ camera      a lens that dies takes all its cameras with it,
 *                                                            and each of them asks here again
 *
 * Nobody knows which of its cameras made a lens crash. Those that crashed together twice are parted into two further
 * lenses, and those of the one that crashes again are parted again: of 64 cameras the one that always does sits alone after
 * eight crashes, with six lenses more than usual. Crashes are charged only to who sits alone.
 */
export function openLensPool({
  lensesMax = LENSES_USUAL,
  entry,
  attesting,
}: {
  readonly lensesMax?: number;
  /** Another program in the lens's place, for the test that tries to break out. */
  readonly entry?: string;
  readonly attesting?: Attesting | undefined;
} = {}): LensPool {
  const shared = new Map<string | undefined, Lens[]>();
  /** Who is watched by a lens now, and since when it runs. */
  const watched = new WeakMap<Lens, { readonly seats: Set<OwnSeat>; readonly sinceMs: number }>();

  const running = new Set<Lens>();

  function open(options: Omit<LensOptions, "entry" | "attesting">): Lens {
    const lens = openLens({ ...options, entry, attesting });
    running.add(lens);
    void lens.gone.then(() => running.delete(lens));
    return lens;
  }
  const openShared = (model: string | undefined) => open({ model, camerasMax: CAMERAS_PER_LENS_MAX });

  function sharedLens(model: string | undefined): Lens {
    const lenses = (shared.get(model) ?? []).filter(({ isOpen }) => isOpen);
    // One that watches nobody is taken before another is begun, which then would be left without a camera, and never end.
    if (lenses.length < lensesMax && lenses.every(({ load }) => load > 0)) lenses.push(openShared(model));
    shared.set(model, lenses);
    return lenses.reduce((least, lens) => (lens.load < least.load ? lens : least));
  }

  function lensFor(seat: OwnSeat, model: string | undefined): Lens {
    if (seat.lens?.isOpen && seat.lens.load < CAMERAS_PER_LENS_MAX) return seat.lens;
    const { group } = seat;
    if (!group) return sharedLens(model);
    if (!group.lens?.isOpen) group.lens = openShared(model);
    return group.lens;
  }

  function sit(seat: OwnSeat, lens: Lens): void {
    if (seat.lens !== lens) {
      seat.letGo();
      seat.letGo = lens.hold();
      seat.lens = lens;
    }
    const present = watched.get(lens) ?? { seats: new Set(), sinceMs: performance.now() };
    present.seats.add(seat);
    watched.set(lens, present);
  }

  /** Parts those who have crashed together too often. Those who wait to come back are not suspected. */
  function hearCrash(lens: Lens): void {
    const present = watched.get(lens);
    watched.delete(lens);
    if (!present || present.seats.size < 2) return;
    const isForgotten = performance.now() - present.sinceMs > CRASH_MEMORY_MS;
    for (const seat of present.seats) seat.sharedCrashes = isForgotten ? 1 : seat.sharedCrashes + 1;
    const groups: [Group, Group] = [{ lens: null }, { lens: null }];
    const suspects = [...present.seats].filter(({ sharedCrashes }) => sharedCrashes >= SHARED_CRASHES_MAX);
    for (const [index, seat] of suspects.entries()) seat.group = groups[index % 2]!;
  }

  function newSeat(): OwnSeat {
    const seat: OwnSeat = {
      lens: null,
      letGo: () => {},
      sharedCrashes: 0,
      group: null,
      [Symbol.dispose]: () => seat.letGo(),
    };
    return seat;
  }

  return {
    watch(order, onSaid, given) {
      const { source, model } = order;
      const film = filmOf(source);
      if (film !== null) return open({ film, model, camerasMax: 1 }).watch(order, onSaid);
      const seat = (given as OwnSeat | undefined) ?? newSeat();
      const lens = lensFor(seat, model);
      if (lens.load >= CAMERAS_PER_LENS_MAX) return refused();
      if (given) sit(seat, lens);
      const camera = lens.watch(order, onSaid);
      void camera.end.then(({ kind }) => {
        if (kind === "crashed" || kind === "silent") hearCrash(lens);
        else watched.get(lens)?.seats.delete(seat);
      });
      return camera;
    },
    openSeat: newSeat,
    allGone: async () => {
      await Promise.all([...running].map(({ gone }) => gone));
    },
  };
}

/** The file that a lens must be let read; null where it needs none, or one that comes with Lintel. */
function filmOf(source: string): string | null {
  const looped = loopedFilm(source);
  if (looped !== null) return isReadableByAll(looped) ? null : looped;
  return isAddress(source) || isLiveAddress(source) ? null : source;
}

/** An address may hold a password, and everybody on the machine can read a program's arguments. */
function isAddress(source: string): boolean {
  return /^[a-z]+:\/\//i.test(source);
}

function refused(): WatchedCamera {
  const detail = `every lens watches ${CAMERAS_PER_LENS_MAX} cameras already`;
  const end = Promise.resolve({ kind: "fault", code: "lens/full", detail } as const);
  return { pid: undefined, end, stop() {}, askScene() {}, showDots() {} };
}
