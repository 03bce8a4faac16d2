import { setImmediate as othersFirst } from "node:timers/promises";
import { openHourChoice } from "#adapters/sim/simulate-checks.ts";
import { simulateHistory } from "#adapters/sim/simulate-history.ts";
import type { AllottedUnit } from "#adapters/store/configurations.ts";
import type { Store } from "#adapters/store/store.ts";
import { entrancesOf, tellAnswers, tellChecks, tellSales, visitorsByHour } from "#apps/tables/simulated-tellings.ts";
import { dayAfter, daysBetween, WEEKDAYS } from "#domain/calendar/day.ts";
import { storeCalendar } from "#domain/calendar/store-calendar.ts";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import type { Deployment } from "#domain/deployment/deployment.ts";
import { GRACE_DAYS } from "#domain/deployment/welcome.ts";
import { weekOf } from "#domain/figures/visitor-mix.ts";

/** The one store of the demo. */
export const DEMO_STORE = "demo";
/** Six weeks: enough for each weekday to be compared with the five before it. */
const HISTORY_DAYS = 42;
const SEED = 7;
/** Answers at the tablet by week, the newest first: in one week hardly anybody answered, in one some numbers are withheld. */
const ANSWERS_OF_WEEKS = [402, 371, 6, 118, 386] as const;
/** Small, so that whoever asks meanwhile is answered. */
const PARTS_PER_BATCH = 1000;
/** A department store on a busy street: the scenes show about as many people, and today should be like the days before it. */
const HABITS = {
  visitorsPerDay: 9000,
  captureShare: 0.1,
  staff: 40,
  stepOutShare: 0.06,
  inner: new Map<string, number>(),
};
const [OPENS, CLOSES] = [9, 21];
const DAY_HOURS = "08:00-22:00";

/**
 * The deployment of the demo: scenes that come with Lintel, looped as cameras through the real lens, in a shop that does not exist.
 * It stands in France, with made-up papers, so that one can take its sign away and see what the law does then; who tries it at night
 * finds a shop that never closes.
 */
export function demoDeploymentText(timeZone: string, nowMs: number): string {
  const hour = Number(new Intl.DateTimeFormat("en", { timeZone, hour: "numeric", hourCycle: "h23" }).format(nowMs));
  const hours = hour >= OPENS && hour < CLOSES ? DAY_HOURS : "00:00-24:00";
  return `# The demo of Lintel: no such shop exists. Its cameras are films of drawn people that come with Lintel.
# Begin your own: put a file like those in examples/ in the place of this one, or press "Begin my own shop".
lintel: 1
name: Demo
simulated: true
practice:
  purpose: statistics
evidence: # none of these papers exists, as the shop does not
  purpose_lock: true
  lia:
    on_file: true
  ropa:
    on_file: true
  assessment:
    on_file: true
    headings: [description, necessity, effect_on_rights, measures]
    stale: false
  necessity:
    on_file: true
  notice:
    second_layer:
      on_file: true
      link: https://www.example.com/counting
      complete: true
    paper:
      on_file: true
  sec:
    append_only_log: true
    incident_plan: true
welcome:
  contact: privacy@shop.example
stores:
  - id: ${DEMO_STORE}
    name: Demo shop
    time_zone: ${timeZone}
    hours:
${WEEKDAYS.map((day) => `      ${day}: ["${hours}"]`).join("\n")}
    site:
      jurisdiction: EU-FR
      public_place: true
    evidence:
      notice:
        sign: # take it away on the Compliance page: the cameras stop within seconds
          on_file: true
          fields: [S1, S2, S3, S7, S8, S10, S11, S12, S13]
          before_entry: true
          area_shown: true
      install:
        audio_off: true
        unused_off: true
    sensors:
      - id: front
        name: Front door
        source: loop:scene:entrance
        does: [count, zones, scene-picture, setup-view]
        lines:
          - name: door
            from: [0.2784, 0.4941]
            to: [0.7216, 0.4941]
        zones:
          - name: table
            corners: [[0.5888, 0.7254], [0.8821, 0.7254], [1, 1], [0.6331, 1]]
      - id: side
        name: Side door
        source: loop:scene:doorway
        does: [count, scene-picture, setup-view]
        lines:
          - name: door # seen from within, so that the films let about as many out as in
            from: [0.6425, 0.5326]
            to: [0.3575, 0.5326]
      - id: tills
        name: Tills
        source: loop:scene:queue
        does: [zones, scene-picture, setup-view]
        zones:
          - name: queue
            corners: [[0.4495, 0.6124], [0.7121, 0.6124], [0.77, 0.7731], [0.6414, 0.7731], [0.4404, 0.7189]]
          - name: till
            corners: [[0.6817, 0.7805], [0.7856, 0.7805], [0.8429, 0.9326], [0.7182, 0.9326]]
      - id: floor
        name: Showroom
        source: loop:scene:showroom
        does: [zones, scene-picture, setup-view]
        zones:
          - name: red car
            corners: [[0.267, 0.5051], [0.4464, 0.5972], [0.1582, 1], [0, 0.7911]]
          - name: blue car
            corners: [[0.7154, 0.496], [0.5462, 0.5983], [0.8526, 1], [1, 0.7534]]
      - id: welcome # visitors start it themselves, at /welcome/${DEMO_STORE}
        name: Welcome tablet
        class: tablet
        does: [tablet-answer]
        practice:
          proc: { mode: user_started, demog_source: self_told }
          out: { published: false }
`;
}

