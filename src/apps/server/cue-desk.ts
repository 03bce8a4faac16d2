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
export type CueDesk = AsyncDisposable & { readonly cue: (cue: Cue) => void };

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
  let opened: { readonly text: string; readonly senders: CueSenders | null } | null = null;

  const sendersNow = (): CueSenders | null => {
    const ways = keeper.current?.loaded.deployment.cues;
    const text = JSON.stringify(ways ?? null);
    if (opened?.text === text) return opened.senders;
    void opened?.senders?.[Symbol.asyncDispose]();
    opened = { text, senders: ways ? open(ways) : null };
    return opened.senders;
  };
  const open = ({ webhook, mqtt }: NonNullable<Deployment["cues"]>): CueSenders | null => {
    const secretOf = (name: string) => {
      const secret = process.env[name.slice(1)] ?? secrets.get(name.slice(1));
      if (secret === null)
        throw new Fault("deployment/secret-missing", `nobody has given the secret \`${name.slice(1)}\``);
      return secret;
    };
    try {
      return openCueSenders(
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
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      process.stderr.write(`lintel server: cues are not sent: ${error.detail}\n        ${error.remedy}\n`);
      return null;
    }
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
    async [Symbol.asyncDispose]() {
      clearInterval(telling);
      await opened?.senders?.[Symbol.asyncDispose]();
    },
  };
}
