import { MINUTE_MS } from "#domain/counting/bucket.ts";
import type { StoreMinute } from "#domain/counting/minute-table.ts";
import type { Span } from "#domain/figures/opening.ts";
import { DAY_MINUTES, type StoreClock } from "#domain/figures/store-clock.ts";
import { type Chance, openChance } from "./chance.ts";
import { type DayMood, GROUP_SIZE_MEAN, groupSize, minuteShare } from "./footfall.ts";
import { type Stretch, sensorOutages, storeOutages } from "./outage.ts";
import { lineLedger, type SourceLedger, zoneLedger } from "./session-ledger.ts";
import type { SimulatedStore } from "./simulated-store.ts";

/** What happened from one opening of a store to its closing. */
export type SimulatedSession = { readonly counted: readonly StoreMinute[]; readonly truth: readonly StoreMinute[] };

/** The cameras are on for so long before opening and after closing; staff come and go then. */
const AROUND_MINUTES = 30;
const SECOND_MS = 1000;
const FIRST_DOOR_SHARE = 0.7;
/** Turns round at once. */
const BOUNCE_SHARE = 0.12;
const BOUNCE_SECONDS = [20, 90] as const;
const STAY_MEDIAN_MINUTES = 9;
const STAY_SPREAD = 0.8;
/** Whoever is still inside at closing leaves within so long. */
const LEAVE_MINUTES_MAX = 12;
const DWELL_SPREAD = 0.9;
const DWELL_MS_MIN = 700;
const UNCERTAIN_SHARE = 0.03;
const BREAK_SESSION_MINUTES = 5 * 60;
const BREAK_MINUTES = [25, 50] as const;

type Doings = {
  readonly doors: { readonly inMs: number[]; readonly outMs: number[] }[];
  readonly street: { readonly inMs: number[]; readonly outMs: number[] };
  readonly stays: ReadonlyMap<string, Stretch[]>;
};

