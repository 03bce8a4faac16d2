import { existsSync } from "node:fs";
import { join } from "node:path";
import { type SimulatedHistory, simulateChain } from "#adapters/sim/simulate-chain.ts";
import { openHourChoice } from "#adapters/sim/simulate-checks.ts";
import { simulateHistory } from "#adapters/sim/simulate-history.ts";
import type { TrueMinute } from "#adapters/sim/simulate-session.ts";
import type { Simulation } from "#adapters/sim/simulated-store.ts";
import { STORE_FILE } from "#adapters/store/database.ts";
import { RECORDS_PER_BATCH_MAX } from "#adapters/store/ingest.ts";
import { openStore, type Store } from "#adapters/store/store.ts";
import { yamlText } from "#adapters/yaml/yaml-file.ts";
import {
  answersOfVisitors,
  entrancesOf,
  tellAnswers,
  tellChecks,
  tellSales,
  type VisitorsByHour,
  visitorsByHour,
} from "#apps/tables/simulated-tellings.ts";
import { dayAfter } from "#domain/calendar/day.ts";
import { STORE_MINUTE_COLUMNS, type StoreMinute, startOf, storeMinuteRow } from "#domain/counting/minute-table.ts";
import { unitsOfStore } from "#domain/deployment/store-units.ts";
import { Fault } from "#domain/fault/fault.ts";
import type { AgentRecord } from "#domain/wire/agent-record.ts";
import { readStoreDay } from "./day-text.ts";
import { appendOutput, makeOutputFolder, writeOutput } from "./output-file.ts";

export type SimulateOptions = {
  readonly stores: string;
  /** Of each store, or of all: `4,3`. */
  readonly cameras: string;
  readonly franchises?: string;
  /** All have one where nothing is said. */
  readonly tablets?: string;
  readonly days: string;
  readonly from: string;
  readonly seed: string;
  /** Where files are written … */
  readonly out?: string;
  /** … or the data that the history is taken into. */
  readonly data?: string;
};

const STORES_MAX = 99;
const CAMERAS_MAX = 99;
const DAYS_MAX = 1000;
const SEED_MAX = 2 ** 32 - 1;

/** In the folder of the data. */
export const DEPLOYMENT_FILE = "shop.yaml";
const HEADER = "# Made up by `lintel simulate`: no such store exists, and none of its cameras can be counted.\n";

const TRUTH_COLUMNS = `${STORE_MINUTE_COLUMNS},staffIn,staffOut,returnsIn`;
/** In the folder of the data: what really happened. */
const TRUTH_FOLDER = "truth";

/** `lintel simulate`: makes up stores, as files or as the data of a server; says what there is now. */
export async function simulate(options: SimulateOptions): Promise<string> {
  const stores = readWhole(options.stores, "--stores", 1, STORES_MAX);
  const simulation = {
    stores,
    cameras: options.cameras.split(",").map((text) => readWhole(text, "--cameras", 1, CAMERAS_MAX)),
    franchises: readWhole(options.franchises ?? "0", "--franchises", 0, stores),
    tablets: readWhole(options.tablets ?? String(stores), "--tablets", 0, stores),
    days: readWhole(options.days, "--days", 1, DAYS_MAX),
    first: readStoreDay(options.from, "--from", "simulate/unreadable"),
    seed: readWhole(options.seed, "--seed", 0, SEED_MAX),
  };
  if (options.out !== undefined && options.data === undefined) return simulateFiles(simulation, options.out);
  if (options.data !== undefined && options.out === undefined) return await simulateData(simulation, options.data);
  throw new Fault("simulate/unreadable", "give either `--out` or `--data`");
}

/** Writes for each store its deployment, its minutes and what really happened. */
function simulateFiles(simulation: Simulation, folder: string): string {
  makeOutputFolder(folder);
  const written = simulateChain(simulation).map(({ store, deployment, sessions }) => {
    const path = (ending: string) => join(folder, `${store.id}.${ending}`);
    writeOutput(path("yaml"), HEADER + yamlText(deployment));
    writeOutput(path("minutes.csv"), `${STORE_MINUTE_COLUMNS}\r\n`);
    writeOutput(path("truth.csv"), `${TRUTH_COLUMNS}\r\n`);
    let rows = 0;
    for (const { counted, truth } of sessions()) {
      appendOutput(path("minutes.csv"), rowsText(counted, storeMinuteRow));
      appendOutput(path("truth.csv"), rowsText(truth, truthRow));
      rows += counted.length;
    }
    return `${path("yaml")}: ${camerasOf(store)} cameras, ${store.time_zone}, ${rows} minutes`;
  });
  const example = join(folder, "store-01");
  return [
    ...written,
    "Beside each lie `.minutes.csv`, what was counted, and `.truth.csv`, what happened; minutes in which nothing did are not in it.",
    `See them: lintel figures ${example}.minutes.csv --deployment ${example}.yaml`,
  ].join("\n");
}

