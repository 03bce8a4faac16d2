import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";
import { type Format, formatOf } from "#domain/language/format.ts";
import { LANGUAGES, type Language, LOCALES, type Words } from "#domain/language/language.ts";

export type { Format } from "#domain/language/format.ts";
export { LANGUAGES, type Language, type Words } from "#domain/language/language.ts";

/** How each language calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: "English",
  zh: "简体中文",
  fr: "Français",
  ko: "한국어",
};
const LANGUAGE_PLACE = "lintel-language";

type Chosen = { readonly language: Language; readonly choose: (language: Language) => void };

// What writes numbers and dates is dear to make: once for all parts of a page, not once for each.
const Context = createContext<Chosen & { readonly format: Format }>({
  language: "en",
  format: formatOf("en"),
  choose: () => {},
});

/** The language of the page: the one that was chosen here, else the browser's. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = LOCALES[language];
    if (language === "zh") void import("@fontsource-variable/noto-sans-sc");
    if (language === "ko") void import("@fontsource-variable/noto-sans-kr");
  }, [language]);
  const chosen = useMemo(
    () => ({
      language,
      format: formatOf(language),
      choose: (next: Language) => {
        localStorage.setItem(LANGUAGE_PLACE, next);
        setLanguage(next);
      },
    }),
    [language],
  );
  return <Context value={chosen}>{children}</Context>;
}

function firstLanguage(): Language {
  const wanted = [localStorage.getItem(LANGUAGE_PLACE) ?? "", ...navigator.languages].map((tag) => tag.slice(0, 2));
  return LANGUAGES.find((language) => language === wanted.find((tag) => LANGUAGES.some((one) => one === tag))) ?? "en";
}

export function useLanguage(): Chosen {
  return use(Context);
}

/** A page's words in the language that was chosen. */
export function useWords<Text>(words: Words<Text>): Text {
  return words[use(Context).language];
}

/** Numbers, shares, dates and durations as the language writes them. */
export function useFormat(): Format {
  return use(Context).format;
}
