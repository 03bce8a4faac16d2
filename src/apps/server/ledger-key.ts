import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { LEDGER_FOLDER } from "#adapters/ledger/ledger-file.ts";
import { openVault } from "#adapters/vault/vault.ts";
import type { NoteSigner } from "#domain/ledger/signed-note.ts";

/** In a vault of its own, beside the log: no deployment can name it as a camera's password and have it sent anywhere. */
const SECRET = "LEDGER_KEY";
const SEED_BYTES = 32;
const NAME_BYTES = 6;

/** What the ledger of a data folder is signed with; drawn the first time, with the name that the log has from then on. */
export function ledgerSigner(dataFolder: string): NoteSigner {
  const vault = openVault(join(dataFolder, LEDGER_FOLDER));
  const kept = vault.get(SECRET) ?? newSecret();
  if (!vault.names().includes(SECRET)) vault.put(SECRET, kept);
  const [name, seed] = kept.split(" ") as [string, string];
  return { name, seed: Buffer.from(seed, "hex"), role: "log" };
}

function newSecret(): string {
  return `lintel-ledger/${randomBytes(NAME_BYTES).toString("hex")} ${randomBytes(SEED_BYTES).toString("hex")}`;
}
