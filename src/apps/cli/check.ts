import { loadDeployment } from "#apps/deployment/deployment-file.ts";
import { judge } from "#domain/deployment/judgement.ts";
import { Fault } from "#domain/fault/fault.ts";
import type { Day } from "#domain/policy/evidence.ts";
import { checkHtml } from "./check-html.ts";
import { checkReport, type Language } from "./check-report.ts";
import { checkText } from "./check-text.ts";
import { checkOutput, writeOutput } from "./output-file.ts";

export type CheckOptions = {
  readonly at?: string;
  readonly json?: boolean;
  readonly html?: string;
  readonly lang?: string;
  readonly laws?: string;
  readonly all?: boolean;
};

const PERMITTED_STATUS = 0;
const NOT_PERMITTED_STATUS = 1;

/** `lintel check`: what may run of a deployment, and why; 0 where all may, 1 where not. */
export function check(path: string, options: CheckOptions): number {
  const { deployment, book, paperFault } = loadDeployment(path, { lawFolder: options.laws });
  const language = readLanguage(options.lang);
  if (options.html !== undefined) checkOutput(options.html, path);
  const judgement = judge(deployment, book, readDay(options.at), paperFault);
  if (options.html !== undefined) writeOutput(options.html, checkHtml(deployment.name, judgement, language));
  if (options.json) print(JSON.stringify(checkReport(deployment.name, judgement, language), null, 2));
  else print(checkText(deployment.name, judgement, { language, tellsAll: options.all ?? false }));
  return judgement.verdict === "permit" ? PERMITTED_STATUS : NOT_PERMITTED_STATUS;
}

/** Reads `--at`; without it, today (UTC). */
export function readDay(text: string | undefined): Day {
  if (text === undefined) return new Date().toISOString().slice(0, 10);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text);
  if (!isDay) throw new Fault("check/unreadable", `\`--at ${text}\` is not a day such as \`2026-11-21\``);
  return text;
}

/** Reads `--lang`. */
export function readLanguage(text: string | undefined): Language {
  if (text === undefined || text === "en") return "en";
  if (text === "zh") return "zh";
  throw new Fault("check/unreadable", `\`--lang ${text}\` is neither \`en\` nor \`zh\``);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
