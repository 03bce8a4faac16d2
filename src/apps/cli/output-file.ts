import {
  accessSync,
  appendFileSync,
  constants,
  existsSync,
  mkdirSync,
  realpathSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { Fault } from "#domain/fault/fault.ts";

/**
 * Refuses a file that a result cannot be written to, before anything is counted: a count of ten hours must not end at a
 * folder that is missing, and a result must not be written over the film that it was made of.
 */
export function checkOutput(path: string, source: string): void {
  if (existsSync(path) && existsSync(source) && realpathSync(path) === realpathSync(source))
    throw new Fault("output/is-the-film", `\`${path}\` is the film that is counted`);
  try {
    if (existsSync(path) && statSync(path).isDirectory()) throw new Error("a folder");
    accessSync(existsSync(path) ? path : dirname(path), constants.W_OK);
  } catch (cause) {
    throw new Fault("output/unwritable", `\`${path}\` cannot be written`, { cause });
  }
}

/** Writes a result; what has become of the disk while it was counted is a fault and no crash. */
export function writeOutput(path: string, content: string | Uint8Array): void {
  try {
    writeFileSync(path, content);
  } catch (cause) {
    throw new Fault("output/unwritable", `\`${path}\` could not be written`, { cause });
  }
}

/** Makes a folder for results, and those around it. */
export function makeOutputFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (cause) {
    throw new Fault("output/unwritable", `the folder \`${path}\` cannot be made`, { cause });
  }
}

/** Adds to a result that is too long to be held at once. */
export function appendOutput(path: string, text: string): void {
  try {
    appendFileSync(path, text);
  } catch (cause) {
    throw new Fault("output/unwritable", `\`${path}\` could not be written`, { cause });
  }
}
