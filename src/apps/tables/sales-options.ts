import { Fault } from "#domain/fault/fault.ts";
import { AMOUNT_DECIMALS } from "#domain/sales/amount-text.ts";
import { AMOUNT_BASES } from "#domain/sales/sale.ts";
import { SALES_FIELDS, type SalesField } from "#domain/sales/sales-columns.ts";
import type { SalesPlan } from "./import-sales.ts";
import type { SalesFileForm } from "./sales-file.ts";

/** What whoever imports sales says of the file, as text from a command or a query. */
export type SalesOptionTexts = {
  readonly currency?: string | undefined;
  readonly amount: string;
  readonly decimal?: string | undefined;
  readonly timeFormat?: string | undefined;
  readonly theirs?: string | undefined;
  /** `amount=Bon total` */
  readonly column: readonly string[];
  readonly leaveOut: readonly string[];
};

/** The same, read; a fault where something is said that cannot be. */
export function salesOptions(
  texts: SalesOptionTexts,
): SalesFileForm & Pick<SalesPlan, "basis" | "currency" | "decimal" | "timeFormat" | "theirs"> {
  const basis = oneOf(AMOUNT_BASES, texts.amount, "amount");
  const decimal = texts.decimal === undefined ? null : oneOf(AMOUNT_DECIMALS, texts.decimal, "decimal");
  const named: Partial<Record<SalesField, string>> = {};
  for (const text of texts.column) {
    const at = text.indexOf("=");
    if (at < 0) throw new Fault("import/option", `\`--column ${text}\` is not written \`amount=HEADER\``);
    named[oneOf(SALES_FIELDS, text.slice(0, at), "column")] = text.slice(at + 1);
  }
  return {
    basis,
    decimal,
    named,
    leaveOut: texts.leaveOut,
    currency: texts.currency?.toUpperCase() ?? null,
    timeFormat: texts.timeFormat ?? null,
    theirs: texts.theirs ?? null,
  };
}

function oneOf<Choice extends string>(choices: readonly Choice[], text: string, option: string): Choice {
  const found = choices.find((choice) => choice === text);
  if (found === undefined)
    throw new Fault(
      "import/option",
      `\`--${option} ${text}\` is not one of ${choices.map((one) => `\`${one}\``).join(", ")}`,
    );
  return found;
}
