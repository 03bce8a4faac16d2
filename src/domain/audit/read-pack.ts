import { unzipSync } from "fflate";

/** Of a pack as it comes, in bytes. */
export const PACK_ZIPPED_BYTES_MAX = 256 * 1024 * 1024;
/** Of all its files together, as they say of themselves; no more than they say is unpacked. */
const PACK_BYTES_MAX = 1024 * 1024 * 1024;
const PACK_FILES_MAX = 10_000;

/** The files of a pack by their paths, or why it is none. */
export type ReadPack =
  | { readonly kind: "pack"; readonly files: ReadonlyMap<string, Uint8Array> }
  | { readonly kind: "no-pack"; readonly why: string };

/**
 * Unpacks into memory. The names in it are words to look up and never paths to write to. What is too large is refused before it is unpacked.
 */
export function readPack(zip: Uint8Array): ReadPack {
  if (zip.length > PACK_ZIPPED_BYTES_MAX) return refused(`it is larger than ${PACK_ZIPPED_BYTES_MAX} bytes`);
  const seen = new Set<string>();
  let bytes = 0;
  let why: string | null = null;
  try {
    const files = unzipSync(zip, {
      filter: ({ name, originalSize }) => {
        bytes += originalSize;
        if (seen.has(name)) why ??= "it holds a file twice";
        seen.add(name);
        if (seen.size > PACK_FILES_MAX) why ??= `it holds more than ${PACK_FILES_MAX} files`;
        if (!(bytes <= PACK_BYTES_MAX)) why ??= `unpacked it would be larger than ${PACK_BYTES_MAX} bytes`;
        // What says that it holds thousands of millions of files would be read to its end.
        if (why !== null) throw new Error(why);
        return !name.endsWith("/");
      },
    });
    return { kind: "pack", files: new Map(Object.entries(files)) };
  } catch {
    return refused(why ?? "it is no ZIP, or its end is missing");
  }
}

function refused(why: string): ReadPack {
  return { kind: "no-pack", why };
}
