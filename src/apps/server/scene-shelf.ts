import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "#domain/fault/fault.ts";
import { ScenePicture } from "#domain/wire/scene-picture.ts";

/** Where the pictures lie in the data folder, a file for each camera. */
const SCENES_FOLDER = "scenes";
const OWN_MODE = 0o600;
const UNFINISHED = ".unfinished";

/** A camera, and what tells whether it is still the same that a picture is of. */
export type ScenePlace = { readonly storeId: string; readonly sensorId: string; readonly source: string };

/** The pictures of a store's cameras; of one where it is named. */
export type ShelvedScenes = { readonly storeId: string; readonly sensorId?: string | null };

/** Keeps the last picture of each camera's scene, with nobody in it; each takes the place of the one before. */
export type SceneShelf = {
  /** Null where there is none, or it is of another source. */
  get(place: ScenePlace): Promise<ScenePicture | null>;
  put(place: ScenePlace, picture: ScenePicture): Promise<void>;
  /** Throws away those of cameras that are not among these. */
  keepOnly(places: readonly ScenePlace[]): Promise<void>;
  /** How many pictures of a store, or of one camera of it, were made before a moment; it throws them away where it is told to. */
  before(of: ShelvedScenes, atMs: number, does: "count" | "remove"): Promise<number>;
};

/** Opens the shelf of a data folder; the folder is made when the first picture comes. */
export function openSceneShelf(dataFolder: string): SceneShelf {
  const folder = join(dataFolder, SCENES_FOLDER);
  const removeWhere = async (isGone: (file: string) => boolean) => {
    for (const file of await readdir(folder).catch(() => []))
      if (isGone(file)) await rm(join(folder, file), { force: true });
  };
  return {
    async get(place) {
      const text = await readFile(join(folder, fileOf(place)), "utf8").catch(() => null);
      return text === null ? null : (ScenePicture.safeParse(parsed(text)).data ?? null);
    },
    async put(place, picture) {
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const path = join(folder, fileOf(place));
        await writeFile(path + UNFINISHED, JSON.stringify(picture), { mode: OWN_MODE });
        await rename(path + UNFINISHED, path);
        await removeWhere((file) => file.startsWith(cameraOf(place)) && file !== fileOf(place));
      } catch (cause) {
        throw new Fault("store/disk", `\`${folder}\` cannot be written`, { cause });
      }
    },
    async keepOnly(places) {
      const kept = new Set(places.map(fileOf));
      await removeWhere((file) => !kept.has(file.replace(UNFINISHED, "")));
    },
    async before({ storeId, sensorId }, atMs, does) {
      const start = sensorId ? cameraOf({ storeId, sensorId }) : `${storeId}.`;
      let count = 0;
      for (const file of await readdir(folder).catch(() => [])) {
        if (!file.startsWith(start)) continue;
        const { mtimeMs } = await stat(join(folder, file)).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
        if (mtimeMs >= atMs) continue;
        if (does === "remove") await rm(join(folder, file), { force: true });
        count += 1;
      }
      return count;
    },
  };
}

/** Another source looks at something else, and so has another file. Its address need not lie beside the picture. */
function fileOf(place: ScenePlace): string {
  return `${cameraOf(place)}${createHash("sha256").update(place.source).digest("hex").slice(0, 32)}.json`;
}

/** Ids hold neither dots nor slashes. */
function cameraOf({ storeId, sensorId }: Omit<ScenePlace, "source">): string {
  return `${storeId}.${sensorId}.`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
