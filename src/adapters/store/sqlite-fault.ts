import { Fault } from "#domain/fault/fault.ts";

/** SQLite's primary result codes, https://www.sqlite.org/rescode.html. */
const SQLITE = { BUSY: 5, READONLY: 8, IOERR: 10, CORRUPT: 11, FULL: 13, CANTOPEN: 14, NOTADB: 26 } as const;

/** What SQLite threw as a fault where it is the disk's or another program's doing; anything else stays what it is, a bug. */
export function storeFault(error: unknown, path: string): unknown {
  const { errcode } = error as { errcode?: unknown };
  if (typeof errcode !== "number") return error;
  const options = { cause: error };
  switch (errcode & 0xff) {
    case SQLITE.FULL:
      return new Fault("store/full", `there is no room on the disk for \`${path}\``, options);
    case SQLITE.IOERR:
    case SQLITE.READONLY:
    case SQLITE.CANTOPEN:
      return new Fault("store/disk", `\`${path}\` cannot be read or written`, options);
    case SQLITE.CORRUPT:
    case SQLITE.NOTADB:
      return new Fault("store/damaged", `\`${path}\` is damaged or no store of Lintel`, options);
    case SQLITE.BUSY:
      return new Fault("store/busy", `\`${path}\` was held by another program for too long`, options);
    default:
      return error;
  }
}
