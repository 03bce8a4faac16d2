import type { Command } from "commander";
import { deploymentSchema } from "#domain/deployment/deployment.ts";
import { type CheckOptions, check } from "./check.ts";
import { checkConfig } from "./config.ts";
import { checkLaws, type LawsOptions, laws } from "./laws.ts";
import { type ReplayOptions, replay } from "./replay.ts";

const LAWS_HELP = "a folder with law files of your own instead of those that come with Lintel";
const DAY_HELP = "the day whose law is asked, `2026-11-21`; without it, today";

/** The commands that ask the law: what may run here, by which rule, and what became of others. */
export function addLawCommands(program: Command): void {
  program
    .command("check")
    .description("say what may run of a deployment, why, and what to do next; exit 0 where all may, 1 where not")
    .argument("<deployment.yaml>")
    .option("--at <day>", DAY_HELP)
    .option("--json", "print one JSON object")
    .option("--html <file>", "write a page, in English and Chinese")
    .option("--lang <en|zh>", "the language of the sentences", "en")
    .option("--all", "tell everything that is missing, and what is recommended")
    .option("--laws <dir>", LAWS_HELP)
    .action((path: string, options: CheckOptions) => {
      process.exitCode = check(path, options);
    });

  const law = program
    .command("laws")
    .description("list the rows of the law, or explain one")
    .argument("[row]", "`CN-PIPL-17`")
    .option("--place <place>", "only rows of this law: CN, EU, US-IL…")
    .option("--capability <name>", "only rows that bind this capability")
    .option(
      "--effect <effect>",
      "only rows with this effect: forbid, condition, procedure, allow, define, recommend, penalty",
    )
    .option("--at <day>", "only rows in force on this day")
    .option("--json", "print one JSON object")
    .option("--laws <dir>", LAWS_HELP)
    .action((row: string | undefined, options: LawsOptions) => print(laws(row, options)));

  law
    .command("check")
    .description("check a law file, or your counsel's own additions, before they are used")
    .argument("<file>")
    .action((path: string) => print(checkLaws(path)));

  program
    .command("replay")
    .description("judge real cases by the law of their day and by today's, beside what the authority found")
    .argument("[case]", "`XPENG-SH`; all where none is named")
    .option("--at <day>", DAY_HELP)
    .option("--json", "print one JSON object")
    .option("--laws <dir>", LAWS_HELP)
    .action((id: string | undefined, options: ReplayOptions) => print(replay(id, options)));

  const config = program.command("config").description("write and check deployment files");

  config
    .command("check")
    .description("check the form of a deployment file; faults name line and column")
    .argument("<deployment.yaml>")
    .action((path: string) => print(checkConfig(path)));

  config
    .command("schema")
    .description("print the JSON Schema of deployment files, for editors")
    .action(() => print(JSON.stringify(deploymentSchema(), null, 2)));
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
