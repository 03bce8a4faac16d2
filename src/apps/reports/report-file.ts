import type { Report } from "#domain/report/report.ts";
import { reportPdf } from "./report-pdf.ts";
import { reportWorkbook } from "./report-workbook.ts";

/** What a report is written as. */
export const REPORT_FORMATS = ["pdf", "xlsx", "json"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export const REPORT_TYPES: Readonly<Record<ReportFormat, string>> = {
  pdf: "application/pdf",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  json: "application/json; charset=utf-8",
};

/** A report as the bytes of a file. */
export async function reportFile(report: Report, format: ReportFormat): Promise<Uint8Array> {
  if (format === "pdf") return reportPdf(report);
  if (format === "xlsx") return await reportWorkbook(report);
  return Buffer.from(`${JSON.stringify(report, null, 2)}\n`);
}

/** What the file is called: `report-mall-7-2026-11.pdf`. */
export function reportFileName({ of, first, last }: Report, format: ReportFormat): string {
  const days = last.startsWith(first.slice(0, 7)) && first.endsWith("-01") ? first.slice(0, 7) : `${first}-${last}`;
  return `report-${of.id ?? "chain"}-${days}.${format}`;
}
