// Builds what lies in models/: `npm run models`. With `--calibrate` it first measures the ranges anew, which changes them
// only when the photographs, the network or the runtime's arithmetic changed.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Artifact, buildModels, calibrateModels } from "./build.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { values } = parseArgs({ options: { calibrate: { type: "boolean", default: false } } });

if (values.calibrate) (await calibrateModels(root)).forEach(write);
buildModels(root).forEach(write);

function write({ path, bytes }: Artifact): void {
  writeFileSync(join(root, path), bytes);
  console.log(`${path}  ${bytes.length} bytes`);
}
