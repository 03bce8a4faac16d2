import type { Format } from "#domain/language/format.ts";
import type { Measure, ReportFigure } from "./report.ts";

const NOTHING = "–";

/** A value as people read it in the language of the format; a dash where there is none. */
export function valueText(value: string | number | null, measure: Measure | "text", format: Format): string {
  if (value === null) return NOTHING;
  if (typeof value === "string") return value;
  switch (measure) {
    case "tenths":
      return format.tenth(value);
    case "share":
      return format.fineShare(value);
    case "change":
      return format.signedShare(value);
    case "duration":
      return format.duration(value);
    case "amount":
      return format.amount(value);
    default:
      return format.number(value);
  }
}

/** The interval of a figure, `1,180 – 1,260`; empty where it has none. */
export function intervalText({ low, high, measure }: ReportFigure, format: Format): string {
  return low === null || high === null
    ? ""
    : `${valueText(low, measure, format)} … ${valueText(high, measure, format)}`;
}
