// What Lintel costs and how much it holds, as one table: `npm run bench`, with `--json` for programs. See docs/speed.md.
import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { LENSES_USUAL } from "#apps/agent/lens-pool.ts";
import { readLookSize } from "#apps/cli/option-text.ts";
import { plainTable } from "#apps/cli/table.ts";
import { measureDetectors } from "./detector-speed.ts";
import { measureDrawn } from "./drawn.ts";
import { measureFilmCapacity } from "./film-capacity.ts";
import { measureFrameCost, measureGate } from "./frame-cost.ts";
import { measureLaw } from "./law-speed.ts";
import { measureLive } from "./live-capacity.ts";
import { measureMemory } from "./memory.ts";
import { measureReport } from "./report-speed.ts";
import * as rows from "./rows.ts";
import { measureShops } from "./shops-capacity.ts";
import { measureStore } from "./store-speed.ts";
import { measureTrackers } from "./tracker-contest.ts";

const ROUNDS = 9;
/** Seven shops with 22 cameras. */
const SHOPS = [3, 3, 3, 3, 3, 3, 4];
const SHOPS_SECONDS = 60;
const IDLE_CAMERAS = 4;
/** A shop is idle that has been so for a while: what is restless in it is learnt after 40 seconds and more. */
const IDLE_SETTLE_MS = 90_000;
const values = readOptions();
const live = {
  cameras: wholeOf("live", values.live),
  seconds: wholeOf("seconds", values.seconds),
  model: values.model,
  lookSize: readLookSize(values) ?? "large",
};
const lenses = availableParallelism();

/** Each part by the name that `--only` takes, in the order of the table. */
const PARTS: Readonly<Record<string, () => Promise<rows.Part>>> = {
  detector: async () => rows.detectorPart(await measureDetectors({ rounds: ROUNDS })),
  tracker: async () => rows.trackerPart(await measureTrackers({ rounds: 3 * ROUNDS })),
  frame: async () => rows.framePart(await measureFrameCost({ rounds: ROUNDS })),
  gate: async () => rows.gatePart(await measureGate({ rounds: 3 })),
  law: async () => rows.lawPart(measureLaw()),
  ingest: async () => rows.ingestPart(await measureStore()),
  shops: async () =>
    rows.shopsPart({
      busy: await measureShops({ camerasByStore: SHOPS, seconds: SHOPS_SECONDS, scene: "entrance" }),
      idle: await measureShops({
        camerasByStore: [IDLE_CAMERAS],
        seconds: SHOPS_SECONDS,
        scene: "empty",
        settleMs: IDLE_SETTLE_MS,
      }),
    }),
  drawn: async () => rows.drawnPart(await measureDrawn()),
  report: async () => rows.reportPart(await measureReport()),
  memory: async () => rows.memoryPart(await measureMemory()),
  film: async () => rows.filmPart(await measureFilmCapacity({ lenses })),
  live: async () =>
    rows.livePart([
      await measureLive({ ...live, lensesMax: LENSES_USUAL }),
      await measureLive({ ...live, lensesMax: live.cameras }),
    ]),
};

if (values.only !== undefined && !(values.only in PARTS))
  refuse(`--only takes one of ${Object.keys(PARTS).join(", ")}`);
const report: Record<string, unknown> = { cores: lenses, loadBefore: loadavg()[0] };
const table: string[][] = [];
for (const [name, measure] of Object.entries(PARTS)) {
  if (values.only !== undefined && values.only !== name) continue;
  if (!values.json) console.error(`measuring: ${name}`);
  const part = await measure();
  report[name] = part.figures;
  table.push(...part.rows);
}
console.log(values.json ? JSON.stringify(report, null, 2) : plainTable(rows.HEAD, table));
process.exit(0); // what TensorFlow.js began would go on

function wholeOf(option: string, text: string): number {
  if (!/^[1-9]\d*$/.test(text)) refuse(`--${option} takes a whole number from 1, not ${text}`);
  return Number(text);
}

function readOptions() {
  const options = {
    json: { type: "boolean", default: false },
    live: { type: "string", default: "4" },
    seconds: { type: "string", default: "15" },
    model: { type: "string" },
    look: { type: "string" },
    only: { type: "string" },
  } as const;
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    refuse(`${(error as Error).message}; there are --${Object.keys(options).join(", --")}, see docs/speed.md`);
  }
}

function refuse(why: string): never {
  console.error(`bench: ${why}`);
  process.exit(2);
}
