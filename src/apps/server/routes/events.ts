import { z } from "zod";
import { ACCESS } from "#apps/server/access-table.ts";
import { credentialsOf, NOBODY } from "#apps/server/credentials.ts";
import type { NumberedEvent } from "#apps/server/event-hub.ts";
import type { Router } from "#apps/server/route.ts";
import { visibleStore, visibleStores } from "#apps/server/visible-stores.ts";
import { mayEnter } from "#domain/access/asker.ts";
import { Fault } from "#domain/fault/fault.ts";
import { StoreParams } from "./stores.ts";

/** A proxy that hears nothing for a minute or half of it hangs up. */
export const HEARTBEAT_MS = 15_000;
/** So long somebody may hear on whose session has ended. */
const HEARS_ON_MS_MAX = 1000;
/** A browser that was cut off comes back after this. */
const RETRY_MS = 2000;
/** Streams that are open at a time, of all and of one who asks. */
export const LISTENERS_MAX = 500;
export const LISTENERS_PER_ASKER_MAX = 20;
/** Who reads so slowly that this much waits is cut off, and comes back by `Last-Event-ID`. */
const BACKLOG_BYTES_MAX = 1_000_000;
const HISTORY_MS_DEFAULT = 7 * 86_400_000;

/** Who may open these may hear what comes of them. */
const DOTS_DOOR = "POST /api/v1/stores/:store/sensors/:sensor/setup";
const SCENE_DOOR = "GET /api/v1/stores/:store/sensors/:sensor/scene";

const KINDS = ["health", "gate", "cue"] as const;

/** What happens, as it happens and as it was. */
export function addEventRoutes({ parts, add }: Router): void {
  const open = new Map<string, number>();

  add(
    "GET /api/v1/stores/:store/events",
    {
      summary: "What happened to a store's cameras, the newest first",
      tag: "stores",
      params: StoreParams,
      query: z.strictObject({
        fromMs: z.coerce.number().int().min(0).optional(),
        toMs: z.coerce.number().int().min(0).optional(),
        kind: z.enum(KINDS).optional(),
      }),
      answer: z.object({
        events: z.array(
          z.object({
            kind: z.enum(KINDS),
            sensor: z.string(),
            atMs: z.int(),
            state: z.string().optional(),
            stages: z.array(z.string()).optional(),
            why: z.string().optional(),
            remedy: z.string().optional(),
            zone: z.string().optional(),
            waitedMs: z.int().optional(),
          }),
        ),
      }),
    },
    async ({ asker, params: { store }, query: { fromMs, toMs, kind } }) => {
      const { shared } = visibleStore(parts, asker, store);
      if (!shared.health) throw new Fault("access/not-shared", `\`${store}\` does not share how its cameras are`);
      const until = toMs ?? parts.nowMs() + 1;
      const events = await parts.reader.events({
        storeId: store,
        fromMs: fromMs ?? Math.max(0, until - HISTORY_MS_DEFAULT),
        toMs: until,
        kinds: kind && [kind],
      });
      return {
        events: events.map(({ storeId: _s, agentId: _a, seq: _q, sensorId: sensor, ...event }) => {
          if (event.kind !== "cue") return { sensor, ...event };
          const { zoneId: zone, ...cue } = event;
          return { sensor, zone, ...cue };
        }),
      };
    },
  );

  add(
    "GET /api/v1/events",
    {
      summary:
        "A stream of server-sent events of all stores that you may see: totals, live, health, gate, cue; of your own: scene, and dots while you set a camera up. " +
        "After `reset` ask for everything anew",
      tag: "figures",
      query: z.strictObject({ store: z.string().optional() }),
    },
    async ({ asker, query: { store }, request, reply }) => {
      if (store !== undefined) visibleStore(parts, asker, store);
      const who = "id" in asker ? asker.id : "";
      const count = [...open.values()].reduce((sum, one) => sum + one, 0);
      if (count >= LISTENERS_MAX || (open.get(who) ?? 0) >= LISTENERS_PER_ASKER_MAX)
        throw new Fault("request/too-many", `so many streams are open already: ${open.get(who) ?? 0}, of all ${count}`);
      open.set(who, (open.get(who) ?? 0) + 1);

      const { raw } = reply;
      reply.hijack();
      raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        "content-type": "text/event-stream; charset=utf-8",
        // No proxy may hold it back, pack it or keep it.
        "cache-control": "no-store, no-transform",
        "x-accel-buffering": "no",
      });
      const write = (text: string) => {
        if (raw.destroyed || raw.writableEnded) return;
        if (raw.writableLength > BACKLOG_BYTES_MAX) raw.destroy();
        else raw.write(text);
      };
      // Who was logged out, or whose key was revoked, hears no more.
      let [turn, seenMs] = [Promise.resolve(), performance.now()];
      const inTurn = (act: () => void) => {
        turn = turn.then(async () => {
          if (performance.now() - seenMs > HEARS_ON_MS_MAX) {
            const { asker: now } = await credentialsOf(parts, request).catch(() => NOBODY);
            if (!mayEnter(now, ACCESS["GET /api/v1/events"])) return void raw.end();
            seenMs = performance.now();
          }
          act();
        });
      };
      const isTheirs = ({ storeId, kind }: NumberedEvent) => {
        if (store !== undefined && storeId !== store) return false;
        const visible = visibleStores(parts, asker).find(({ shop }) => shop.id === storeId);
        if (!visible) return false;
        const { figures, health, isOwn } = visible.shared;
        if (kind === "dots") return isOwn && mayEnter(asker, ACCESS[DOTS_DOOR]);
        if (kind === "scene") return isOwn && mayEnter(asker, ACCESS[SCENE_DOOR]);
        return kind === "totals" || kind === "live" || kind === "cue" ? figures === "minute" : health;
      };
      const tell = (event: NumberedEvent) => {
        const { id, kind, storeId, data } = event;
        if (!isTheirs(event)) return;
        const text = `${id === null ? "" : `id: ${id}\n`}event: ${kind}\ndata: ${JSON.stringify({ store: storeId, ...data })}\n\n`;
        inTurn(() => write(text));
      };
      write(`retry: ${RETRY_MS}\n\n`);
      const lastHeard = request.headers["last-event-id"];
      const missed = typeof lastHeard === "string" ? parts.hub.since(lastHeard) : [];
      if (missed === null) write(`id: ${parts.hub.lastId}\nevent: reset\ndata: {}\n\n`);
      else if (typeof lastHeard !== "string") write(`id: ${parts.hub.lastId}\nevent: hello\ndata: {}\n\n`);
      for (const event of missed ?? []) tell(event);
      const endListening = parts.hub.listen(tell);
      parts.meters.listeners.inc();
      const beat = setInterval(() => inTurn(() => write(": beat\n\n")), HEARTBEAT_MS);
      raw.on("close", () => {
        clearInterval(beat);
        endListening();
        parts.meters.listeners.dec();
        const left = (open.get(who) ?? 1) - 1;
        if (left > 0) open.set(who, left);
        else open.delete(who);
      });
      return reply;
    },
  );
}
