import { type Command, Option } from "commander";
import { CERTIFICATE_LANGUAGES } from "#domain/retention/certificate-words.ts";
import type { RetentionOptions } from "./retention.ts";
import type { RetireOptions } from "./retire.ts";

/** The commands that end what is kept. */
export function addRetentionCommands(program: Command): void {
  const data = ["--data <dir>", "the folder of the data", "data"] as const;
  const laws = ["--laws <dir>", "a folder of laws in the place of those that come with Lintel"] as const;
  const retention = program
    .command("retention")
    .description(
      "how long each kind of data is kept, why, and what would be deleted now; exit 1 where a law refuses it",
    )
    .option(...data)
    .option(...laws)
    .option("--json", "print one JSON object")
    .action(async (options: RetentionOptions) => {
      const { showRetention } = await import("./retention.ts");
      process.exitCode = await showRetention(options);
    });
  retention
    .command("run")
    .description("delete what is older than the schedule allows; a running server does so at its start and each day")
    .action(async () => {
      const { runRetentionOnce } = await import("./retention.ts");
      await runRetentionOnce(retention.opts());
    });
  program
    .command("retire")
    .description("what an authority orders: stop watching a store or a camera, delete all of it, and prove it")
    .argument("<STORE|STORE/CAMERA>")
    .option(...data)
    .option(...laws)
    .option("--yes", "do it; without it, only say what would go. No server may run: its API does the same")
    .addOption(new Option("--lang <language>", "of the certificate").choices([...CERTIFICATE_LANGUAGES]).default("en"))
    .option("--json", "print one JSON object")
    .action(async (name: string, options: RetireOptions) => {
      const { retire } = await import("./retire.ts");
      await retire(name, options);
    });
}
