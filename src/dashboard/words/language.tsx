import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";

export const LANGUAGES = ["en", "zh", "fr", "ko"] as const;
export type Language = (typeof LANGUAGES)[number];

/** How each language calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: "English",
  zh: "简体中文",
  fr: "Français",
  ko: "한국어",
};
const LOCALES: Readonly<Record<Language, string>> = { en: "en-GB", zh: "zh-CN", fr: "fr-FR", ko: "ko-KR" };
const LANGUAGE_PLACE = "lintel-language";

/** The words of a page in each language: the compiler finds what is missing in one. */
export type Words<Text> = Readonly<Record<Language, Text>>;

type Chosen = { readonly language: Language; readonly choose: (language: Language) => void };

const Context = createContext<Chosen>({ language: "en", choose: () => {} });

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

export type Format = ReturnType<typeof formatOf>;

/** Numbers, shares, dates and durations as the language writes them. */
export function useFormat(): Format {
  const { language } = use(Context);
  return useMemo(() => formatOf(LOCALES[language]), [language]);
}

const DAY_MS = 86_400_000;

function formatOf(locale: string) {
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const tenth = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const share = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const fineShare = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const change = new Intl.NumberFormat(locale, {
    style: "percent",
    maximumFractionDigits: 0,
    signDisplay: "exceptZero",
  });
  const signedShare = new Intl.NumberFormat(locale, {
    style: "percent",
    maximumFractionDigits: 1,
    signDisplay: "exceptZero",
  });
  // A day of a store's calendar has no time zone of its own: it is written as it stands.
  const day = new Intl.DateTimeFormat(locale, { timeZone: "UTC", weekday: "short", day: "numeric", month: "short" });
  const fullDay = new Intl.DateTimeFormat(locale, {
    timeZone: "UTC",
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  });
  const shortDay = new Intl.DateTimeFormat(locale, { timeZone: "UTC", day: "numeric", month: "numeric" });
  const weekday = new Intl.DateTimeFormat(locale, { timeZone: "UTC", weekday: "short" });
  const unit = (value: number, name: "second" | "minute" | "hour") =>
    new Intl.NumberFormat(locale, {
      style: "unit",
      unit: name,
      unitDisplay: "short",
      maximumFractionDigits: value < 10 ? 1 : 0,
    }).format(value);
  const dateOf = (text: string) => new Date(`${text}T00:00:00Z`);
  const clock = (atMs: number, timeZone?: string) =>
    new Intl.DateTimeFormat(locale, {
      ...(timeZone !== undefined && { timeZone }),
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    }).format(atMs);
  return {
    locale,
    number: (value: number) => whole.format(value),
    tenth: (value: number) => tenth.format(value),
    /** Completeness never rounds up to all. */
    share: (value: number) => share.format(Math.floor(value * 100) / 100),
    fineShare: (value: number) => fineShare.format(value),
    change: (value: number) => change.format(value),
    signedShare: (value: number) => signedShare.format(value),
    day: (text: string) => day.format(dateOf(text)),
    fullDay: (text: string) => fullDay.format(dateOf(text)),
    shortDay: (text: string) => shortDay.format(dateOf(text)),
    /** 0 is Monday. */
    weekday: (index: number) => weekday.format(new Date(4 * DAY_MS + index * DAY_MS)),
    clock,
    moment: (atMs: number, timeZone?: string) =>
      new Intl.DateTimeFormat(locale, {
        ...(timeZone !== undefined && { timeZone }),
        dateStyle: "medium",
        timeStyle: "short",
        hourCycle: "h23",
      } as Intl.DateTimeFormatOptions).format(atMs),
    duration: (ms: number) =>
      ms < 60_000
        ? unit(ms / 1000, "second")
        : ms < 3_600_000
          ? unit(ms / 60_000, "minute")
          : unit(ms / 3_600_000, "hour"),
  };
}
