import { Command } from "commander";
import { programVersion } from "#apps/deployment/program-version.ts";
import { Fault } from "#domain/fault/fault.ts";
import { addCameraCommands } from "./camera-commands.ts";
import type { CountOptions } from "./count.ts";
import { addCueCommands } from "./cue-commands.ts";
import type { FilmCase } from "./eval-film.ts";
import type { StaffOptions } from "./eval-staff.ts";
import { printFault } from "./fault-text.ts";
import { addFigureCommands } from "./figure-commands.ts";
import { addLawCommands } from "./law-commands.ts";
import { addLedgerCommands } from "./ledger-commands.ts";
import { readAnchor, readLines, readLookSize, readPositive } from "./option-text.ts";
import { addPaperCommands } from "./paper-commands.ts";
import { addRetentionCommands } from "./retention-commands.ts";
import { addServerCommands } from "./server-commands.ts";
import { addSetupCommands } from "./setup-commands.ts";
import { addStaffCommands } from "./staff-commands.ts";
import { addStoreCommands } from "./store-commands.ts";
import { addTableCommands } from "./table-commands.ts";

const FAULT_STATUS = 2;
const FRAMES_PER_SECOND_MAX = 240;
const LOOK_HELP = "how many pixels Lintel's network looks at: `large`, or `small` for a weak machine";

type PrintOptions = { readonly misses?: string; readonly json?: boolean };
type SceneOptions = PrintOptions & { readonly look?: string };
type FilmOptions = SceneOptions & {
  readonly gt: string;
  readonly line: string[];
  readonly anchor: string;
  readonly clock?: string;
  readonly fps: string;
  readonly model?: string;
};

// A command loads what it needs: whoever asks the law need not wait for the decoder and the network.
const program = new Command("lintel")
  // `import` and `import sales` have options of the same names: each takes those after its own.
  .enablePositionalOptions()
  .description("Counts who walks into a shop and keeps nobody.")
  .version(programVersion(), "-V, --version", "say which version this is")
  .showHelpAfterError()
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : FAULT_STATUS));

program
  .command("count")
  .description("count a film, a scene or a camera")
  .argument("<source>", "a film, `rtsp://…`, `scene:entrance`, or a deployment file `shop.yaml`")
  .option(
    "--line <NAME=x1,y1,x2,y2>",
    "a line, in fractions of the picture; from its left to its right is in",
    gather,
    [],
  )
  .option("--zone <NAME=x,y,x,y,x,y…>", "a zone, in fractions of the picture", gather, [])
  .option("--anchor <centre|foot|head>", "what of a person must cross a line", "centre")
  .option("--fps <number>", "frames to analyse per second, up to 60", "5")
  .option(
    "--until <duration>",
    "stop after this much of the film or this long at the camera: 30s, 5m, 2h; seconds where no unit is named",
  )
  .option("--place <place>", "where a camera hangs: EU-FR, US-IL, JP…")
  .option("--json", "print one JSON object")
  .option("--csv <file>", "write the minutes as a table")
  .option("--model <file.onnx>", "your own network: YOLOX, YOLOv8, RT-DETR or NanoDet")
  .option("--look <large|small>", LOOK_HELP)
  .option("--overlay <file>", "draw lines, boxes and counts over the empty scene: a .png or .mp4 (films and scenes)")
  .action(async (source: string, options: CountOptions) => {
    const { count } = await import("./count.ts");
    process.exitCode = await count(source, options);
  });

const evaluate = program.command("eval").description("measure Lintel against the truth");

evaluate
  .command("mot")
  .description("the tracker on folders in MOT format, on the detections given there")
  .argument("<dir...>")
  .option("--fps <number>", "frames to look at per second; every k-th is taken", "5")
  .option("--out <dir>", "write result files in MOT format")
  .option("--json", "print one JSON object")
  .action(async (directories: string[], { fps, out, json }: { fps: string; out?: string; json?: boolean }) => {
    const { evaluateMot, motText } = await import("./eval-mot.ts");
    const framesPerSecond = readPositive(fps, "--fps", FRAMES_PER_SECOND_MAX);
    const report = evaluateMot(directories, { framesPerSecond, outDirectory: out });
    print(json ? JSON.stringify(report, null, 2) : motText(report));
  });

