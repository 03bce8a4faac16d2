import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, dirname, isAbsolute, join } from "node:path";
import { readYamlText } from "#adapters/yaml/yaml-file.ts";
import { secretNamesIn } from "#domain/deployment/named-secrets.ts";
import { Fault } from "#domain/fault/fault.ts";
import type { PaperFault } from "#domain/policy/evidence.ts";
import type { Configuration } from "#domain/wire/agent-link.ts";
import type { InForce } from "./deployment-keeper.ts";
import type { ServerParts } from "./server-parts.ts";

/** Room for what else than the deployment decides about a configuration. */
const DIGEST_SPAN = 2 ** 24;

/**
 * The number of an agent's configuration; another number, another configuration. It is made of the deployment's version, of the
 * stores that the agent was given, and of the secrets: whatever of that changes, the agent asks anew. 0 where nothing is deployed.
 */
export function configurationVersion(parts: ServerParts, storeIds: readonly string[]): number {
  const { current } = parts.keeper;
  if (!current) return 0;
  const secrets = secretsFor(parts, current.text);
  const digest = createHash("sha256")
    .update(JSON.stringify([storeIds.toSorted(), secrets]))
    .digest();
  return current.version * DIGEST_SPAN + (digest.readUInt32BE() % DIGEST_SPAN);
}

/** The deployment's version in the number of a configuration. */
export function deploymentVersionOf(version: number): number {
  return Math.floor(version / DIGEST_SPAN);
}

/**
 * What an agent counts by: the deployment cut to its stores, the counsel's additions, the versions of its lines and zones, and the
 * secrets that it names. Papers lie at the server: one that is sound needs no file at the agent, one that is not keeps the name
 * of its file, which the agent does not have, so that it is missing there as well.
 */
export function agentConfiguration(parts: ServerParts, storeIds: readonly string[]): Configuration {
  const { current } = parts.keeper;
  if (!current) throw new Fault("link/nothing-deployed", "the server has no deployment yet");
  const { loaded, units } = current;
  const laws = loaded.deployment.laws.map((name, index) => ({
    name: `${index + 1}-${basename(name)}`,
    text: readFileSync(isAbsolute(name) ? name : join(dirname(loaded.path), name), "utf8"),
  }));
  const whole = dataOf(current);
  const { stores, ...rest } = withoutSoundPapers(whole, loaded.paperFault) as {
    stores: readonly { readonly id: string }[];
  };
  const own = stores.filter(({ id }) => storeIds.includes(id));
  const deployment = { ...rest, laws: laws.map(({ name }) => name), stores: own };
  return {
    version: configurationVersion(parts, storeIds),
    deployment: deployment as Configuration["deployment"],
    laws,
    units: units.filter(({ storeId }) => storeIds.includes(storeId)),
    secrets: secretsFor(parts, JSON.stringify(own)),
  };
}

/** The deployment as its file says it, before anything is filled in. */
function dataOf({ text, loaded }: InForce): unknown {
  const file = readYamlText(text, loaded.path);
  return file.kind === "read" ? file.data : null;
}

function withoutSoundPapers(value: unknown, paperFault: PaperFault): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutSoundPapers(one, paperFault));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const isSound = "file" in value && paperFault(value as Parameters<PaperFault>[0]) === null;
  return Object.fromEntries(
    entries
      .filter(([key]) => !(isSound && key === "file"))
      .map(([key, one]) => [key, withoutSoundPapers(one, paperFault)]),
  );
}

/** What is missing is left out: the agent may have it in its own environment, and says so where not. */
function secretsFor({ secrets }: ServerParts, text: string): Record<string, string> {
  return Object.fromEntries(
    secretNamesIn(text).flatMap((name) => {
      const secret = secrets.get(name);
      return secret === null ? [] : [[name, secret]];
    }),
  );
}
