import { z } from "zod";
import { SPANS } from "#adapters/store/store.ts";
import { readYamlText, withYamlValue } from "#adapters/yaml/yaml-file.ts";
import { isForsaken } from "#apps/server/agent-stores.ts";
import { AGENT_SILENT_MS_MAX } from "#apps/server/fleet.ts";
import { nothingThere, type Router } from "#apps/server/route.ts";
import { deploymentOf } from "#apps/server/server-parts.ts";
import { ownStore, visibleStore, visibleStores } from "#apps/server/visible-stores.ts";
import type { Store as Shop } from "#domain/deployment/deployment.ts";
import { Holidays, OpeningHours } from "#domain/deployment/opening-hours.ts";
import { Fault } from "#domain/fault/fault.ts";
import { CAMERA_STATES } from "#domain/health/camera-state.ts";
import { Id } from "#domain/wire/bucket-part.ts";
import { partsOfUnitId } from "#domain/wire/unit-id.ts";

export const StoreParams = z.object({ store: Id });

const StoreAnswer = z.object({
  store: z.string(),
  name: z.string(),
  timeZone: z.string(),
  isDemo: z.boolean().describe("nothing of it exists: its figures are made up"),
  shared: z.object({
    figures: z.enum(["none", ...SPANS]).describe("the finest span that you may see"),
    health: z.boolean(),
    isOwn: z.boolean().describe("you may change it, where your role may"),
  }),
});

const StoreDetail = StoreAnswer.extend({
  hasSales: z.boolean().describe("sales of it were taken in, and you may see them"),
  hours: z.record(z.string(), z.array(z.string())).nullable(),
  holidays: z.array(z.object({ date: z.string(), name: z.string().optional(), hours: z.array(z.string()) })),
  units: z.array(
    z.object({
      unit: z.string().describe("as it is named in totals: `SENSOR.NAME`"),
      kind: z.enum(["line", "zone"]),
      sensor: z.string(),
      name: z.string(),
      role: z.enum(["entrance", "inner", "passer-by"]).nullable(),
      version: z.int().describe("another drawing is another version"),
      places: z
        .array(z.tuple([z.number(), z.number()]))
        .describe(
          "the two ends of a line or the corners of a zone, as shares of width and height; none of a sensor that pushes",
        ),
    }),
  ),
});

const SensorAnswer = z.object({
  sensor: z.string(),
  name: z.string(),
  kind: z.enum(["camera", "counter", "other"]),
  state: z.enum([...CAMERA_STATES, "unknown", "agent-away"]).describe("docs/health.md explains each"),
  sinceMs: z.int().nullable(),
  why: z.string(),
  remedy: z.string(),
  analysedPerSecond: z.number().nullable(),
  droppedShare: z.number().nullable(),
});

/** Of a camera of a store whose agents were all revoked. */
const NO_AGENT = {
  why: "no agent counts for this store: the one that did was revoked",
  remedy: "make a code for the store, and enrol an agent with it: `lintel agent --server URL --enrol CODE`",
};

