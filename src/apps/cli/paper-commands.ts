import type { Command } from "commander";
import type { PapersOptions } from "./papers.ts";
import type { SignOptions } from "./sign.ts";

const DEPLOYMENT = "data/shop.yaml";

/** The commands that make the papers of a store: what hangs at its door, and what lies in its file. */
export function addPaperCommands(program: Command): void {
  program
    .command("sign")
    .description(
      "draw the sign for a store's door, for its place and what runs; exit 1 where something is left to fill in",
    )
    .argument("<store>", "its id: `mall-7`")
    .option("--deployment <file>", "the file that names the store", DEPLOYMENT)
    .option("--size <A4|A5>", "the sheet", "A4")
    .option("--format <pdf|png>", "the kind of file", "pdf")
    .option("--languages <zh,en,fr,ko>", "in the order in which they are read; without it, the place's own and English")
    .option("--public-url <url>", "by which address phones come to Lintel; the code on the sign leads there")
    .option("--at <day>", "the day whose law is asked, `2026-11-21`; without it, today")
    .option("--out <file>", "where to write it; without it, `sign-STORE.pdf`")
    .action(async (store: string, options: SignOptions) => {
      const { sign } = await import("./sign.ts");
      process.exitCode = sign(store, options);
    });

  program
    .command("papers")
    .description(
      "draft an impact assessment or a record of processing from the deployment; what only a person can answer is left open",
    )
    .argument("<store>", "its id: `mall-7`")
    .requiredOption("--kind <impact|record>", "which paper")
    .option("--deployment <file>", "the file that names the store", DEPLOYMENT)
    .option("--language <en|zh|fr|ko>", "the language of the draft", "en")
    .option("--at <day>", "the day whose law is asked, `2026-11-21`; without it, today")
    .option("--out <file>", "where to write it, `.pdf` or `.md`; without it, `KIND-STORE.pdf`")
    .action(async (store: string, options: PapersOptions) => {
      const { papers } = await import("./papers.ts");
      process.stdout.write(`${papers(store, options)}\n`);
    });
}
