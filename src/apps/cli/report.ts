import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openStoreReader } from "#adapters/store/store.ts";
import { loadDeployment } from "#apps/deployment/deployment-file.ts";
import { gatherReport } from "#apps/reports/gather-report.ts";
import { REPORT_FORMATS, reportFile, reportFileName } from "#apps/reports/report-file.ts";
import { sharedWith } from "#domain/deployment/sharing.ts";
import { Fault } from "#domain/fault/fault.ts";
import { LANGUAGES } from "#domain/language/language.ts";
import { monthOf } from "#domain/report/report-period.ts";
import { readStoreDay } from "./day-text.ts";
import { DEPLOYMENT_FILE } from "./simulate.ts";

export type ReportOptions = {
  readonly data: string;
  readonly month?: string;
  readonly from?: string;
  readonly to?: string;
  readonly format: string;
  readonly language: string;
  readonly out?: string;
  readonly deployment?: string;
};

/** What the whole chain is called on the command line; no store can be. */
export const CHAIN = "chain";

/**
 * `lintel report`: writes the report of a store, or of the chain with what its franchise stores share, and says where. Who has the
 * data at hand is asked for a store's report as if they were its controller.
 */
export async function report(of: string, options: ReportOptions, nowMs: number): Promise<string> {
  const format = oneOf(REPORT_FORMATS, options.format, "--format");
  const language = oneOf(LANGUAGES, options.language, "--language");
  const period = periodOf(options);
  const loaded = loadDeployment(options.deployment ?? join(options.data, DEPLOYMENT_FILE));
  const { deployment } = loaded;
  const shops = deployment.stores.filter(({ id }) => of === CHAIN || id === of);
  if (shops.length === 0) {
    const known = deployment.stores.slice(0, 5).map(({ id }) => `\`${id}\``);
    throw new Fault("report/option", `there is no store \`${of}\`; there are \`${CHAIN}\`, ${known.join(", ")}`);
  }
  using reader = openStoreReader(options.data);
  const made = await gatherReport(
    { reader, loaded, nowMs },
    {
      storeId: of === CHAIN ? null : of,
      stores: shops.map((shop) => {
        const controller = of === CHAIN ? null : (shop.controller?.name ?? null);
        return { shop, shared: sharedWith(shop, { controller }) };
      }),
      name: deployment.name,
      period,
      language,
    },
  );
  const path = options.out ?? reportFileName(made, format);
  const file = await reportFile(made, format);
  try {
    writeFileSync(path, file);
  } catch (cause) {
    throw new Fault("output/unwritable", `\`${path}\` could not be written`, { cause });
  }
  return `${path}: ${made.of.name}, ${made.periodName}`;
}

function periodOf({ month, from, to }: ReportOptions) {
  if (month !== undefined && from === undefined && to === undefined) return monthOf(month);
  if (month !== undefined || from === undefined || to === undefined)
    throw new Fault("report/option", "give either `--month`, or `--from` and `--to`");
  return {
    first: readStoreDay(from, "--from", "report/option"),
    last: readStoreDay(to, "--to", "report/option"),
  };
}

function oneOf<const T extends string>(known: readonly T[], given: string, option: string): T {
  const found = known.find((one) => one === given);
  if (found === undefined) throw new Fault("report/option", `\`${option} ${given}\` is not one of ${known.join(", ")}`);
  return found;
}
