#!/usr/bin/env node
import { Command } from "commander";
import { Fault } from "#domain/fault/fault.ts";
import { type CountOptions, count, printFault } from "./count.ts";

const FAULT_STATUS = 2;

const program = new Command("lintel")
  .description("Counts who walks into a shop and keeps nobody.")
  .showHelpAfterError()
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : FAULT_STATUS));

program
  .command("count")
  .description("count a film, a scene or a camera")
  .argument("<source>", "a film, `rtsp://…` or `scene:entrance`")
  .option(
    "--line <NAME=x1,y1,x2,y2>",
    "a line, in fractions of the picture; from its left to its right is in",
    gather,
    [],
  )
  .option("--zone <NAME=x,y,x,y,x,y…>", "a zone, in fractions of the picture", gather, [])
  .option("--fps <number>", "frames to analyse per second", "5")
  .option("--until <duration>", "stop after this much of the film or this long at the camera: 30s, 5m")
  .option("--place <place>", "where a camera hangs: CN, EU-FR, US-IL…")
  .option("--json", "print one JSON object")
  .option("--csv <file>", "write the minutes as a table")
  .option("--overlay <file>", "draw lines, boxes and counts over the empty scene: a .png or .mp4 (films and scenes)")
  .action(async (source: string, options: CountOptions) => {
    process.exitCode = await count(source, options);
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
