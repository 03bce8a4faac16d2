import { type Command, Option } from "commander";
import type { ExportOptions } from "./export.ts";
import type { ImportOptions } from "./import.ts";
import type { SalesImportOptions } from "./import-sales.ts";

const DATA_HELP = "the folder of the store's data";

/** The commands that take tables out of the store and into it. */
export function addTableCommands(program: Command): void {
  program
    .command("export")
    .description("write what a store counted as a table: CSV, or XLSX for a spreadsheet")
    .option("--data <dir>", DATA_HELP, "data")
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

  const importing = program
    .command("import")
    .enablePositionalOptions()
    .description("take in the table of a previous counter, or propose how it is to be read")
    .argument("<file.csv>", "as the previous counter or a spreadsheet wrote it")
    .option("--propose", "print a mapping that the file's look suggests; nothing is read in")
    .option("--data <dir>", DATA_HELP)
    .option("--store <id>", "whose history it is: `mall-7`")
    .option("--server <URL>", "let the server that runs take it in: `https://count.example`")
    .addOption(new Option("--key <key>", "a key of scope `configure`, for `--server`").env("LINTEL_KEY"))
    .option("--map <mapping.yaml>", "how the table is read; it is kept, and can be left out or named the next time")
    .option("--dry-run", "say what would come of it, and keep nothing")
    .option("--skip-bad", "pass rows over that cannot be read, and count them")
    .option("--overlap <refuse|leave-out>", "rows of a time that was counted live", "refuse")
    .option("--time-zone <zone>", "declare the store with this one, where it is not known yet: `Europe/Zurich`")
    .option("--json", "print one JSON object")
    .action(async (path: string, options: ImportOptions) => {
      const { importFile } = await import("./import.ts");
      process.stdout.write(`${await importFile(path, options)}\n`);
    });

  importing
    .command("sales")
    .description("take in what tills sold, for conversion and average ticket: sums by the hour are kept, and nobody")
    .argument("<file>", "CSV, or the journal of a till as POSLog XML")
    .option("--data <dir>", DATA_HELP)
    .option("--store <id>", "whose sales they are: `mall-7`")
    .option("--server <URL>", "let the server that runs take it in: `https://count.example`")
    .addOption(new Option("--key <key>", "a key of scope `configure`, for `--server`").env("LINTEL_KEY"))
    .option("--currency <code>", "of the amounts, where the file does not say: `EUR`")
    .option("--amount <gross|net>", "with tax or without", "gross")
    .option("--decimal <sign>", "what parts the fraction, `.` or `,`, where an amount does not say itself")
    .option("--time-format <format>", "how times are written: `dd/MM/yyyy HH:mm`")
    .option("--column <field=header...>", "what a column is, by its header: `amount=Bon total`")
    .option("--leave-out <name...>", "columns or elements about goods that are to be passed over")
    .option("--theirs <name>", "what the file calls the store, where it is of several")
    .option("--dry-run", "say what would come of it, and keep nothing")
    .option("--skip-bad", "pass entries over that cannot be read, and count them")
    .option("--time-zone <zone>", "declare the store with this one, where it is not known yet: `Europe/Zurich`")
    .option("--reduce <out.csv>", "keep nothing, and write a file that holds only what is read: where the till is")
    .option("--json", "print one JSON object")
    .action(async (path: string, options: SalesImportOptions) => {
      const { importSalesFile } = await import("./import-sales.ts");
      process.stdout.write(`${await importSalesFile(path, options)}\n`);
    });
}
