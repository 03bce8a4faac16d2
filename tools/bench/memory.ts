import { measureFilmCapacity } from "./film-capacity.ts";
import { measureLive } from "./live-capacity.ts";

/** Resident megabytes, everything that the process maps and has touched included. */
export type MemoryFigures = {
  readonly filmLensMb: number;
  readonly liveLensMb: number;
  /** What each further camera adds to a lens. */
  readonly furtherCameraMb: number;
};

const FURTHER = 6;
const SECONDS = 8;

/** A lens on a film, on one live camera, and on several. */
export async function measureMemory(): Promise<MemoryFigures> {
  const { residentMb: filmLensMb } = await measureFilmCapacity({ lenses: 1 });
  const one = await measureLive({ cameras: 1, seconds: SECONDS, lensesMax: 1 });
  const several = await measureLive({ cameras: 1 + FURTHER, seconds: SECONDS, lensesMax: 1 });
  const furtherCameraMb = (several.residentMb - one.residentMb) / FURTHER;
  return { filmLensMb, liveLensMb: one.residentMb, furtherCameraMb };
}
