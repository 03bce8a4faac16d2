import { fileURLToPath } from "node:url";
import { knownHoles } from "./known-holes.ts";

// `npm run audit`: 0 no known hole, 1 at least one, 2 the registry could not be asked.
const found = knownHoles(fileURLToPath(new URL("../../", import.meta.url)));
if (found.kind === "not-asked") console.error(`could not ask: ${found.why}`);
else console.log(found.packages.join("\n") || "no known hole of high or critical severity");
process.exitCode = found.kind === "not-asked" ? 2 : found.packages.length > 0 ? 1 : 0;
