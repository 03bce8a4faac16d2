import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { openCanvas } from "#adapters/canvas/canvas.ts";
import { lettering } from "#adapters/canvas/lettering.ts";
import { openFilmWriter } from "#adapters/film/film-writer.ts";
import type { Scene } from "#apps/lens/person-free-picture.ts";
import { rescaled } from "#domain/emptiness/presence.ts";
import { Fault } from "#domain/fault/fault.ts";
import { anchorOf } from "#domain/space/anchor.ts";
import type { Point } from "#domain/space/box.ts";
import { inPixels } from "#domain/space/line.ts";
import { drawBoard, drawLegend, drawTime } from "./overlay-board.ts";
import { areAlike, type Flash, flashesOf, runningTotals, type Totals } from "./overlay-counts.ts";
import { COLOURS, type Desk, drawLine, drawPerson, drawTrail, drawZone } from "./overlay-drawing.ts";
import { personFreeScene } from "./overlay-scene.ts";
import { type Moment, type OverlayPlan, watchMoments } from "./overlay-sightings.ts";

/** How long a crossing stands out in the film. */
const FLASH_MS = 800;
/** So long before and after a crossing a trail has the colour of its direction. */
const AROUND_CROSSING_MS = 1500;
/** So many trails are drawn strongly; more are drawn fainter, as the square root. */
const STRONG_TRAILS = 40;
const ENDINGS = /\.(png|mp4)$/i;

/** Refuses, before anything is counted, what cannot become an overlay. */
export function checkOverlay(path: string, { isLive }: { isLive: boolean }): void {
  if (isLive) throw new Fault("overlay/live", "an overlay of a live camera was asked for");
  if (!ENDINGS.test(path)) throw new Fault("overlay/unreadable", `\`${path}\` ends neither in .png nor in .mp4`);
  if (!existsSync(dirname(path))) throw new Fault("film/unwritable", `there is no folder \`${dirname(path)}\``);
}

/**
 * Draws what was counted over the scene with nobody in it: a PNG with the ways that people went and `totals`, or an MP4 in
 * which their boxes move and the counts run. False if the film, gone through again for this, was counted differently: the
 * lens had been restarted in between.
 */
export async function writeOverlay(path: string, plan: OverlayPlan, totals: Totals): Promise<boolean> {
  const { picture, moments } = await watchMoments(plan);
  const scene = await personFreeScene(plan, { picture, moments });
  const running = runningTotals(plan, moments);
  const drawing = openDrawing(plan, scene);
  const flashes = flashesOf(moments);
  const toScene = (moment: Moment) => ({
    ...moment,
    tracks: moment.tracks.map((track) => ({ ...track, box: rescaled(track.box, { from: picture, to: scene.size }) })),
  });
  const placed = moments.map(toScene);
  if (/\.png$/i.test(path)) {
    const png = drawing.summary(placed, flashes, totals);
    await writeFile(path, png).catch((cause: unknown) => {
      throw new Fault("film/unwritable", `cannot write \`${path}\``, { cause });
    });
  } else await writeRunning(path, { plan, scene, drawing, moments: placed, running, flashes });
  return areAlike(totals, running.at(-1) ?? totals);
}

type Running = {
  readonly plan: OverlayPlan;
  readonly scene: Scene;
  readonly drawing: Drawing;
  readonly moments: readonly Moment[];
  readonly running: readonly Totals[];
  readonly flashes: readonly Flash[];
};

/** One frame of the MP4 for each tick of the analysed rate, showing the last moment that was analysed by then. */
async function writeRunning(path: string, { plan, scene, drawing, moments, running, flashes }: Running): Promise<void> {
  const framesPerSecond = Math.max(1, Math.round(plan.analysedPerSecond));
  await using film = await openFilmWriter({ path, size: scene.size, framesPerSecond });
  const endMs = moments.at(-1)?.atMs ?? 0;
  let index = 0;
  for (let frame = 0; (frame * 1000) / framesPerSecond <= endMs; frame++) {
    const atMs = Math.round((frame * 1000) / framesPerSecond);
    while (index + 1 < moments.length && moments[index + 1]!.atMs <= atMs) index++;
    const fresh = flashes.filter((flash) => flash.atMs <= atMs && atMs - flash.atMs < FLASH_MS);
    await film.write(drawing.moment({ ...moments[index]!, atMs }, fresh, running[index]!));
  }
}

type Drawing = {
  /** The film at one moment: packed R, G, B. Boxes in pixels of the scene. */
  moment(moment: Moment, fresh: readonly Flash[], totals: Totals): Uint8Array;
  /** The whole film at once: a PNG file. */
  summary(moments: readonly Moment[], flashes: readonly Flash[], totals: Totals): Uint8Array;
};

function openDrawing({ lines, zones }: OverlayPlan, { size, rgb }: Scene): Drawing {
  const background = openCanvas(size, rgb);
  const canvas = openCanvas(size);
  const families = lettering([...lines, ...zones].map(({ name }) => name).join(""));
  const desk: Desk = { pen: canvas.pen, size, unit: size.width / 640, families };

  function drawPlan(fresh: readonly Flash[]): void {
    for (const { name, corners } of zones)
      drawZone(desk, { name, corners: corners.map((corner) => inPixels(corner, size)) });
    for (const { name, from, to } of lines) {
      const flash = fresh.findLast(({ line }) => line === name)?.direction ?? null;
      drawLine(desk, { name, from: inPixels(from, size), to: inPixels(to, size) }, flash);
    }
  }
  const drawBackground = () => background.drawOnto(desk.pen, { left: 0, top: 0, ...size });

  return {
    moment({ atMs, tracks }, fresh, totals) {
      drawBackground();
      for (const { id, box } of tracks)
        drawPerson(desk, box, fresh.findLast(({ track }) => track === id)?.direction ?? null);
      drawPlan(fresh);
      drawBoard(
        desk,
        totals,
        fresh.map(({ line, direction }) => ({ name: line, figure: direction })),
      );
      drawTime(desk, atMs);
      drawLegend(desk);
      return canvas.rgb();
    },
    summary(moments, flashes, totals) {
      drawBackground();
      const trails = trailsOf(moments);
      const strength = 0.85 * Math.sqrt(STRONG_TRAILS / Math.max(STRONG_TRAILS, trails.size));
      for (const steps of trails.values())
        drawTrail(
          desk,
          steps.map(({ at }) => at),
          { colour: COLOURS.text, strength: strength / 2 },
        );
      for (const { track, direction, atMs } of flashes) {
        const near = (trails.get(track ?? -1) ?? []).filter((step) => Math.abs(step.atMs - atMs) <= AROUND_CROSSING_MS);
        drawTrail(
          desk,
          near.map(({ at }) => at),
          { colour: COLOURS[direction], strength },
        );
      }
      drawPlan([]);
      drawBoard(desk, totals, []);
      drawTime(desk, moments.at(-1)?.atMs ?? 0);
      drawLegend(desk);
      return canvas.png();
    },
  };
}

type Step = { readonly atMs: number; readonly at: Point };

/** The way of each track's centre, which is what lines count. */
function trailsOf(moments: readonly Moment[]): Map<number, Step[]> {
  const trails = new Map<number, Step[]>();
  for (const { atMs, tracks } of moments)
    for (const { id, box } of tracks) {
      const trail = trails.get(id) ?? [];
      trails.set(id, trail);
      trail.push({ atMs, at: anchorOf(box, "centre") });
    }
  return trails;
}
