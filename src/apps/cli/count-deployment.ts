import type { CameraCount } from "#apps/agent/guarded-camera.ts";
import {
  type CameraHealthChange,
  type FeedCount,
  type GateChange,
  watchDeployment,
} from "#apps/agent/watch-deployment.ts";
import { storeMinutesCsv } from "#domain/counting/minute-table.ts";
import { withSecrets } from "#domain/deployment/named-secrets.ts";
import { Fault } from "#domain/fault/fault.ts";
import { lineTotals, reportFault, zoneTotal } from "./count-report.ts";
import { readDuration } from "./option-text.ts";
import { checkOutput, writeOutput } from "./output-file.ts";
import { findSource } from "./source.ts";
import { plainTable } from "./table.ts";

export type CountDeploymentOptions = {
  readonly until?: string;
  readonly json?: boolean;
  readonly csv?: string;
  readonly laws?: string;
};

const FAULT_STATUS = 2;
const SIGINT_STATUS = 130;
const SIGTERM_STATUS = 143;

/** `lintel count shop.yaml`: counts what the deployment's cameras see, as far as the law permits; returns the exit status. */
export async function countDeployment(path: string, options: CountDeploymentOptions): Promise<number> {
  if (options.csv !== undefined) checkOutput(options.csv, path);
  const untilMs = options.until === undefined ? undefined : readDuration(options.until);
  const watch = await watchDeployment(path, {
    nowMs: Date.now,
    lawFolder: options.laws,
    addressOf,
    secretsIn: (text) => withSecrets(text, secretOf),
    onChange: (change) => process.stderr.write(`lintel: ${changeText(change)}\n`),
    onHealth: (change) => process.stderr.write(`lintel: ${healthText(change)}\n`),
  });
  if (watch.pushPort !== null) process.stderr.write(`lintel: pushed counts are received at port ${watch.pushPort}\n`);
  let interruptedStatus = 0;
  const stopAs = (status: number) => () => {
    interruptedStatus ||= status;
    watch.stop();
  };
  const [onSigint, onSigterm] = [stopAs(SIGINT_STATUS), stopAs(SIGTERM_STATUS)];
  process.on("SIGINT", onSigint);
  process.on("SIGTERM", onSigterm);
  const timer = untilMs === undefined ? undefined : setTimeout(() => watch.stop(), untilMs);
  const { cameras, feeds, changes } = await watch.outcome;
  clearTimeout(timer);
  process.off("SIGINT", onSigint);
  process.off("SIGTERM", onSigterm);
  const report = { deployment: path, cameras: cameras.map(cameraReport), feeds: feeds.map(feedReport), changes };
  const all = [...cameras, ...feeds];
  process.stdout.write(`${options.json ? JSON.stringify(report, null, 2) : reportText(all)}\n`);
  if (options.csv !== undefined) writeOutput(options.csv, storeMinutesCsv(all));
  for (const { store, sensor, fault } of all)
    if (fault)
      process.stderr.write(`lintel: ${store} / ${sensor}: ${fault.detail} (${fault.code})\n        ${fault.remedy}\n`);
  return cameras.some(({ fault }) => fault) ? FAULT_STATUS : interruptedStatus;
}

/** The address of a sensor's source, with its secrets. */
export function addressOf(source: string): string {
  return findSource(withSecrets(source, (name) => encodeURIComponent(secretOf(name)))).address;
}

/** Secrets come from the environment, so that no password stands in a deployment. */
function secretOf(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Fault("deployment/secret-missing", `the environment has no variable \`${name}\``);
  return value;
}

function changeText({ store, sensor, stages, why }: GateChange): string {
  const running = stages.length > 0 ? `on: ${stages.join(", ")}` : "off";
  return `${store} / ${sensor}: ${running}${why === "" ? "" : `\n        ${why.replaceAll("\n", "\n        ")}`}`;
}

function healthText({ store, sensor, state, why, remedy }: CameraHealthChange): string {
  return `${store} / ${sensor}: ${state}: ${why}${remedy === "" ? "" : `\n        ${remedy}`}`;
}

function cameraReport(count: CameraCount) {
  return { ...countReport(count), health: count.health };
}

/** What was counted, by a camera or by any other sensor. */
type Counted = Omit<CameraCount, "health">;

function countReport({ store, sensor, lines, zones, buckets, fault }: Counted) {
  return {
    store,
    sensor,
    ...(fault && { fault: reportFault(fault) }),
    lines: lineTotals(
      lines.map((name) => ({ name })),
      buckets,
    ),
    zones: zones.map((name) => zoneTotal(name, buckets)),
    minutes: buckets,
  };
}

function feedReport({ state, ...count }: FeedCount) {
  const { lastHeardMs, accepted, repeated, dropped, refused, faults } = state;
  return { ...countReport(count), lastHeardMs, accepted, repeated, dropped, refused, faults };
}

function reportText(cameras: readonly Counted[]): string {
  const rows = cameras
    .map(countReport)
    .flatMap(({ store, sensor, lines, zones }) => [
      ...lines.map((line) => [store, sensor, line.name, line.in, line.out]),
      ...zones.map((zone) => [store, sensor, zone.name, zone.entered, "–"]),
    ]);
  return plainTable(["store", "sensor", "line or zone", "in", "out"], rows);
}
