import assert from "node:assert/strict";
import test from "node:test";
import type { Store } from "#domain/deployment/deployment.ts";
import { AGE_BANDS, type SexTold } from "#domain/wire/welcome.ts";
import { type MixShares, storedMix } from "./stored-mix.ts";
import {
  GROUP_MIN,
  type MixAnswer,
  type MixCounts,
  type ReleasedWeek,
  releasedWeek,
  shareOf,
  weekOf,
} from "./visitor-mix.ts";

const SEED = 20_261_130;
const WEEKS = ["2026-10-05", "2026-10-12", "2026-10-19", "2026-10-26", "2026-11-02", "2026-11-09"];
const STORES = ["a", "b", "c", "d", "e", "f", "g"];
const SEXES: readonly SexTold[] = ["female", "male", "not-said"];

/** Answers of seven stores of very different size over some weeks. */
function simulated(seed: number): Map<string, MixAnswer[]> {
  let state = seed;
  const chance = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  return new Map(
    WEEKS.map((week) => [
      week,
      STORES.flatMap((storeId, index) =>
        Array.from({ length: chance(12 * (index + 1) ** 2) }, (): MixAnswer => {
          const source = chance(4) === 0 ? "estimated" : "told";
          const sex = source === "estimated" && chance(4) === 0 ? "unsure" : SEXES[Math.min(chance(4), chance(4)) % 3]!;
          return { storeId, source, ageBand: AGE_BANDS[Math.min(chance(6), chance(6))]!, sex };
        }),
      ),
    ]),
  );
}

type Source = MixAnswer["source"];
/** A number that somebody was shown, and whom it counts. */
type Shown = { readonly people: number; readonly of: ReadonlySet<string> };
type Release = (week: string, answers: readonly MixAnswer[]) => ReleasedWeek;
type Answers = ReadonlyMap<string, readonly MixAnswer[]>;

const STORE_LIST = STORES.map((id) => ({ id, time_zone: "UTC" }) as Store);

function isCounted(answer: MixAnswer, what: string): boolean {
  return what === "all" || what === `age ${answer.ageBand}` || what === `sex ${answer.sex}`;
}

/** All numbers that can be asked for: of every store and of all, over every span of weeks. There are no other days to ask for. */
async function shownOf(weeks: readonly ReleasedWeek[], answers: Answers, source: Source): Promise<Shown[]> {
  const shown: Shown[] = [];
  const released = async (_: string, { from, to }: { from: string; to: string }) =>
    weeks.filter(({ week }) => from <= week && week <= to);
  for (const [first, from] of WEEKS.entries())
    for (const to of WEEKS.slice(first)) {
      const within = await released("", { from, to });
      const mix = await storedMix({ released, figures: async () => null }, { stores: STORE_LIST, from, to, nowMs: 0 });
      const take = (shares: MixShares | null, idsIn: (week: ReleasedWeek) => readonly string[]) => {
        if (!shares) return;
        const numbers: [string, number | null | undefined][] = [
          ["all", shares.answers],
          ...Object.entries(shares.ageBands).map(([band, one]): [string, number | undefined] => [
            `age ${band}`,
            one?.people,
          ]),
          ...Object.entries(shares.sexes).map(([sex, one]): [string, number | undefined] => [
            `sex ${sex}`,
            one?.people,
          ]),
        ];
        for (const [what, people] of numbers) {
          if (people == null) continue;
          const counted = within.flatMap((week) =>
            answers.get(week.week)!.flatMap((answer, at) => {
              const isOne = answer.source === source && idsIn(week).includes(answer.storeId) && isCounted(answer, what);
              return isOne ? [`${week.week} ${at}`] : [];
            }),
          );
          shown.push({ people, of: new Set(counted) });
        }
      };
      for (const { storeId, together } of mix.stores)
        take(together[source], (week) => (week.sources[source].stores[storeId]?.answers == null ? [] : [storeId]));
      take(mix.total.together[source], ({ sources }) => (sources[source].total ? sources[source].inTotal : []));
    }
  return shown;
}

/** The first two numbers whose difference tells of one to nine people; null where there are none. */
function leakOf(shown: readonly Shown[]): string | null {
  for (const { people, of } of shown)
    if (people > 0 && people < GROUP_MIN) return `${people} is shown`;
    else if (people !== of.size) return `${people} is shown of ${of.size}`;
  for (const larger of shown)
    for (const smaller of shown) {
      const rest = larger.people - smaller.people;
      if (rest <= 0 || rest >= GROUP_MIN) continue;
      // Only where the one is within the other is their difference a number of people.
      if ([...smaller.of].every((one) => larger.of.has(one)))
        return `${larger.people} less ${smaller.people} tells of ${rest}`;
    }
  return null;
}

const released: Release = (week, answers) => releasedWeek(week, STORES, answers);

test(`over all pairs of overlapping periods and stores, no difference of what is shown tells of one to nine people (seed ${SEED})`, async () => {
  let pairs = 0;
  for (let round = 0; round < 6; round += 1) {
    const answers = simulated(SEED + round);
    const weeks = WEEKS.map((week) => released(week, answers.get(week)!));
    for (const source of ["told", "estimated"] as const) {
      const shown = await shownOf(weeks, answers, source);
      assert.equal(leakOf(shown), null, `seed ${SEED + round}`);
      pairs += shown.length ** 2;
    }
  }
  assert.ok(pairs > 200_000, `${pairs} pairs`);
});

