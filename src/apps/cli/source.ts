import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loopedFilm, loopOf, maskAddress, usbDevice } from "#adapters/camera/address.ts";
import { Fault } from "#domain/fault/fault.ts";
import { parseSceneTruth, type SceneTruth } from "#domain/scene/scene-truth.ts";
import type { Line } from "#domain/space/line.ts";
import type { Zone } from "#domain/space/zone.ts";

const SCENES = fileURLToPath(new URL("../../../scenes/", import.meta.url));
const SCENE_PREFIX = "scene:";
/** By its number, or by what it is or where it is plugged in, which stays when the machine starts again. */
const IS_DEVICE = /^\/dev\/(video\d{1,3}|v4l\/by-(id|path)\/[\w.:+-]+)$/;
const TRUTH_ENDING = ".truth.json";

/** What the user named to be counted. */
export type Source = {
  readonly kind: "scene" | "film" | "camera";
  /** How it is called in print; without a password. */
  readonly label: string;
  /** The film's path or the camera's address. */
  readonly address: string;
  /** What the source itself says is to be counted; only a scene does. */
  readonly lines: readonly Line[];
  readonly zones: readonly Zone[];
};

/** Finds what `scene:NAME`, a path, an `rtsp://` address, `usb:` and a device, or `loop:` and a film or scene means. */
export function findSource(text: string): Source {
  const looped = loopedFilm(text);
  if (looped !== null) {
    const shown = findSource(looped);
    if (shown.kind === "camera") throw new Fault("source/not-understood", "only a film is shown without end");
    return { ...shown, kind: "camera", label: text, address: loopOf(shown.address) };
  }
  if (text.startsWith(SCENE_PREFIX)) return findScene(text.slice(SCENE_PREFIX.length));
  if (/^rtsps?:\/\//i.test(text))
    return { kind: "camera", label: maskAddress(text), address: text, lines: [], zones: [] };
  const device = usbDevice(text);
  if (device !== null && !IS_DEVICE.test(device))
    throw new Fault(
      "source/not-understood",
      `\`${text}\` names no device; a USB camera is written \`usb:/dev/video0\``,
    );
  if (device !== null) return { kind: "camera", label: text, address: text, lines: [], zones: [] };
  if (/^[a-z]+:\/\//i.test(text))
    throw new Fault("source/not-understood", `\`${maskAddress(text)}\` is not an address that Lintel can watch`);
  if (text.trim() === "") throw new Fault("source/not-understood", "nothing was named to be counted");
  if (existsSync(text) && statSync(text).isDirectory())
    throw new Fault("source/not-understood", `\`${text}\` is a folder`);
  return { kind: "film", label: text, address: text, lines: [], zones: [] };
}

/** A scene that comes with Lintel, and what truly happens in it. */
export function findScene(name: string): Source & { readonly truth: SceneTruth } {
  if (!sceneNames().includes(name)) throw new Fault("scene/unknown", `there is no scene \`${name}\``);
  const truth = parseSceneTruth(readFileSync(`${SCENES}${name}${TRUTH_ENDING}`, "utf8"));
  const point = ([x, y]: readonly [number, number]) => ({ x, y });
  return {
    kind: "scene",
    label: `${SCENE_PREFIX}${name}`,
    address: `${SCENES}${truth.film}`,
    lines: truth.lines.map(({ name: line, a, b }) => ({ name: line, from: point(a), to: point(b) })),
    zones: truth.zones.map(({ name: zone, points }) => ({ name: zone, corners: points.map(point) })),
    truth,
  };
}

/** The scenes that come with Lintel. */
export function sceneNames(): string[] {
  return readdirSync(SCENES)
    .filter((file) => file.endsWith(TRUTH_ENDING))
    .map((file) => file.slice(0, -TRUTH_ENDING.length))
    .toSorted();
}
