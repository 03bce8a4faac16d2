import type { WelcomeLanguage } from "#domain/wire/welcome.ts";

/** A paper that is filled as far as the deployment knows, and says what only a person can answer. */
export type Draft = {
  readonly language: WelcomeLanguage;
  readonly title: string;
  readonly about: string;
  /** That it is a draft, no legal advice, and not complete. */
  readonly warning: string;
  readonly openTitle: string;
  readonly sections: readonly DraftSection[];
};

export type DraftSection = {
  readonly title: string;
  /** What is known. */
  readonly lines: readonly string[];
  /** Questions that stay open. */
  readonly open: readonly string[];
};

/** All open questions with the number of their section, to stand at the top. */
export function openQuestions({ sections }: Draft): string[] {
  return sections.flatMap(({ open }, index) => open.map((question) => `${index + 1}. ${question}`));
}

/** A draft as Markdown, to be finished in any editor: open questions at the top, and again where they belong. */
export function draftMarkdown(draft: Draft): string {
  const { title, about, warning, openTitle, sections } = draft;
  const open = openQuestions(draft);
  const list = (lines: readonly string[], mark: string) => lines.map((line) => `- ${mark}${escaped(line)}`).join("\n");
  return [
    `# ${escaped(title)}`,
    escaped(about),
    `> **${escaped(warning)}**`,
    `## ${escaped(openTitle)} (${open.length})`,
    list(open, "[ ] "),
    ...sections.flatMap((section, index) => [
      `## ${index + 1}. ${escaped(section.title)}`,
      ...(section.lines.length > 0 ? [list(section.lines, "")] : []),
      ...(section.open.length > 0 ? [list(section.open, "**→** ")] : []),
    ]),
  ]
    .join("\n\n")
    .concat("\n");
}

/** What a shop or a row is called shall not become a heading or a link. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>#|]/g, "\\$&");
}
