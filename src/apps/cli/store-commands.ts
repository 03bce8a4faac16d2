import type { Command } from "commander";
import type { FiguresOptions } from "./store-figures.ts";
import type { IngestOptions } from "./store-ingest.ts";

const DATA_HELP = "the folder of the store's data";

type DataOptions = { readonly data: string };

/** The commands that keep what was counted, answer from it and look after it. */
export function addStoreCommands(program: Command): void {
  const store = program.command("store").description("keep what was counted, and read it");

  store
    .command("ingest")
    .description("take in what agents told, each part once; a line of JSON for each record")
    .argument("<file.ndjson>")
    .requiredOption("--data <dir>", `${DATA_HELP}; made where there is none`)
    .option("--batch <records>", "records that are made safe together", "1000")
    .option("--json", "print a line of JSON for each batch, once it is safe on the disk")
    .action(async (path: string, options: IngestOptions) => {
      const { ingestFile } = await import("./store-ingest.ts");
      await ingestFile(path, options);
    });

  for (const [name, span, what] of [
    ["minutes", "minute", "what each line and zone of a store counted in each minute"],
    ["quarters", "quarter", "the same in quarters of an hour"],
    ["hours", "hour", "the same in hours of the store's clock"],
    ["days", "day", "the same in days of the store, which have 23 to 25 hours"],
    ["parts", "part", "what agents told, as they told it"],
  ] as const)
    store
      .command(name)
      .description(what)
      .argument("<store>", "its id: `mall-7`")
      .option("--data <dir>", DATA_HELP, "data")
      .option("--from <day>", "the first day, `2026-11-21`, by the store's calendar")
      .option("--to <day>", "the last day")
      .option("--of <name>", "only this line or zone")
      .option("--csv", "print all figures as a table for programs")
      .option("--json", "print one JSON object")
      .action(async (storeId: string, options: FiguresOptions) => {
        const { storeFigures } = await import("./store-figures.ts");
        print(await storeFigures(span, storeId, options));
      });

  program
    .command("rebuild")
    .description("make hours and days anew from the parts and compare; exit 0 where all are equal, 1 where not")
    .option("--data <dir>", DATA_HELP, "data")
    .option("--mend", "put what was made anew in the place of what differs")
    .option("--json", "print one JSON object")
    .action(async (options: DataOptions & { readonly mend?: boolean; readonly json?: boolean }) => {
      const { rebuild } = await import("./store-care.ts");
      process.exitCode = await rebuild(options);
    });

  program
    .command("backup")
    .description("write a checked copy of the store, also while it is written")
    .argument("<file>", "a file that is not there yet")
    .option("--data <dir>", DATA_HELP, "data")
    .action(async (path: string, { data }: DataOptions) => {
      const { backup } = await import("./store-care.ts");
      print(await backup(path, data));
    });

  program
    .command("restore")
    .description("put a checked backup in the place of a store")
    .argument("<file>")
    .requiredOption("--data <dir>", DATA_HELP)
    .option("--force", "replace a store that is not empty, or is damaged")
    .action(async (path: string, { data, force }: DataOptions & { readonly force?: boolean }) => {
      const { restore } = await import("./store-care.ts");
      print(await restore(path, { folder: data, mayReplace: force ?? false }));
    });
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
