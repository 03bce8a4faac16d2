import { type Proposed, type Watch, type Watched, watchSource } from "#apps/agent/watch-source.ts";
import { permitCamera } from "#apps/deployment/camera-permit.ts";
import { minutesCsv } from "#domain/counting/minute-table.ts";
import { Fault } from "#domain/fault/fault.ts";
import { type Grants, grantsForFilm } from "#domain/policy/grant.ts";
import { placeOfCamera } from "#domain/policy/place.ts";
import type { Line } from "#domain/space/line.ts";
import type { LookSize } from "#domain/vision/look-size.ts";
import { readDay } from "./check.ts";
import { type CountDeploymentOptions, countDeployment } from "./count-deployment.ts";
import { openCountProgress } from "./count-progress.ts";
import { type CountReport, countReport, reportText } from "./count-report.ts";
import { printFault } from "./fault-text.ts";
import { readAnchor, readDuration, readLines, readLookSize, readPositive, readZones } from "./option-text.ts";
import { checkOutput, writeOutput } from "./output-file.ts";
import { checkOverlay, writeOverlay } from "./overlay.ts";
import { findSource, type Source } from "./source.ts";

/** As the command line gives them. */
export type CountOptions = {
  readonly line: readonly string[];
  readonly zone: readonly string[];
  readonly fps: string;
  readonly anchor: string;
  readonly until?: string;
  readonly place?: string;
  readonly json?: boolean;
  readonly csv?: string;
  readonly overlay?: string;
  readonly model?: string;
  readonly look?: string;
};

const ANALYSED_PER_SECOND_MAX = 60;
/** Without a line, so much of a film or so long at a camera is watched at the most to see where people walk. */
const PROPOSAL_MS_MAX = 180_000;
/** As a shell reports a program that a signal ended. */
const SIGINT_STATUS = 130;
const SIGTERM_STATUS = 143;
const FAULT_STATUS = 2;

