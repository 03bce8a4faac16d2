import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openFilmWriter } from "#adapters/film/film-writer.ts";
import { formatSceneTruth } from "#domain/scene/scene-truth.ts";
import { PROGRAMME } from "./programme.ts";
import { openRenderer } from "./render.ts";
import type { Scene } from "./scene.ts";
import { setUp } from "./stage.ts";
import { tellTruth } from "./truth.ts";

/** 2.5 MB a film at most: the films lie in the repository. */
const CRF = 27;

/** `npm run scenes [-- NAME…] [--truth]`: renders the named scenes, or all; with `--truth` only their truth, without drawing. */
const { positionals: names, values } = parseArgs({ allowPositionals: true, options: { truth: { type: "boolean" } } });
const unknown = names.filter((name) => !PROGRAMME.some((scene) => scene.name === name));
if (unknown.length > 0) {
  console.error(
    `no such scene: \`${unknown.join("`, `")}\`; there are ${PROGRAMME.map(({ name }) => name).join(", ")}`,
  );
  process.exit(2);
}

for (const scene of PROGRAMME) {
  if (names.length > 0 && !names.includes(scene.name)) continue;
  const stage = setUp(scene);
  const truth = tellTruth(scene, stage);
  console.log(
    `${scene.name}: ${stage.players.length} people, ${truth.crossings.length} crossings, ${truth.frames} frames`,
  );
  const path = join("scenes", truth.film);
  if (!values.truth) {
    // A film that is cut short must not replace a whole one.
    const unfinished = `${path}.part`;
    await draw(scene, truth.frames, unfinished);
    renameSync(unfinished, path);
  }
  writeFileSync(join("scenes", `${scene.name}.truth.json`), formatSceneTruth(truth));
}

async function draw(scene: Scene, frames: number, path: string): Promise<void> {
  const { picture: size, framesPerSecond } = scene;
  await using renderer = await openRenderer(scene);
  await using film = await openFilmWriter({ path, size, framesPerSecond, crf: CRF });
  for (let frame = 0; frame < frames; frame++) {
    await film.write(await renderer.paint(frame));
    if (frame % (10 * framesPerSecond) === 0) console.log(`${scene.name}: ${frame} of ${frames} frames drawn`);
  }
  await film.close();
}
