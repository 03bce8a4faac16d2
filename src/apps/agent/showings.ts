import type { SceneRequest, ShowOrder, StatusRequest } from "#domain/wire/agent-link.ts";
import { LINK_MOMENTS_MAX, LINK_SETUPS_MAX } from "#domain/wire/agent-link.ts";
import type { ScenePicture } from "#domain/wire/scene-picture.ts";
import { type DotPoints, SETUP_MS_MAX } from "#domain/wire/setup-dots.ts";
import type { Showing } from "./watch-source.ts";

/** A lens shows dots for so long after each answer of the server that wants them; where none comes it ends by itself. */
const DOTS_LEASE_MS = 10_000;

type Dots = NonNullable<StatusRequest["dots"]>[number];

/** What somebody at the server wants to be shown of cameras, and what came of it. Nothing of it is ever on a disk. */
export type Showings = {
  /** Does what the server's last answer wants, and no longer what it does not want any more. */
  follow(orders: readonly ShowOrder[]): void;
  hearScene(storeId: string, sensorId: string, picture: ScenePicture): void;
  hearDots(storeId: string, sensorId: string, points: DotPoints): void;
  /** The dots since it was asked last. */
  takeDots(): Dots[];
  /** The pictures that the server waits for and does not have. */
  scenes(): readonly SceneRequest[];
  /** The server has answered to this picture, whatever it said. */
  drop(scene: SceneRequest): void;
};

/** `showing` finds what is watched of a camera now; `nowMs` is of a clock that is never set, `wallMs` of one that is. */
export function openShowings({
  showing,
  nowMs,
  wallMs,
}: {
  readonly showing: (storeId: string, sensorId: string) => Showing | null;
  readonly nowMs: () => number;
  readonly wallMs: () => number;
}): Showings {
  /** The scenes that are wanted, by camera; `made` once the picture of that order has come. */
  const wanted = new Map<string, { readonly id: string; isMade: boolean }>();
  const scenes = new Map<string, SceneRequest>();
  /** The set-up views that are open, by camera. */
  const views = new Map<string, { readonly id: string; readonly sinceMs: number; untilMs: number }>();
  const dots = new Map<string, Dots>();

  const wantScene = (key: string, { storeId, sensorId, id }: ShowOrder) => {
    const known = wanted.get(key);
    if (known?.id !== id) wanted.set(key, { id, isMade: false });
    // Told anew each time: its lens may have crashed meanwhile. One that is at work already stays at it.
    if (!wanted.get(key)!.isMade) showing(storeId, sensorId)?.askScene();
  };
  const showDots = (key: string, { storeId, sensorId, id, leftMs }: Extract<ShowOrder, { kind: "setup" }>) => {
    const known = views.get(key);
    const view = known?.id === id ? known : { id, sinceMs: nowMs(), untilMs: 0 };
    // INVARIANT: whatever the server says, one view is not shown for longer than this.
    const restMs = view.sinceMs + SETUP_MS_MAX - nowMs();
    const forMs = Math.max(0, Math.floor(Math.min(leftMs, restMs, DOTS_LEASE_MS)));
    view.untilMs = nowMs() + forMs;
    views.set(key, view);
    showing(storeId, sensorId)?.showDots(forMs);
  };

  return {
    follow(orders) {
      const present = { scene: new Set<string>(), setup: new Set<string>() };
      for (const order of orders) {
        const key = keyOf(order.storeId, order.sensorId);
        if (order.kind === "setup" && present.setup.size >= LINK_SETUPS_MAX) continue;
        present[order.kind].add(key);
        if (order.kind === "scene") wantScene(key, order);
        else showDots(key, order);
      }
      for (const key of wanted.keys()) if (!present.scene.has(key)) wanted.delete(key);
      for (const [key, { id }] of scenes) if (id !== wanted.get(key)?.id) scenes.delete(key);
      for (const key of views.keys())
        if (!present.setup.has(key)) {
          const [storeId = "", sensorId = ""] = key.split(" ");
          showing(storeId, sensorId)?.showDots(0);
          views.delete(key);
          dots.delete(key);
        }
    },
    hearScene(storeId, sensorId, picture) {
      const want = wanted.get(keyOf(storeId, sensorId));
      if (!want) return;
      want.isMade = true;
      scenes.set(keyOf(storeId, sensorId), { storeId, sensorId, id: want.id, picture });
    },
    hearDots(storeId, sensorId, points) {
      const key = keyOf(storeId, sensorId);
      const view = views.get(key);
      if (!view || nowMs() >= view.untilMs) return;
      const moments = [...(dots.get(key)?.moments ?? []), { atMs: wallMs(), points }].slice(-LINK_MOMENTS_MAX);
      dots.set(key, { storeId, sensorId, moments });
    },
    takeDots() {
      const taken = [...dots.values()];
      dots.clear();
      return taken;
    },
    scenes: () => [...scenes.values()],
    drop({ storeId, sensorId, id }) {
      const key = keyOf(storeId, sensorId);
      if (scenes.get(key)?.id === id) scenes.delete(key);
    },
  };
}

function keyOf(storeId: string, sensorId: string): string {
  return `${storeId} ${sensorId}`;
}
