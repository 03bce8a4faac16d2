import { DAY_MINUTES } from "#domain/calendar/day.ts";
import type { StoreCalendar } from "#domain/calendar/store-calendar.ts";
import { METHOD, MINUTE_MS } from "#domain/counting/bucket.ts";
import type { StoreMinute } from "#domain/counting/minute-table.ts";
import { type NamedUnit, unitsOfStore } from "#domain/deployment/store-units.ts";
import { type Chance, openChance } from "./chance.ts";
import { type DayMood, GROUP_SIZE_MEAN, groupSize, minuteShare } from "./footfall.ts";
import { type Stretch, sensorOutages, storeOutages } from "./outage.ts";
import { AROUND_MINUTES, type Session } from "./session.ts";
import {
  type LineTelling,
  lineLedger,
  noPassages,
  type Passages,
  type SourceLedger,
  zoneLedger,
} from "./session-ledger.ts";
import type { StoreHabits } from "./store-habits.ts";

/** What happened at a line or zone of a store in one minute. */
export type TrueMinute = Pick<StoreMinute, "store" | "sensor"> & { readonly bucket: SourceLedger["truth"][number] };

/** What happened from one opening of a store to its closing. */
export type SimulatedSession = { readonly counted: readonly StoreMinute[]; readonly truth: readonly TrueMinute[] };

const SECOND_MS = 1000;
const FIRST_DOOR_SHARE = 0.7;
/** Turns round at once. */
const BOUNCE_SHARE = 0.12;
const BOUNCE_SECONDS = [20, 90] as const;
const STAY_MEDIAN_MINUTES = 9;
const STAY_SPREAD = 0.8;
/** Whoever is still inside at closing leaves within so long. */
const LEAVE_MINUTES_MAX = 12;
/** How long somebody steps out: most are back soon. */
const STEP_OUT_MEDIAN_MINUTES = 4;
const STEP_OUT_SPREAD = 0.6;
const STEP_OUT_MINUTES = [1, 14] as const;
/** Nobody steps out of a shorter visit. */
const STEP_OUT_STAY_MS_MIN = 3 * MINUTE_MS;
const DWELL_SPREAD = 0.9;
const DWELL_MS_MIN = 700;
const UNCERTAIN_SHARE = 0.03;
/** Of staff so many are known by their signs, and of visitors so many are taken for staff: as good as the scene `staff` in good light. */
const STAFF_KNOWN_SHARE = 0.95;
const VISITOR_TAKEN_SHARE = 0.01;
const BREAK_SESSION_MINUTES = 5 * 60;
const BREAK_MINUTES = [25, 50] as const;

type Doings = {
  /** At least one: where no line lies over a door, people come in all the same. */
  readonly doors: readonly Passages[];
  readonly streets: readonly Passages[];
  /** By the names of their units. */
  readonly inner: ReadonlyMap<string, Passages>;
  readonly stays: ReadonlyMap<string, Stretch[]>;
};