/**
 * Takes the history in as agents' records are taken in, beside it the truth and last of all the deployment: where there is one, all
 * is there.
 */
async function simulateData(simulation: Simulation, folder: string): Promise<string> {
  const shop = join(folder, DEPLOYMENT_FILE);
  for (const path of [shop, join(folder, STORE_FILE)])
    if (existsSync(path)) throw new Fault("simulate/not-empty", `\`${path}\` is there already`);
  const chain = simulateChain(simulation);
  makeOutputFolder(join(folder, TRUTH_FOLDER));
  using data = await openStore(folder);
  const written: string[] = [];
  for (const { store } of chain) {
    const parts = await ingestHistory(data, store, simulation, join(folder, TRUTH_FOLDER, `${store.id}.csv`));
    written.push(`${store.id}: ${camerasOf(store)} cameras, ${store.time_zone}, ${parts} parts`);
  }
  await tellRest(
    data,
    chain.map(({ store }) => store),
    simulation,
  );
  writeOutput(shop, HEADER + yamlText(chainOf(chain)));
  return [
    ...written,
    `${shop} is their deployment; \`${TRUTH_FOLDER}\` beside it says what happened.`,
    `See them: lintel figures --data ${folder} --store store-01`,
  ].join("\n");
}

/** What tills, tablets and tappers told when the last day was over. */
async function tellRest(
  data: Store,
  shops: readonly SimulatedHistory["store"][],
  { first, days, seed }: Simulation,
): Promise<void> {
  const last = dayAfter(first, days - 1);
  const nowMs = Date.parse(`${dayAfter(last, 2)}T00:00Z`);
  const visitors = new Map<SimulatedHistory["store"], VisitorsByHour>();
  for (const shop of shops) {
    visitors.set(shop, await visitorsByHour(data, shop, nowMs));
    await tellSales(data, { shop, visitors: visitors.get(shop)!, seed, nowMs });
  }
  const answered = shops.filter(({ sensors }) => sensors.some((sensor) => sensor.class === "tablet"));
  await tellAnswers(data, { shops: answered, first, last, answersOf: answersOfVisitors(visitors), seed, nowMs });
}

async function ingestHistory(
  data: Store,
  store: SimulatedHistory["store"],
  { first, days, seed }: Simulation,
  truthPath: string,
): Promise<number> {
  await data.ingest(declarationsOf(store));
  writeOutput(truthPath, `${TRUTH_COLUMNS}\r\n`);
  const choice = openHourChoice(entrancesOf(store));
  let [parts, waiting]: [number, AgentRecord[]] = [0, []];
  for (const batch of simulateHistory({ stores: [store], last: dayAfter(first, days - 1), days, seed })) {
    appendOutput(truthPath, rowsText(batch.truth, truthRow));
    choice.see(batch.truth);
    if (waiting.length + batch.parts.length > RECORDS_PER_BATCH_MAX) {
      await data.ingest(waiting);
      waiting = [];
    }
    waiting.push(...batch.parts);
    parts += batch.parts.length;
  }
  if (waiting.length > 0) await data.ingest(waiting);
  await tellChecks(data, { shop: store, hours: choice.chosen(), seed });
  return parts;
}

function camerasOf({ sensors }: SimulatedHistory["store"]): number {
  return sensors.filter((sensor) => sensor.class !== "tablet").length;
}

function declarationsOf(store: SimulatedHistory["store"]): AgentRecord[] {
  return [
    { kind: "store", storeId: store.id, timeZone: store.time_zone },
    ...unitsOfStore(store).map(({ kind, unitId, role }): AgentRecord => {
      const drawn = { storeId: store.id, version: 1 };
      return kind === "line"
        ? { kind: "line-version", ...drawn, lineId: unitId, role }
        : { kind: "zone-version", ...drawn, zoneId: unitId };
    }),
  ];
}

/** One deployment of all stores. */
function chainOf(chain: readonly SimulatedHistory[]): object {
  const stores = chain.flatMap(({ deployment }) => deployment.stores);
  return { ...chain[0]!.deployment, name: "Simulated chain", stores };
}

function truthRow(row: TrueMinute, start: string): string {
  const { bucket } = row;
  const known = bucket.kind === "line" ? [bucket.staffIn, bucket.staffOut, bucket.returnsIn] : ["", "", ""];
  return `${storeMinuteRow(row, start)},${known.join(",")}`;
}

function rowsText<Row extends StoreMinute>(
  minutes: readonly Row[],
  rowOf: (row: Row, start: string) => string,
): string {
  const starts = new Map<number, string>();
  let text = "";
  for (const row of minutes) {
    const { minute } = row.bucket;
    const start = starts.get(minute) ?? startOf(minute, true);
    starts.set(minute, start);
    text += `${rowOf(row, start)}\r\n`;
  }
  return text;
}

function readWhole(text: string, option: string, min: number, max: number): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isInteger(value) || value < min || value > max)
    throw new Fault("simulate/unreadable", `\`${option} ${text}\` is not a whole number from ${min} to ${max}`);
  return value;
}
