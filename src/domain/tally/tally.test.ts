import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { agreementOf } from "./agreement.ts";
import { type ComparedMinute, countingError, PEOPLE_MIN } from "./counting-error.ts";
import { compareCheck, keptOf, type LineMinute } from "./door-check.ts";
import { NOBODY, observationOf, passagesOf, type Tapper } from "./observation.ts";
import { staffError } from "./staff-error.ts";
import type { COUNTERS, Direction, Tap } from "./tap.ts";

const FROM = 29_000_000;
const SPAN = { fromMinute: FROM, toMinute: FROM + 15 };
const MINUTE_MS = 60_000;

function tap(atS: number, direction: Direction = "in", isStaff = false): Tap {
  return { atMs: FROM * MINUTE_MS + atS * 1000, direction, isStaff };
}

function tapper(counter: (typeof COUNTERS)[number], taps: readonly Tap[], joinedS = -30): Tapper {
  return { counter, joinedMs: FROM * MINUTE_MS + joinedS * 1000, taps };
}

function line(index: number, change: Partial<LineMinute> = {}): LineMinute {
  return { ...NOBODY, minute: FROM + index, watchedMs: MINUTE_MS, ...change };
}

function near(value: number | null, wanted: number, within = 0.0005) {
  assert.ok(value !== null && Math.abs(value - wanted) <= within, `${value} is not ${wanted}`);
}

test("taps before the first and after the last minute are shown, and not counted", () => {
  const taps = [tap(-1), tap(0), tap(899.999), tap(900), tap(60, "out", true)];
  assert.deepEqual(observationOf(tapper("A", taps), SPAN).minutes, [
    { minute: FROM, ...NOBODY, in: 1 },
    { minute: FROM + 1, ...NOBODY, out: 1, staffOut: 1 },
    { minute: FROM + 14, ...NOBODY, in: 1 },
  ]);
  assert.deepEqual(passagesOf(taps), { in: 4, out: 1, staffIn: 0, staffOut: 1 });
});

test("who comes late counts from the next whole minute, and who comes after the end not at all", () => {
  const taps = [tap(30), tap(61), tap(130)];
  const late = observationOf(tapper("A", taps, 60.001), SPAN);
  assert.deepEqual([late.fromMinute, late.minutes.map(({ minute }) => minute)], [FROM + 2, [FROM + 2]]);
  assert.deepEqual(observationOf(tapper("A", taps, 60), SPAN).fromMinute, FROM + 1);
  const after = observationOf(tapper("A", taps, 1000), SPAN);
  assert.deepEqual([after.fromMinute, after.toMinute, after.minutes], [FROM + 15, FROM + 15, []]);
});

test("two people agree where each tap has one of the other's within four seconds and in the same direction", () => {
  const a = tapper("A", [tap(10), tap(20), tap(30), tap(40, "out"), tap(50)]);
  // 10 with 13.9, 20 with 16; 34.1 is too late for 30; the one at 40 went the other way; 50 has no partner.
  const b = tapper("B", [tap(13.9), tap(16), tap(34.1), tap(40)]);
  assert.deepEqual(agreementOf([a, b], SPAN), { taps: 9, matched: 4, share: 4 / 9, counts: 4 / 5 });
  assert.equal(agreementOf([a], SPAN), null);
  assert.equal(agreementOf([a, tapper("B", [])], SPAN), null, "a phone that was opened in vain is nobody");
});

test("agreement is of the minutes that both were there for, and of three people over their pairs", () => {
  const a = tapper("A", [tap(10), tap(70)]);
  const late = tapper("B", [tap(71), tap(11)], 5);
  assert.deepEqual(agreementOf([a, late], SPAN), { taps: 2, matched: 2, share: 1, counts: 1 });
  const third = tapper("C", [tap(10)]);
  // A and B share one passage, A and C one of three taps' two, B and C none of their one.
  assert.deepEqual(agreementOf([a, late, third], SPAN), { taps: 6, matched: 4, share: 4 / 6, counts: 2 / 4 });
});

const someTaps = fc.array(
  fc.record({ s: fc.integer({ min: 0, max: 60 }), way: fc.constantFrom<Direction>("in", "out") }),
  { maxLength: 7 },
);

test("agreement is the same from either side, is whole with oneself, and pairs as many as can be paired", () => {
  fc.assert(
    fc.property(someTaps, someTaps, (one, other) => {
      const [a, b] = [one, other].map((some) => some.map(({ s, way }) => tap(s, way))) as [Tap[], Tap[]];
      fc.pre(a.length > 0 && b.length > 0);
      const both = agreementOf([tapper("A", a), tapper("B", b)], SPAN)!;
      assert.deepEqual(agreementOf([tapper("A", b), tapper("B", a)], SPAN), both);
      assert.equal(agreementOf([tapper("A", a), tapper("B", a)], SPAN)!.share, 1);
      assert.equal(both.matched, 2 * mostPairs(a, b));
      assert.ok(both.share! <= 1 && both.counts! <= 1);
    }),
  );
});