/** Lets people come, look and go for one session; the same seed, store and session give the same people. */
export function simulateSession(
  simulated: SimulatedStore,
  session: Span,
  clock: StoreClock,
  mood: DayMood,
  seed: number,
): SimulatedSession {
  const { store, zones } = simulated;
  const chance = openChance(`${seed} ${store.id} ${session.start} people`);
  const doorCount = store.sensors.flatMap(({ lines }) => lines).filter(({ role }) => role === "entrance").length;
  const doings: Doings = {
    doors: Array.from({ length: doorCount }, () => ({ inMs: [], outMs: [] })),
    street: { inMs: [], outMs: [] },
    stays: new Map([...zones.keys()].map((name) => [name, []])),
  };
  for (let minute = session.start; minute < session.end; minute++) {
    const wall = clock.wallMinute(minute);
    const share = minuteShare(clock.dayOf(minute), ((wall % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES);
    const visitors = simulated.visitorsPerDay * share;
    const groups = chance.poisson((visitors * mood.visitors) / GROUP_SIZE_MEAN);
    for (let group = 0; group < groups; group++) letGroupIn(simulated, chance, doings, minute, session.end);
    const passing = chance.poisson((visitors * mood.passersBy) / simulated.captureShare);
    for (let person = 0; person < passing; person++) {
      const side = chance.next() < 0.5 ? doings.street.inMs : doings.street.outMs;
      side.push(msIn(minute, chance));
    }
  }
  for (let person = 0; person < simulated.staff; person++) letStaffWork(chance, doings, session);
  return written(simulated, doings, session, seed);
}

function letGroupIn(simulated: SimulatedStore, chance: Chance, doings: Doings, minute: number, closing: number): void {
  const size = groupSize(chance);
  const doorOf = () => doings.doors[chance.next() < FIRST_DOOR_SHARE ? 0 : doings.doors.length - 1]!;
  const [comesBy, leavesBy] = [doorOf(), doorOf()];
  const cameMs = msIn(minute, chance);
  const stayMs =
    chance.next() < BOUNCE_SHARE
      ? Math.round(chance.between(...BOUNCE_SECONDS) * SECOND_MS)
      : Math.round(STAY_MEDIAN_MINUTES * MINUTE_MS * Math.exp(STAY_SPREAD * chance.normal()));
  for (let person = 0; person < size; person++) {
    const inMs = cameMs + Math.round(person * chance.between(0.4, 1.5) * SECOND_MS);
    const lastMs = closing * MINUTE_MS + Math.round(chance.between(1, LEAVE_MINUTES_MAX) * MINUTE_MS);
    const outMs = Math.min(lastMs, inMs + Math.max(BOUNCE_SECONDS[0] * SECOND_MS, stayMs) + person * SECOND_MS);
    comesBy.inMs.push(inMs);
    leavesBy.outMs.push(outMs);
    letLookAround(simulated, chance, doings, { fromMs: inMs, toMs: outMs });
  }
}

/** From zone to zone, in the order in which they lie, with ways between. */
function letLookAround(simulated: SimulatedStore, chance: Chance, doings: Doings, visit: Stretch): void {
  const visitMs = visit.toMs - visit.fromMs;
  let atMs = visit.fromMs + 5 * SECOND_MS;
  for (const [name, { visitShare, medianMs }] of simulated.zones) {
    if (chance.next() >= visitShare) continue;
    const dwellMs = Math.max(DWELL_MS_MIN, Math.round(medianMs * Math.exp(DWELL_SPREAD * chance.normal())));
    const fromMs = atMs + Math.round(chance.between(0.02, 0.15) * visitMs);
    atMs = fromMs + dwellMs;
    if (atMs >= visit.toMs) return;
    doings.stays.get(name)!.push({ fromMs, toMs: atMs });
  }
}

/** Staff use the first door as everybody does, and are counted as everybody is. */
function letStaffWork(chance: Chance, doings: Doings, { start, end }: Span): void {
  const door = doings.doors[0]!;
  const atMs = (minute: number) => Math.round(minute * MINUTE_MS);
  door.inMs.push(atMs(start - chance.between(4, AROUND_MINUTES - 2)));
  door.outMs.push(atMs(end + chance.between(LEAVE_MINUTES_MAX, AROUND_MINUTES - 2)));
  if (end - start < BREAK_SESSION_MINUTES) return;
  const leaves = chance.between(start + 90, end - 120);
  door.outMs.push(atMs(leaves));
  door.inMs.push(atMs(leaves + chance.between(...BREAK_MINUTES)));
}

function written(simulated: SimulatedStore, doings: Doings, session: Span, seed: number): SimulatedSession {
  const { store } = simulated;
  const minutes = { first: session.start - AROUND_MINUTES, end: session.end + AROUND_MINUTES };
  const stretch = { fromMs: minutes.first * MINUTE_MS, toMs: minutes.end * MINUTE_MS };
  const dark = openChance(`${seed} ${store.id} ${session.start} dark`);
  const ofStore = storeOutages(dark, stretch);
  const [counted, truth]: [StoreMinute[], StoreMinute[]] = [[], []];
  let door = 0;
  for (const { id: sensor, lines, zones } of store.sensors) {
    const chance = openChance(`${seed} ${store.id} ${session.start} ${sensor}`);
    const outages = sensorOutages(chance, stretch, ofStore);
    const take = (ledger: SourceLedger) => {
      for (const bucket of ledger.counted) counted.push({ store: store.id, sensor, bucket });
      for (const bucket of ledger.truth) truth.push({ store: store.id, sensor, bucket });
    };
    for (const { name, role } of lines) {
      const passages = role === "entrance" ? doings.doors[door++]! : doings.street;
      take(lineLedger(name, passages, minutes, outages, () => chance.next() < UNCERTAIN_SHARE));
    }
    for (const { name } of zones) take(zoneLedger(name, doings.stays.get(name)!, minutes, outages));
  }
  return { counted, truth };
}

function msIn(minute: number, chance: Chance): number {
  return minute * MINUTE_MS + Math.floor(chance.next() * MINUTE_MS);
}