/** Stores and what hangs in them. */
export function addStoreRoutes({ parts, add }: Router): void {
  const isDemo = () => deploymentOf(parts)?.simulated === true;
  const answerOf = ({ shop, shared }: ReturnType<typeof visibleStore>) => ({
    store: shop.id,
    name: shop.name ?? shop.id,
    timeZone: shop.time_zone,
    isDemo: isDemo(),
    shared,
  });

  add(
    "GET /api/v1/stores",
    { summary: "The stores that you may see", tag: "stores", answer: z.object({ stores: z.array(StoreAnswer) }) },
    async ({ asker }) => ({ stores: visibleStores(parts, asker).map(answerOf) }),
  );

  add(
    "GET /api/v1/stores/:store",
    {
      summary: "A store, when it is open, and its lines and zones",
      tag: "stores",
      params: StoreParams,
      answer: StoreDetail,
    },
    async ({ asker, params: { store } }) => await detailOf(visibleStore(parts, asker, store)),
  );

  add(
    "PATCH /api/v1/stores/:store",
    {
      summary: "Change a store's name, opening hours or holidays",
      tag: "stores",
      params: StoreParams,
      body: z.strictObject({
        name: z.string().min(1).max(100).optional(),
        hours: OpeningHours.optional(),
        holidays: Holidays.optional(),
      }),
      answer: StoreDetail,
    },
    async ({ asker, params: { store }, body }) => {
      ownStore(parts, asker, store);
      await parts.keeper.edit(byOf(asker), (text) => {
        const { store: index } = placeIn(text, store);
        return Object.entries(body).reduce(
          (edited, [key, value]) => withYamlValue(edited, ["stores", index, key], value),
          text ?? "",
        );
      });
      return await detailOf(visibleStore(parts, asker, store));
    },
  );

  add(
    "GET /api/v1/stores/:store/sensors",
    {
      summary: "The sensors of a store, and how they are now",
      tag: "stores",
      params: StoreParams,
      answer: z.object({ sensors: z.array(SensorAnswer) }),
    },
    async ({ asker, params: { store } }) => {
      const { shop, shared } = visibleStore(parts, asker, store);
      if (!shared.health) throw new Fault("access/not-shared", `\`${store}\` does not share how its cameras are`);
      const isAlone = await isForsaken(parts, shop.id);
      return { sensors: shop.sensors.map((sensor) => sensorAnswer(shop, sensor, isAlone)) };
    },
  );

  async function detailOf(visible: ReturnType<typeof visibleStore>) {
    const { shop, shared } = visible;
    const sales = shared.isOwn ? await parts.reader.sales({ storeId: shop.id, fromMinute: 0, toMinute: 0 }) : null;
    const units = parts.keeper.current?.units.filter(({ storeId }) => storeId === shop.id) ?? [];
    return {
      ...answerOf(visible),
      hasSales: sales !== null,
      hours: shop.hours ?? null,
      holidays: shop.holidays ?? [],
      units: units.map(({ unitId, kind, version }) => {
        const { sensor, name } = partsOfUnitId(unitId);
        return {
          unit: unitId,
          kind,
          sensor,
          name,
          role: roleOf(shop, sensor, name),
          version,
          places: placesOf(shop, sensor, name),
        };
      }),
    };
  }

  function sensorAnswer(shop: Shop, { id, name = id, source, feed }: Shop["sensors"][number], isAlone: boolean) {
    const kind = source !== undefined ? ("camera" as const) : feed ? ("counter" as const) : ("other" as const);
    const told = parts.fleet.camera(shop.id, id);
    const unknown = {
      state: "unknown" as const,
      sinceMs: null,
      why: kind === "other" ? "whoever uses it starts it; no agent watches it" : "no agent has told of it yet",
      remedy: "",
    };
    const nothing = { analysedPerSecond: null, droppedShare: null };
    if (isAlone && (told || kind === "camera"))
      return { sensor: id, name, kind, ...unknown, ...NO_AGENT, sinceMs: told?.heardMs ?? null, ...nothing };
    if (!told) return { sensor: id, name, kind, ...unknown, ...nothing };
    const { state, sinceMs, why, remedy, analysedPerSecond, droppedShare, heardMs } = told;
    if (parts.nowMs() - heardMs <= AGENT_SILENT_MS_MAX)
      return { sensor: id, name, kind, state, sinceMs, why, remedy, analysedPerSecond, droppedShare };
    return {
      sensor: id,
      name,
      kind,
      state: "agent-away" as const,
      sinceMs: heardMs,
      why: "its agent is not heard; what it counts meanwhile comes later",
      remedy: "look whether the machine in the shop is on and reaches this server",
      ...nothing,
    };
  }
}

/**
 * Where a store, and a sensor of it, stand in the deployment's file as it is now, which somebody may have put in another order
 * since it was looked at; one that is not there stands at the end. A fault where the store is not there.
 */
export function placeIn(text: string | null, storeId: string, sensorId?: string) {
  const file = readYamlText(text ?? "", "the deployment");
  if (file.kind === "unreadable") throw new Fault("deployment/unreadable", `${file.where}: ${file.message}`);
  const stores = listOf(file.data, "stores");
  const store = stores.findIndex((one) => idOf(one) === storeId);
  if (store < 0) throw nothingThere();
  const sensors = listOf(stores[store], "sensors");
  const at = sensors.findIndex((one) => idOf(one) === sensorId);
  const sensor = at < 0 ? sensors.length : at;
  return { store, sensor, isThere: at >= 0, text: JSON.stringify(stores[store]) };
}

function listOf(value: unknown, key: string): readonly unknown[] {
  const list = (value as Readonly<Record<string, unknown>> | null)?.[key];
  return Array.isArray(list) ? list : [];
}

function idOf(value: unknown): unknown {
  return (value as { readonly id?: unknown } | null)?.id;
}

/** Who changes something, as the versions of the deployment tell it. */
export function byOf(asker: { readonly kind: string; readonly id?: string }): string {
  return asker.id ?? asker.kind;
}

function roleOf(shop: Shop, sensorId: string, name: string) {
  const sensor = shop.sensors.find(({ id }) => id === sensorId);
  const drawn =
    sensor?.lines.find((line) => line.name === name) ?? sensor?.feed?.lines.find(({ line }) => line === name);
  return drawn?.role ?? null;
}

function placesOf(shop: Shop, sensorId: string, name: string): [number, number][] {
  const sensor = shop.sensors.find(({ id }) => id === sensorId);
  const line = sensor?.lines.find((one) => one.name === name);
  const places = line ? [line.from, line.to] : (sensor?.zones.find((one) => one.name === name)?.corners ?? []);
  return places.map(([x, y]) => [x, y]);
}
