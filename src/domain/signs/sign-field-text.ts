import type { Capability } from "#domain/policy/capability.ts";
import { WELCOME_LANGUAGES, type WelcomeLanguage } from "#domain/wire/welcome.ts";
import { authorityOf } from "./authorities.ts";
import type { SignFieldId } from "./sign-rules.ts";
import { SIGN_WORDS, type SignWords } from "./sign-words.ts";
import type { Standing } from "./standing.ts";

/** What a field says in each language; `null`: the deployment does not say it; `"none"`: there is nothing to say here. */
export type FieldText = Readonly<Record<WelcomeLanguage, string>> | null | "none";

type Line = (words: SignWords, language: WelcomeLanguage) => string | null;

/** Makes what a field says. Sentences are made of what is known; none is ever made up. `url` leads to the full notice. */
export function fieldText(field: SignFieldId, standing: Standing, url: string | null): FieldText {
  if (isMoot(field, standing)) return "none";
  const line = LINES[field](standing, url);
  if (line === null) return null;
  const said = WELCOME_LANGUAGES.map((language) => [language, line(SIGN_WORDS[language], language)] as const);
  if (said.some(([, text]) => text === null || text === "")) return null;
  return Object.fromEntries(said) as Record<WelcomeLanguage, string>;
}

/** What would be false here, or about nothing. */
function isMoot(field: SignFieldId, { isImaging, does }: Standing): boolean {
  if (field === "S10") return !isImaging;
  if (field === "S17") return !does.includes("tablet-estimate");
  if (field === "S20") return !hasTablet(does);
  return false;
}

/** What the sensors do and do not, sentence by sentence. */
export function doings(standing: Standing, words: SignWords): string[] {
  const { does } = standing;
  return kept([
    does.includes("count") && (standing.isImaging ? words.counts.camera : words.counts.sensor),
    does.includes("zones") && words.zones,
    does.includes("staff-exclusion") && words.staff,
    does.includes("tablet-answer") && words.asks,
    does.includes("tablet-estimate") && words.estimates,
  ]);
}

/** What is not done. Each is there only where it is known of every sensor. */
export function assurances(standing: Standing, words: SignWords): string[] {
  const { noFaceLookedAt, nobodyRecognised, noPictureKept, noPictureLeaves } = standing;
  return kept([
    noFaceLookedAt && words.noFace,
    nobodyRecognised && words.noRecognition,
    ...(takesPictures(standing)
      ? [noPictureKept && words.noPictureKept, noPictureLeaves && words.noPictureLeaves]
      : [noPictureKept && words.noPictureTaken]),
  ]);
}

/** How long each kind is kept; null where it is not known of all. */
export function retentionLines(standing: Standing, words: SignWords, language: WelcomeLanguage): string[] | null {
  const { isImaging, noPictureKept, frameMs, answersKeptDays } = standing;
  if (isImaging && (!noPictureKept || frameMs === null)) return null;
  return kept([
    isImaging && words.kept.pictures(secondsText(frameMs!, language)),
    isCounting(standing) && words.kept.numbers(standing.numbersKeptDays),
    answersKeptDays !== null && words.kept.answers(answersKeptDays),
  ]);
}

/** Whether people are counted; else they are only asked. */
export function isCounting({ does }: Pick<Standing, "does">): boolean {
  return does.includes("count") || does.includes("zones");
}

export function hasTablet(does: readonly Capability[]): boolean {
  return does.includes("tablet-answer") || does.includes("tablet-estimate");
}

function takesPictures({ isImaging, does }: Standing): boolean {
  return isImaging || does.includes("tablet-estimate");
}

