import { readFileSync, writeFileSync } from "node:fs";
import { type Lock, missingPlatforms } from "./complete-lock.ts";

// `npm run lock`, after every `npm install`: puts the packages for other platforms back into the lockfile.
const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as Lock;
const missing = missingPlatforms(lock);
const names = Object.keys({ ...lock.packages, ...missing }).toSorted();
const packages = Object.fromEntries(names.map((name) => [name, lock.packages[name] ?? missing[name]]));
writeFileSync("package-lock.json", `${JSON.stringify({ ...lock, packages }, null, 2)}\n`);
console.log(`${Object.keys(missing).length} packages for other platforms added to the lockfile`);
