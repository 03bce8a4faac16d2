import { openLensPool } from "#apps/agent/lens-pool.ts";
import { findScene } from "#apps/cli/source.ts";
import { grantsForFilm } from "#domain/policy/grant.ts";
import { processCost } from "./process-cost.ts";

export type FilmCapacity = {
  readonly lenses: number;
  /** What a frame costs, everything that the lens does between two frames included. */
  readonly msPerFrame: number;
  /** How many cameras the cores could hold if all their time were ours. */
  readonly cameras: number;
  /** How many it came to on the clock, with all else that the machine did. */
  readonly camerasOnClock: number;
  /** Of one lens, at its most. */
  readonly residentMb: number;
};

/** Every fifth picture is analysed, as of a camera that sends 25 a second and is looked at 5 times. */
const PICTURES_PER_LOOK = 5;
const LOOKS_PER_SECOND = 5;

/** The product's own lenses, side by side, each on the film of the busy door as fast as it goes. */
export async function measureFilmCapacity({ lenses }: { readonly lenses: number }): Promise<FilmCapacity> {
  const runs = await Promise.all(Array.from({ length: lenses }, runLens));
  const sum = (figure: "analysed" | "cpuMs" | "framesPerMs") => runs.reduce((total, run) => total + run[figure], 0);
  const msPerFrame = sum("cpuMs") / sum("analysed");
  return {
    lenses,
    msPerFrame,
    cameras: (lenses * 1000) / (msPerFrame * LOOKS_PER_SECOND),
    camerasOnClock: (sum("framesPerMs") * 1000) / LOOKS_PER_SECOND,
    residentMb: Math.max(...runs.map(({ residentMb }) => residentMb)),
  };
}

type Mark = { readonly analysed: number; readonly cpuMs: number; readonly atMs: number };

/** From the first word about its progress to the last, so that starting and ending are not counted. */
async function runLens() {
  const { address, lines, zones, truth } = findScene("entrance");
  const analysedPerSecond = truth.framesPerSecond / PICTURES_PER_LOOK;
  const order = { kind: "watch", task: "count", source: address, analysedPerSecond, grants: grantsForFilm() } as const;
  const marks: Mark[] = [];
  let residentMb = 0;
  const plan = { lines: [...lines], zones: zones.map(({ name, corners }) => ({ name, corners: [...corners] })) };
  const lens = openLensPool().watch({ ...order, ...plan }, (said) => {
    const cost = said.kind === "progress" && lens.pid !== undefined ? processCost(lens.pid) : null;
    if (said.kind !== "progress" || !cost) return;
    marks.push({ analysed: said.analysed, cpuMs: cost.cpuMs, atMs: performance.now() });
    residentMb = Math.max(residentMb, cost.residentMb);
  });
  await lens.end;
  const [first, last] = [marks[0], marks.at(-1)];
  if (!first || !last || last.analysed === first.analysed)
    throw new Error("the lens was through before it was measured");
  const analysed = last.analysed - first.analysed;
  return {
    analysed,
    cpuMs: last.cpuMs - first.cpuMs,
    framesPerMs: analysed / (last.atMs - first.atMs),
    residentMb,
  };
}
