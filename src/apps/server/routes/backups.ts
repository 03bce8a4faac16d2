import { createReadStream, mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { backupStoreBeside } from "#adapters/store/backup-worker.ts";
import { backupsFolder, backupsIn } from "#apps/server/backup-shelf.ts";
import { nothingThere, type Router } from "#apps/server/route.ts";
import { type Asker, isWholeChain } from "#domain/access/asker.ts";
import { Fault } from "#domain/fault/fault.ts";
import { byOf } from "./stores.ts";

/** When another is made, the oldest goes. */
export const BACKUPS_KEPT_MAX = 10;

const BackupAnswer = z.object({ name: z.string(), bytes: z.int(), atMs: z.int() });
const params = z.object({ name: z.string() });

/** Copies of the store, made while it runs. They hold what was counted and who may log in, and no password of a camera. */
export function addBackupRoutes({ parts, add }: Router): void {
  const folder = backupsFolder(parts.folder);
  let isMaking = false;

  const backups = () => backupsIn(parts.folder);
  /** The path of one that is there. A name is looked up and never made into a path of somewhere else. */
  const pathOf = (asker: Asker, name: string): string => {
    refuseUnlessTheirs(asker);
    if (!backups().some((backup) => backup.name === name)) throw nothingThere();
    return join(folder, name);
  };

  add(
    "GET /api/v1/backups",
    {
      summary: "The backups that lie in the data folder, the newest first",
      tag: "backups",
      answer: z.object({ backups: z.array(BackupAnswer) }),
    },
    async ({ asker }) => {
      refuseUnlessTheirs(asker);
      return { backups: backups() };
    },
  );

  add(
    "POST /api/v1/backups",
    {
      summary: `Make a backup while the server runs, and check it; of more than ${BACKUPS_KEPT_MAX} the oldest goes`,
      tag: "backups",
      answer: BackupAnswer.extend({ stores: z.int(), parts: z.int() }),
    },
    async ({ asker }) => {
      refuseUnlessTheirs(asker);
      if (isMaking) throw new Fault("store/backup-runs", "a backup is being made already");
      isMaking = true;
      try {
        makeFolder(folder);
        const name = `lintel-${new Date(parts.nowMs()).toISOString().replaceAll(/[-:.]/g, "")}.sqlite`;
        const { stores, parts: count } = await backupStoreBeside(parts.folder, join(folder, name));
        for (const { name: old } of backups().slice(BACKUPS_KEPT_MAX)) rmSync(join(folder, old), { force: true });
        return { ...backups().find((backup) => backup.name === name)!, stores, parts: count };
      } finally {
        isMaking = false;
      }
    },
  );

  add(
    "GET /api/v1/backups/:name",
    { summary: "Take a backup along: put it in its place with `lintel restore`", tag: "backups", params },
    async ({ asker, params: { name }, reply }) => {
      const path = pathOf(asker, name);
      return reply
        .type("application/vnd.sqlite3")
        .header("content-length", statSync(path).size)
        .header("content-disposition", `attachment; filename="${name}"`)
        .header("cache-control", "no-store")
        .send(createReadStream(path));
    },
  );

  add(
    "DELETE /api/v1/backups/:name",
    { summary: "Remove a backup", tag: "backups", params, answer: z.object({ removed: z.string() }) },
    async ({ asker, params: { name } }) => {
      rmSync(pathOf(asker, name));
      parts.ledger.append({
        kind: "deletion",
        atMs: parts.nowMs(),
        storeId: null,
        what: "backup",
        id: name,
        by: byOf(asker),
      });
      return { removed: name };
    },
  );
}

/** A backup holds all stores. */
function refuseUnlessTheirs(asker: Asker): void {
  if (!isWholeChain(asker)) throw nothingThere();
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new Fault("store/disk", `the folder \`${folder}\` cannot be made`, { cause });
  }
}
