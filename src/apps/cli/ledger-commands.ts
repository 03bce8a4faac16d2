import type { Command } from "commander";
import type { EvidenceOptions } from "./evidence.ts";
import type { LedgerExportOptions } from "./ledger.ts";
import type { AttestationOptions } from "./ledger-attestations.ts";
import type { WitnessOptions } from "./ledger-witness.ts";
import type { VerifyOptions } from "./verify.ts";

/** The commands by which others check what ran. */
export function addLedgerCommands(program: Command): void {
  program
    .command("verify")
    .description(
      "whether an exported ledger or an evidence pack is what was signed; exit 0 where it is, 1 where not, with each place",
    )
    .argument("<export>", "a folder that `lintel ledger export` wrote, or a ZIP of `lintel evidence`")
    .requiredOption("--key <key>", "the log's public key, and those of witnesses, or files with them", gather, [])
    .option("--checkpoint <file>", "a checkpoint that somebody kept: the ledger must agree with it", gather, [])
    .option("--part", "the export is of one store or of some days; other entries are there as hashes")
    .option("--json", "print one JSON object")
    .action(async (folder: string, options: VerifyOptions) => {
      const { verify } = await import("./verify.ts");
      process.exitCode = verify(folder, options);
    });

  program
    .command("evidence")
    .description(
      "what an inspector asks for of a store, as one ZIP that the public key alone verifies; exit 1 where days are left out",
    )
    .argument("<store>", "its id: `mall-7`")
    .requiredOption("--from <day>", "the store's first day, `2026-03-01`")
    .requiredOption("--to <day>", "the last day; 400 days at most")
    .option("--out <file>", "where to write it; without it, `evidence-STORE.zip`")
    .option("--own-entries", "of the ledger's entries that tell of other stores only the hashes")
    .option("--deployment <file>", "the file that names the store; without it, `shop.yaml` in the folder of the data")
    .option("--data <dir>", "the folder of the data", "data")
    .action(async (store: string, options: EvidenceOptions) => {
      const { evidence } = await import("./evidence.ts");
      process.exitCode = await evidence(store, options);
    });

  const ledger = program.command("ledger").description("the log of what ran and by which rule, for others to check");
  const data = ["--data <dir>", "the folder of the data", "data"] as const;
  ledger
    .command("export")
    .description("write what somebody else needs to verify it; the server may be running")
    .argument("<folder>", "one that is not there yet")
    .option(...data)
    .option("--store <store>", "only what is of this store; of other entries the hashes")
    .option("--from <day>", "the first day whose buckets are exported")
    .option("--to <day>", "the last day")
    .action(async (folder: string, options: LedgerExportOptions) => {
      const { exportLedgerTo } = await import("./ledger.ts");
      print(await exportLedgerTo(folder, options));
    });
  ledger
    .command("key")
    .description("its public key: publish it where nobody but you writes")
    .option(...data)
    .action(async (options: { readonly data: string }) => {
      const { ledgerKey } = await import("./ledger.ts");
      print(ledgerKey(options));
    });
  ledger
    .command("checkpoint")
    .description("the newest signed checkpoint: whoever keeps it can tell later whether history was written anew")
    .option(...data)
    .action(async (options: { readonly data: string }) => {
      const { newestCheckpoint } = await import("./ledger.ts");
      print(newestCheckpoint(options));
    });
  ledger
    .command("attestations")
    .description("what ran in lenses, and what came out of each, as the agent counted it from outside")
    .option(...data)
    .option("--store <store>", "only of this store")
    .option("--json", "print one JSON array")
    .action(async (options: AttestationOptions) => {
      const { attestationsText } = await import("./ledger-attestations.ts");
      print(attestationsText(options));
    });
  ledger
    .command("witness")
    .description(
      "as somebody else: look whether an export goes on from what was seen last, and sign its newest checkpoint",
    )
    .argument("<export>", "a folder that `lintel ledger export` wrote")
    .requiredOption("--key <key>", "the log's public key", gather, [])
    .requiredOption("--name <name>", "what the witness is called: `witness.example`")
    .option("--data <dir>", "the witness's own folder: its key, and what it saw last", "witness")
    .action(async (folder: string, options: WitnessOptions) => {
      const { witness } = await import("./ledger-witness.ts");
      process.exitCode = witness(folder, options);
    });
  ledger
    .command("cosign")
    .description("put a witness's signature below the checkpoint that it is of")
    .argument("<file>", "what `lintel ledger witness` printed")
    .requiredOption("--key <key>", "the witness's public key")
    .option(...data)
    .action(async (path: string, options: { readonly data: string; readonly key: string }) => {
      const { cosign } = await import("./ledger-witness.ts");
      print(cosign(path, options));
    });
}

function gather(value: string, before: string[]): string[] {
  return [...before, value];
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