/** Tries every pairing. */
function mostPairs([first, ...rest]: readonly Tap[], others: readonly Tap[]): number {
  if (!first) return 0;
  const fits = ({ atMs, direction }: Tap) => direction === first.direction && Math.abs(atMs - first.atMs) <= 4000;
  const tries = others.map((other, index) => (fits(other) ? 1 + mostPairs(rest, others.toSpliced(index, 1)) : 0));
  return Math.max(mostPairs(rest, others), ...tries);
}

const same = (people: number, count: number): ComparedMinute[] =>
  Array.from({ length: count }, () => ({ counted: people, people }));

test("a count without a fault is within 3.7 people of the truth either way", () => {
  const { error, low, high } = countingError(same(10, 10));
  assert.equal(error, 0);
  // Byar at 0: (1 − 1/9 + 1.96/3)³ = 3.668.
  near(low, -0.03668);
  near(high, 0.03668);
});

test("an error is what hand and paper make of it", () => {
  // Of 100 people 6 were missed in six minutes, and 2 made up in two others.
  const minutes = [...same(10, 2)];
  for (let index = 0; index < 6; index++) minutes.push({ counted: 9, people: 10 });
  for (let index = 0; index < 2; index++) minutes.push({ counted: 11, people: 10 });
  const { error, low, high } = countingError(minutes);
  near(error, -0.04, 1e-12);
  // Byar: 2 → 0.224 … 7.219, 6 → 2.191 … 13.059. Nets vary by 0.7111 a minute, and 0.8 is what 8 faults do: no lumps.
  near(low, (-4 - Math.hypot(2 - 0.224, 13.059 - 6)) / 100);
  near(high, (-4 + Math.hypot(7.219 - 2, 6 - 2.191)) / 100);
});

test("faults in lumps make the interval wider than as many single ones", () => {
  const [single, lump] = [same(5, 15), same(5, 15)];
  for (let index = 0; index < 4; index++) single[index] = { counted: 4, people: 5 };
  lump[0] = { counted: 1, people: 5 };
  const [one, other] = [countingError(single), countingError(lump)];
  assert.equal(one.error, other.error);
  // The one minute varies four times as much as four single faults: √4 = 2.
  near((other.high! - other.error!) / (one.high! - one.error!), 2, 0.001);
});

test("no interval is given of too few people, and none ends below nobody", () => {
  const few = countingError([{ counted: 19, people: PEOPLE_MIN - 1 }]);
  assert.deepEqual([few.error, few.low, few.high], [0, null, null]);
  assert.deepEqual(countingError([]), { counted: 0, people: 0, error: null, low: null, high: null });
  assert.equal(countingError([{ counted: 3, people: 0 }]).error, null);
  const blind = countingError([{ counted: 0, people: 25 }]);
  assert.deepEqual([blind.error, blind.low], [-1, -1]);
  assert.ok(blind.high! > -1 && blind.high! < 0);
});

test("the error lies within its own interval, and the interval within reason", () => {
  const minute = fc.record({ counted: fc.nat({ max: 40 }), people: fc.nat({ max: 80 }).map((twice) => twice / 2) });
  fc.assert(
    fc.property(fc.array(minute, { maxLength: 60 }), (minutes) => {
      const { people, error, low, high } = countingError(minutes);
      if (people < PEOPLE_MIN) return assert.equal(low, null);
      assert.ok(-1 <= low! && low! <= error! + 1e-12 && error! <= high! + 1e-12, JSON.stringify({ low, error, high }));
      assert.ok(Number.isFinite(high!));
    }),
  );
});

/** Numbers 0..1, the same for the same seed (mulberry32). */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

test("19 of 20 intervals hold the error that a line really has, with faults that come alone and in groups", (context) => {
  const CHECKS = 2000;
  for (const [perMinute, missing, inventing, together, late] of [
    [4, 0.05, 0.02, 1, 0],
    [4, 0.05, 0.02, 3, 0.03],
    [10, 0.02, 0, 2, 0.02],
    [2, 0.15, 0.05, 1, 0],
    [20, 0.1, 0.1, 2, 0.05],
  ] as const) {
    const seed = 20_261_129;
    const chance = chanceOf(seed);
    let [held, given, width] = [0, 0, 0];
    for (let check = 0; check < CHECKS; check++) {
      const minutes = Array.from({ length: 16 }, () => ({ counted: 0, people: 0 }));
      for (let index = 0; index < 15; index++)
        for (let half = 0; half < 20 * perMinute; half++) {
          if (chance() * 20 * together >= 1) continue;
          // A group passes, and is missed together, or counted in the next minute.
          const [isMissed, isLate] = [chance() < missing, chance() < late];
          for (let one = 0; one < together; one++) {
            minutes[index]!.people += 1;
            if (!isMissed) minutes[index + (isLate ? 1 : 0)]!.counted += 1;
            if (chance() < inventing) minutes[index]!.counted += 1;
          }
        }
      const { low, high } = countingError(minutes.slice(0, 15));
      if (low === null || high === null) continue;
      given += 1;
      width += high - low;
      if (low <= inventing - missing && inventing - missing <= high) held += 1;
    }
    const told = `${perMinute}/min, ${together} together: ${held} of ${given}, ${(width / given).toFixed(3)} wide, seed ${seed}`;
    context.diagnostic(told);
    assert.ok(held >= 0.95 * given, told);
  }
});

