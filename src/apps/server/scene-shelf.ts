import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { Fault } from "#domain/fault/fault.ts";
import { ScenePicture } from "#domain/wire/scene-picture.ts";

/** Where the pictures lie in the data folder, a file for each camera. */
const SCENES_FOLDER = "scenes";
const OWN_MODE = 0o600;

const Kept = z.strictObject({ view: z.string(), picture: ScenePicture });

/** A camera, and what tells whether it is still the same that a picture is of. */
export type ScenePlace = { readonly storeId: string; readonly sensorId: string; readonly source: string };

/** Keeps the last picture of each camera's scene, with nobody in it; each takes the place of the one before. */
export type SceneShelf = {
  /** Null where there is none, or it is of another source. */
  get(place: ScenePlace): Promise<ScenePicture | null>;
  put(place: ScenePlace, picture: ScenePicture): Promise<void>;
  /** Throws away those of cameras that are not among these. */
  keepOnly(places: readonly ScenePlace[]): Promise<void>;
};

/** Opens the shelf of a data folder; the folder is made when the first picture comes. */
export function openSceneShelf(dataFolder: string): SceneShelf {
  const folder = join(dataFolder, SCENES_FOLDER);
  const pathOf = (place: ScenePlace) => join(folder, fileOf(place));
  const read = async (place: ScenePlace) => {
    const text = await readFile(pathOf(place), "utf8").catch(() => null);
    if (text === null) return null;
    const kept = Kept.safeParse(parsed(text));
    return kept.success && kept.data.view === viewOf(place) ? kept.data.picture : null;
  };
  return {
    get: read,
    async put(place, picture) {
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const path = pathOf(place);
        await writeFile(`${path}.unfinished`, JSON.stringify({ view: viewOf(place), picture }), { mode: OWN_MODE });
        await rename(`${path}.unfinished`, path);
      } catch (cause) {
        throw new Fault("store/disk", `\`${folder}\` cannot be written`, { cause });
      }
    },
    async keepOnly(places) {
      const kept = new Set<string>();
      for (const place of places) if (await read(place)) kept.add(fileOf(place));
      const files = await readdir(folder).catch(() => []);
      for (const file of files) if (!kept.has(file)) await rm(join(folder, file), { force: true });
    },
  };
}

/** Ids hold neither dots nor slashes. */
function fileOf({ storeId, sensorId }: ScenePlace): string {
  return `${storeId}.${sensorId}.json`;
}

/** Another source looks at something else. Its address need not lie beside the picture. */
function viewOf({ source }: ScenePlace): string {
  return createHash("sha256").update(source).digest("base64url");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
