/** The signs that part whole numbers from their fractions. */
export const AMOUNT_DECIMALS = [".", ","] as const;
export type AmountDecimal = (typeof AMOUNT_DECIMALS)[number];

/** A larger one is a mistake: a hundred thousand million of a currency with cents. */
const AMOUNT_MAX = 1e13;
const SPACES = /[\s\u00a0\u2009\u202f'’]/g;
const SIGN = /^\p{Sc}|\p{Sc}$/u;

/**
 * Reads an amount as tills and spreadsheets write it, in the smallest unit of its currency: `1234.50`, `1.234,50`, `1'234.50`, `-3,20`,
 * `3.20-`, `(3.20)`, `€ 12,50`. What is wrong as a sentence where it is none, or where nobody can say which sign parts the fraction
 * (`1,234`).
 */
export function amountOf(
  text: string,
  { decimal, digits }: { readonly decimal: AmountDecimal | null; readonly digits: number },
): number | string {
  const plain = text.replace(SPACES, "").replace(SIGN, "");
  if (plain === "") return "it has no amount";
  const match = /^(\()?([+-]?)([\d.,]+)([+-]?)(\)?)$/.exec(plain);
  if (!match || (match[1] === undefined) !== (match[5] === "")) return `\`${text}\` is no amount`;
  const [, bracket, before, number = "", after] = match;
  const sign = decimal ?? decimalIn(number);
  if (sign === null) return `\`${text}\` may be a thousand or a fraction: say which with \`decimal\``;
  const thousands = sign === "." ? "," : ".";
  const form = new RegExp(`^(\\d+|\\d{1,3}(?:\\${thousands}\\d{3})+)(?:\\${sign}(\\d*))?$`);
  const parts = form.exec(number);
  if (!parts) return `\`${text}\` is no amount`;
  const value = Number(`${parts[1]!.replaceAll(thousands, "")}.${parts[2] || "0"}`);
  const amount = Math.round(value * 10 ** digits);
  if (amount > AMOUNT_MAX) return `\`${text}\` is too large an amount`;
  const isNegative = bracket !== undefined || before === "-" || after === "-";
  return isNegative && amount !== 0 ? -amount : amount;
}

/** A whole number, as people write it; undefined where it is none. Half an item (0.354 kg) is none. */
export function wholeNumberOf(text: string): number | undefined {
  const plain = text.replace(SPACES, "");
  return /^-?\d{1,9}(?:[.,]0*)?$/.test(plain) ? Number.parseInt(plain, 10) || 0 : undefined;
}

/** The sign that parts the fraction, where the number itself says so: the last of two, or one that no thousands can follow. */
function decimalIn(number: string): AmountDecimal | null {
  const [point, comma] = [number.lastIndexOf("."), number.lastIndexOf(",")];
  if (point < 0 && comma < 0) return ".";
  if (point >= 0 && comma >= 0) return point > comma ? "." : ",";
  const sign = point >= 0 ? "." : ",";
  const parts = number.split(sign);
  if (parts.length > 2) return sign === "." ? "," : ".";
  return parts[1]!.length === 3 && parts[0]!.length <= 3 && parts[0] !== "0" ? null : sign;
}
