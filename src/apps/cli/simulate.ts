import { join } from "node:path";
import { simulateChain } from "#adapters/sim/simulate-chain.ts";
import { yamlText } from "#adapters/yaml/yaml-file.ts";
import { STORE_MINUTE_COLUMNS, type StoreMinute, startOf, storeMinuteRow } from "#domain/counting/minute-table.ts";
import { Fault } from "#domain/fault/fault.ts";
import { readStoreDay } from "./day-text.ts";
import { appendOutput, makeOutputFolder, writeOutput } from "./output-file.ts";

export type SimulateOptions = {
  readonly stores: string;
  readonly cameras: string;
  readonly days: string;
  readonly from: string;
  readonly seed: string;
  readonly out: string;
};

const STORES_MAX = 99;
const CAMERAS_MAX = 99;
const DAYS_MAX = 1000;
const SEED_MAX = 2 ** 32 - 1;

const HEADER = "# Made up by `lintel simulate`: no such store exists, and none of its cameras can be counted.\n";

/** `lintel simulate`: writes for each store its deployment, its minutes and what really happened; says what it wrote. */
export function simulate(options: SimulateOptions): string {
  const simulation = {
    stores: readWhole(options.stores, "--stores", 1, STORES_MAX),
    cameras: readWhole(options.cameras, "--cameras", 1, CAMERAS_MAX),
    days: readWhole(options.days, "--days", 1, DAYS_MAX),
    first: readStoreDay(options.from, "--from", "simulate/unreadable"),
    seed: readWhole(options.seed, "--seed", 0, SEED_MAX),
  };
  makeOutputFolder(options.out);
  const written = simulateChain(simulation).map(({ store, deployment, sessions }) => {
    const path = (ending: string) => join(options.out, `${store.id}.${ending}`);
    writeOutput(path("yaml"), HEADER + yamlText(deployment));
    for (const name of ["minutes.csv", "truth.csv"]) writeOutput(path(name), `${STORE_MINUTE_COLUMNS}\r\n`);
    let rows = 0;
    for (const { counted, truth } of sessions()) {
      appendOutput(path("minutes.csv"), rowsText(counted));
      appendOutput(path("truth.csv"), rowsText(truth));
      rows += counted.length;
    }
    return `${path("yaml")}: ${store.sensors.length} cameras, ${store.time_zone}, ${rows} minutes`;
  });
  const example = join(options.out, "store-01");
  return [
    ...written,
    "Beside each lie `.minutes.csv`, what was counted, and `.truth.csv`, what happened; minutes in which nothing did are not in it.",
    `See them: lintel figures ${example}.minutes.csv --deployment ${example}.yaml`,
  ].join("\n");
}

function rowsText(minutes: readonly StoreMinute[]): string {
  const starts = new Map<number, string>();
  let text = "";
  for (const row of minutes) {
    const { minute } = row.bucket;
    const start = starts.get(minute) ?? startOf(minute, true);
    starts.set(minute, start);
    text += `${storeMinuteRow(row, start)}\r\n`;
  }
  return text;
}

function readWhole(text: string, option: string, min: number, max: number): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isInteger(value) || value < min || value > max)
    throw new Fault("simulate/unreadable", `\`${option} ${text}\` is not a whole number from ${min} to ${max}`);
  return value;
}
