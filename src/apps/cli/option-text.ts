import { Fault, type FaultCode } from "#domain/fault/fault.ts";
import { ANCHORS, type Anchor } from "#domain/space/anchor.ts";
import type { Point } from "#domain/space/box.ts";
import { checkLine, type Line } from "#domain/space/line.ts";
import { checkZone, type Zone } from "#domain/space/zone.ts";
import { LOOK_SIZES, type LookSize } from "#domain/vision/look-size.ts";
import { LINES_MAX, Name, ZONES_MAX } from "#domain/wire/lens-message.ts";

const LINE_NUMBERS = 4;

/** Reads `--line NAME=x1,y1,x2,y2` options; without a name a line is called by its place in the list. */
export function readLines(texts: readonly string[]): Line[] {
  if (texts.length > LINES_MAX) throw new Fault("line/unreadable", `more than ${LINES_MAX} lines were given`);
  const lines = texts.map((text, index): Line => {
    const { name, points } = readNamedPoints(text, `line ${index + 1}`, "line/unreadable");
    const [from, to] = points;
    if (points.length * 2 !== LINE_NUMBERS || !from || !to)
      throw new Fault("line/unreadable", `\`${text}\` does not hold four numbers`);
    return checkLine({ name, from, to });
  });
  refuseTwins(lines, "line/unreadable");
  return lines;
}

/** Reads `--anchor`: what of a person must cross a line. */
export function readAnchor(text: string): Anchor {
  const anchor = ANCHORS.find((name) => name === text);
  if (!anchor) throw new Fault("count/unreadable", `\`--anchor ${text}\` is not one of ${ANCHORS.join(", ")}`);
  return anchor;
}

/** Reads `--look`: how many pixels our network looks at, undefined where nothing was said. */
export function readLookSize({ model, look }: { model?: string; look?: string }): LookSize | undefined {
  if (look === undefined) return undefined;
  if (model !== undefined)
    throw new Fault("count/unreadable", "`--look` is for Lintel's own network: give either it or `--model`");
  const lookSize = LOOK_SIZES.find((name) => name === look);
  if (!lookSize) throw new Fault("count/unreadable", `\`--look ${look}\` is not one of ${LOOK_SIZES.join(", ")}`);
  return lookSize;
}

/** Reads `--zone NAME=x,y,x,y,x,y…` options. */
export function readZones(texts: readonly string[]): Zone[] {
  if (texts.length > ZONES_MAX) throw new Fault("zone/unreadable", `more than ${ZONES_MAX} zones were given`);
  const zones = texts.map((text, index): Zone => {
    const { name, points } = readNamedPoints(text, `zone ${index + 1}`, "zone/unreadable");
    return checkZone({ name, corners: points });
  });
  refuseTwins(zones, "zone/unreadable");
  return zones;
}

/** Reads `90`, `90s`, `1.5m` or `2h` as whole milliseconds. */
export function readDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h)?$/.exec(text.trim());
  const unitMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[match?.[2] ?? "s"];
  const durationMs = Math.round(Number(match?.[1]) * (unitMs ?? Number.NaN));
  if (!(durationMs > 0)) throw new Fault("count/unreadable", `\`${text}\` is not a duration such as \`30s\` or \`5m\``);
  return durationMs;
}

/** Reads a positive number below a limit, for the option of that name. */
export function readPositive(text: string, option: string, max: number): number {
  const value = Number(text);
  if (text.trim() === "" || !(value > 0 && value <= max))
    throw new Fault("count/unreadable", `\`${option} ${text}\` is not a number above 0 and up to ${max}`);
  return value;
}

function readNamedPoints(text: string, spareName: string, code: FaultCode): { name: string; points: Point[] } {
  const equals = text.lastIndexOf("=");
  const name = equals < 0 ? spareName : text.slice(0, equals);
  if (!Name.safeParse(name).success)
    throw new Fault(code, `\`${name}\` cannot be a name: up to 40 letters, digits, spaces, \`.\`, \`_\` and \`-\` can`);
  const numbers = text
    .slice(equals + 1)
    .split(",")
    .map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if (numbers.some((value) => !Number.isFinite(value)) || numbers.length % 2 !== 0)
    throw new Fault(code, `\`${text}\` is not made of pairs of numbers`);
  const points = Array.from({ length: numbers.length / 2 }, (_, i) => ({ x: numbers[2 * i]!, y: numbers[2 * i + 1]! }));
  return { name, points };
}

function refuseTwins(named: readonly { readonly name: string }[], code: FaultCode): void {
  const names = named.map(({ name }) => name);
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin !== undefined) throw new Fault(code, `the name \`${twin}\` is given twice`);
}
