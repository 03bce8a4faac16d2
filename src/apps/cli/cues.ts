import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { readYamlFile } from "#adapters/yaml/yaml-file.ts";
import { type CueSenders, type CueWays, openCueSenders } from "#apps/cues/open-cue-senders.ts";
import { CueSettings } from "#domain/cues/cue-settings.ts";
import { Fault } from "#domain/fault/fault.ts";
import { readAs } from "#domain/policy/law.ts";

export type CueTestOptions = {
  readonly data?: string;
  readonly file?: string;
  readonly webhook?: string;
  readonly secret?: string;
  readonly mqtt?: string;
  readonly username?: string;
  readonly password?: string;
  readonly discoveryPrefix?: string;
  readonly store: string;
  readonly zone: string;
};

const DEPLOYMENT_FILE = "shop.yaml";
/** A test that has not arrived by then has failed; the first tries are over. */
const TEST_MS_MAX = 8000;
const LOOK_MS = 50;
const WAITED_MS = 75_000;

/** `lintel cues test`: sends one event that is marked as a test, and says of each way whether it arrived. */
export async function testCues(options: CueTestOptions): Promise<string> {
  const ways = waysOf(settingsOf(options));
  if (!ways.webhook && !ways.mqtt)
    throw new Fault("cue/option", "nowhere to send to: name `--webhook` or `--mqtt`, or a file with a block `cues:`");
  const given: string[] = [];
  await using senders = openCueSenders(ways, {
    nowMs: Date.now,
    onGivenUp: ({ way, why }) => given.push(`${way}: ${why}`),
  });
  senders.cue({
    storeId: options.store,
    storeName: options.store,
    sensorId: "test",
    zone: options.zone,
    waitedMs: WAITED_MS,
    atMs: Date.now(),
    isTest: true,
  });
  const endMs = performance.now() + TEST_MS_MAX;
  while (waitingIn(senders) > 0 && performance.now() < endMs) await pause(LOOK_MS);
  const state = senders.state();
  const failed = (["webhook", "mqtt"] as const).flatMap((way) => {
    const one = state[way];
    return one && one.delivered === 0
      ? [`${way}: ${one.problem ?? given.find((text) => text.startsWith(way)) ?? "no answer came"}`]
      : [];
  });
  if (failed.length > 0) throw new Fault("cue/undelivered", failed.join("\n"));
  return (["webhook", "mqtt"] as const)
    .filter((way) => state[way])
    .map((way) => `${way}: the test arrived`)
    .join("\n");
}

function waitingIn(senders: CueSenders): number {
  const { webhook, mqtt } = senders.state();
  return (webhook?.waiting ?? 0) + (mqtt?.waiting ?? 0);
}

/** What the command line says, else what the block `cues:` of the deployment says. */
function settingsOf(options: CueTestOptions): CueSettings {
  const { data, file, webhook, secret, mqtt, username, password, discoveryPrefix } = options;
  if (webhook !== undefined || mqtt !== undefined)
    return settingsFrom(
      {
        ...(webhook === undefined ? {} : { webhook: { url: webhook, secret } }),
        ...(mqtt === undefined ? {} : { mqtt: { url: mqtt, username, password, discovery_prefix: discoveryPrefix } }),
      },
      (path) => `\`--${String(path.at(-1)).replace("url", String(path[0])).replace("_", "-")}\``,
      "cue/option",
    );
  const path = file ?? (data === undefined ? null : join(data, DEPLOYMENT_FILE));
  if (path === null) throw new Fault("cue/option", "name `--webhook`, `--mqtt`, `--file` or `--data`");
  const read = readYamlFile(path);
  if (read.kind === "unreadable") throw new Fault("deployment/unreadable", `${read.where}: ${read.message}`);
  const block = (read.data as { cues?: unknown } | null)?.cues ?? {};
  return settingsFrom(block, (keys) => read.whereOf(["cues", ...keys]), "deployment/invalid");
}

function settingsFrom(
  data: unknown,
  whereOf: (path: readonly PropertyKey[]) => string,
  code: "cue/option" | "deployment/invalid",
): CueSettings {
  const settings = readAs(CueSettings, data);
  if (settings.kind === "read") return settings.value;
  throw new Fault(code, settings.problems.map(({ path, message }) => `${whereOf(path)}: ${message}`).join("\n"));
}

function waysOf({ webhook, mqtt }: CueSettings): CueWays {
  return {
    webhook: webhook && { url: webhook.url, secret: secretIn(webhook.secret) },
    mqtt: mqtt && {
      url: mqtt.url,
      username: mqtt.username,
      password: mqtt.password === undefined ? undefined : secretIn(mqtt.password),
      discoveryPrefix: mqtt.discovery_prefix,
    },
  };
}

/** What the environment holds under `$NAME`. */
function secretIn(text: string): string {
  const value = process.env[text.slice(1)];
  if (value === undefined)
    throw new Fault("deployment/secret-missing", `the environment has no variable \`${text.slice(1)}\``);
  return value;
}
