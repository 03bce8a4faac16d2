import { join } from "node:path";
import { openLedgerReader } from "#adapters/ledger/read-ledger.ts";
import { openStoreReader } from "#adapters/store/store.ts";
import { loadDeployment } from "#apps/deployment/deployment-file.ts";
import { evidencePack } from "#apps/evidence/evidence-pack.ts";
import { ledgerSigner } from "#apps/server/ledger-key.ts";
import { readStoreDay } from "./day-text.ts";
import { checkOutput, writeOutput } from "./output-file.ts";

const PART_STATUS = 1;

export type EvidenceOptions = {
  readonly data: string;
  readonly deployment?: string;
  readonly from: string;
  readonly to: string;
  readonly out?: string;
  readonly ownEntries?: boolean;
};

/**
 * `lintel evidence`: writes what an inspector asks for as one ZIP, and says how it is checked; also while the server runs. It gives the exit
 * status: 1 where days had to be left out.
 */
export async function evidence(storeId: string, options: EvidenceOptions): Promise<number> {
  const { data, out = `evidence-${storeId}.zip`, ownEntries = false } = options;
  const [fromDay, toDay] = (["from", "to"] as const).map((name) =>
    readStoreDay(options[name], `--${name}`, "evidence/span"),
  ) as [string, string];
  const deployment = options.deployment ?? join(data, "shop.yaml");
  checkOutput(out, deployment);
  using ledger = openLedgerReader(data);
  using reader = openStoreReader(data);
  const { zip, scope, days } = await evidencePack(
    { ledger, reader, signer: ledgerSigner(data), loaded: loadDeployment(deployment) },
    { storeId, fromDay, toDay, withOthers: !ownEntries },
  );
  writeOutput(out, zip);
  const isWhole = scope.leftOut.length === 0;
  const lines = [
    `${out}: \`${storeId}\`, ${days} days from ${fromDay} to ${toDay}, ${zip.length} bytes`,
    ...(isWhole
      ? []
      : [
          `left out, because the ledger does not hold yet what has come in of them: ${scope.leftOut.join(", ")}`,
          "make it again in a quarter of an hour, with the server running: it writes them into the ledger",
        ]),
    `whoever has it verifies it with \`lintel verify ${out} --key KEY\``,
    "give them the key by another way than the pack: `lintel ledger key`",
  ];
  console.log(lines.join("\n"));
  return isWhole ? 0 : PART_STATUS;
}