/** What the counts of a group of stores would be with small numbers withheld and nothing besides. */
function smallWithheld(answers: readonly MixAnswer[], least: number): MixCounts {
  const number = (is: (answer: MixAnswer) => boolean) => {
    const people = answers.filter(is).length;
    return people < least ? null : people;
  };
  return {
    answers: number(() => true),
    ageBands: Object.fromEntries(
      AGE_BANDS.map((band) => [band, number(({ ageBand }) => ageBand === band)]),
    ) as MixCounts["ageBands"],
    sexes: Object.fromEntries(SEXES.map((sex) => [sex, number((answer) => answer.sex === sex)])),
  };
}

/** Weeks without complementary suppression, whose total is of all stores. */
const weakened =
  (least: number): Release =>
  (week, answers) => {
    const told = answers.filter(({ source }) => source === "told");
    const ofStore = (id: string) =>
      smallWithheld(
        told.filter(({ storeId }) => storeId === id),
        least,
      );
    const table = { stores: Object.fromEntries(STORES.map((id) => [id, ofStore(id)])), inTotal: STORES };
    const none = { stores: {}, inTotal: [], total: null };
    return {
      week,
      groupMin: least,
      sources: { told: { ...table, total: smallWithheld(told, least) }, estimated: none },
    };
  };

test("the same search finds what a weaker suppression would tell", async () => {
  const answers = simulated(SEED);
  for (const least of [1, 5, GROUP_MIN]) {
    const weeks = WEEKS.map((week) => weakened(least)(week, answers.get(week)!));
    assert.notEqual(
      leakOf(await shownOf(weeks, answers, "told")),
      null,
      `below ${least} withheld, and nothing besides`,
    );
  }
});

test("who withdraws between two askings is told by no difference, as they would be where a week is counted anew", async () => {
  const before = simulated(SEED);
  const week = WEEKS[2]!;
  const withdrawn = before.get(week)!.findIndex(({ storeId, source }) => storeId === "g" && source === "told");
  // Marked as withdrawn in its place, so that the others keep theirs.
  const after = new Map(before).set(
    week,
    before.get(week)!.map((answer, at) => (at === withdrawn ? { ...answer, storeId: "nowhere" } : answer)),
  );
  const frozen = WEEKS.map((one) => released(one, before.get(one)!));
  const first = await shownOf(frozen, before, "told");
  // What was counted stays as it was counted.
  assert.equal(leakOf([...first, ...(await shownOf(frozen, before, "told"))]), null);
  const anew = WEEKS.map((one) => released(one, after.get(one)!));
  assert.notEqual(leakOf([...first, ...(await shownOf(anew, after, "told"))]), null);
});

/** So many of each band, told by as many women as men. */
function tellers(storeId: string, ofBand: readonly number[]): MixAnswer[] {
  return AGE_BANDS.flatMap((ageBand, at) =>
    Array.from({ length: ofBand[at] ?? 0 }, (_, index): MixAnswer => {
      return { storeId, source: "told", ageBand, sex: index % 2 ? "male" : "female" };
    }),
  );
}

test("a store with fewer than ten answers is in no number, and one with fewer than fifty in no total", () => {
  const bands = [10, 20, 14, 13, 12, 11];
  const answers = [tellers("a", [9]), tellers("b", [0, 20, 21]), tellers("c", bands), tellers("d", bands)].flat();
  const { stores, total, inTotal } = releasedWeek("2026-10-05", ["a", "b", "c", "d"], answers).sources.told;
  assert.deepEqual([stores.a?.answers, stores.b?.answers, inTotal], [null, 41, ["c", "d"]]);
  assert.ok(Object.values({ ...stores.a!.ageBands, ...stores.a!.sexes }).every((people) => people === null));
  assert.deepEqual(Object.values(stores.c!.ageBands), bands);
  assert.deepEqual([total?.answers, total?.ageBands["18-29"]], [160, 40]);
});

test("where all answered alike nobody is told what all answered", () => {
  const { stores } = releasedWeek("2026-10-05", ["a"], tellers("a", [0, 90])).sources.told;
  assert.deepEqual([stores.a?.answers, stores.a?.ageBands["18-29"]], [90, null]);
});

test("what was told and what was estimated are two tables, and only an estimate is unsure", () => {
  const told = tellers("a", [20, 20]);
  const estimated = tellers("a", [12, 12]).map(
    (answer): MixAnswer => ({ ...answer, source: "estimated", sex: "unsure" }),
  );
  const { sources } = releasedWeek("2026-10-05", ["a"], [...told, ...estimated]);
  assert.deepEqual([sources.told.stores.a?.answers, sources.estimated.stores.a?.answers], [40, 24]);
  assert.deepEqual(Object.keys(sources.told.stores.a!.sexes), ["female", "male", "not-said"]);
  assert.deepEqual(Object.keys(sources.estimated.stores.a!.sexes), ["female", "male", "not-said", "unsure"]);
});

test("a share stands in its interval, as Wilson's table has it", () => {
  const { share, low, high } = shareOf(10, 40)!;
  assert.deepEqual([share, low.toFixed(4), high.toFixed(4)], [0.25, "0.1419", "0.4019"]);
  assert.deepEqual(
    [shareOf(0, 20)!.low, shareOf(20, 20)!.high, shareOf(null, 20), shareOf(3, null)],
    [0, 1, null, null],
  );
});

test("a week is Monday to Sunday", () => {
  assert.deepEqual(["2026-10-05", "2026-10-11", "2026-10-12"].map(weekOf), ["2026-10-05", "2026-10-05", "2026-10-12"]);
});
