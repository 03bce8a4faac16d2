import { join } from "node:path";
import type { Ledger } from "#adapters/ledger/open-ledger.ts";
import { keepRetirement, retirementsIn, sumOf } from "#adapters/store/retirements.ts";
import type { Store, StoreReader } from "#adapters/store/store.ts";
import { withYamlValue } from "#adapters/yaml/yaml-file.ts";
import type { Deployment } from "#domain/deployment/deployment.ts";
import { secretNamesIn } from "#domain/deployment/named-secrets.ts";
import { staffPlacesWithout } from "#domain/deployment/staff.ts";
import { Fault } from "#domain/fault/fault.ts";
import { canonicalJson } from "#domain/ledger/canonical-json.ts";
import { type NoteSigner, signatureLine } from "#domain/ledger/signed-note.ts";
import { endOfOrder, type RetiredScope, type Retirement, scopeName } from "#domain/retention/retirement.ts";
import { SOURCE_OF_PURPOSE } from "#domain/wire/welcome.ts";
import { isLocalAgent } from "./agent-stores.ts";
import { backupsFolder, backupsIn } from "./backup-shelf.ts";
import type { DeploymentKeeper } from "./deployment-keeper.ts";
import { placeIn } from "./routes/stores.ts";
import type { SceneShelf } from "./scene-shelf.ts";
import type { SecretKeeper } from "./server-parts.ts";

/** What is to be retired, and who says so. */
export type RetireOrder = Pick<RetiredScope, "storeId" | "sensorId"> & { readonly by: string };

/** Stops, deletes and proves what an authority, or the owner, orders. */
export type RetirementDesk = {
  /** Does it, or goes on with what a crash broke off; the certificate's content. */
  carryOut(order: RetireOrder): Promise<Retirement>;
  /** Goes on with every order that a crash broke off; one that meets a fault stays open. */
  resume(): Promise<void>;
  /** Whether it was ordered and is not done yet. */
  isOpen(storeId: string, sensorId: string | null): boolean;
  /** Whether a record is of what was retired, so that an agent that was away does not bring it back. */
  isRetired(storeId: string, sensorId: string | null, atMs: number): boolean;
};

type Looking = {
  readonly reader: StoreReader;
  readonly scenes: SceneShelf;
  readonly secrets: Pick<SecretKeeper, "names">;
  readonly folder: string;
  /** Null where nothing is in force. */
  readonly deployment: Deployment | null;
  readonly nowMs: number;
};

/** What an order would take away; nothing is changed. */
export async function planRetirement(
  { reader, scenes, secrets, folder, deployment, nowMs }: Looking,
  { storeId, sensorId, by }: RetireOrder,
): Promise<Retirement> {
  const shop = deployment?.stores.find(({ id }) => id === storeId);
  const sensor = shop?.sensors.find(({ id }) => id === sensorId);
  const going = sensorId === null ? shop : sensor;
  const others = deployment && {
    ...deployment,
    stores: deployment.stores.map((one) =>
      one.id !== storeId
        ? one
        : sensorId === null
          ? null
          : { ...one, sensors: one.sensors.filter(({ id }) => id !== sensorId) },
    ),
  };
  const used = new Set(secretNamesIn(JSON.stringify(others)));
  const own = secretNamesIn(JSON.stringify(going ?? null)).filter((name) => !used.has(name));
  const still = new Set<string>(shop?.sensors.filter(({ id }) => id !== sensorId).flatMap(({ does }) => does));
  const purposes =
    sensorId === null
      ? null
      : (sensor?.does ?? []).filter((name) => Object.hasOwn(SOURCE_OF_PURPOSE, name) && !still.has(name));
  const untilMs = endOfOrder(nowMs);
  const scope = { storeId, sensorId, purposes };
  const kept = secrets.names().filter((name) => own.includes(name));
  const found = {
    ...(await reader.retiredRows(scope, untilMs)),
    scene_pictures: await scenes.before(scope, Number.POSITIVE_INFINITY, "count"),
    passwords: kept.length,
    backups: backupsIn(folder).length,
  };
  const { backups: _, ...of } = found;
  if (!going && sumOf(of) === 0 && !(sensorId === null && (await reader.stores()).includes(storeId)))
    throw new Fault("retire/unknown", `there is no \`${scopeName(scope)}\``);
  return {
    form: 1,
    ...scope,
    by,
    orderedMs: nowMs,
    untilMs,
    secrets: kept,
    agents: [],
    found,
    version: null,
    stoppedMs: null,
    doneMs: null,
    left: null,
    signature: null,
  };
}

