import { statSync } from "node:fs";

/** Tells one state of a file from another, without reading it. */
export function signatureOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats ? `${stats.ino} ${stats.size} ${stats.mtimeMs}` : "gone";
}
