/** The signs that part whole numbers from their fractions. */
export const DECIMALS = [".", ","] as const;
export type Decimal = (typeof DECIMALS)[number];

/**
 * Reads a count as people and spreadsheets write it: `1234`, `1 234`, `1'234`, `1,234` where the decimal sign is a point, `12.0`.
 * Null where it is no whole number from 0 on: half a visitor is a mean and no count.
 */
export function readCount(text: string, decimal: Decimal): number | null {
  const thousands = decimal === "." ? "," : ".";
  const plain = text.replace(/[\s\u00a0\u2009\u202f'’]/g, "");
  const pattern = new RegExp(`^(\\d+|\\d{1,3}(?:\\${thousands}\\d{3})+)(?:\\${decimal}0*)?$`);
  const match = pattern.exec(plain);
  return match ? Number(match[1]!.replaceAll(thousands, "")) : null;
}
