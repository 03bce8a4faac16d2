import { backupStore, restoreStore } from "#adapters/store/backup.ts";
import { mendTotals, rebuildTotals, type TotalDifference } from "#adapters/store/rebuild.ts";
import { MINUTE_MS } from "#domain/counting/bucket.ts";

const DIFFERENT_STATUS = 1;

type RebuildOptions = { readonly data: string; readonly mend?: boolean; readonly json?: boolean };

/** `lintel rebuild`: whether every hour and day is what its parts say, and each record there once; returns the exit status. */
export async function rebuild({ data, mend, json }: RebuildOptions): Promise<number> {
  const rebuilt = await (mend ? mendTotals(data) : rebuildTotals(data));
  const { totals, different, first, doubled, untold } = rebuilt;
  process.stdout.write(`${json ? JSON.stringify(rebuilt, null, 2) : `${totals} hours and days made anew`}\n`);
  if (first) process.stderr.write(`lintel: ${different} differ, first ${differenceText(first)}\n`);
  if (untold > 0)
    process.stderr.write(`lintel: ${untold} records are not remembered as told; sent again they would be doubled\n`);
  if (first || untold > 0)
    process.stderr.write(mend ? "        they were mended\n" : "        mend them with `lintel rebuild --mend`\n");
  if (doubled > 0)
    process.stderr.write(`lintel: ${doubled} records stand under a number that another has; restore a backup\n`);
  return first || untold > 0 || doubled > 0 ? DIFFERENT_STATUS : 0;
}

/** `lintel backup`: says what the copy holds. */
export async function backup(path: string, folder: string): Promise<string> {
  const { stores, parts } = await backupStore(folder, path);
  return `${path}: ${stores} stores, ${parts} parts, whole`;
}

/** `lintel restore`: says what is there now. */
export async function restore(
  path: string,
  { folder, mayReplace }: { readonly folder: string; readonly mayReplace: boolean },
): Promise<string> {
  const { stores, parts } = await restoreStore(path, folder, { mayReplace });
  return `${folder}: ${stores} stores, ${parts} parts, whole`;
}

function differenceText({ kept, rebuilt }: TotalDifference): string {
  const { storeId, kind, unitId, version, span, fromMinute } = (kept ?? rebuilt)!;
  const where = `${span} of \`${storeId}\`, ${kind} \`${unitId}\` version ${version}, from ${new Date(fromMinute * MINUTE_MS).toISOString()}`;
  if (!kept) return `the ${where}: it is missing`;
  if (!rebuilt) return `the ${where}: no part tells of it`;
  const figures = Object.keys(rebuilt) as (keyof typeof rebuilt)[];
  const differing = figures.filter((name) => kept[name] !== rebuilt[name]);
  return `the ${where}: ${differing.map((name) => `${name} ${kept[name]}, by its parts ${rebuilt[name]}`).join("; ")}`;
}
