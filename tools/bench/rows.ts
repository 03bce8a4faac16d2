import { percentText, shareText } from "#apps/cli/table.ts";
import type { DetectorFigures } from "./detector-speed.ts";
import type { DrawnFigures } from "./drawn.ts";
import type { FilmCapacity } from "./film-capacity.ts";
import { type CameraCost, costOfFrame, type FrameCost } from "./frame-cost.ts";
import type { LawFigures } from "./law-speed.ts";
import type { LiveFigures } from "./live-capacity.ts";
import type { MemoryFigures } from "./memory.ts";
import type { ReportFigures } from "./report-speed.ts";
import type { ShopsFigures } from "./shops-capacity.ts";
import type { StoreFigures } from "./store-speed.ts";
import type { TrackerFigures } from "./tracker-contest.ts";

/** A part of the bench: its figures as JSON, and as rows under `HEAD`. */
export type Part = { readonly figures: unknown; readonly rows: string[][] };

export const HEAD = ["what", "figure", "beside it"] as const;

/** The rate that most shop cameras' smaller stream has. */
const CAMERA_PER_SECOND = 15;

export function detectorPart(figures: readonly DetectorFigures[]): Part {
  const rows = figures.map(({ name, msPerFrame, timesOurs, ap50 }) => [
    `detector, ${name}`,
    `${msPerFrame.toFixed(1)} ms`,
    `${timesOurs.toPrecision(2)} × ours${ap50 === null ? "" : `; AP50 ${ap50.toFixed(3)}`}`,
  ]);
  return { figures, rows };
}

export function trackerPart(figures: { readonly on: string; readonly trackers: readonly TrackerFigures[] }): Part {
  const rows = figures.trackers.map(({ name, updatesPerSecond, timesTheirs, idf1, hota, countF1 }) => [
    `tracker, ${name}, ${figures.on}`,
    `${Math.round(updatesPerSecond)}/s (${timesTheirs.toFixed(1)} ×)`,
    `IDF1 ${percentText(idf1)}, HOTA ${percentText(hota)}, count F1 ${countF1.toFixed(3)}`,
  ]);
  return { figures, rows };
}

export function framePart(cost: FrameCost): Part {
  const allMs = costOfFrame(cost, CAMERA_PER_SECOND);
  const row = (name: string, ms: number) => [name, `${ms.toFixed(2)} ms`, `${shareText(ms / allMs)} of the frame`];
  const pictures = CAMERA_PER_SECOND / 5;
  const rows = [
    [`an analysed frame, all of it (640×360, ${CAMERA_PER_SECOND}/s, analysed 5/s)`, `${allMs.toFixed(2)} ms`, ""],
    row(`  decode ${pictures} pictures`, cost.decodeMs * pictures),
    row("  scale", cost.scaleMs),
    row("  has anything moved, and scenery", cost.gateMs),
    row("  detect", cost.detectMs),
    row("  track and count", cost.trackAndCountMs),
  ];
  return { figures: { ...cost, allMs, trackAndCountShare: cost.trackAndCountMs / allMs }, rows };
}

export function gatePart(figures: readonly CameraCost[]): Part {
  const rows = figures.map(({ watched, coreShare, lookedShare }) => [
    `a camera on ${watched}`,
    `${shareText(coreShare)} of a core`,
    `detector asked for ${shareText(lookedShare)} of the frames`,
  ]);
  return { figures, rows };
}

export function lawPart(figures: LawFigures): Part {
  const { stores, sensors, decisions, rows, readMs, judgeMs } = figures;
  return {
    figures,
    rows: [
      [`the law: ${rows} rows read`, `${(readMs / 1000).toFixed(2)} s`, ""],
      [
        `the law: ${stores} stores judged`,
        `${(judgeMs / 1000).toFixed(2)} s`,
        `${decisions} decisions on ${sensors} sensors, no two alike`,
      ],
    ],
  };
}

export function ingestPart(figures: StoreFigures): Part {
  const {
    cameras,
    batch,
    partsPerSecond,
    timesNeeded,
    partsPerSecondOnClock,
    rawPartsPerSecond,
    shareOfRaw,
    shareWithLedger,
    answers,
    askerHeldMsMax,
  } = figures;
  return {
    figures,
    rows: [
      [
        `parts taken in, ${batch} a batch`,
        `${Math.round(partsPerSecond)}/s`,
        `${Math.round(timesNeeded)} × what ${cameras} cameras tell; ${Math.round(partsPerSecondOnClock)}/s on the clock`,
      ],
      [
        "  bare rows into one table, as durable",
        `${Math.round(rawPartsPerSecond)}/s`,
        `ours is ${shareText(shareOfRaw)} of it`,
      ],
      ["  with the ledger, and a fifth of it late", shareText(shareWithLedger), "of the speed without it"],
      ...answers.map(({ what, rows, msP95 }) => [
        `${what} answered`,
        `${msP95.toFixed(1)} ms p95`,
        `${rows} of a line and a zone`,
      ]),
      [
        "  asked of another thread",
        `${askerHeldMsMax.toFixed(1)} ms`,
        "the longest that the asking thread stood still",
      ],
    ],
  };
}