const ZONE_HABITS = new Map([
  ["front.table", { visitShare: 0.3, medianMs: 25_000 }],
  ["tills.queue", { visitShare: 0.35, medianMs: 50_000 }],
  ["tills.till", { visitShare: 0.33, medianMs: 70_000 }],
  ["floor.red car", { visitShare: 0.2, medianMs: 45_000 }],
  ["floor.blue car", { visitShare: 0.16, medianMs: 40_000 }],
]);

/**
 * Gives the demo's store six weeks of history up to this minute, through the same ingest as real counts, and the weeks of its tablet,
 * counted as those of people are; says how many parts.
 */
export async function fillDemo(
  store: Store,
  { deployment, units }: { readonly deployment: Deployment; readonly units: readonly AllottedUnit[] },
  nowMs: number,
): Promise<number> {
  const shop = deployment.stores.find(({ id }) => id === DEMO_STORE);
  if (!shop) return 0;
  const nowMinute = Math.floor(nowMs / MINUTE_MS);
  const history = simulateHistory({
    stores: [shop],
    last: storeCalendar(shop.time_zone).dayOf(nowMinute),
    days: HISTORY_DAYS + 1,
    seed: SEED,
    habitsOf: (of) => ({ ...HABITS, store: of, zones: ZONE_HABITS }),
    units: units.map((unit) => ({ ...unit, storeId: DEMO_STORE })),
    endMinute: nowMinute,
  });
  let told = 0;
  const choice = openHourChoice(entrancesOf(shop));
  for (const { parts, truth } of history) {
    choice.see(truth);
    for (let from = 0; from < parts.length; from += PARTS_PER_BATCH) {
      await store.ingest(parts.slice(from, from + PARTS_PER_BATCH), nowMs);
      told += Math.min(PARTS_PER_BATCH, parts.length - from);
      await othersFirst();
    }
  }
  await tellSales(store, { shop, visitors: await visitorsByHour(store, shop, nowMs), seed: SEED, nowMs });
  await tellChecks(store, { shop, hours: choice.chosen(), seed: SEED });
  const today = storeCalendar(shop.time_zone).dayOf(nowMinute);
  const newest = weekOf(dayAfter(today, -GRACE_DAYS - WEEKDAYS.length));
  await tellAnswers(store, {
    shops: [shop],
    first: dayAfter(newest, -(ANSWERS_OF_WEEKS.length - 1) * WEEKDAYS.length),
    last: today,
    answersOf: (_, week, source) =>
      source === "told" ? (ANSWERS_OF_WEEKS[daysBetween(week, newest) / WEEKDAYS.length] ?? 0) : 0,
    seed: SEED,
    nowMs,
  });
  return told;
}
