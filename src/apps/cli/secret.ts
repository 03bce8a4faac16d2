import { openVault } from "#adapters/vault/vault.ts";
import { readSecret } from "./hidden-answer.ts";

type DataOptions = { readonly data: string };

/** `lintel secret set`: asks for it without showing it, or takes it from a pipe; never from the command's own words. */
export async function setSecret(name: string, { data }: DataOptions): Promise<string> {
  openVault(data).put(name, await readSecret({ question: `${name}: `, environmentName: undefined }));
  return `${name} is kept; a deployment names it \`$${name}\``;
}

/** `lintel secret list`: names only. */
export function listSecrets({ data }: DataOptions): string {
  return openVault(data).names().join("\n");
}

/** `lintel secret remove`: says whether there was one. */
export function removeSecret(name: string, { data }: DataOptions): string {
  return openVault(data).remove(name) ? `${name} is gone` : `there is no ${name}`;
}
