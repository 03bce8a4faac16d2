import { setTimeout as pause } from "node:timers/promises";
import type { StoreReader } from "#adapters/store/store.ts";
import { type CueSenders, openCueSenders } from "#apps/cues/open-cue-senders.ts";
import type { Deployment, Store as Shop } from "#domain/deployment/deployment.ts";
import { Fault } from "#domain/fault/fault.ts";
import { partsOfUnitId } from "#domain/wire/unit-id.ts";
import type { Cue } from "./announcer.ts";
import type { DeploymentKeeper } from "./deployment-keeper.ts";
import type { Meters } from "./meters.ts";
import type { SecretKeeper } from "./server-parts.ts";

/** How often Home Assistant is told a store's figures. */
const FIGURES_MS = 60_000;

/** Calls whoever the deployment says, when somebody waits, and tells what the figures are. */
export type CueDesk = AsyncDisposable & {
  readonly cue: (cue: Cue) => void;
  /** How each way does, null where it is not set up; and why none is open, where the deployment names one that cannot be. */
  state(): CueState;
  /** Sends a cue that is marked as a test in every way that is set up, and says of each whether it arrived within `TEST_MS_MAX`. */
  test(): Promise<{ readonly webhook: CueTest | null; readonly mqtt: CueTest | null }>;
};

export type CueState = ReturnType<CueSenders["state"]> & { readonly fault: Fault | null };
export type CueTest = { readonly hasArrived: boolean; readonly problem: string | null };

const WAYS = ["webhook", "mqtt"] as const;
/** A test that has not arrived by then has failed; the first tries are over. */
const TEST_MS_MAX = 8000;
const TEST_LOOK_MS = 50;
const TEST_WAITED_MS = 75_000;

/** Follows the deployment: other `cues:` are other ways from the next call on. What cannot be opened is a fault of nobody else. */
export function openCueDesk({
  keeper,
  figures,
  secrets,
  meters,
  nowMs,
}: {
  readonly keeper: DeploymentKeeper;
  readonly figures: StoreReader;
  readonly secrets: SecretKeeper;
  readonly meters: Meters;
  readonly nowMs: () => number;
}): CueDesk {
  let opened: { readonly text: string; readonly senders: CueSenders | null; readonly fault: Fault | null } | null =
    null;

  const secretNow = (name: string) => process.env[name.slice(1)] ?? secrets.get(name.slice(1));
  const sendersNow = (): CueSenders | null => {
    const ways = keeper.current?.loaded.deployment.cues;
    // Another secret under the same name is another way, and so is one that was given only now.
    const names = [ways?.webhook?.secret, ways?.mqtt?.password].filter((name) => name !== undefined);
    const text = JSON.stringify([ways ?? null, names.map(secretNow)]);
    if (opened?.text === text) return opened.senders;
    void opened?.senders?.[Symbol.asyncDispose]();
    opened = { text, ...(ways ? open(ways) : { senders: null, fault: null }) };
    return opened.senders;
  };
  const open = ({
    webhook,
    mqtt,
  }: NonNullable<Deployment["cues"]>): { senders: CueSenders | null; fault: Fault | null } => {
    const secretOf = (name: string) => {
      const secret = secretNow(name);
      if (secret === null)
        throw new Fault("deployment/secret-missing", `nobody has given the secret \`${name.slice(1)}\``);
      return secret;
    };
    try {
      const senders = openCueSenders(
        {
          webhook: webhook && { ...webhook, secret: secretOf(webhook.secret) },
          mqtt: mqtt && {
            url: mqtt.url,
            username: mqtt.username,
            password: mqtt.password === undefined ? undefined : secretOf(mqtt.password),
            discoveryPrefix: mqtt.discovery_prefix,
          },
        },
        { nowMs, onGivenUp: ({ way }) => meters.cuesGivenUp.inc({ way }) },
      );
      return { senders, fault: null };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      process.stderr.write(`lintel server: cues are not sent: ${error.detail}\n        ${error.remedy}\n`);
      return { senders: null, fault: error };
    }
  };
  const stateNow = (): CueState => {
    const senders = sendersNow();
    return { ...(senders?.state() ?? { webhook: null, mqtt: null }), fault: opened?.fault ?? null };
  };
  const shops = (): readonly Shop[] => keeper.current?.loaded.deployment.stores ?? [];
  const tellFigures = async () => {
    const senders = sendersNow();
    if (!senders || senders.state().mqtt === null) return;
    const { stores, settings } = keeper.current!.loaded.deployment;
    const told = new Set(await figures.stores());
    for (const shop of stores.filter(({ id }) => told.has(id))) {
      const { soFar, inside } = await figures.now({
        store: shop,
        nowMs: nowMs(),
        captureForm: settings.capture_rate,
        bounceMs: settings.bounce_s * 1000,
      });
      senders.figures({
        storeId: shop.id,
        storeName: shop.name ?? shop.id,
        visitorsToday: soFar.visitors.counted,
        occupancy: inside?.people ?? 0,
        cueZones: shop.sensors.flatMap(({ id, zones }) =>
          zones.filter(({ cue }) => cue).map(({ name }) => ({ sensorId: id, zone: name })),
        ),
      });
    }
  };
  const telling = setInterval(() => void tellFigures(), FIGURES_MS);

  return {
    cue({ storeId, sensorId, zoneId, waitedMs, atMs }) {
      const shop = shops().find(({ id }) => id === storeId);
      const { name: zone } = partsOfUnitId(zoneId);
      sendersNow()?.cue({ storeId, storeName: shop?.name ?? storeId, sensorId, zone, waitedMs, atMs });
    },
    state: stateNow,
    async test() {
      const before = stateNow();
      if (before.fault) throw before.fault;
      const [first] = shops();
      const where = { storeId: first?.id ?? "test", storeName: first?.name ?? "test", sensorId: "test", zone: "test" };
      sendersNow()?.cue({ ...where, waitedMs: TEST_WAITED_MS, atMs: nowMs(), isTest: true });
      const endMs = performance.now() + TEST_MS_MAX;
      const told = (way: (typeof WAYS)[number]): CueTest | null => {
        const now = stateNow()[way];
        // LIMIT: a cue of somebody who really waits, which arrives in the same seconds, is taken for the test.
        const hasArrived = now !== null && now.delivered > (before[way]?.delivered ?? 0);
        return now && { hasArrived, problem: hasArrived ? null : now.problem };
      };
      const isOpen = (way: (typeof WAYS)[number]) =>
        told(way)?.hasArrived === false && stateNow()[way]?.givenUp === before[way]?.givenUp;
      while (performance.now() < endMs && WAYS.some(isOpen)) await pause(TEST_LOOK_MS);
      return { webhook: told("webhook"), mqtt: told("mqtt") };
    },
    async [Symbol.asyncDispose]() {
      clearInterval(telling);
      await opened?.senders?.[Symbol.asyncDispose]();
    },
  };
}
