import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStoreReader } from "#adapters/store/store.ts";
import { simulate } from "#apps/cli/simulate.ts";
import { loadDeployment } from "#apps/deployment/deployment-file.ts";
import { gatherReport } from "#apps/reports/gather-report.ts";
import { reportFile } from "#apps/reports/report-file.ts";
import { dayAfter } from "#domain/calendar/day.ts";
import { sharedWith } from "#domain/deployment/sharing.ts";

/** How long a chain's report takes from nothing read to PDF and workbook: on the processor of this machine, and on the clock. */
export type ReportFigures = {
  readonly stores: number;
  readonly cameras: number;
  readonly days: number;
  readonly reports: readonly {
    readonly what: string;
    readonly cpuS: number;
    readonly clockS: number;
    readonly visitors: number;
    readonly missing: readonly string[];
  }[];
};

/** As many as a fined carmaker had: 22 cameras in seven shops, the last two of them franchise stores. */
const STORES = 7;
const CAMERAS_EACH = [4, 3, 3, 3, 3, 3, 3];
const FIRST = "2026-03-01";
const DAYS = 184;
const FRANCHISES = 2;

/** Measures a chain's report of the last month and of all six. Each reads anew: nothing is kept from the one before. */
export async function measureReport(): Promise<ReportFigures> {
  const folder = mkdtempSync(join(tmpdir(), "lintel-report-"));
  try {
    await simulate({
      stores: String(STORES),
      cameras: CAMERAS_EACH.join(","),
      franchises: String(FRANCHISES),
      days: String(DAYS),
      from: FIRST,
      seed: "1",
      data: folder,
    });
    const loaded = loadDeployment(join(folder, "shop.yaml"));
    const last = dayAfter(FIRST, DAYS - 1);
    const periods = [
      { what: "the last month", period: { first: `${last.slice(0, 7)}-01`, last } },
      { what: "all six months", period: { first: FIRST, last } },
    ];
    const reports: ReportFigures["reports"][number][] = [];
    for (const { what, period } of periods) {
      using reader = openStoreReader(folder);
      const [cpu, beganMs] = [process.cpuUsage(), performance.now()];
      const report = await gatherReport(
        { reader, loaded, nowMs: Date.parse(`${dayAfter(last, 60)}T12:00Z`) },
        {
          storeId: null,
          name: loaded.deployment.name,
          period,
          language: "en",
          stores: loaded.deployment.stores.map((shop) => ({ shop, shared: sharedWith(shop, { controller: null }) })),
        },
      );
      for (const format of ["pdf", "xlsx"] as const) await reportFile(report, format);
      const { user, system } = process.cpuUsage(cpu);
      const figures = report.sections.flatMap((section) => section.figures);
      reports.push({
        what,
        cpuS: (user + system) / 1e6,
        clockS: (performance.now() - beganMs) / 1000,
        visitors: figures.find(({ id }) => id === "visitors")?.value ?? 0,
        missing: figures.filter(({ value }) => value === null).map(({ id }) => id),
      });
    }
    return { stores: STORES, cameras: CAMERAS_EACH.reduce((sum, cameras) => sum + cameras, 0), days: DAYS, reports };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
