import { Fault } from "#domain/fault/fault.ts";
import { WELCOME_LANGUAGES, type WelcomeLanguage } from "#domain/wire/welcome.ts";
import type { Standing } from "./standing.ts";

/** Reads `zh,en`: each once, in the order in which they are to be read; without any, those of the place, and English. */
export function readLanguages(
  text: string | undefined,
  place: Pick<Standing, "jurisdiction" | "memberState">,
): readonly WelcomeLanguage[] {
  if (text === undefined) return languagesOf(place);
  const languages = text.split(",").map((one) => {
    const language = WELCOME_LANGUAGES.find((known) => known === one.trim().toLowerCase());
    if (!language) throw new Fault("sign/unreadable", `\`${one}\` is not one of ${WELCOME_LANGUAGES.join(", ")}`);
    return language;
  });
  return [...new Set(languages)];
}

function languagesOf({ jurisdiction, memberState }: Pick<Standing, "jurisdiction" | "memberState">) {
  if (jurisdiction === "CN") return ["zh", "en"] as const;
  if (jurisdiction === "KR") return ["ko", "en"] as const;
  return memberState === "FR" ? (["fr", "en"] as const) : (["en"] as const);
}
