import { loadDeployment } from "#apps/deployment/deployment-file.ts";
import { draftOf, printDraft } from "#apps/papers/print-draft.ts";
import { draftMarkdown, openQuestions } from "#domain/drafts/draft.ts";
import { DRAFT_KINDS } from "#domain/drafts/draft-words.ts";
import { Fault } from "#domain/fault/fault.ts";
import { WELCOME_LANGUAGES } from "#domain/wire/welcome.ts";
import { readDay } from "./check.ts";
import { checkOutput, writeOutput } from "./output-file.ts";
import { storeOf } from "./sign.ts";

export type PapersOptions = {
  readonly deployment: string;
  readonly kind: string;
  readonly language: string;
  readonly at?: string;
  readonly out?: string;
};

/** `lintel papers`: writes a draft as PDF, or as Markdown where the file's name ends in `.md`; says what was left open. */
export function papers(storeId: string, options: PapersOptions): string {
  const kind = oneOf(DRAFT_KINDS, "--kind", options.kind);
  const language = oneOf(WELCOME_LANGUAGES, "--language", options.language);
  const loaded = loadDeployment(options.deployment);
  const draft = draftOf(loaded, storeOf(loaded, storeId), { kind, at: readDay(options.at), language });
  const out = options.out ?? `${kind}-${storeId}.pdf`;
  checkOutput(out, options.deployment);
  writeOutput(out, out.endsWith(".md") ? draftMarkdown(draft) : printDraft(draft));
  const open = openQuestions(draft);
  return [
    `${out}: ${draft.warning}`,
    `${open.length} questions are left to a person:`,
    ...open.map((one) => `  ${one}`),
  ].join("\n");
}

function oneOf<const T extends string>(names: readonly T[], option: string, text: string): T {
  const found = names.find((name) => name === text);
  if (!found) throw new Fault("papers/unreadable", `\`${option} ${text}\` is not one of ${names.join(", ")}`);
  return found;
}
