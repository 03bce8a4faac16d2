import { type Bucket, type LineBucket, METHOD, MINUTE_MS, type ZoneBucket } from "#domain/counting/bucket.ts";
import { type DwellHistogram, withDwell } from "#domain/counting/dwell-histogram.ts";
import { darkMs, isWatched, type Stretch } from "./outage.ts";

/** What passed a line in a minute, known as nobody who counts knows it: who of them was staff, and who came together. */
export type TrueLine = LineBucket & {
  readonly staffIn: number;
  readonly staffOut: number;
  /** People who came in together are one. */
  readonly groupsIn: number;
};

/** What happened at one line or zone during a session: as it was, and as much of it as was watched. */
export type SourceLedger = {
  /** The minutes that were watched, at least in part. */
  readonly counted: readonly Bucket[];
  /** The minutes in which something happened, watched or not. */
  readonly truth: readonly (TrueLine | ZoneBucket)[];
};

/** Passages over a line, those of staff among them. */
export type Passages = {
  readonly inMs: number[];
  readonly outMs: number[];
  readonly staffInMs: number[];
  readonly staffOutMs: number[];
  /** When the first of each group came in. */
  readonly groupsInMs: number[];
};

export const noPassages = (): Passages => ({ inMs: [], outMs: [], staffInMs: [], staffOutMs: [], groupsInMs: [] });

/** Of a session, whole minutes. */
export type SessionMinutes = { readonly first: number; readonly end: number };

/** Writes what passed a line into minutes. `isUncertain` is asked once of each passage that was watched. */
export function lineLedger(
  line: string,
  passages: Passages,
  minutes: SessionMinutes,
  outages: readonly Stretch[],
  { method, isUncertain }: { readonly method: LineBucket["method"]; readonly isUncertain: () => boolean },
): SourceLedger {
  const length = minutes.end - minutes.first;
  const columns = () => new Int32Array(length);
  const [countedIn, countedOut, uncertain] = [columns(), columns(), columns()];
  const indexOf = (atMs: number) => Math.floor(atMs / MINUTE_MS) - minutes.first;
  const happened = (times: readonly number[]) => {
    const column = columns();
    for (const atMs of times) column[indexOf(atMs)]! += 1;
    return column;
  };
  const count = (times: readonly number[], counted: Int32Array) => {
    for (const atMs of times) {
      if (!isWatched(outages, atMs)) continue;
      counted[indexOf(atMs)]! += 1;
      if (isUncertain()) uncertain[indexOf(atMs)]! += 1;
    }
  };
  const [trueIn, trueOut] = [happened(passages.inMs), happened(passages.outMs)];
  const [staffIn, staffOut] = [happened(passages.staffInMs), happened(passages.staffOutMs)];
  const groupsIn = happened(passages.groupsInMs);
  count(passages.inMs, countedIn);
  count(passages.outMs, countedOut);
  const [counted, truth]: [Bucket[], TrueLine[]] = [[], []];
  for (let index = 0; index < length; index++) {
    const minute = minutes.first + index;
    const known = { kind: "line", line, minute, method } as const;
    const watchedMs = watchedIn(minute, outages);
    if (watchedMs > 0)
      counted.push({
        ...known,
        in: countedIn[index]!,
        out: countedOut[index]!,
        uncertain: uncertain[index]!,
        watchedMs,
      });
    if (trueIn[index]! + trueOut[index]! > 0)
      truth.push({
        ...known,
        in: trueIn[index]!,
        out: trueOut[index]!,
        uncertain: 0,
        watchedMs: MINUTE_MS,
        staffIn: staffIn[index]!,
        staffOut: staffOut[index]!,
        groupsIn: groupsIn[index]!,
      });
  }
  return { counted, truth };
}

type ZoneTally = { entered: number; dwells: DwellHistogram; most: number; personMs: number };
type ZoneMinute = { readonly truth: ZoneTally; readonly counted: ZoneTally };