export function shopsPart({ busy, idle }: { readonly busy: ShopsFigures; readonly idle: ShopsFigures }): Part {
  const { cameras, stores, seconds, rateMin, rateInTenSecondsMin, rateMean, droppedShareMax } = busy;
  const { agentCores, serverCores, streetCores, stolenShare, troubled } = busy;
  return {
    figures: { busy, idle },
    rows: [
      [
        `${cameras} live cameras in ${stores} shops, each with its agent, and the server`,
        `${rateMin.toFixed(2)}/s`,
        `analysed of the worst camera in ${seconds} s, ${rateInTenSecondsMin.toFixed(2)} in its worst 10 s; ${rateMean.toFixed(2)} on average, ${shareText(droppedShareMax)} dropped at most`,
      ],
      ...(troubled.length === 0 ? [] : [["  did not run at some moment", `${troubled.length}`, troubled.join(", ")]]),
      ["  time of this machine that its host gave to others", shareText(stolenShare), ""],
      [
        "  cores: agents, server, the cameras themselves",
        `${agentCores.toFixed(2)}`,
        `${serverCores.toFixed(3)}, ${streetCores.toFixed(2)}; ${busy.waiting} records wait`,
      ],
      [
        `${idle.cameras} live cameras with nobody in view: agent and server`,
        `${shareText(idle.agentCores + idle.serverCores)} of a core`,
        `server ${shareText(idle.serverCores)}`,
      ],
    ],
  };
}

export function drawnPart(figures: DrawnFigures): Part {
  const { stores, cameras, days, msUntilBegun, clicks } = figures;
  const rows = clicks.map(({ what, times, msMedian, msP95 }, index) => [
    index === 0 ? `from a click to drawn, ${stores} shops, ${cameras} cameras, ${days} days` : "",
    `${msP95.toFixed(0)} ms p95`,
    `${what}: ${msMedian.toFixed(0)} ms median of ${times}`,
  ]);
  const begun = [
    "",
    `${(msUntilBegun / 1000).toFixed(0)} s`,
    "after its start the server has made its days ahead; the clicks come then",
  ];
  return { figures, rows: [...rows, begun] };
}

export function reportPart(figures: ReportFigures): Part {
  const { stores, cameras, days, reports } = figures;
  return {
    figures,
    rows: reports.map(({ what, cpuS, clockS, visitors, missing }) => [
      `the chain's report of ${what}, ${stores} shops, ${cameras} cameras, ${days} days on file`,
      `${cpuS.toFixed(1)} s`,
      `${clockS.toFixed(1)} s on the clock; ${visitors} visitors; not there: ${missing.join(", ") || "nothing"}`,
    ]),
  };
}

export function memoryPart(figures: MemoryFigures): Part {
  const { filmLensMb, liveLensMb, furtherCameraMb } = figures;
  return {
    figures,
    rows: [
      ["memory of a lens on a film", `${filmLensMb.toFixed(0)} MB`, "resident"],
      ["memory of a lens on a live camera", `${liveLensMb.toFixed(0)} MB`, "resident"],
      ["memory of each further camera", `${furtherCameraMb.toFixed(1)} MB`, "in the same lens"],
    ],
  };
}

export function filmPart(figures: FilmCapacity): Part {
  const { lenses, msPerFrame, cameras, camerasOnClock } = figures;
  const name = `cameras from film, ${lenses} lenses (25/s, analysed 5/s)`;
  const beside = `${msPerFrame.toFixed(2)} ms a frame; ${camerasOnClock.toFixed(0)} on the clock`;
  return { figures, rows: [[name, cameras.toFixed(0), beside]] };
}

export function livePart(figures: readonly LiveFigures[]): Part {
  const rows = figures.flatMap((live) => {
    const lenses = live.lensesMax >= live.cameras ? "a lens each" : `${live.lensesMax} lenses`;
    return [
      [
        `${live.cameras} live cameras for ${live.seconds} s, ${lenses}`,
        `${live.rateMin.toFixed(2)}/s min`,
        `${live.rateMedian.toFixed(2)}/s median, ${(100 * live.droppedShare).toFixed(2)}% dropped`,
      ],
      [
        "  from a picture's arrival to its count",
        `${live.delayMsP95.toFixed(0)} ms p95`,
        `${shareText(live.lensCores / live.cameras)} of a core a camera, ${live.residentMb.toFixed(0)} MB in all`,
      ],
    ];
  });
  return { figures, rows };
}
