import type { Command } from "commander";
import type { FiguresOptions } from "./figures.ts";
import type { StoredOptions } from "./figures-data.ts";
import type { ReportOptions } from "./report.ts";
import type { SimulateOptions } from "./simulate.ts";

/** The commands that make figures of minutes, and minutes of stores that do not exist. */
export function addFigureCommands(program: Command): void {
  program
    .command("figures")
    .description("make a retailer's figures of minutes that were counted, with how complete they are")
    .argument("[minutes.csv]", "as `lintel count shop.yaml --csv` and `lintel simulate` write it; without it, `--data`")
    .option("--data <dir>", "the folder of a store's data: what is kept there, by the deployment there")
    .option("--deployment <shop.yaml>", "says which lines are entrances, the time zone and the opening hours")
    .option("--store <id>", "only this store")
    .option("--day <day>", "only this day of the store, `2026-03-14`")
    .option("--month <month>", "only this month, `2026-03`")
    .option("--from <day>", "only from this day on …")
    .option("--to <day>", "… to this one, both included")
    .option("--now", "how the present day goes: visitors so far, who is inside, what is usual; with `--data`")
    .option("--by <hour|day|weekday>", "what a row is; without it, days, and hours with `--day`")
    .option(
      "--capture <entries-per-passer-by|entries-per-all>",
      "the form of the capture rate: in ÷ passers-by, or in ÷ (in + passers-by); without it, the deployment's",
    )
    .option(
      "--bounce <duration>",
      "stays in a zone that are shorter than this are bounces; without it, the deployment's",
    )
    .option("--json", "print one JSON object")
    .option("--csv", "print comma-separated values")
    .action(async (path: string | undefined, { data, now, ...options }: FiguresOptions & Partial<StoredOptions>) => {
      const { figures, unreadable } = await import("./figures.ts");
      if ((path === undefined) === (data === undefined)) throw unreadable("give either a file of minutes or `--data`");
      if (path !== undefined && now) throw unreadable("`--now` needs `--data`");
      const { figuresOfData } = await import("./figures-data.ts");
      const text =
        path === undefined
          ? await figuresOfData({ ...options, data: data!, now: now ?? false }, Date.now())
          : figures(path, options);
      process.stdout.write(`${text}\n`);
    });

  program
    .command("report")
    .description(
      "write the report of a store or of the chain: visitors, mix, times, zones, ranking, and how each was come by",
    )
    .argument("<store|chain>", "its id, `mall-7`; or `chain` for all stores with what they share")
    .option("--data <dir>", "the folder of the stores' data", "data")
    .option("--month <month>", "`2026-11`")
    .option("--from <day>", "or other days, half a year at most: from this one …")
    .option("--to <day>", "… to this one, both included")
    .option(
      "--format <pdf|xlsx|json>",
      "a sheet to forward, a workbook to reckon with, or all of it for programs",
      "pdf",
    )
    .option("--language <en|zh|fr|ko>", "the language of its words", "en")
    .option("--out <file>", "where it is written; without it, `report-STORE-MONTH.pdf` here")
    .option("--deployment <shop.yaml>", "another deployment than the one in the folder")
    .action(async (of: string, options: ReportOptions) => {
      const { report } = await import("./report.ts");
      process.stdout.write(`${await report(of, options, Date.now())}\n`);
    });

  program
    .command("simulate")
    .description("make up stores with their minutes and what really happened; the same seed gives the same bytes")
    .option("--out <dir>", "where files are written; those of an earlier simulation are written over")
    .option("--data <dir>", "or the folder of data that the history is taken into; one in which nothing is yet")
    .option("--stores <number>", "how many stores", "1")
    .option(
      "--cameras <number>",
      "how many cameras each has: a door, the street, zones; `4,3` gives the first four and the others three",
      "4",
    )
    .option("--franchises <number>", "so many of the stores, the last ones, are somebody else's", "0")
    .option("--tablets <number>", "so many of the stores, the first ones, have a welcome tablet; without it, all")
    .option("--days <number>", "how many days", "42")
    .option("--from <day>", "the first day", "2026-03-02")
    .option("--seed <number>", "another seed, another chain", "1")
    .action(async (options: SimulateOptions) => {
      const { simulate } = await import("./simulate.ts");
      process.stdout.write(`${await simulate(options)}\n`);
    });
}
