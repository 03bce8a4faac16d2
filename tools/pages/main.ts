import { existsSync, globSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vite";

// `npm run build`, and before `npm start` and `npm test`: builds the dashboard where it is older than what it is made of. No script
// runs at install, so that nobody's package can.
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const BUILT = `${ROOT}dist/dashboard/index.html`;
const MADE_OF = ["src/dashboard/**", "src/domain/**/*.ts", "tools/pages/*", "package-lock.json"];

const changedMs = Math.max(...globSync(MADE_OF, { cwd: ROOT }).map((path) => statSync(`${ROOT}${path}`).mtimeMs));
if (!existsSync(BUILT) || statSync(BUILT).mtimeMs < changedMs)
  await build({ configFile: fileURLToPath(new URL("vite.config.ts", import.meta.url)), logLevel: "warn" });
