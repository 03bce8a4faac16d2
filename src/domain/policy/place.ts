import { Fault } from "#domain/fault/fault.ts";

/** Where a sensor hangs, as its law is filed: `CN`, `EU`, `US-IL`; a country of the Union is written `EU-FR`. */
export type Place = string;

const PLACE = /^[A-Z]{2}(-[A-Za-z0-9]{2,12}){0,2}$/;

/**
 * The place of a live camera. Every camera hangs under some law, so none is counted without its place; films and scenes
 * need none.
 */
export function placeOfCamera(text: string | undefined): Place {
  if (text === undefined) throw new Fault("place/missing", "a live camera needs the place whose law applies to it");
  const [country = "", ...parts] = text.split("-");
  const place = [country.toUpperCase(), ...parts.map((part) => (part.length <= 3 ? part.toUpperCase() : part))].join(
    "-",
  );
  if (!PLACE.test(place)) throw new Fault("place/unreadable", `\`${text}\` is not a place that Lintel knows`);
  return place;
}

/** The facts that a place stands for: `EU-FR` is the Union's law, and France's. */
export function siteOf(place: Place): { readonly jurisdiction: string; readonly member_state?: string } {
  const [country, part] = place.split("-");
  if (country === "EU" && part !== undefined) return { jurisdiction: "EU", member_state: part };
  return { jurisdiction: country === "CN" ? "CN" : place };
}

/** The jurisdictions that cover a place, the widest first: `US`, `US-OR`, `US-OR-Portland`. */
export function jurisdictionsOver(jurisdiction: string): string[] {
  const steps = jurisdiction.split("-");
  return steps.map((_, index) => steps.slice(0, index + 1).join("-"));
}
