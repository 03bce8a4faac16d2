import { accessSync, constants, existsSync, mkdirSync, readdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openCamera } from "#adapters/camera/open-camera.ts";
import { type Canvas, openCanvas } from "#adapters/canvas/canvas.ts";
import { lettering } from "#adapters/canvas/lettering.ts";
import type { JudgedLook } from "#domain/evaluation/look.ts";
import type { Miss } from "#domain/evaluation/miss-cause.ts";
import { Fault } from "#domain/fault/fault.ts";
import type { Box, Point, Size } from "#domain/space/box.ts";
import { inPixels, type Line } from "#domain/space/line.ts";
import { cutText, type Desk, drawLabel, setLetters, strokeCased } from "./overlay-drawing.ts";

/** More misses than this have no strip; a film that goes so wrong is understood from fewer. */
const STRIPS_MAX = 200;
/** Pictures in a strip, the miss in the middle, and the time from one to the next. */
const PICTURES = 7;
const APART_MS = 400;
/** Every picture is this high; how wide, the walk says, within limits. */
const PICTURE_HEIGHT = 260;
const SHAPE_MIN = 0.55;
const SHAPE_MAX = 1.1;
/** Room around the person, in heights of their box. */
const ROOM = 0.3;
const GAP = 4;
const HEADER = 26;
const CAPTION = 40;

const INK = { page: "#0f141e", text: "#ffffff", quiet: "#b9c2d0", now: "#ffffff", bad: "#f0a000" } as const;
/** Okabe and Ito's colours: one for each track of a strip, in the order they appear, so that a change of track is seen. */
const TRACK_COLOURS = ["#f0e442", "#56b4e9", "#e58fc0", "#00b388", "#f0a000"] as const;
const LINE_COLOUR = "#ff5a4f";

export type StripsPlan = {
  readonly film: string;
  readonly lines: readonly Line[];
  readonly analysedPerSecond: number;
  readonly trueFramesPerSecond?: number | undefined;
  /** The film's own size: a strip is as sharp as the film. */
  readonly picture: Size;
  readonly misses: readonly Miss[];
  readonly looks: readonly JudgedLook[];
};

/** Makes the folder for strips, or says before anything is looked at that it cannot be. */
export function openFolder(folder: string): void {
  try {
    // Not with its parents: Node tries for ever where they can be read and not written, as below /proc.
    if (!existsSync(folder)) mkdirSync(folder);
    readdirSync(folder);
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    throw new Fault("film/unwritable", `cannot write into the folder \`${folder}\``, { cause });
  }
}

/**
 * Writes a strip of pictures for each miss, from films only, and returns the files in the order of the misses:
 *
 *     missed  door out  at 12.4 s  person 5  track broken: track 7 before, none after
 *     +------+------+------+------+------+------+------+
 *     | ┌╌╌┐ |  ╎┌┐ |      |                           |     dashed: the truth
 *     | ┊  ┊ |  ╎┊┊ |      |                           |     solid: our tracks, by number
 *     +------+------+------+------+------+------+------+
 *      11.2 s  11.6 s ...
 *      found .71, track 7 ...
 */
export async function writeStrips(folder: string, plan: StripsPlan): Promise<string[]> {
  const strips = plan.misses.slice(0, STRIPS_MAX).map((miss, index) => {
    const number = String(index + 1).padStart(3, "0");
    const name = `${number}-${miss.kind}-${miss.line.replaceAll(" ", "_")}-${miss.direction}.png`;
    return { path: join(folder, name), sheet: planSheet(miss, plan) };
  });
  const families = lettering(plan.lines.map(({ name }) => name).join(""));
  const open = new Map<Sheet, Canvas>();
  const untilMs = 1 + Math.max(0, ...strips.map(({ sheet }) => sheet.cells.at(-1)!.atMs));
  await using camera = await openCamera({ ...plan, source: plan.film, model: plan.picture, untilMs });
  for await (const { atMs, rgb } of camera.frames()) {
    const wanted = strips.filter(({ sheet }) => sheet.cells.some((cell) => cell.atMs === atMs));
    if (wanted.length === 0) continue;
    const picture = openCanvas(plan.picture, rgb);
    for (const { path, sheet } of wanted) {
      const canvas = open.get(sheet) ?? openSheet(sheet, families);
      open.set(sheet, canvas);
      drawCell(canvas, { sheet, picture, atMs, families });
      if (sheet.cells.at(-1)?.atMs !== atMs) continue;
      await writeFile(path, canvas.png()).catch((cause: unknown) => {
        throw new Fault("film/unwritable", `cannot write \`${path}\``, { cause });
      });
      open.delete(sheet);
    }
  }
  return strips.map(({ path }) => path);
}

