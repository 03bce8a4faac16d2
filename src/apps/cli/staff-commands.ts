import type { Command } from "commander";
import type { TeachOptions } from "./staff.ts";

/** The commands that tell a camera what staff wear. */
export function addStaffCommands(program: Command): void {
  const staff = program.command("staff").description("tell a camera what staff wear");

  staff
    .command("teach")
    .description("measure the colours of a garment that hangs in the middle of a camera's picture, with nobody in it")
    .argument("<file.yaml>", "the deployment")
    .argument("<store>", "its id: `lyon`")
    .argument("<sensor>", "the camera before which the garment hangs: `door`")
    .option("--part <upper|lower>", "where it is worn", "upper")
    .option("--name <name>", "what it is called in the deployment", "uniform")
    .option("--laws <dir>", "laws other than those that come with Lintel")
    .option("--json", "print one JSON object")
    .action(async (path: string, store: string, sensor: string, options: TeachOptions) => {
      const { teachUniform } = await import("./staff.ts");
      process.stdout.write(`${await teachUniform(path, { store, sensor, ...options })}\n`);
    });
}
