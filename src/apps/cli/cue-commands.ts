import type { Command } from "commander";
import type { CueTestOptions } from "./cues.ts";

/** The commands about telling the staff that somebody waits. */
export function addCueCommands(program: Command): void {
  program
    .command("cues")
    .description("what tells the staff that somebody waits")
    .command("test")
    .description("send one event that is marked as a test, and say whether it arrived")
    .option("--data <dir>", "a folder with a `shop.yaml` whose block `cues:` says where to")
    .option("--file <shop.yaml>", "the deployment file itself")
    .option("--webhook <url>", "an address to call instead")
    .option("--secret <$NAME>", "the environment variable with the secret that calls are signed with")
    .option("--mqtt <url>", "a broker to publish at instead: `mqtt://host`, `mqtts://host`")
    .option("--username <name>", "its user")
    .option("--password <$NAME>", "the environment variable with that user's password")
    .option("--discovery-prefix <prefix>", "where Home Assistant looks", "homeassistant")
    .option("--store <id>", "the store that the event names", "test")
    .option("--zone <name>", "the zone that the event names", "test")
    .action(async (options: CueTestOptions) => {
      const { testCues } = await import("./cues.ts");
      process.stdout.write(`${await testCues(options)}\n`);
    });
}