/** A strip before it is drawn. */
type Sheet = {
  readonly miss: Miss;
  readonly line: Line;
  readonly cells: readonly JudgedLook[];
  /** The part of the picture that every cell shows, in its pixels. */
  readonly part: Box;
  readonly cellWidth: number;
  readonly colourOf: ReadonlyMap<number, string>;
};

function planSheet(miss: Miss, { looks, lines, picture }: StripsPlan): Sheet {
  const nearest = (atMs: number) =>
    looks.reduce((best, look) => (Math.abs(look.atMs - atMs) < Math.abs(best.atMs - atMs) ? look : best), looks[0]!);
  const times = Array.from({ length: PICTURES }, (_, k) => miss.atMs + (k - (PICTURES - 1) / 2) * APART_MS);
  const cells = [...new Set(times.map(nearest))];
  const part = partOf(miss, { cells, picture });
  const tracks = [...miss.tracks, ...cells.flatMap(({ trackOf }) => trackOf.get(miss.person ?? Number.NaN) ?? [])];
  return {
    miss,
    line: lines.find(({ name }) => name === miss.line)!,
    cells,
    part,
    cellWidth: Math.round((PICTURE_HEIGHT * part.width) / part.height),
    colourOf: new Map([...new Set(tracks)].map((id, at) => [id, TRACK_COLOURS[at % TRACK_COLOURS.length]!])),
  };
}

/** Where the person or, where there is none, the track goes in these pictures, with room around it. */
function partOf(
  { person, tracks, place }: Miss,
  { cells, picture }: { cells: readonly JudgedLook[]; picture: Size },
): Box {
  const boxes = cells.flatMap((look) => [
    ...look.people.filter(({ id }) => id === person),
    ...(person === null ? look.tracks.filter(({ id }) => tracks.includes(id)) : []),
  ]);
  const room = ROOM * Math.max(32, ...boxes.map(({ box }) => box.height));
  const left = Math.min(place.x, ...boxes.map(({ box }) => box.left)) - room;
  const right = Math.max(place.x, ...boxes.map(({ box }) => box.left + box.width)) + room;
  const top = Math.min(place.y, ...boxes.map(({ box }) => box.top)) - room;
  const bottom = Math.max(place.y, ...boxes.map(({ box }) => box.top + box.height)) + room;
  const height = Math.max(bottom - top, (right - left) / SHAPE_MAX);
  const width = Math.max(right - left, height * SHAPE_MIN);
  return {
    left: within((left + right - width) / 2, picture.width - width),
    top: within((top + bottom - height) / 2, picture.height - height),
    width,
    height,
  };
}

/** Keeps a part inside the picture where it is not larger than that. */
function within(at: number, max: number): number {
  return max < 0 ? max / 2 : Math.min(max, Math.max(0, at));
}

function openSheet({ cells, cellWidth, miss }: Sheet, families: string): Canvas {
  const width = GAP + cells.length * (cellWidth + GAP);
  const canvas = openCanvas({ width, height: HEADER + PICTURE_HEIGHT + CAPTION });
  const { pen, size } = canvas;
  pen.fillStyle = INK.page;
  pen.fillRect(0, 0, size.width, size.height);
  const desk: Desk = { pen, size, unit: 1, families };
  const at = (miss.atMs / 1000).toFixed(1);
  const whom = miss.person === null ? "nobody" : `person ${miss.person}`;
  const title = `${miss.kind} · ${miss.line} ${miss.direction} · ${at} s · ${whom} · ${miss.cause}: ${miss.detail}`;
  write(desk, title, { x: GAP + 2, y: HEADER / 2 }, { pixels: 14, weight: 650, widthMax: width - 2 * GAP });
  return canvas;
}

