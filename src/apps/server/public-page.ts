import type { CitedRule, PublicNotice } from "#domain/signs/public-notice.ts";
import { SIGN_WORDS } from "#domain/signs/sign-words.ts";
import { WELCOME_LANGUAGES, type WelcomeLanguage } from "#domain/wire/welcome.ts";

const LOCALES: Readonly<Record<WelcomeLanguage, string>> = { en: "en", zh: "zh-CN", fr: "fr", ko: "ko" };
const NAMES: Readonly<Record<WelcomeLanguage, string>> = {
  en: "English",
  zh: "简体中文",
  fr: "Français",
  ko: "한국어",
};

const STYLE = `
body{margin:0;background:#fff;color:#111;font:18px/1.5 system-ui,sans-serif;overflow-wrap:break-word}
header{background:#0d3542;color:#fff;padding:16px}
header a{color:#fff;display:inline-block;padding:10px 10px 10px 0;font-size:16px}
main{max-width:40em;padding:0 16px 32px;margin:auto}
header div{max-width:40em;margin:auto}
h1{font-size:28px;line-height:1.2;margin:8px 0}
h2{font-size:16px;margin:22px 0 2px;color:#3a5862}
p{margin:0 0 4px}
li{margin:4px 0}
.said{font-size:21px}
.warning{background:#b3420b;color:#fff;padding:10px 16px;margin:0}
.quiet{color:#3a5862;font-size:16px}
summary{padding:10px 0;cursor:pointer}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:13px}
a{color:#0b5a73}
`;

/** The language that a browser asks for first among ours; English where it asks for none. */
export function languageAsked(chosen: string | undefined, accepted: string | undefined): WelcomeLanguage {
  const wanted = [chosen ?? "", ...(accepted ?? "").split(",")].map((tag) => tag.trim().slice(0, 2).toLowerCase());
  return wanted.map((tag) => WELCOME_LANGUAGES.find((one) => one === tag)).find((one) => one !== undefined) ?? "en";
}

/**
 * The public page as one document that needs nothing else: no script, no font, no picture, a few kilobytes, so that any phone shows it.
 * The style carries the word (`nonce`) that the header of the answer allows.
 */
export function publicPage(
  notice: PublicNotice,
  {
    language,
    nonce,
    checkpoint,
  }: { readonly language: WelcomeLanguage; readonly nonce: string; readonly checkpoint: string | null },
): string {
  const { text, name, since, asOf, runs, isSimulated, rightsPath } = notice;
  const words = SIGN_WORDS[language];
  const { title, sections, rules } = text[language];
  const links = WELCOME_LANGUAGES.map((one) =>
    one === language
      ? `<a aria-current="true" lang="${LOCALES[one]}"><b>${NAMES[one]}</b></a>`
      : `<a href="?lang=${one}" hreflang="${LOCALES[one]}" lang="${LOCALES[one]}">${NAMES[one]}</a>`,
  );
  const days = [...(since === null ? [] : [words.notice.since(since)]), words.asOf(asOf)];
  return `<!doctype html>
<html lang="${LOCALES[language]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · ${escaped(name)}</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
${isSimulated ? `<p class="warning">${escaped(words.demo)}</p>` : ""}
<header><div><nav>${links.join(" ")}</nav><h1>${escaped(title)}</h1><p>${escaped(name)}</p></div></header>
<main>
${runs.length === 0 ? `<p class="said">${escaped(words.notice.nothing)}</p>` : ""}
${sections.map(({ field, label, text }) => `<h2>${escaped(label)}</h2>\n<p${field === "S4" ? ' class="said"' : ""}>${linked(text)}</p>`).join("\n")}
${rightsPath === null ? "" : `<p><a href="${rightsPath}">${escaped(words.notice.rightsLink)}</a></p>`}
${
  runs.length === 0
    ? ""
    : `<details><summary>${escaped(words.notice.rules)}</summary>\n${
        rules.length === 0
          ? `<p>${escaped(words.notice.noRules)}</p>`
          : `<ul>${byInstrument(rules)
              .map((line) => `<li>${escaped(line)}</li>`)
              .join("\n")}</ul>`
      }</details>`
}
${checkpoint === null ? "" : `<details><summary>${escaped(words.notice.checkpoint)}</summary><pre>${escaped(checkpoint)}</pre></details>`}
<p class="quiet">${days.map(escaped).join(" · ")}</p>
</main>
</body>
</html>
`;
}

/** A line for each instrument, with all its articles. */
function byInstrument(rules: readonly CitedRule[]): string[] {
  return [...Map.groupBy(rules, ({ instrument }) => instrument)].map(
    ([instrument, cited]) => `${instrument}: ${[...new Set(cited.map(({ article }) => article))].join("; ")}`,
  );
}

/** Text in which addresses of mail can be tapped. */
function linked(text: string): string {
  return escaped(text).replace(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, (mail) => `<a href="mailto:${mail}">${mail}</a>`);
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
