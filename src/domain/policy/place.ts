import { Fault } from "#domain/fault/fault.ts";

/** A country (ISO 3166-1 alpha-2) or one of its parts, or a country of the European Union: `JP`, `US-IL`, `EU-FR`. */
export type Place = string;

const PLACE = /^[A-Z]{2}(-[A-Z0-9]{2,3})?$/;
/** Countries whose law forbids too much to let a camera run before Lintel checks it. */
const NOT_OPEN: readonly string[] = ["CN"];

/**
 * The place of a live camera, in capitals. Every camera hangs under some law, so none is counted without its place;
 * films and scenes need none.
 * LIMIT: the law of the place is not checked yet; that it is not is said to the user.
 */
export function placeOfCamera(text: string | undefined): Place {
  if (text === undefined) throw new Fault("place/missing", "a live camera needs the place whose law applies to it");
  const place = text.toUpperCase();
  if (!PLACE.test(place)) throw new Fault("place/unreadable", `\`${text}\` is not a place that Lintel knows`);
  if (NOT_OPEN.includes(place.slice(0, 2)))
    throw new Fault("place/not-open", `cameras in \`${place}\` are refused until the law of the place is checked`);
  return place;
}
