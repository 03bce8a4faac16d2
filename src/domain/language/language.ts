/** The languages that people read Lintel in. */
export const LANGUAGES = ["en", "zh", "fr", "ko"] as const;
export type Language = (typeof LANGUAGES)[number];

/** How each writes numbers and days (BCP 47). */
export const LOCALES: Readonly<Record<Language, string>> = { en: "en-GB", zh: "zh-CN", fr: "fr-FR", ko: "ko-KR" };

/** Words in each language: the compiler finds what is missing in one. */
export type Words<Text> = Readonly<Record<Language, Text>>;
