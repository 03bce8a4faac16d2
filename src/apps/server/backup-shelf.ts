import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

/** In the folder of the data. Whoever wants to survive a broken disk takes them elsewhere. */
const BACKUPS_FOLDER = "backups";
const NAME = /^lintel-\d{8}T\d{9}Z\.sqlite$/;

/** A backup that lies in the data folder. */
export type ShelvedBackup = { readonly name: string; readonly bytes: number; readonly atMs: number };

/** Where a data folder's backups lie. */
export function backupsFolder(dataFolder: string): string {
  return join(dataFolder, BACKUPS_FOLDER);
}

/** The backups of a data folder, the newest first. */
export function backupsIn(dataFolder: string): ShelvedBackup[] {
  const folder = backupsFolder(dataFolder);
  return (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => NAME.test(name))
    .toSorted()
    .toReversed()
    .map((name) => ({ name, bytes: statSync(join(folder, name)).size, atMs: timeOf(name) }));
}

/** Removes those that were made before a moment; how many. */
export function removeBackupsBefore(dataFolder: string, atMs: number): number {
  const old = backupsIn(dataFolder).filter((backup) => backup.atMs < atMs);
  for (const { name } of old) rmSync(join(backupsFolder(dataFolder), name), { force: true });
  return old.length;
}

/** When one was made, which its name says: `lintel-20261129T053000123Z.sqlite`. */
function timeOf(name: string): number {
  const [, year, month, day, hour, minute, second, ms] =
    /(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z/.exec(name) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`);
}