/** `lintel count`: counts a film, a scene or a camera, prints what came of it, and returns the exit status. */
export async function count(sourceText: string, options: CountOptions): Promise<number> {
  if (/\.ya?ml$/i.test(sourceText)) return await countDeployment(sourceText, deploymentOptions(options));
  const source = findSource(sourceText);
  if (options.overlay !== undefined) checkOverlay(options.overlay, { isLive: source.kind === "camera" });
  for (const path of [options.csv, options.overlay]) if (path !== undefined) checkOutput(path, source.address);
  const zones = options.zone.length > 0 ? readZones(options.zone) : source.zones;
  const anchor = readAnchor(options.anchor);
  const given = options.line.length > 0 ? readLines(options.line) : source.lines;
  const analysedPerSecond = readPositive(options.fps, "--fps", ANALYSED_PER_SECOND_MAX);
  const untilMs = options.until === undefined ? undefined : readDuration(options.until);
  const { model } = options;
  const lookSize = readLookSize(options);
  const grants =
    source.kind === "camera"
      ? permitCamera(placeOfCamera(options.place), { at: readDay(undefined), hasZones: zones.length > 0 })
      : grantsForFilm();

  const run = { source, zones, analysedPerSecond, untilMs, model, lookSize, grants };
  const needsLine = given.length === 0 && zones.length === 0;
  const found = needsLine ? await proposedLines(run) : given;
  if (typeof found === "number") return found;
  const lines = found.map((line): Line => ({ ...line, anchor }));

  const { report, fault, interruptedStatus, isLive } = await counted({ ...run, lines });
  if (lookSize === undefined && report.lookSize === "small")
    note("this machine is slow, so that fewer pixels were looked at; `--look large` looks at all, and takes longer");
  if (options.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else if (report.durationMs > 0) process.stdout.write(`${reportText(report)}\n`);
  // Where hardly anything could be looked at there is no table of zeros to be mistaken for a quiet day.
  else if (!fault)
    note(`too little was seen of \`${source.label}\` to count anybody: ${report.frames.analysed} of its frames`);
  if (options.csv !== undefined) writeOutput(options.csv, minutesCsv(report.minutes, isLive));
  if (fault) printFault(fault);
  if (options.overlay !== undefined && (fault || interruptedStatus !== null))
    note(`\`${options.overlay}\` was not drawn`);
  if (fault) return FAULT_STATUS;
  if (options.overlay !== undefined && interruptedStatus === null) {
    note(`drawing \`${options.overlay}\`; this takes about as long as counting did`);
    const plan = {
      film: source.address,
      lines,
      zones,
      analysedPerSecond,
      untilMs,
      modelPath: model,
      lookSize: report.lookSize ?? undefined,
    };
    if (!(await writeOverlay(options.overlay, plan, report)))
      note("the lens was restarted while it counted; the film that is drawn was gone through without a break");
  }
  return interruptedStatus ?? 0;
}

/** The file says what is counted; an option that would say it again is refused rather than passed over. */
function deploymentOptions(options: CountOptions): CountDeploymentOptions {
  const { line, zone, anchor, fps, place, overlay, model, look, ...own } = options;
  const said = {
    line: line.length > 0,
    zone: zone.length > 0,
    anchor: anchor !== "centre",
    fps: fps !== "5",
    place,
    overlay,
    model,
    look,
  };
  const [name] = Object.entries(said).find(([, value]) => value) ?? [];
  if (name !== undefined)
    throw new Fault("count/unreadable", `\`--${name}\` is for films and cameras; a deployment says it in its file`);
  return own;
}

type Run = {
  readonly source: Source;
  readonly lines: readonly Line[];
  readonly zones: Source["zones"];
  readonly analysedPerSecond: number;
  readonly untilMs: number | undefined;
  readonly model: string | undefined;
  readonly lookSize: LookSize | undefined;
  readonly grants: Grants;
};

async function counted(
  run: Run,
): Promise<{ report: CountReport; fault: Fault | null; interruptedStatus: number | null; isLive: boolean }> {
  const beganMs = performance.now();
  const progress = openCountProgress(run.lines, { fromMs: 0, untilMs: run.untilMs });
  const { outcome, interruptedStatus } = await interruptible(
    (onProgress) => watchSource(orderOf(run, "count"), { onProgress }),
    {
      liveMs: run.untilMs,
      onProgress: progress.show,
    },
  );
  progress.end();
  const elapsedMs = performance.now() - beganMs;
  const isLive = outcome.opened?.isLive ?? run.source.kind === "camera";
  const plan = { label: run.source.label, lines: run.lines, zones: run.zones };
  return {
    report: countReport(plan, outcome, { elapsedMs, isInterrupted: interruptedStatus !== null }),
    fault: outcome.fault,
    interruptedStatus,
    isLive,
  };
}

/** Watches where people walk and says what line it took. */
async function proposedLines(run: Omit<Run, "lines">): Promise<readonly Line[] | number> {
  note("no line was given: looking where people walk");
  const untilMs = Math.min(PROPOSAL_MS_MAX, run.untilMs ?? PROPOSAL_MS_MAX);
  const { outcome, interruptedStatus } = await interruptible(
    (onProgress) => watchSource(orderOf({ ...run, lines: [], untilMs }, "propose"), { onProgress }),
    { liveMs: untilMs, onProgress: () => {} },
  );
  if (interruptedStatus !== null) return interruptedStatus;
  if (!outcome.proposed && outcome.fault) throw outcome.fault;
  if (!outcome.proposed)
    throw new Fault("line/none-found", `nobody walks far enough in \`${run.source.label}\` to propose a line`);
  note(proposalText(outcome.proposed));
  return [outcome.proposed.line];
}

function proposalText({ line, paths, crossing }: Proposed): string {
  const text = ({ from, to }: Pick<Line, "from" | "to">) => `${from.x},${from.y},${to.x},${to.y}`;
  return (
    `of ${paths} people who were seen to walk, ${crossing} cross this line in the middle of their walk; it is counted now\n` +
    `        --line door=${text(line)}\n` +
    `        in is from its left to its right; the other way round:\n` +
    `        --line door=${text({ from: line.to, to: line.from })}`
  );
}

function orderOf(run: Run, task: "count" | "propose") {
  return {
    kind: "watch" as const,
    task,
    grants: run.grants,
    source: run.source.address,
    ...(run.model !== undefined && { model: run.model }),
    ...(run.lookSize !== undefined && { lookSize: run.lookSize }),
    analysedPerSecond: run.analysedPerSecond,
    lines: [...run.lines],
    zones: run.zones.map(({ name, corners }) => ({ name, corners: [...corners] })),
    ...(run.untilMs !== undefined && run.source.kind !== "camera" && { untilMs: run.untilMs }),
  };
}

/** Runs a watch that Ctrl-C, and for a camera the end of its time, brings to a good end. */
async function interruptible(
  begin: (onProgress: (watched: Watched) => void) => Watch,
  { liveMs, onProgress }: { liveMs: number | undefined; onProgress: (watched: Watched) => void },
) {
  let interruptedStatus: number | null = null;
  let timer: NodeJS.Timeout | undefined;
  const watch = begin((watched) => {
    if (watched.opened?.isLive && liveMs !== undefined) timer ??= setTimeout(() => watch.stop(), liveMs);
    onProgress(watched);
  });
  const stopAs = (status: number) => () => {
    interruptedStatus ??= status;
    watch.stop();
  };
  const onSigint = stopAs(SIGINT_STATUS);
  const onSigterm = stopAs(SIGTERM_STATUS);
  process.on("SIGINT", onSigint);
  process.on("SIGTERM", onSigterm);
  const outcome = await watch.outcome;
  process.off("SIGINT", onSigint);
  process.off("SIGTERM", onSigterm);
  clearTimeout(timer);
  return { outcome, interruptedStatus: interruptedStatus as number | null };
}

/** Something the user should know beside the result. */
function note(text: string): void {
  process.stderr.write(`lintel: ${text}\n`);
}
