import { grantsOf } from "#apps/deployment/camera-permit.ts";
import type { LoadedDeployment } from "#apps/deployment/deployment-file.ts";
import { storeDay } from "#domain/calendar/store-calendar.ts";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import { judge } from "#domain/deployment/judgement.ts";
import { type Grants, NO_GRANTS } from "#domain/policy/grant.ts";
import type { LinkRecord } from "#domain/wire/agent-record.ts";
import type { BucketPart } from "#domain/wire/bucket-part.ts";
import { partsOfUnitId } from "#domain/wire/unit-id.ts";
import type { DeploymentKeeper } from "./deployment-keeper.ts";

/** Why a record is not taken in. */
export type Refusal = { readonly code: RefusalCode; readonly detail: string };
type RefusalCode =
  | "ingest/retired"
  | "ingest/other-store"
  | "ingest/unknown-unit"
  | "ingest/not-permitted"
  | "ingest/future";

/** A clock that is ahead by more than this was never set. */
const AHEAD_MS_MAX = 86_400_000;
/** Decisions on the sensors of a store on a day that are remembered. */
const DECISIONS_KEPT_MAX = 2000;

/** Decides again, at the server, what an agent may tell: by the law and the evidence of the bucket's own minute. */
export type Admission = {
  /** Null where the record may be taken in. */
  refusalOf(
    record: LinkRecord,
    agent: { readonly id: string; readonly storeIds: readonly string[] },
  ): Promise<Refusal | null>;
  /** What is permitted at a sensor at this moment. */
  grantsNow(storeId: string, sensorId: string): Grants;
};

/** `isUnit` says whether there is such a line or zone, in this version. */
export function openAdmission({
  keeper,
  isUnit,
  isRetired,
  nowMs,
}: {
  readonly keeper: DeploymentKeeper;
  readonly isUnit: (part: BucketPart) => Promise<boolean>;
  /** Whether it is of what was retired: then it is refused whatever was permitted in its own minute. */
  readonly isRetired: (storeId: string, sensorId: string, atMs: number) => boolean;
  readonly nowMs: () => number;
}): Admission {
  let known = new WeakMap<LoadedDeployment, Map<string, ReadonlyMap<string, Grants>>>();
  let kept = 0;

  /** What the sensors of a store were permitted on its day. */
  const grantsIn = (loaded: LoadedDeployment, storeId: string, atMs: number): ReadonlyMap<string, Grants> => {
    const store = loaded.deployment.stores.find(({ id }) => id === storeId);
    if (!store) return new Map();
    const day = storeDay(atMs, store.time_zone);
    const days = known.get(loaded) ?? new Map<string, ReadonlyMap<string, Grants>>();
    known.set(loaded, days);
    const key = `${storeId} ${day}`;
    const found = days.get(key);
    if (found) return found;
    const { decisions } = judge({ ...loaded.deployment, stores: [store] }, loaded.book, day, loaded.paperFault);
    const grants = new Map(
      store.sensors.map(({ id, does }) => [
        id,
        grantsOf(
          decisions.filter(({ sensor }) => sensor === id),
          does,
        ),
      ]),
    );
    kept += 1;
    if (kept > DECISIONS_KEPT_MAX) [known, kept] = [new WeakMap([[loaded, days]]), 0];
    days.set(key, grants);
    return grants;
  };

  return {
    grantsNow(storeId, sensorId) {
      const loaded = keeper.current?.loaded;
      return (loaded && grantsIn(loaded, storeId, nowMs()).get(sensorId)) ?? NO_GRANTS;
    },
    async refusalOf(record, { id, storeIds }) {
      const { storeId } = record;
      if (record.agentId !== id || !storeIds.includes(storeId))
        return { code: "ingest/other-store", detail: `\`${storeId}\` is no store of this agent` };
      const atMs = "minute" in record ? record.minute * MINUTE_MS : record.atMs;
      if (atMs > nowMs() + AHEAD_MS_MAX)
        return { code: "ingest/future", detail: `its clock is ahead: ${new Date(atMs).toISOString()}` };
      const of =
        "sensorId" in record
          ? record.sensorId
          : partsOfUnitId(record.kind === "line" ? record.lineId : record.zoneId).sensor;
      if (isRetired(storeId, of, atMs))
        return { code: "ingest/retired", detail: `\`${storeId} / ${of}\` was retired, and its data are deleted` };
      // What ran is told whether it was permitted or not.
      if (record.kind === "health" || record.kind === "gate" || record.kind === "attestation") return null;
      if (record.kind !== "cue" && !(await isUnit(record))) {
        const unitId = record.kind === "line" ? record.lineId : record.zoneId;
        return {
          code: "ingest/unknown-unit",
          detail: `\`${storeId}\` has no \`${unitId}\` of version ${record.version}`,
        };
      }
      const capability = record.kind === "line" ? "count" : "zones";
      const unitId = record.kind === "line" ? record.lineId : record.zoneId;
      const { sensor: sensorId } = partsOfUnitId(unitId);
      const inForce = await keeper.at(atMs);
      const isPermitted = inForce.some((loaded) => grantsIn(loaded, storeId, atMs).get(sensorId)?.[capability]);
      if (isPermitted) return null;
      const why = inForce.length === 0 ? "no deployment was in force" : `\`${capability}\` was not permitted`;
      return { code: "ingest/not-permitted", detail: `${why} at \`${storeId} / ${sensorId}\` in that minute` };
    },
  };
}
