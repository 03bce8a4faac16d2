import { closeSync, openSync, readSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";
import { loadDeployment } from "#apps/deployment/deployment-file.ts";
import { readStoreMinutes } from "#domain/counting/minute-table.ts";
import type { Deployment } from "#domain/deployment/deployment.ts";
import { CAPTURE_FORMS } from "#domain/deployment/settings.ts";
import { Fault } from "#domain/fault/fault.ts";
import { type FigurePlan, GROUPINGS, type StoreFigures, storeFigures } from "#domain/figures/store-figures.ts";
import { readMonth, readStoreDay } from "./day-text.ts";
import { figuresCsv, figuresText } from "./figures-report.ts";
import { readDuration } from "./option-text.ts";

export type FiguresOptions = {
  /** Needed for a file; the folder of data has its own. */
  readonly deployment?: string;
  readonly store?: string;
  readonly day?: string;
  readonly month?: string;
  readonly from?: string;
  readonly to?: string;
  readonly by?: string;
  readonly capture?: string;
  readonly bounce?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
};

type Asked = Omit<FigurePlan, "store">;

const READ_BYTES = 1 << 20;
const SECOND_MS = 1000;

/** `lintel figures`: reads minutes and says what a retailer reads in them, as text, JSON or a table. */
export function figures(path: string, options: FiguresOptions): string {
  checkFigureOptions(options);
  if (options.deployment === undefined) throw unreadable("a file of minutes needs its `--deployment`");
  const { deployment } = loadDeployment(options.deployment);
  const asked = askedFigures(options, deployment);
  const rows = readStoreMinutes(linesOf(path));
  const known = deployment.stores.filter(({ id }) => options.store === undefined || id === options.store);
  const byStore = Map.groupBy(rows, ({ store }) => store);
  const told = known.filter(({ id }) => byStore.has(id));
  if (told.length === 0) {
    const found = [...byStore.keys()].slice(0, 5).map((id) => `\`${id}\``);
    const sought = options.store === undefined ? "a store of the deployment" : `the store \`${options.store}\``;
    throw new Fault("figures/unknown-store", `no row is of ${sought}; the file tells of ${found.join(", ") || "none"}`);
  }
  const all = told
    .map((store) => storeFigures({ ...asked, store, rows: byStore.get(store.id)! }))
    .filter((one): one is StoreFigures => one !== null);
  const others = [...byStore.keys()].filter((id) => !deployment.stores.some((store) => store.id === id));
  const passedOver = others.map((id) => `Rows of \`${id}\`, which the deployment does not name, were passed over.`);
  return reportOf(all, { options, isSimulated: deployment.simulated === true, notes: passedOver });
}

/** The figures as they were asked for; notes stand below the text only. */
export function reportOf(
  all: readonly StoreFigures[],
  {
    options,
    isSimulated,
    notes = [],
  }: { readonly options: FiguresOptions; readonly isSimulated: boolean; readonly notes?: readonly string[] },
): string {
  if (options.json) return JSON.stringify({ simulated: isSimulated, stores: all }, null, 2);
  if (options.csv) return figuresCsv(all);
  return [...all.map((one) => figuresText(one, isSimulated)), ...notes].join("\n\n");
}

/** Refuses options that contradict each other, before anything is read. */
export function checkFigureOptions({ json, csv, day, month, from, to }: FiguresOptions): void {
  if (json && csv) throw unreadable("give either `--json` or `--csv`");
  const periods = [day, month, from ?? to].filter((period) => period !== undefined);
  if (periods.length > 1) throw unreadable("give either `--day` or `--month`, or `--from` and `--to`");
}

/** What is asked: what the options leave open, the deployment's settings say. */
export function askedFigures(options: FiguresOptions, { settings }: Pick<Deployment, "settings">): Asked {
  return {
    period: periodOf(options),
    by: oneOf(GROUPINGS, options.by ?? (options.day === undefined ? "day" : "hour"), "--by"),
    captureForm: oneOf(CAPTURE_FORMS, options.capture ?? settings.capture_rate, "--capture"),
    bounceMs: options.bounce === undefined ? settings.bounce_s * SECOND_MS : readDuration(options.bounce),
  };
}

function periodOf({ day, month, from, to }: FiguresOptions): FigurePlan["period"] {
  if (month !== undefined) return readMonth(month, "--month", "figures/unreadable");
  if (day !== undefined) {
    const only = readStoreDay(day, "--day", "figures/unreadable");
    return { first: only, last: only };
  }
  if (from === undefined && to === undefined) return null;
  if (from === undefined || to === undefined) throw unreadable("give both `--from` and `--to`");
  const [first, last] = [
    readStoreDay(from, "--from", "figures/unreadable"),
    readStoreDay(to, "--to", "figures/unreadable"),
  ];
  if (last < first) throw unreadable(`\`--to ${to}\` is before \`--from ${from}\``);
  return { first, last };
}

function oneOf<T extends string>(known: readonly T[], text: string, option: string): T {
  const found = known.find((name) => name === text);
  if (found === undefined) throw unreadable(`\`${option} ${text}\` is not one of ${known.join(", ")}`);
  return found;
}

/** A fault of the options. */
export function unreadable(detail: string): Fault {
  return new Fault("figures/unreadable", detail);
}

/** The lines of a file that may be longer than a string can be. */
function* linesOf(path: string): Generator<string> {
  const file = opened(path);
  try {
    const decoder = new StringDecoder("utf8");
    const bytes = Buffer.alloc(READ_BYTES);
    let rest = "";
    for (;;) {
      const count = readPart(file, bytes, path);
      const lines = (rest + decoder.write(bytes.subarray(0, count))).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) yield line.endsWith("\r") ? line.slice(0, -1) : line;
      if (count === 0) break;
    }
    if (rest !== "") yield rest;
  } finally {
    closeSync(file);
  }
}

function opened(path: string): number {
  try {
    return openSync(path, "r");
  } catch (cause) {
    throw new Fault("figures/minutes-unreadable", `\`${path}\` is not there or may not be read`, { cause });
  }
}

function readPart(file: number, bytes: Buffer, path: string): number {
  try {
    return readSync(file, bytes);
  } catch (cause) {
    throw new Fault("figures/minutes-unreadable", `\`${path}\` could not be read to its end`, { cause });
  }
}