test("a check compares the minutes that somebody was there for and the line watched", () => {
  const a = tapper("A", [...Array.from({ length: 20 }, (_, index) => tap(30 + index)), tap(70, "out", true)]);
  const b = tapper("B", [...Array.from({ length: 22 }, (_, index) => tap(30 + index)), tap(70, "out")]);
  const kept = keptOf([a, b, tapper("C", [])], { ...SPAN, toMinute: FROM + 2 });
  const result = compareCheck(kept, [line(0, { in: 20 }), line(1, { out: 1 }), line(2, { in: 7 })]);
  assert.deepEqual([result.state, result.observers, result.comparedMinutes, result.completeness], ["done", 2, 2, 1]);
  assert.deepEqual(result.people, { in: 21, out: 1, staffIn: 0, staffOut: 0.5 });
  assert.deepEqual(result.counted, { in: 20, out: 1, staffIn: 0, staffOut: 0 });
  near(result.both.error, -1 / 22, 1e-9);
  near(result.in.error, -1 / 21, 1e-9);
  assert.deepEqual([result.out.error, result.out.low], [0, null], "one person out says nothing");
  assert.deepEqual([result.withoutStaff.people, result.withoutStaff.counted], [21.5, 21]);
  near(kept.agreement!.share, 42 / 44, 1e-9);
});

test("a check says when nobody watched, and compares no minute of which less than nine tenths were watched", () => {
  const kept = keptOf([tapper("A", [...Array.from({ length: 30 }, (_, index) => tap(30 * index))])], SPAN);
  const told = Array.from({ length: 15 }, (_, index) => line(index, { in: 2 }));
  assert.deepEqual(compareCheck(kept, told).state, "done");
  const part = compareCheck(kept, [...told.slice(1), line(0, { in: 2, watchedMs: 53_999 })]);
  assert.deepEqual([part.state, part.comparedMinutes, part.observedMinutes], ["done", 14, 15]);
  assert.ok(part.completeness! < 1 && part.completeness! > 0.99);
  assert.deepEqual([part.counted.in, part.people.in], [28, 28]);
  const half = compareCheck(kept, told.slice(0, 7));
  assert.deepEqual([half.state, half.comparedMinutes], ["not watched", 7]);
  assert.deepEqual([compareCheck(kept, []).state, compareCheck(kept, []).completeness], ["not watched", 0]);
  const nobody = compareCheck(keptOf([], SPAN), told);
  assert.deepEqual([nobody.state, nobody.observedMinutes, nobody.completeness], ["too few", 0, null]);
});

test("a check without taps at its beginning counts who was there, from when they were", () => {
  const late = tapper("A", [tap(61)], 10);
  const kept = keptOf([late], { ...SPAN, toMinute: FROM + 2 });
  const result = compareCheck(kept, [line(0, { in: 9 }), line(1, { in: 1 })]);
  assert.deepEqual([result.state, result.observedMinutes, result.counted.in], ["too few", 1, 1]);
});

test("staff as people saw them beside staff as the line told them, minute by minute and each way", () => {
  const passages = (came: number, staffIn: number) => ({ in: came, out: 0, staffIn, staffOut: 0 });
  const { recognised, mistaken } = staffError([
    { line: passages(6, 2), people: passages(6, 2) },
    { line: passages(5, 0), people: passages(5, 1) },
    { line: passages(9, 1), people: passages(9, 0) },
    { line: passages(7, 7), people: passages(7, 7) },
  ]);
  assert.deepEqual([recognised.part, recognised.of, mistaken.part, mistaken.of], [9, 10, 1, 17]);
  // Wilson, 9 of 10: 0.596 to 0.982.
  near(recognised.low, 0.5958);
  near(recognised.high, 0.9821);
  const nobody = staffError([{ line: NOBODY, people: NOBODY }]);
  assert.deepEqual(nobody.recognised, { part: 0, of: 0, share: null, low: null, high: null });
});
