import { Fault } from "#domain/fault/fault.ts";
import { LINK_ORDERS_MAX, LINK_SETUPS_MAX, type ShowOrder } from "#domain/wire/agent-link.ts";
import { SETUP_MS_MAX } from "#domain/wire/setup-dots.ts";
import { newId } from "./tokens.ts";

/** An asking for a scene that no agent answered for so long is over. */
export const SCENE_WAIT_MS_MAX = 600_000;
/** Set-up views that are open at a time: no agent shows more. */
const SETUPS_MAX = LINK_SETUPS_MAX;

/** What people at the pages want to be shown of cameras. It is held in memory: after a restart nobody has asked. */
export type ShowDesk = {
  /** Asks for the picture of a camera's scene. Where one is awaited already, that one is meant. */
  askScene(storeId: string, sensorId: string): { readonly askedMs: number };
  /** Whether a picture was awaited by this order; it is no longer. */
  takeScene(storeId: string, sensorId: string, id: string): boolean;
  /** Opens the set-up view of a camera. One that is open already goes on to its own end. */
  openSetup(storeId: string, sensorId: string): { readonly untilMs: number };
  /** Whether one was open. */
  endSetup(storeId: string, sensorId: string): boolean;
  isSetup(storeId: string, sensorId: string): boolean;
  /** What an agent is to show, where it still may. */
  ordersOf(mayShow: (kind: ShowOrder["kind"], storeId: string, sensorId: string) => boolean): ShowOrder[];
};

type Asking = { readonly storeId: string; readonly sensorId: string; readonly id: string; readonly sinceMs: number };

export function openShowDesk(nowMs: () => number): ShowDesk {
  const asked = new Map<string, Asking>();
  const setups = new Map<string, Asking>();
  const isOver = ({ sinceMs }: Asking, msMax: number) => {
    const passedMs = nowMs() - sinceMs;
    return passedMs >= msMax || passedMs < 0; // a clock that was set back makes nothing longer
  };
  const forgetOld = () => {
    for (const [key, one] of asked) if (isOver(one, SCENE_WAIT_MS_MAX)) asked.delete(key);
    for (const [key, one] of setups) if (isOver(one, SETUP_MS_MAX)) setups.delete(key);
  };
  const begin = (storeId: string, sensorId: string): Asking => ({
    storeId,
    sensorId,
    id: newId("show"),
    sinceMs: nowMs(),
  });
  const keyOf = (storeId: string, sensorId: string) => `${storeId} ${sensorId}`;
  return {
    askScene(storeId, sensorId) {
      forgetOld();
      const asking = asked.get(keyOf(storeId, sensorId)) ?? begin(storeId, sensorId);
      asked.set(keyOf(storeId, sensorId), asking);
      return { askedMs: asking.sinceMs };
    },
    takeScene(storeId, sensorId, id) {
      forgetOld();
      if (asked.get(keyOf(storeId, sensorId))?.id !== id) return false;
      return asked.delete(keyOf(storeId, sensorId));
    },
    openSetup(storeId, sensorId) {
      forgetOld();
      const known = setups.get(keyOf(storeId, sensorId));
      if (!known && setups.size >= SETUPS_MAX)
        throw new Fault("request/too-many", `${SETUPS_MAX} cameras are being set up already`);
      const setup = known ?? begin(storeId, sensorId);
      setups.set(keyOf(storeId, sensorId), setup);
      return { untilMs: setup.sinceMs + SETUP_MS_MAX };
    },
    endSetup: (storeId, sensorId) => setups.delete(keyOf(storeId, sensorId)),
    isSetup(storeId, sensorId) {
      forgetOld();
      return setups.has(keyOf(storeId, sensorId));
    },
    ordersOf(mayShow) {
      forgetOld();
      const ordered = <K extends ShowOrder["kind"]>(kind: K, all: Iterable<Asking>) =>
        [...all].filter(({ storeId, sensorId }) => mayShow(kind, storeId, sensorId));
      return [
        ...ordered("scene", asked.values()).map(({ storeId, sensorId, id }) => ({
          kind: "scene" as const,
          storeId,
          sensorId,
          id,
        })),
        ...ordered("setup", setups.values()).map(({ storeId, sensorId, id, sinceMs }) => ({
          kind: "setup" as const,
          storeId,
          sensorId,
          id,
          leftMs: sinceMs + SETUP_MS_MAX - nowMs(),
        })),
      ].slice(0, LINK_ORDERS_MAX);
    },
  };
}