const nobody = (): ZoneTally => ({ entered: 0, dwells: {}, most: 0, personMs: 0 });
/** Most minutes of most zones. */
const NOTHING: ZoneMinute = { truth: nobody(), counted: nobody() };

/** Writes stays in a zone into minutes. A stay is in the histogram of its last minute, where all of it was watched. */
export function zoneLedger(
  zone: string,
  stays: readonly Stretch[],
  minutes: SessionMinutes,
  outages: readonly Stretch[],
): SourceLedger {
  const tallies = new Map<number, ZoneMinute>();
  const at = (atMs: number): ZoneMinute => {
    const minute = Math.floor(atMs / MINUTE_MS);
    const tally = tallies.get(minute) ?? { truth: nobody(), counted: nobody() };
    tallies.set(minute, tally);
    return tally;
  };
  for (const stay of stays) {
    const [begin, end] = [at(stay.fromMs), at(stay.toMs)];
    begin.truth.entered += 1;
    end.truth.dwells = withDwell(end.truth.dwells, stay.toMs - stay.fromMs);
    if (isWatched(outages, stay.fromMs)) begin.counted.entered += 1;
    if (darkMs(outages, stay) === 0) end.counted.dwells = withDwell(end.counted.dwells, stay.toMs - stay.fromMs);
  }
  // From one change of the crowd to the next, minute by minute.
  for (const { people, fromMs, toMs } of crowds(stays))
    for (let fromThen = fromMs; fromThen < toMs; ) {
      const toThen = Math.min(toMs, (Math.floor(fromThen / MINUTE_MS) + 1) * MINUTE_MS);
      const { truth, counted } = at(fromThen);
      const seenMs = toThen - fromThen - darkMs(outages, { fromMs: fromThen, toMs: toThen });
      truth.most = Math.max(truth.most, people);
      truth.personMs += people * (toThen - fromThen);
      if (seenMs > 0) counted.most = Math.max(counted.most, people);
      counted.personMs += people * seenMs;
      fromThen = toThen;
    }
  const [counted, truth]: [Bucket[], ZoneBucket[]] = [[], []];
  for (let minute = minutes.first; minute < minutes.end; minute++) {
    const tally = tallies.get(minute) ?? NOTHING;
    const watchedMs = watchedIn(minute, outages);
    if (watchedMs > 0) counted.push(zoneBucket(zone, minute, tally.counted, watchedMs));
    const { entered, personMs, dwells } = tally.truth;
    if (entered + personMs > 0 || Object.keys(dwells).length > 0)
      truth.push(zoneBucket(zone, minute, tally.truth, MINUTE_MS));
  }
  return { counted, truth };
}

function zoneBucket(zone: string, minute: number, tally: ZoneTally, watchedMs: number): ZoneBucket {
  const { entered, dwells: dwellHistogram, most: occupancyMax, personMs } = tally;
  return { kind: "zone", zone, minute, entered, dwellHistogram, occupancyMax, personMs, watchedMs, method: METHOD };
}

/** How many are there at once, from each coming or going to the next. */
function* crowds(stays: readonly Stretch[]): Generator<Stretch & { readonly people: number }> {
  const changes = stays
    .flatMap(({ fromMs, toMs }) => [
      { atMs: fromMs, by: 1 },
      { atMs: toMs, by: -1 },
    ])
    .toSorted((a, b) => a.atMs - b.atMs || a.by - b.by);
  let people = 0;
  for (const [index, { atMs, by }] of changes.entries()) {
    people += by;
    const next = changes[index + 1];
    if (people > 0 && next && next.atMs > atMs) yield { people, fromMs: atMs, toMs: next.atMs };
  }
}

function watchedIn(minute: number, outages: readonly Stretch[]): number {
  if (outages.length === 0) return MINUTE_MS;
  return MINUTE_MS - darkMs(outages, { fromMs: minute * MINUTE_MS, toMs: (minute + 1) * MINUTE_MS });
}
