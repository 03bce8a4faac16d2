import { measureFilmCapacity } from "./film-capacity.ts";
import { measureLive } from "./live-capacity.ts";

/** Resident megabytes, everything that the process maps and has touched included. */
export type MemoryFigures = {
  readonly filmLensMb: number;
  readonly liveLensMb: number;
  /** What each further camera adds to a process that watches several. */
  readonly furtherCameraMb: number;
};

const FURTHER = 6;
const SECONDS = 8;

/** The product's lens on a film and on one live camera; further cameras in the bench's own lens, which takes several. */
export async function measureMemory(): Promise<MemoryFigures> {
  const { residentMb: filmLensMb } = await measureFilmCapacity({ lenses: 1 });
  const { residentMb: liveLensMb } = await measureLive({ cameras: 1, seconds: SECONDS, lenses: null });
  const one = await measureLive({ cameras: 1, seconds: SECONDS, lenses: 1 });
  const several = await measureLive({ cameras: 1 + FURTHER, seconds: SECONDS, lenses: 1 });
  return { filmLensMb, liveLensMb, furtherCameraMb: (several.residentMb - one.residentMb) / FURTHER };
}
