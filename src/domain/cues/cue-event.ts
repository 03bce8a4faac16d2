/** Somebody waits in a zone for longer than they should: who of the staff is free is to look. Nobody is named in it. */
export type CueEvent = {
  readonly storeId: string;
  readonly storeName: string;
  readonly sensorId: string;
  readonly zone: string;
  /** How long whoever waits longest has waited. */
  readonly waitedMs: number;
  readonly atMs: number;
  /** Made up, to see whether it arrives. */
  readonly isTest?: boolean;
};

/** What a store's figures are now; null where nothing is known, which is not 0. */
export type StoreFiguresNow = {
  readonly storeId: string;
  readonly storeName: string;
  readonly visitorsToday: number | null;
  readonly occupancy: number | null;
  /** The zones of the store that can tell that somebody waits. */
  readonly cueZones?: readonly { readonly sensorId: string; readonly zone: string }[];
};

/** An event as the body of a webhook: one line of JSON, the same for every try, so that `id` tells a repetition. */
export function cueBody(event: CueEvent, id: string): string {
  const { storeId, storeName, sensorId, zone, waitedMs, atMs, isTest = false } = event;
  return JSON.stringify({
    kind: "cue",
    id,
    test: isTest,
    storeId,
    storeName,
    sensorId,
    zone,
    waitedMs,
    at: new Date(atMs).toISOString(),
  });
}