evaluate
  .command("film")
  .description("a film from pixels to counts, against a truth in MOT format")
  .argument("<film>")
  .requiredOption("--gt <file>", "the true boxes, `gt.txt`")
  .option("--line <NAME=x1,y1,x2,y2>", "a line to compare crossings at", gather, [])
  .option("--anchor <centre|foot|head>", "what of a person must cross, in the truth too", "centre")
  .option("--clock <fps>", "the film's true frame rate, where its header is wrong")
  .option("--fps <number>", "frames to analyse per second", "5")
  .option("--model <file.onnx>", "your own network: YOLOX, YOLOv8, RT-DETR or NanoDet")
  .option("--look <large|small>", LOOK_HELP)
  .option("--misses <dir>", "write a strip of pictures for each missed or invented crossing")
  .option("--json", "print one JSON object")
  .action(async (film: string, options: FilmOptions) => {
    const { readTruth } = await import("./eval-film.ts");
    const { gt, line, clock, fps } = options;
    const plan = {
      film,
      truth: readTruth(gt),
      lines: readLines(line).map((one) => ({ ...one, anchor: readAnchor(options.anchor) })),
      modelPath: options.model,
      lookSize: readLookSize(options),
      analysedPerSecond: readPositive(fps, "--fps", FRAMES_PER_SECOND_MAX),
      trueFramesPerSecond: clock === undefined ? undefined : readPositive(clock, "--clock", FRAMES_PER_SECOND_MAX),
    };
    await printFilm(film, plan, options);
  });

evaluate
  .command("scene")
  .description("a scene that comes with Lintel from pixels to counts, against its exact truth")
  .argument("<name>", "`entrance`, `empty`…")
  .option("--look <large|small>", LOOK_HELP)
  .option("--misses <dir>", "write a strip of pictures for each missed or invented crossing")
  .option("--json", "print one JSON object")
  .action(async (name: string, options: SceneOptions) => {
    const { sceneCase } = await import("./eval-all.ts");
    await printFilm(`scene:${name}`, { ...sceneCase(name), lookSize: readLookSize(options) }, options);
  });

evaluate
  .command("staff")
  .description("who is taken for staff by what they wear, on the scenes: a confusion table, in good light and in bad")
  .option("--upper <#rrggbb>", "what staff wear above; without it, what they wear in `scene:staff`")
  .option("--lower <#rrggbb>", "what staff wear below")
  .option("--lanyard <#rrggbb>", "the ribbon around their necks")
  .option("--json", "print one JSON object")
  .action(async (options: StaffOptions & { readonly json?: boolean }) => {
    const { evaluateStaff, readUniform, staffText } = await import("./eval-staff.ts");
    const report = await evaluateStaff(readUniform(options));
    print(options.json ? JSON.stringify(report, null, 2) : staffText(report));
  });

evaluate
  .command("faces")
  .description("the welcome tablet's estimate of age and sex, on a set of pictures of your own, by group of people")
  .argument("<dir>", "where the pictures lie")
  .requiredOption("--labels <file>", "CSV: `file`, `age`, `sex`, and further columns as groups")
  .option("--json", "print one JSON object; kept, it is the evaluation that `evidence.model` asks for")
  .action(async (dir: string, { labels, json }: { readonly labels: string; readonly json?: boolean }) => {
    const { evaluateFaceSet, facesText } = await import("./eval-faces.ts");
    const report = await evaluateFaceSet(dir, labels);
    print(json ? JSON.stringify(report, null, 2) : facesText(report));
  });

evaluate
  .command("all")
  .description("all real footage and all scenes, as tables")
  .action(async () => {
    const { evaluateAll } = await import("./eval-all.ts");
    print(await evaluateAll());
  });

addCameraCommands(program);
addCueCommands(program);
addFigureCommands(program);
addLawCommands(program);
addPaperCommands(program);
addLedgerCommands(program);
addRetentionCommands(program);
addSetupCommands(program);
addServerCommands(program);
addStoreCommands(program);
addStaffCommands(program);
addTableCommands(program);

// `lintel … | head` has read enough: no fault of ours, and nothing to say to nobody.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof Fault)) throw error;
  printFault(error);
  process.exitCode = FAULT_STATUS;
}

function gather(value: string, before: string[]): string[] {
  return [...before, value];
}

async function printFilm(name: string, plan: FilmCase, { misses, json }: PrintOptions): Promise<void> {
  const { evaluateFilm, filmText } = await import("./eval-film.ts");
  const { counts: _, ...report } = await evaluateFilm(plan, { strips: misses });
  print(json ? JSON.stringify(report, null, 2) : filmText(name, report));
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
