import { denialText, grantsOf } from "#apps/deployment/camera-permit.ts";
import { type LoadedDeployment, loadDeployment } from "#apps/deployment/deployment-file.ts";
import { signatureOf } from "#apps/deployment/file-signature.ts";
import { storeDay } from "#domain/calendar/store-calendar.ts";
import type { Deployment, Sensor, Store } from "#domain/deployment/deployment.ts";
import { type Decision, judge } from "#domain/deployment/judgement.ts";
import { Fault } from "#domain/fault/fault.ts";
import { type Grants, NO_GRANTS } from "#domain/policy/grant.ts";

/** How often the gate looks whether the file has changed or a day has begun; a stage goes down within this and its end. */
export const GATE_LOOK_MS = 1000;
/** Papers and checksums are looked at anew after this even where the deployment file has not changed. */
const PAPERS_LOOK_MS = 60_000;
/** An editor may be in the middle of writing; a file that stays unreadable for longer shuts the gate. */
const UNREADABLE_LOOKS_MAX = 2;

/** What may be built for one sensor now, and if not everything, why. */
export type Permit = {
  readonly store: Store;
  readonly sensor: Sensor;
  readonly grants: Grants;
  readonly decisions: readonly Decision[];
  /** Empty where all may run. */
  readonly why: string;
};

export type Gate = {
  /** As it was read last. */
  readonly deployment: Deployment;
  /** What may be built for every sensor as the gate last looked. */
  readonly permits: readonly Permit[];
  /** Looks anew; returns true where anything has changed. Never throws: what cannot be read or decided is not permitted. */
  look(): boolean;
};

/**
 * The gate of a deployment: opens what the law and the evidence permit today, and shuts it when the evidence ends, the
 * file says otherwise, or the file can no longer be read. Throws where the file cannot be read at first.
 */
export function openGate(
  path: string,
  { nowMs, lawFolder }: { readonly nowMs: () => number; readonly lawFolder?: string | undefined },
): Gate {
  let loaded = loadDeployment(path, { lawFolder });
  let seen = signatureOf(path);
  let readAtMs = nowMs();
  let failedLooks = 0;
  let permits = permitsOf(loaded, nowMs());

  const reload = () => {
    seen = signatureOf(path);
    readAtMs = nowMs();
    try {
      loaded = loadDeployment(path, { lawFolder });
      failedLooks = 0;
      return null;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      failedLooks += 1;
      return error;
    }
  };

  return {
    get deployment() {
      return loaded.deployment;
    },
    get permits() {
      return permits;
    },
    look() {
      const isDue = seen !== signatureOf(path) || failedLooks > 0 || nowMs() - readAtMs >= PAPERS_LOOK_MS;
      const fault = isDue ? reload() : null;
      if (fault && failedLooks < UNREADABLE_LOOKS_MAX) return false;
      const before = permits;
      permits = fault ? shut(permits, fault) : permitsOf(loaded, nowMs());
      return textOf(before) !== textOf(permits);
    },
  };
}

/** The stages that count by these grants. Where there are none nothing is watched, nor shown. */
export function stagesOf({ count, zones }: Grants): string[] {
  return [...(count ? ["count"] : []), ...(zones ? ["zones"] : [])];
}

/** Each store is judged by its own day. */
function permitsOf({ deployment, book, paperFault }: LoadedDeployment, atMs: number): Permit[] {
  return deployment.stores.flatMap((store) => {
    const day = storeDay(atMs, store.time_zone);
    const { decisions } = judge({ ...deployment, stores: [store] }, book, day, paperFault);
    return store.sensors.map((sensor): Permit => {
      const own = decisions.filter((decision) => decision.sensor === sensor.id);
      const isWhole = own.every(({ ruling }) => ruling.verdict === "permit");
      const why = isWhole ? "" : denialText(`${store.id} / ${sensor.id}`, own);
      return { store, sensor, grants: grantsOf(own, sensor.does), decisions: own, why };
    });
  });
}

function shut(permits: readonly Permit[], fault: Fault): Permit[] {
  return permits.map((permit) => ({
    ...permit,
    grants: NO_GRANTS,
    decisions: [],
    why: `the deployment can no longer be read, so that nothing may run: ${fault.detail}`,
  }));
}

/** What of permits makes a difference to what is built. */
function textOf(permits: readonly Permit[]): string {
  return JSON.stringify(permits.map(({ store, sensor, grants, why }) => [store.id, store.staff, sensor, grants, why]));
}
