import { type CameraCount, type GateChange, watchDeployment } from "#apps/agent/watch-deployment.ts";
import type { Bucket } from "#domain/counting/bucket.ts";
import { Fault } from "#domain/fault/fault.ts";
import { lineTotals, MINUTE_COLUMNS, minuteCells, reportFault, zoneTotal } from "./count-report.ts";
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
  const watch = watchDeployment(path, {
    nowMs: Date.now,
    lawFolder: options.laws,
    addressOf: (source) => findSource(withSecrets(source)).address,
    onChange: (change) => process.stderr.write(`lintel: ${changeText(change)}\n`),
  });
  let interruptedStatus = 0;
  const stopAs = (status: number) => () => {
    interruptedStatus ||= status;
    watch.stop();
  };
  const [onSigint, onSigterm] = [stopAs(SIGINT_STATUS), stopAs(SIGTERM_STATUS)];
  process.on("SIGINT", onSigint);
  process.on("SIGTERM", onSigterm);
  const timer = untilMs === undefined ? undefined : setTimeout(() => watch.stop(), untilMs);
  const { cameras, changes } = await watch.outcome;
  clearTimeout(timer);
  process.off("SIGINT", onSigint);
  process.off("SIGTERM", onSigterm);
  const report = { deployment: path, cameras: cameras.map(cameraReport), changes };
  process.stdout.write(`${options.json ? JSON.stringify(report, null, 2) : reportText(cameras)}\n`);
  if (options.csv !== undefined) writeOutput(options.csv, minutesCsv(cameras));
  for (const { store, sensor, fault } of cameras)
    if (fault)
      process.stderr.write(`lintel: ${store} / ${sensor}: ${fault.detail} (${fault.code})\n        ${fault.remedy}\n`);
  return cameras.some(({ fault }) => fault) ? FAULT_STATUS : interruptedStatus;
}

/** An address with `$NAME` replaced by the variable of that name, so that no password stands in a deployment. */
function withSecrets(source: string): string {
  return source.replace(/\$([A-Z_][A-Z0-9_]*)/g, (_, name: string) => {
    const value = process.env[name];
    if (value === undefined)
      throw new Fault("deployment/secret-missing", `the environment has no variable \`${name}\``);
    return encodeURIComponent(value);
  });
}

function changeText({ store, sensor, stages, why }: GateChange): string {
  const running = stages.length > 0 ? `on: ${stages.join(", ")}` : "off";
  return `${store} / ${sensor}: ${running}${why === "" ? "" : `\n        ${why.replaceAll("\n", "\n        ")}`}`;
}

function cameraReport({ store, sensor, lines, zones, buckets, fault }: CameraCount) {
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

function reportText(cameras: readonly CameraCount[]): string {
  const rows = cameras
    .map(cameraReport)
    .flatMap(({ store, sensor, lines, zones }) => [
      ...lines.map((line) => [store, sensor, line.name, line.in, line.out]),
      ...zones.map((zone) => [store, sensor, zone.name, zone.entered, "–"]),
    ]);
  return plainTable(["store", "sensor", "line or zone", "in", "out"], rows);
}

function minutesCsv(cameras: readonly CameraCount[]): string {
  const rows = cameras.flatMap(({ store, sensor, buckets, isLive }) =>
    buckets.map((bucket: Bucket) => [store, sensor, ...minuteCells(bucket, isLive)].join(",")),
  );
  return `${[`store,sensor,${MINUTE_COLUMNS}`, ...rows].join("\r\n")}\r\n`;
}
