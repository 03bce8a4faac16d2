import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { retirementPath } from "#adapters/store/retirements.ts";
import { openStoreReader } from "#adapters/store/store.ts";
import { openVault } from "#adapters/vault/vault.ts";
import { loadDeployment } from "#apps/deployment/deployment-file.ts";
import { DEPLOYMENT_FILE, openDeploymentKeeper } from "#apps/server/deployment-keeper.ts";
import { openRetirementDesk, planRetirement } from "#apps/server/retirement.ts";
import { certificatePdf } from "#apps/server/retirement-certificate.ts";
import { openSceneShelf } from "#apps/server/scene-shelf.ts";
import { Fault } from "#domain/fault/fault.ts";
import { CERTIFICATE_WORDS, type CertificateLanguage } from "#domain/retention/certificate-words.ts";
import { FOUND_KINDS, type Retirement } from "#domain/retention/retirement.ts";
import { openOwnStore } from "./own-store.ts";

export type RetireOptions = {
  readonly data: string;
  readonly yes?: boolean;
  readonly lang: CertificateLanguage;
  readonly laws?: string;
  readonly json?: boolean;
};

/** `lintel retire STORE[/CAMERA]`: what would go; with `--yes` it goes, and the certificate lies in the data folder. */
export async function retire(name: string, options: RetireOptions): Promise<void> {
  const { data: folder, yes, lang, json } = options;
  const [storeId = "", sensorId = null, ...more] = name.split("/");
  if (storeId === "" || sensorId === "" || more.length > 0)
    throw new Fault("retire/unknown", `there is no \`${name}\``);
  const order = { storeId, sensorId, by: "command line" };
  const done = await (yes ? carryOut(order, options) : plan(order, options));
  if (json) return print(JSON.stringify(done, null, 2));
  print(yes ? `${name} was stopped and deleted:` : `${name} would be stopped, and this would be deleted:`);
  for (const kind of FOUND_KINDS)
    if (done.found[kind] > 0) print(`  ${done.found[kind]} ${CERTIFICATE_WORDS.en.found[kind]}`);
  if (!yes) return print(`Nothing was changed. Do it: lintel retire ${name} --data ${folder} --yes`);
  const path = retirementPath(folder, done, "pdf");
  writeFileSync(path, certificatePdf(done, lang));
  print(`  left: ${done.left}; not watched from configuration ${done.version}\ncertificate: ${path}`);
}

type Order = Parameters<typeof planRetirement>[1];

/** Also while a server runs. */
async function plan(order: Order, { data: folder, laws }: RetireOptions): Promise<Retirement> {
  using reader = openStoreReader(folder);
  const { deployment } = loadDeployment(join(folder, DEPLOYMENT_FILE), { lawFolder: laws });
  const looking = { reader, folder, deployment, scenes: openSceneShelf(folder), secrets: openVault(folder) };
  return await planRetirement({ ...looking, nowMs: Date.now() }, order);
}

async function carryOut(order: Order, { data: folder, laws: lawFolder }: RetireOptions): Promise<Retirement> {
  using own = await openOwnStore(folder);
  const { store, ledger, signer } = own;
  const [secrets, nowMs] = [openVault(folder), Date.now];
  const keeper = await openDeploymentKeeper(folder, {
    configurations: store.configurations,
    nowMs,
    lawFolder,
    secrets,
  });
  const scenes = openSceneShelf(folder);
  return await openRetirementDesk({ store, ledger, signer, keeper, secrets, scenes, folder, nowMs }).carryOut(order);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
