import { createHash } from "node:crypto";
import { z } from "zod";
import { nothingThere, type Router } from "#apps/server/route.ts";
import { ownStore } from "#apps/server/visible-stores.ts";
import type { Asker } from "#domain/access/asker.ts";
import { Fault } from "#domain/fault/fault.ts";
import { mayShow } from "#domain/policy/grant.ts";
import { SensorParams } from "./deployment.ts";

const TAG = "cameras";

/** What can be shown of a camera without anybody on it: its empty scene, and dots while it is set up. Of one's own stores only. */
export function addShowRoutes({ parts, add }: Router): void {
  const { shows, scenes, admission } = parts;

  /** A camera of the asker's own store; where there is none, or it is no camera, the same as where nothing is. */
  const cameraOf = (asker: Asker, storeId: string, sensorId: string) => {
    const sensor = ownStore(parts, asker, storeId).sensors.find(({ id }) => id === sensorId);
    if (sensor?.source === undefined) throw nothingThere();
    return { storeId, sensorId, source: sensor.source };
  };
  const assertPermitted = (capability: "scene-picture" | "setup-view", storeId: string, sensorId: string) => {
    if (mayShow(admission.grantsNow(storeId, sensorId), capability)) return;
    throw new Fault("scene/not-permitted", `\`${capability}\` is not permitted at \`${storeId} / ${sensorId}\``);
  };

  add(
    "POST /api/v1/stores/:store/sensors/:sensor/scene",
    {
      summary:
        "Ask for a fresh picture of a camera's scene with nobody in it; it comes in about a minute, and `scene` is told among the events",
      tag: TAG,
      params: SensorParams,
      status: 202,
      answer: z.object({ askedMs: z.int() }),
    },
    async ({ asker, params: { store, sensor } }) => {
      cameraOf(asker, store, sensor);
      assertPermitted("scene-picture", store, sensor);
      return shows.askScene(store, sensor);
    },
  );

  add(
    "GET /api/v1/stores/:store/sensors/:sensor/scene",
    {
      summary:
        "The last picture of a camera's scene with nobody in it (JPEG); `x-lintel-known-share` says how much of it (0..1) was seen empty",
      tag: TAG,
      params: SensorParams,
    },
    async ({ asker, params: { store, sensor }, request, reply }) => {
      const place = cameraOf(asker, store, sensor);
      // The law is asked anew: what may not be made may not be shown either.
      const picture = mayShow(admission.grantsNow(store, sensor), "scene-picture") ? await scenes.get(place) : null;
      if (!picture) throw nothingThere();
      const file = Buffer.from(picture.jpeg, "base64");
      const etag = `"${createHash("sha256").update(file).digest("base64url")}"`;
      reply
        .header("etag", etag)
        .header("last-modified", new Date(picture.atMs).toUTCString())
        .header("cache-control", "private, no-cache")
        .header("x-lintel-known-share", (picture.knownPercent / 100).toFixed(2));
      if (request.headers["if-none-match"] === etag) return reply.code(304).send();
      return reply.type("image/jpeg").send(file);
    },
  );

  add(
    "POST /api/v1/stores/:store/sensors/:sensor/setup",
    {
      summary:
        "Show where people are, as dots, twice a second, in `dots` among the events: while a camera is set up, and never longer than 15 minutes",
      tag: TAG,
      params: SensorParams,
      answer: z.object({ untilMs: z.int() }),
    },
    async ({ asker, params: { store, sensor } }) => {
      cameraOf(asker, store, sensor);
      assertPermitted("setup-view", store, sensor);
      return shows.openSetup(store, sensor);
    },
  );

  add(
    "DELETE /api/v1/stores/:store/sensors/:sensor/setup",
    { summary: "Show no dots any more", tag: TAG, params: SensorParams, answer: z.object({ wasOpen: z.boolean() }) },
    async ({ asker, params: { store, sensor } }) => {
      cameraOf(asker, store, sensor);
      return { wasOpen: shows.endSetup(store, sensor) };
    },
  );
}
