import type { Command } from "commander";
import type { ExportOptions } from "./export.ts";

const DATA_HELP = "the folder of the store's data";

/** The commands that take tables out of the store and into it. */
export function addTableCommands(program: Command): void {
  program
    .command("export")
    .description("write what a store counted as a table: CSV, or XLSX for a spreadsheet")
    .requiredOption("--data <dir>", DATA_HELP)
    .requiredOption("--store <id>", "its id: `mall-7`")
    .requiredOption("--span <minute|quarter|hour|day>", "what a row is")
    .requiredOption("--from <day>", "the first day, `2026-11-21`, by the store's calendar")
    .requiredOption("--to <day>", "the last day")
    .requiredOption("--out <file>", "`.csv` or `.xlsx`; what is there is written over")
    .option("--unit <SENSOR.NAME>", "only this line or zone")
    .option("--bom", "begin a CSV with a byte order mark, for spreadsheets on Windows")
    .option("--no-totals", "leave the sums at the end out")
    .action(async (options: ExportOptions) => {
      const { exportFile } = await import("./export.ts");
      process.stdout.write(`${await exportFile(options)}\n`);
    });
}
