import { type Bucket, type LineBucket, METHOD, MINUTE_MS, type ZoneBucket } from "#domain/counting/bucket.ts";
import { type DwellHistogram, withDwell } from "#domain/counting/dwell-histogram.ts";
import type { Joined } from "#domain/counting/joined.ts";
import { darkMs, isWatched, type Stretch } from "./outage.ts";

/** What passed a line in a minute, known as nobody who counts knows it: who of them was staff, and who came together. */
export type TrueLine = LineBucket & {
  readonly staffIn: number;
  readonly staffOut: number;
  /** People who came in together are one. */
  readonly groupsIn: number;
  /** Of those who came in: people who had been inside, and stepped out for less than a quarter of an hour. */
  readonly returnsIn: number;
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
  /** When somebody came in as the second, third, fourth and fifth of their group. */
  readonly joinedInMs: readonly [number[], number[], number[], number[]];
  /** Of `inMs`, those who had stepped out and came back. */
  readonly returnsInMs: number[];
};

export const noPassages = (): Passages => ({
  inMs: [],
  outMs: [],
  staffInMs: [],
  staffOutMs: [],
  groupsInMs: [],
  joinedInMs: [[], [], [], []],
  returnsInMs: [],
});

/** Of a session, whole minutes. */
export type SessionMinutes = { readonly first: number; readonly end: number };

/** How a line tells what it saw. */
export type LineTelling = {
  readonly method: LineBucket["method"];
  /** Asked once of each passage that was watched. */
  readonly isUncertain: () => boolean;
  /** How many of those who passed in a minute were taken for staff; null where nobody looks for their signs. */
  readonly takenForStaff: ((passed: { readonly staff: number; readonly others: number }) => number) | null;
};

/** Writes what passed a line into minutes. */
export function lineLedger(
  line: string,
  passages: Passages,
  minutes: SessionMinutes,
  outages: readonly Stretch[],
  { method, isUncertain, takenForStaff }: LineTelling,
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
  const watched = (times: readonly number[]) => happened(times.filter((atMs) => isWatched(outages, atMs)));
  const count = (times: readonly number[], counted: Int32Array) => {
    for (const atMs of times) {
      if (!isWatched(outages, atMs)) continue;
      counted[indexOf(atMs)]! += 1;
      if (isUncertain()) uncertain[indexOf(atMs)]! += 1;
    }
  };
  const [trueIn, trueOut] = [happened(passages.inMs), happened(passages.outMs)];
  const [staffIn, staffOut] = [happened(passages.staffInMs), happened(passages.staffOutMs)];
  const [groupsIn, returnsIn] = [happened(passages.groupsInMs), happened(passages.returnsInMs)];
  count(passages.inMs, countedIn);
  count(passages.outMs, countedOut);
  // A lens tells who came together; another maker's counter does not. Who works there comes alone.
  const countedGroups = method === METHOD ? watched([...passages.groupsInMs, ...passages.staffInMs]) : null;
  const countedJoined = passages.joinedInMs.map(watched);
  const joinedAt = (index: number) => countedJoined.map((column) => column[index]!) as unknown as Joined;
  const [seenStaffIn, seenStaffOut] = [watched(passages.staffInMs), watched(passages.staffOutMs)];
  const staffTold = (index: number) => {
    const told = (staff: number, passed: number) => takenForStaff?.({ staff, others: passed - staff }) ?? 0;
    return {
      staffIn: told(seenStaffIn[index]!, countedIn[index]!),
      staffOut: told(seenStaffOut[index]!, countedOut[index]!),
    };
  };
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
        ...(takenForStaff ? staffTold(index) : {}),
        uncertain: uncertain[index]!,
        ...(countedGroups ? { groupsIn: countedGroups[index]! } : {}),
        ...(countedGroups && joinedAt(index)[0] > 0 ? { joinedIn: joinedAt(index) } : {}),
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
        returnsIn: returnsIn[index]!,
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
