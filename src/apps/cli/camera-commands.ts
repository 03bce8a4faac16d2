import type { Command } from "commander";
import type { FindOptions, StreamsOptions } from "./cameras.ts";
import type { InspectOptions } from "./inspect.ts";

const ADDRESS_HELP = "`192.0.2.7`, or with ONVIF's port `192.0.2.7:8000`";
const PASSWORD_HELP = "the variable with the password; else it is asked for, or read from standard input";
const HTTPS_HELP = "ask by HTTPS; the camera's certificate is not checked";

/** The commands for who puts cameras up: they know an address and a password, and no URL. */
export function addCameraCommands(program: Command): void {
  const cameras = program.command("cameras").description("find cameras in the network, and their streams, by ONVIF");

  cameras
    .command("find")
    .description("ask the network which cameras are there")
    .option("--wait <duration>", "how long cameras are given to answer", "4s")
    .option("--from <address>", "ask from this address of this machine only; may be repeated", gather, [])
    .option("--json", "print one JSON object")
    .action(async (options: FindOptions) => {
      const { findCameras } = await import("./cameras.ts");
      print(await findCameras(options));
    });

  cameras
    .command("streams")
    .description("ask a camera for its streams, and which to count from")
    .argument("<address>", ADDRESS_HELP)
    .requiredOption("--user <name>", "a user of the camera")
    .option("--password-env <NAME>", PASSWORD_HELP)
    .option("--https", HTTPS_HELP)
    .option("--json", "print one JSON object")
    .action(async (address: string, options: StreamsOptions) => {
      const { showStreams } = await import("./cameras.ts");
      print(await showStreams(address, options));
    });

  program
    .command("inspect")
    .description("say what a camera runs and sends beside being counted from, and where it is switched off")
    .argument("<address>", ADDRESS_HELP)
    .requiredOption("--user <name>", "a user of the camera, best its administrator: others may not see everything")
    .option("--password-env <NAME>", PASSWORD_HELP)
    .option("--https", HTTPS_HELP)
    .option("--place <place>", "by whose law: CN, EU-FR, US-IL…")
    .option("--file <shop.yaml>", "by the law of a store of this deployment, with `--store`")
    .option("--store <id>", "the store: `mall-7`")
    .option("--json", "print one JSON object")
    .action(async (address: string, options: InspectOptions) => {
      const { inspect } = await import("./inspect.ts");
      process.exitCode = await inspect(address, options);
    });
}

function gather(value: string, before: string[]): string[] {
  return [...before, value];
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