function drawCell(
  canvas: Canvas,
  { sheet, picture, atMs, families }: { sheet: Sheet; picture: Canvas; atMs: number; families: string },
): void {
  const { cells, cellWidth, part, line, miss, colourOf } = sheet;
  const index = cells.findIndex((cell) => cell.atMs === atMs);
  const look = cells[index]!;
  const { pen } = canvas;
  const size = { width: cellWidth, height: PICTURE_HEIGHT };
  const desk: Desk = { pen, size, unit: 1, families };
  const scale = PICTURE_HEIGHT / part.height;
  const onCell = ({ x, y }: Point) => ({ x: (x - part.left) * scale, y: (y - part.top) * scale });
  const boxOnCell = ({ left, top, width, height }: Box): Box => {
    const corner = onCell({ x: left, y: top });
    return { left: corner.x, top: corner.y, width: width * scale, height: height * scale };
  };

  pen.save();
  pen.translate(GAP + index * (cellWidth + GAP), HEADER);
  pen.save();
  pen.beginPath();
  pen.rect(0, 0, size.width, size.height);
  pen.clip();
  picture.drawOnto(pen, boxOnCell({ left: 0, top: 0, ...picture.size }));
  const [from, to] = [onCell(inPixels(line.from, picture.size)), onCell(inPixels(line.to, picture.size))];
  const way = () => {
    pen.moveTo(from.x, from.y);
    pen.lineTo(to.x, to.y);
  };
  strokeCased(desk, way, { colour: LINE_COLOUR, width: 2 });
  for (const { id, box } of look.people)
    drawTruth(
      desk,
      boxOnCell(box),
      id === miss.person ? { colour: INK.text, width: 2 } : { colour: INK.quiet, width: 1 },
    );
  for (const { id, box } of look.tracks) drawTrack(desk, boxOnCell(box), { id, colour: colourOf.get(id) });
  pen.restore();
  const isNow = Math.abs(atMs - miss.atMs) === Math.min(...cells.map((cell) => Math.abs(cell.atMs - miss.atMs)));
  if (isNow) {
    pen.strokeStyle = INK.now;
    pen.lineWidth = 2;
    pen.strokeRect(0, 0, size.width, size.height);
  }
  drawCaption(desk, look, { sheet, isNow });
  pen.restore();
}

function drawTruth(desk: Desk, box: Box, style: { colour: string; width: number }): void {
  const { pen } = desk;
  pen.setLineDash([5, 5]);
  strokeCased(desk, () => pen.rect(box.left, box.top, box.width, box.height), style);
  pen.setLineDash([]);
}

function drawTrack(desk: Desk, box: Box, { id, colour }: { id: number; colour: string | undefined }): void {
  const { pen, size } = desk;
  const inset = colour ? 2 : 0; // so as not to cover a true box that is just as large
  const path = () => pen.rect(box.left + inset, box.top + inset, box.width - 2 * inset, box.height - 2 * inset);
  strokeCased(desk, path, { colour: colour ?? INK.quiet, width: colour ? 2.5 : 1 });
  const at = { x: box.left + box.width / 2, y: box.top + box.height };
  const isSeen = at.x >= 0 && at.x <= size.width && at.y >= 0 && box.top <= size.height;
  if (isSeen) drawLabel(desk, String(id), { at, colour: colour ?? INK.quiet, pixels: colour ? 13 : 10 });
}

/** The time, and what was seen of the person: `found .71`, `track 7`. */
function drawCaption(desk: Desk, look: JudgedLook, { sheet, isNow }: { sheet: Sheet; isNow: boolean }): void {
  const { miss, cellWidth, colourOf } = sheet;
  const line = (row: number) => ({ x: 2, y: PICTURE_HEIGHT + 11 + row * 18 });
  const time = `${(look.atMs / 1000).toFixed(2)} s`;
  write(desk, time, line(0), { pixels: 12, weight: isNow ? 700 : 450, widthMax: cellWidth / 2 });
  const person = miss.person;
  if (person === null) return;
  const isLabelled = look.people.some(({ id }) => id === person);
  const score = look.scoreOf.get(person);
  const track = look.trackOf.get(person);
  const found = score === undefined ? (isLabelled ? "not found" : "not there") : `found ${score.toFixed(2)}`;
  const right = { x: cellWidth - 2, y: line(0).y };
  desk.pen.textAlign = "right";
  write(desk, found, right, { pixels: 12, colour: score === undefined ? INK.bad : INK.quiet, widthMax: cellWidth / 2 });
  desk.pen.textAlign = "left";
  const colour = track === undefined ? INK.bad : (colourOf.get(track) ?? INK.text);
  write(desk, track === undefined ? "no track" : `track ${track}`, line(1), { pixels: 13, weight: 650, colour });
}

function write(
  desk: Desk,
  text: string,
  at: Point,
  { pixels = 12, weight = 500, colour = INK.text as string, widthMax = Number.POSITIVE_INFINITY } = {},
): void {
  setLetters(desk, { pixels, weight });
  desk.pen.fillStyle = colour;
  desk.pen.fillText(cutText(desk.pen, text, widthMax), at.x, at.y);
}
