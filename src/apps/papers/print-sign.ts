import { type Paper, printPdf, printPng, SHEETS } from "#adapters/paper/paper.ts";
import { qrSquares } from "#adapters/qr/qr-code.ts";
import type { LoadedDeployment } from "#apps/deployment/deployment-file.ts";
import type { Store } from "#domain/deployment/deployment.ts";
import { Fault } from "#domain/fault/fault.ts";
import { type Sign, signOf, standingUnderSign } from "#domain/signs/sign.ts";
import { SIGN_WORDS } from "#domain/signs/sign-words.ts";
import type { WelcomeLanguage } from "#domain/wire/welcome.ts";
import { signSheets } from "./sign-sheet.ts";

export const SHEET_NAMES = ["A4", "A5"] as const satisfies readonly (keyof typeof SHEETS)[];
export const SIGN_FORMATS = ["pdf", "png"] as const;
type SignFormat = (typeof SIGN_FORMATS)[number];
type SheetName = (typeof SHEET_NAMES)[number];

/** 216 dots an inch: enough for letters that are read at arm’s length, and half the work of a printer’s 300. */
const DOTS_PER_POINT = 3;

type SignOptions = { readonly at: string; readonly phoneUrl: string | null };

/** As `findSign`. @throws Fault `sign/nothing-runs` */
export function makeSign(loaded: LoadedDeployment, store: Store, options: SignOptions): Sign {
  const sign = findSign(loaded, store, options);
  if (sign === null) throw new Fault("sign/nothing-runs", `nothing may run at \`${store.id}\` on ${options.at}`);
  return sign;
}

/**
 * The sign of a store as of a day, null where nothing may run. Where there is no address for phones, its code leads to the full notice
 * that the deployment links.
 */
export function findSign(
  { deployment, book, paperFault }: LoadedDeployment,
  store: Store,
  { at, phoneUrl }: SignOptions,
): Sign | null {
  const standing = standingUnderSign(deployment, store, { book, at, paperFault });
  if (standing.does.length === 0) return null;
  return signOf(standing, { at, url: phoneUrl === null ? standing.fullNoticeUrl : `${phoneUrl}/s/${store.id}` });
}

/** A sign as a file. Sheets of a picture stand one below the other. */
export function printSign(
  sign: Sign,
  {
    size,
    format,
    languages,
  }: { readonly size: SheetName; readonly format: SignFormat; readonly languages: readonly WelcomeLanguage[] },
): Uint8Array {
  const sheet = SHEETS[size];
  const about = { title: SIGN_WORDS[languages[0]!].headline.counts, language: languages[0]!, size: sheet };
  const squares = sign.url === null ? null : qrSquares(sign.url);
  // How much goes on a sheet is measured with the letters that it is drawn with.
  let sheets: ((paper: Paper) => void)[] = [];
  printPdf(about, [
    (paper) => {
      sheets = signSheets(sign, languages, { squares, paper });
    },
  ]);
  if (format === "pdf") return printPdf(about, sheets);
  const whole = { width: sheet.width, height: sheet.height * sheets.length };
  return printPng(
    { ...about, size: whole },
    (paper) => {
      for (const draw of sheets) {
        draw({ ...paper, size: sheet });
        paper.pen.translate(0, sheet.height);
      }
    },
    DOTS_PER_POINT,
  );
}
