import type { Decision } from "#domain/deployment/judgement.ts";
import { isMet } from "#domain/policy/decide.ts";
import type { Law } from "#domain/policy/law.ts";
import { jurisdictionsOver } from "#domain/policy/place.ts";
import { WELCOME_LANGUAGES, type WelcomeLanguage } from "#domain/wire/welcome.ts";
import { fieldText, hasTablet } from "./sign-field-text.ts";
import type { SignFieldId } from "./sign-rules.ts";
import { SIGN_WORDS } from "./sign-words.ts";
import type { Standing } from "./standing.ts";

/** A rule by which something runs, as it is cited: `GDPR`, `13(1)`. */
export type CitedRule = { readonly row: string; readonly instrument: string; readonly article: string };

/** What a store tells everybody in one language: the second layer behind the sign. */
export type NoticeText = {
  readonly title: string;
  readonly sections: readonly { readonly field: SignFieldId; readonly label: string; readonly text: string }[];
  readonly rules: readonly CitedRule[];
};

/** What a store tells everybody. It holds no count, no sensor's name and no address of one. */
export type PublicNotice = {
  readonly store: string;
  readonly name: string;
  readonly controller: string;
  readonly isSimulated: boolean;
  readonly runs: readonly string[];
  /** The day from which it runs, where that is stated. */
  readonly since: string | null;
  readonly asOf: string;
  /** Where consent is taken back; null where nobody is asked for any. */
  readonly rightsPath: string | null;
  readonly text: Readonly<Record<WelcomeLanguage, NoticeText>>;
};

const ORDER: readonly SignFieldId[] = [
  ..."S17 S4 S3 S8 S1 S2 S12 S7 S16 S15 S5 S6 S14 S11 S9 S18 S19 S20".split(" "),
] as readonly SignFieldId[];

/** Of one decision; more would bury the page. */
const RULES_MAX = 60;

/** Makes the public notice of what runs at a store, by the decisions of the day. Where nothing runs it says whom to ask, and that. */
export function publicNotice(
  standing: Standing,
  {
    decisions,
    laws,
    at,
  }: { readonly decisions: readonly Decision[]; readonly laws: readonly Law[]; readonly at: string },
): PublicNotice {
  const isRunning = standing.does.length > 0;
  // New York's statement is the city's own; elsewhere it would only puzzle.
  const fields = ORDER.filter((field) => field !== "S19" || standing.jurisdiction === "US-NYC").filter(
    (field) => isRunning || field === "S1" || field === "S2" || field === "S15",
  );
  const texts = fields.map((field) => [field, fieldText(field, standing, null)] as const);
  const textIn = (language: WelcomeLanguage): NoticeText => ({
    title: SIGN_WORDS[language].notice.title,
    sections: texts.flatMap(([field, text]) =>
      text === null || text === "none"
        ? []
        : [{ field, label: SIGN_WORDS[language].labels[field], text: text[language] }],
    ),
    rules: rulesOf(standing, decisions, laws, language),
  });
  return {
    store: standing.storeId,
    name: standing.storeName,
    controller: standing.controller,
    isSimulated: standing.isSimulated,
    runs: standing.does,
    since: isRunning ? standing.liveFrom : null,
    asOf: at,
    rightsPath: hasTablet(standing.does) ? `/rights/${standing.storeId}` : null,
    text: Object.fromEntries(WELCOME_LANGUAGES.map((language) => [language, textIn(language)])) as Record<
      WelcomeLanguage,
      NoticeText
    >,
  };
}

/** The rows that let what runs run, each once. */
function rulesOf(
  { does, storeId }: Standing,
  decisions: readonly Decision[],
  laws: readonly Law[],
  language: WelcomeLanguage,
): CitedRule[] {
  const rules = new Map<string, CitedRule>();
  for (const { store, capability, ruling, facts, isNamed } of decisions) {
    if (
      store !== storeId ||
      !isNamed ||
      ruling.verdict !== "permit" ||
      !(does as readonly string[]).includes(capability)
    )
      continue;
    const places = jurisdictionsOver(String(facts.values.get("site.jurisdiction") ?? ""));
    for (const reason of ruling.reasons) {
      if ((reason.kind !== "row" && reason.kind !== "cited") || !isMet(reason)) continue;
      const { id, instrument, article } = reason.row;
      const law = laws.find(
        ({ jurisdiction, instruments }) => places.includes(jurisdiction) && Object.hasOwn(instruments, instrument),
      );
      const name = law?.instruments[instrument];
      if (name)
        rules.set(id, {
          row: id,
          instrument: language === "zh" ? (name.zh ?? name.en) : language === "ko" ? name.own : name.en,
          article,
        });
    }
  }
  return [...rules.values()].toSorted((a, b) => (a.row < b.row ? -1 : 1)).slice(0, RULES_MAX);
}