/** Each deletion is in the ledger, and the ledger's key signs the certificate. */
export function openRetirementDesk({
  store,
  keeper,
  secrets,
  scenes,
  folder,
  nowMs,
  ledger,
  signer,
  onRemoved = () => {},
}: {
  readonly store: Store;
  readonly ledger: Pick<Ledger, "append" | "flush">;
  readonly signer: NoteSigner;
  readonly keeper: DeploymentKeeper;
  readonly secrets: SecretKeeper;
  readonly scenes: SceneShelf;
  readonly folder: string;
  readonly nowMs: () => number;
  readonly onRemoved?: (order: Retirement) => void;
}): RetirementDesk {
  let orders = retirementsIn(folder);
  const keep = (order: Retirement): Retirement => {
    keepRetirement(folder, order);
    orders = retirementsIn(folder);
    return order;
  };
  const deployment = () => keeper.current?.loaded.deployment ?? null;
  const isWatched = ({ storeId, sensorId }: RetiredScope) => {
    const shop = deployment()?.stores.find(({ id }) => id === storeId);
    return sensorId === null ? shop !== undefined : (shop?.sensors.some(({ id }) => id === sensorId) ?? false);
  };

  /** INVARIANT: what is kept says what was done, never what will be; each step is safe to do twice. */
  const goOn = async (order: Retirement): Promise<Retirement> => {
    // Whoever opens it anew under its name has done so after the order, which went on since with what there was before.
    if (order.version === null && isWatched(order)) await takeDown(order);
    const stopped =
      order.version !== null
        ? order
        : keep({ ...order, version: (await store.configurations.latest())?.version ?? 0, stoppedMs: nowMs() });
    await store.retirement.remove(order, order.untilMs);
    onRemoved(order);
    const { storeId, sensorId, by } = order;
    const [what, id] = sensorId === null ? (["store", storeId] as const) : (["sensor", sensorId] as const);
    // After the buckets went: what was digested of them meanwhile is told to be gone, too. A crash before this does it all again.
    ledger.append({ kind: "deletion", atMs: nowMs(), storeId, what, id, by });
    ledger.flush();
    await scenes.before(order, Number.POSITIVE_INFINITY, "remove");
    for (const name of order.secrets) secrets.remove(name);
    await scrubBackups(order);
    const left =
      sumOf(await store.retiredRows(order, order.untilMs)) +
      (await scenes.before(order, Number.POSITIVE_INFINITY, "count")) +
      secrets.names().filter((name) => order.secrets.includes(name)).length;
    const done = { ...stopped, left, doneMs: nowMs() };
    return keep({ ...done, signature: signatureLine(signer, `${canonicalJson(done)}\n`, nowMs()).trimEnd() });
  };

  /** One that cannot be read keeps none of the others from being cleaned; the order stays open until it is taken away or mended. */
  const scrubBackups = async (order: Retirement) => {
    let first: Fault | undefined;
    for (const { name } of backupsIn(folder))
      try {
        await store.retirement.removeFromBackup(join(backupsFolder(folder), name), order, order.untilMs);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        first ??= new Fault("retire/backup", `\`${name}\`: ${error.detail}`, { cause: error });
      }
    if (first) throw first;
  };

  /** Those that were given the store; where nobody was, the one beside the server watched it. */
  const agentsOf = async (storeId: string): Promise<Retirement["agents"]> => {
    const given = await store.agents.ofStore(storeId);
    const others = (await store.agents.list()).filter(
      ({ agentId, revokedMs }) => isLocalAgent(agentId) && revokedMs === null,
    );
    return (given.length > 0 ? given : others).map(({ name, seenMs }) => ({ name, seenMs }));
  };

  /** A deployment has one store at least: without its last nothing is in force. */
  const takeDown = async ({ storeId, sensorId, by }: Retirement) => {
    if (sensorId === null && deployment()?.stores.length === 1) return await keeper.clear(by);
    await keeper.edit(by, (text) => {
      const place = placeIn(text, storeId, sensorId ?? undefined);
      const path = ["stores", place.store];
      if (sensorId === null) return withYamlValue(text!, path, undefined);
      if (!place.isThere) return text!;
      const without = withYamlValue(text!, [...path, "sensors", place.sensor], undefined);
      return withStaffLeft(without, path, storeId, sensorId);
    });
  };

  /** Signs of staff that only this sensor looked for, or its lines and zones among them, would make it no deployment. */
  const withStaffLeft = (text: string, path: readonly (string | number)[], storeId: string, sensorId: string) => {
    const shop = deployment()?.stores.find(({ id }) => id === storeId);
    if (!shop?.staff) return text;
    const { staff } = shop;
    const left = staffPlacesWithout({ ...shop, staff }, sensorId);
    if (!left) return withYamlValue(text, [...path, "staff"], undefined);
    return (["lines", "zones"] as const).reduce(
      (edited, kind) =>
        left[kind].length === staff[kind].length
          ? edited
          : withYamlValue(edited, [...path, "staff", kind], left[kind].length > 0 ? left[kind] : undefined),
      text,
    );
  };

  return {
    async carryOut({ storeId, sensorId, by }) {
      const open = orders.find(
        (order) => order.doneMs === null && order.storeId === storeId && order.sensorId === sensorId,
      );
      if (open) return await goOn(open);
      const looking = { reader: store, scenes, secrets, folder, deployment: deployment(), nowMs: nowMs() };
      const planned = await planRetirement(looking, { storeId, sensorId, by });
      return await goOn(keep({ ...planned, agents: await agentsOf(storeId) }));
    },
    async resume() {
      for (const order of orders)
        if (order.doneMs === null)
          await goOn(order).catch((error: unknown) => {
            // What keeps an order from its end is told to whoever gives it again; it shuts no other store.
            if (!(error instanceof Fault)) throw error;
          });
    },
    isOpen: (storeId, sensorId) =>
      orders.some((order) => order.doneMs === null && order.storeId === storeId && order.sensorId === sensorId),
    isRetired: (storeId, sensorId, atMs) =>
      orders.some(
        (order) =>
          order.storeId === storeId &&
          (order.sensorId === null || order.sensorId === sensorId) &&
          (atMs < order.untilMs || !isWatched(order)),
      ),
  };
}