const LINES: Readonly<Record<SignFieldId, (standing: Standing, url: string | null) => Line | null>> = {
  S1:
    ({ controller }) =>
    () =>
      controller,
  S2: ({ contacts: { rights, in_charge: inCharge }, jurisdiction, isImaging }) => {
    // Law: KR Act 25(4), the person in charge of the cameras.
    const isNamed = jurisdiction === "KR" && isImaging;
    if (rights === undefined || (isNamed && inCharge === undefined)) return null;
    return (words) => (isNamed ? `${words.inCharge(inCharge!)}, ${rights}` : rights);
  },
  S3:
    ({ purpose }) =>
    ({ purposes }) =>
      (purpose === null ? null : purposes[purpose]) ?? null,
  S4: (standing) => (words, language) =>
    standing.does.length === 0 ? null : joined([...doings(standing, words), ...assurances(standing, words)], language),
  S5: (standing) => (words, language) =>
    joined(
      kept([
        standing.isImaging && words.kinds.pictures,
        isCounting(standing) && words.kinds.numbers,
        standing.does.includes("zones") && words.kinds.stays,
        hasTablet(standing.does) && words.kinds.answers,
      ]),
      language,
    ),
  S6: (standing) => (words, language) => {
    const lines = retentionLines(standing, words, language);
    return lines && joined(lines, language);
  },
  S7: ({ contacts: { rights }, jurisdiction, nobodySingledOut, does }) => {
    if (rights === undefined) return null;
    const country = jurisdiction.split("-")[0]!;
    const kind = country === "UK" ? "EU" : country === "CN" || country === "EU" || country === "KR" ? country : "other";
    return (words, language) =>
      joined(
        kept([
          words.rights[kind],
          words.writeTo(rights),
          isCounting({ does }) && nobodySingledOut && words.noTrace,
          hasTablet(does) && words.receipt,
        ]),
        language,
      );
  },
  S8: (standing) => (words, language) =>
    !standing.nobodySingledOut ? null : joined(kept([isCounting(standing) && words.why, words.noEffect]), language),
  S9: ({ areas }) => {
    if (areas === null || areas.length === 0) return null;
    return ({ areas: names, list }) =>
      areas.every((area) => area in names) ? areas.map((area) => names[area]).join(list) : null;
  },
  S10:
    () =>
    ({ camera }) =>
      camera,
  S11: (standing) => (words, language) => {
    const { legalGround, does } = standing;
    const ground = legalGround === null ? undefined : words.grounds[legalGround];
    if (ground === undefined) return null;
    return joined(kept([ground, isCounting(standing) && hasTablet(does) && words.tabletGround]), language);
  },
  S12: ({ contacts: { officer, rights } }) => {
    if (officer === undefined) return null;
    if (officer !== NONE) return () => officer;
    return rights === undefined ? null : ({ noOfficer }) => noOfficer(rights);
  },
  S13: (_standing, url) => (url === null ? null : () => shownUrl(url)),
  S14: ({ contacts: { recipients }, noProcessor, sharedWith }) => {
    const isNobody = recipients === NONE || (recipients === undefined && noProcessor);
    if (recipients === undefined && !noProcessor) return null;
    return ({ shared, spans, nobodyElse }, language) =>
      joined(
        kept([
          sharedWith !== null && shared(sharedWith.name, spans[sharedWith.figures]!),
          isNobody ? nobodyElse : recipients!,
        ]),
        language,
      );
  },
  S15: ({ contacts: { authority }, jurisdiction, memberState }) => {
    const known = authorityOf(jurisdiction, memberState);
    if (authority !== undefined) return () => authority;
    return known && ((_words, language) => known[language]);
  },
  S16: ({ mayObject, does }) => {
    if (!mayObject && (isCounting({ does }) || !hasTablet(does))) return null;
    return ({ object, sayNo }, language) => joined(kept([mayObject && object, hasTablet(does) && sayNo]), language);
  },
  S17:
    () =>
    ({ sorted }) =>
      sorted,
  S18: ({ isAlwaysOn }) => (isAlwaysOn ? ({ dayAndNight }) => dayAndNight : null),
  S19: ({ noFaceLookedAt, nobodyRecognised }) =>
    noFaceLookedAt && nobodyRecognised ? ({ noBiometrics }) => noBiometrics : null,
  S20:
    () =>
    ({ children }) =>
      children,
  S21: (_standing, url) => (url === null ? null : ({ readAloud }) => readAloud),
};

/** What a contact says where there is none. */
const NONE = "none";

function kept(lines: readonly (string | false)[]): string[] {
  return lines.filter((line) => line !== false);
}

/** Sentences one after another; Chinese writes no space between them. */
function joined(sentences: readonly string[], language: WelcomeLanguage): string {
  return sentences.join(language === "zh" ? "" : " ");
}

/** Never rounded down: a picture is gone after it. */
function secondsText(ms: number, language: WelcomeLanguage): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(Math.ceil(ms / 100) / 10);
}

/** An address as people type it. */
function shownUrl(url: string): string {
  return url.replace(/^https:\/\//, "").replace(/\/$/, "");
}