/** Lets people come, look and go for one session; the same seed, store and session give the same people. */
export function simulateSession(
  habits: StoreHabits,
  session: Session,
  calendar: StoreCalendar,
  mood: DayMood,
  seed: number,
): SimulatedSession {
  const units = unitsOfStore(habits.store);
  const outside = openChance(`${seed} ${habits.store.id} ${openingOf(session)} outside`);
  const chance = openChance(`${seed} ${habits.store.id} ${openingOf(session)} people`);
  const passagesOf = (role: NamedUnit["role"]) => units.filter((unit) => unit.role === role).map(noPassages);
  const doors = passagesOf("entrance");
  const doings: Doings = {
    doors: doors.length > 0 ? doors : [noPassages()],
    streets: passagesOf("passer-by"),
    inner: new Map([...habits.inner.keys()].map((unitId) => [unitId, noPassages()])),
    stays: new Map([...habits.zones.keys()].map((unitId) => [unitId, []])),
  };
  for (const { start, end } of session.open)
    for (let minute = start; minute < end; minute++) {
      const wall = calendar.wallMinute(minute);
      const share = minuteShare(calendar.dayOf(minute), ((wall % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES);
      const visitors = habits.visitorsPerDay * share;
      const groups = chance.poisson((visitors * mood.visitors) / GROUP_SIZE_MEAN);
      for (let group = 0; group < groups; group++) {
        const group = letGroupIn(habits, chance, doings, minute, closingOf(session));
        if (outside.next() < habits.stepOutShare) letStepOut(outside, group);
      }
      for (const street of doings.streets) {
        const passing = chance.poisson((visitors * mood.passersBy) / habits.captureShare);
        for (let person = 0; person < passing; person++) {
          const side = chance.next() < 0.5 ? street.inMs : street.outMs;
          side.push(msIn(minute, chance));
        }
      }
    }
  for (let person = 0; person < habits.staff; person++) letStaffWork(chance, doings, session);
  return written(habits, units, doings, session, seed);
}

/** A group that is inside, by the door that it leaves through. */
type GroupInside = { readonly size: number; readonly door: Passages } & Stretch;

function letGroupIn(habits: StoreHabits, chance: Chance, doings: Doings, minute: number, closing: number): GroupInside {
  const size = groupSize(chance);
  const doorOf = () => doings.doors[chance.next() < FIRST_DOOR_SHARE ? 0 : doings.doors.length - 1]!;
  const [comesBy, leavesBy] = [doorOf(), doorOf()];
  const cameMs = msIn(minute, chance);
  comesBy.groupsInMs.push(cameMs);
  const stayMs =
    chance.next() < BOUNCE_SHARE
      ? Math.round(chance.between(...BOUNCE_SECONDS) * SECOND_MS)
      : Math.round(STAY_MEDIAN_MINUTES * MINUTE_MS * Math.exp(STAY_SPREAD * chance.normal()));
  let last = Number.POSITIVE_INFINITY;
  for (let person = 0; person < size; person++) {
    const inMs = cameMs + Math.round(person * chance.between(0.4, 1.5) * SECOND_MS);
    const lastMs = closing * MINUTE_MS + Math.round(chance.between(1, LEAVE_MINUTES_MAX) * MINUTE_MS);
    const outMs = Math.min(lastMs, inMs + Math.max(BOUNCE_SECONDS[0] * SECOND_MS, stayMs) + person * SECOND_MS);
    comesBy.inMs.push(inMs);
    comesBy.joinedInMs[person - 1]?.push(inMs);
    leavesBy.outMs.push(outMs);
    letLookAround(habits, chance, doings, { fromMs: inMs, toMs: outMs });
    last = Math.min(last, outMs);
  }
  return { size, door: leavesBy, fromMs: cameMs, toMs: last };
}

/** Out in the middle of a visit and back by the same door, all together; the visit is as long as it would have been. */
function letStepOut(chance: Chance, { size, door, fromMs, toMs }: GroupInside): void {
  if (toMs - fromMs < STEP_OUT_STAY_MS_MIN) return;
  const minutes = STEP_OUT_MEDIAN_MINUTES * Math.exp(STEP_OUT_SPREAD * chance.normal());
  const [least, most] = STEP_OUT_MINUTES;
  const awayMs = Math.round(Math.min(most, Math.max(least, minutes)) * MINUTE_MS);
  const goesMs = fromMs + Math.round(chance.between(0.2, 0.6) * (toMs - fromMs));
  if (goesMs + awayMs > toMs - MINUTE_MS) return;
  door.groupsInMs.push(goesMs + awayMs);
  for (let person = 0; person < size; person++) {
    const behindMs = person * SECOND_MS;
    door.outMs.push(goesMs + behindMs);
    door.inMs.push(goesMs + awayMs + behindMs);
    door.joinedInMs[person - 1]?.push(goesMs + awayMs + behindMs);
    door.returnsInMs.push(goesMs + awayMs + behindMs);
  }
}

/** From zone to zone, in the order in which they lie, with ways between; over inner lines and back. */
function letLookAround(habits: StoreHabits, chance: Chance, doings: Doings, visit: Stretch): void {
  const visitMs = visit.toMs - visit.fromMs;
  for (const [unitId, share] of habits.inner) {
    if (chance.next() >= share) continue;
    const { inMs, outMs } = doings.inner.get(unitId)!;
    const goesMs = visit.fromMs + Math.round(chance.between(0.1, 0.5) * visitMs);
    inMs.push(goesMs);
    outMs.push(goesMs + Math.round(chance.between(0.2, 0.9) * (visit.toMs - goesMs)));
  }
  let atMs = visit.fromMs + 5 * SECOND_MS;
  for (const [unitId, { visitShare, medianMs }] of habits.zones) {
    if (chance.next() >= visitShare) continue;
    const dwellMs = Math.max(DWELL_MS_MIN, Math.round(medianMs * Math.exp(DWELL_SPREAD * chance.normal())));
    const fromMs = atMs + Math.round(chance.between(0.02, 0.15) * visitMs);
    atMs = fromMs + dwellMs;
    if (atMs >= visit.toMs) return;
    doings.stays.get(unitId)!.push({ fromMs, toMs: atMs });
  }
}

/** Staff use the first door as everybody does, and are counted as everybody is. */
function letStaffWork(chance: Chance, doings: Doings, session: Session): void {
  const door = doings.doors[0]!;
  const [start, end] = [openingOf(session), closingOf(session)];
  const comes = (minute: number) => {
    door.inMs.push(Math.round(minute * MINUTE_MS));
    door.staffInMs.push(Math.round(minute * MINUTE_MS));
  };
  const goes = (minute: number) => {
    door.outMs.push(Math.round(minute * MINUTE_MS));
    door.staffOutMs.push(Math.round(minute * MINUTE_MS));
  };
  comes(start - chance.between(4, AROUND_MINUTES - 2));
  goes(end + chance.between(LEAVE_MINUTES_MAX, AROUND_MINUTES - 2));
  if (end - start < BREAK_SESSION_MINUTES) return;
  const leaves = chance.between(start + 90, end - 120);
  goes(leaves);
  comes(leaves + chance.between(...BREAK_MINUTES));
}

function written(
  habits: StoreHabits,
  units: readonly NamedUnit[],
  doings: Doings,
  session: Session,
  seed: number,
): SimulatedSession {
  const { store } = habits;
  const minutes = { first: session.watched.start, end: session.watched.end };
  const stretch = { fromMs: minutes.first * MINUTE_MS, toMs: minutes.end * MINUTE_MS };
  const dark = openChance(`${seed} ${store.id} ${openingOf(session)} dark`);
  const ofStore = storeOutages(dark, stretch);
  const [counted, truth]: [StoreMinute[], TrueMinute[]] = [[], []];
  const lines = { entrance: [...doings.doors], "passer-by": [...doings.streets] };
  for (const { id: sensor, does } of store.sensors) {
    const chance = openChance(`${seed} ${store.id} ${openingOf(session)} ${sensor}`);
    const outages = sensorOutages(chance, stretch, ofStore);
    const isStaffSought = store.staff !== undefined && does.includes("staff-exclusion");
    const signs = isStaffSought ? openChance(`${seed} ${store.id} ${openingOf(session)} ${sensor} signs`) : null;
    const takenForStaff = signs && signReader(signs);
    const take = (ledger: SourceLedger) => {
      for (const bucket of ledger.counted) counted.push({ store: store.id, sensor, bucket });
      for (const bucket of ledger.truth) truth.push({ store: store.id, sensor, bucket });
    };
    for (const unit of units.filter((unit) => unit.sensor === sensor))
      if (unit.kind === "zone") take(zoneLedger(unit.name, doings.stays.get(unit.unitId)!, minutes, outages));
      else {
        const passages = unit.role === "inner" ? doings.inner.get(unit.unitId)! : lines[unit.role].shift()!;
        // Another maker's counter says of no passage that it is uncertain.
        const certainty = unit.isFeed
          ? { method: "sensor-1" as const, isUncertain: () => false, takenForStaff }
          : { method: METHOD, isUncertain: () => chance.next() < UNCERTAIN_SHARE, takenForStaff };
        take(lineLedger(unit.name, passages, minutes, outages, certainty));
      }
  }
  return { counted, truth };
}

/** Who looks for the signs of staff, and is wrong now and then. */
function signReader(chance: Chance): NonNullable<LineTelling["takenForStaff"]> {
  const taken = (people: number, share: number) => {
    let told = 0;
    for (let person = 0; person < people; person++) if (chance.next() < share) told += 1;
    return told;
  };
  return ({ staff, others }) => taken(staff, STAFF_KNOWN_SHARE) + taken(others, VISITOR_TAKEN_SHARE);
}

function openingOf({ open }: Session): number {
  return open[0]!.start;
}

function closingOf({ open }: Session): number {
  return open.at(-1)!.end;
}

function msIn(minute: number, chance: Chance): number {
  return minute * MINUTE_MS + Math.floor(chance.next() * MINUTE_MS);
}
