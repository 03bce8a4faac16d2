import { SIGN_FIELDS } from "#domain/policy/sign-field.ts";

/** What a sign may say, by its number in the law's rows. */
export type SignFieldId = keyof typeof SIGN_FIELDS;

export type SignRule = {
  readonly required: readonly SignFieldId[];
  readonly recommended: readonly SignFieldId[];
  /** Said on the page behind the sign. */
  readonly behind: readonly SignFieldId[];
  readonly basis: string;
};

const fields = (text: string) => text.split(" ").filter((id): id is SignFieldId => Object.hasOwn(SIGN_FIELDS, id));
const rule = (required: string, recommended: string, behind: string, basis: string): SignRule => ({
  required: fields(required),
  recommended: fields(recommended),
  behind: fields(behind),
  basis,
});

/**
 * What a door sign must carry, per place and kind of sensor. docs/sign-fields.md shows the same to people, with what was read and
 * what is from memory; a test compares the two.
 */
export const SIGN_RULES = {
  "CN count, non-imaging": rule("", "S1 S2 S3 S4 S13", "", "no duty found; recommended (trust, CN-PIPL-03)"),
  "CN count, imaging": rule(
    "S1 S2 S3 S4 S5 S6 S7 S9",
    "S10 S13 S16 S21",
    "S14 S15",
    "CN-PIPL-10, -17; CN-PSV-04; CN-NDR-03",
  ),
  "CN face, opt-in terminal": rule(
    "S1 S2 S3 S4 S5 S6 S7 S8 S9 S16 S21",
    "S10 S13 S15",
    "S12 S14 S20",
    "CN-FRM-03, -12; CN-PIPL-10, -20; list tables CN-NDR-03. Sign is notice, not consent",
  ),
  "EU first layer": rule(
    "S1 S2 S3 S7 S8 S10 S11 S12 S13",
    "S6 S9 S14 S16 S21",
    "S5 S6 S11 S14 S15",
    "EU-EDPB-04..06; EU-GDPR-05",
  ),
  "EU demographics add-on": rule("S17", "S4 S16", "", "EU-AIA-05 (since 2026-08-02); IT: QR condition"),
  ES: rule("S1 S7 S10 S13", "", "", "zone sign at each entrance; official form content FROM MEMORY"),
  UK: rule("S1 S2 S3", "S10 S13 S7", "", "UK-03"),
  KR: rule("S3 S9 S18 S2", "S4 S13", "S6 S14", "KR-04, KR-06"),
  "US-NYC": rule("S19", "S1 S13", "", "official form near EVERY customer entrance; US-NYC-01"),
  "US-IL / TX / CO / WA": rule(
    "",
    "S1 S3 S13",
    "",
    "notice goes to the person before capture (IL in writing); a sign is not enough",
  ),
  "US (FTC)": rule("", "S3 S4 S2", "", "US-FTC-01"),
  AU: rule("S1 S2 S3 S14 S13", "S16", "", "AU-03, AU-04; field mapping FROM MEMORY"),
  CA: rule("S1 S3 S4", "S13 S16", "", "CA-01: decals alone were not consent"),
} as const satisfies Record<string, SignRule>;

export type SignRuleName = keyof typeof SIGN_RULES;

/** What a place is asked for, and by what: the kinds of sensors that run decide it with the place. */
export function signRulesFor({
  jurisdiction,
  memberState,
  takesPersonalData,
  isImaging,
  estimatesFromFaces,
}: {
  readonly jurisdiction: string;
  readonly memberState: string | null;
  readonly takesPersonalData: boolean;
  readonly isImaging: boolean;
  readonly estimatesFromFaces: boolean;
}): readonly SignRuleName[] {
  const country = jurisdiction.split("-")[0];
  if (country === "CN")
    return [
      ...(estimatesFromFaces ? (["CN face, opt-in terminal"] as const) : []),
      ...(isImaging ? (["CN count, imaging"] as const) : []),
      ...(estimatesFromFaces || isImaging ? [] : (["CN count, non-imaging"] as const)),
    ];
  if (country === "EU" && takesPersonalData)
    return [
      "EU first layer",
      ...(memberState === "ES" ? (["ES"] as const) : []),
      ...(estimatesFromFaces ? (["EU demographics add-on"] as const) : []),
    ];
  if (country === "UK" && takesPersonalData) return ["UK"];
  if (country === "KR" && isImaging) return ["KR"];
  if (country === "AU" && takesPersonalData) return ["AU"];
  if (country === "CA" && takesPersonalData) return ["CA"];
  if (jurisdiction === "US-NYC") return ["US-NYC", "US (FTC)"];
  if (/^US-(IL|TX|CO|WA)\b/.test(jurisdiction)) return ["US-IL / TX / CO / WA", "US (FTC)"];
  if (country === "US") return ["US (FTC)"];
  return [];
}

/** Where no place's rule asks for anything: what tells people plainly all the same. Our own choice. */
export const PLAIN_SIGN: SignRule = rule("", "S1 S2 S3 S4 S13", "", "no duty found; recommended by Lintel");
