import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import type { StoreMinute } from "#domain/counting/minute-table.ts";
import { Deployment } from "#domain/deployment/deployment.ts";
import { Fault } from "#domain/fault/fault.ts";
import { type FigurePlan, type Grouping, storeFigures } from "./store-figures.ts";
import type { Total } from "./total.ts";

const line = (name: string, role: string) => ({ name, role, from: [0.1, 0.5], to: [0.9, 0.5] });
const STORE = Deployment.parse({
  lintel: 1,
  name: "Example",
  stores: [
    {
      id: "north",
      time_zone: "Europe/Paris",
      site: { jurisdiction: "EU-FR" },
      hours: { mon: ["10:00-12:00"], sat: ["22:00-04:00"], sun: ["10:00-12:00"] },
      holidays: [{ date: "2026-03-30", hours: ["11:00-12:00"] }],
      sensors: [
        { id: "a", does: ["count"], lines: [line("door", "entrance"), line("street", "passer-by")] },
        { id: "b", does: ["count"], lines: [line("door", "entrance"), line("stairs", "inner")] },
      ],
    },
  ],
}).stores[0]!;

const FIRST = Date.parse("2026-03-26T00:00Z") / 60_000;
/** Five days, the one of 23 hours among them. */
const MINUTES = 5 * 1440;

const PLAN: FigurePlan = {
  store: STORE,
  period: { first: "2026-03-27", last: "2026-03-30" },
  by: "day",
  captureForm: "entries-per-all",
  bounceMs: 5000,
};

const sensorLine = fc.constantFrom(["a", "door"], ["a", "street"], ["b", "door"], ["b", "stairs"]);
const row = fc
  .record({
    of: sensorLine,
    minute: fc.integer({ min: 0, max: MINUTES - 1 }),
    in: fc.nat(9),
    out: fc.nat(9),
    watchedMs: fc.integer({ min: 0, max: 60_000 }),
  })
  .map(({ of: [sensor, name], minute, in: entered, out, watchedMs }): StoreMinute => {
    const counts = { in: entered, out, uncertain: 0, watchedMs, method: "body-1" } as const;
    return {
      store: "north",
      sensor: sensor!,
      bucket: { kind: "line", line: name!, minute: FIRST + minute, ...counts },
    };
  });
const rows = fc.array(row, { maxLength: 300, size: "max" });
/** Printed when it fails: fast-check tells the seed and the smallest rows. */
const RUNS = { numRuns: 40, seed: 20260314 };

function figures(told: readonly StoreMinute[], by: Grouping = "day") {
  return storeFigures({ ...PLAN, rows: told, by })!;
}

test("the sums of hours, days and weekdays are the total, whatever was counted", () => {
  fc.assert(
    fc.property(rows, (told) => {
      for (const by of ["hour", "day", "weekday"] as const) {
        const { total, rows: parts } = figures(told, by);
        for (const figure of ["visitors", "exits", "passersBy"] as const) {
          const sum = (of: (one: Total) => number) => parts.reduce((all, part) => all + of(part[figure]), 0);
          assert.equal(
            sum(({ counted }) => counted),
            total[figure].counted,
          );
          assert.equal(
            sum(({ watchedMs }) => watchedMs),
            total[figure].watchedMs,
          );
          assert.equal(
            sum(({ openMs }) => openMs),
            total[figure].openMs,
          );
        }
      }
    }),
    RUNS,
  );
});

test("completeness is 0 to 1 and nobody is inside less than nobody, whatever was counted", () => {
  fc.assert(
    fc.property(rows, (told) => {
      const { total, rows: parts } = figures(told, "hour");
      for (const { visitors, passersBy, occupancy, capture } of [total, ...parts]) {
        for (const share of [visitors.completeness, passersBy.completeness, occupancy.sureShare, capture.completeness])
          assert.ok(share === null || (share >= 0 && share <= 1), `${share}`);
        assert.ok(capture.share === null || (capture.share >= 0 && capture.share <= 1));
        assert.ok(occupancy.peak === null || occupancy.peak.people >= 0);
        assert.ok(occupancy.mean === null || occupancy.mean >= 0);
        const { estimatedMs, gapMs, people } = visitors.estimate;
        assert.equal(estimatedMs + gapMs, visitors.openMs - visitors.watchedMs, "all that is missing is told");
        assert.ok(people >= 0);
      }
    }),
    RUNS,
  );
});

test("watching more never lowers completeness, and an estimate never enters a count", () => {
  fc.assert(
    fc.property(rows, rows, (told, more) => {
      const [before, after] = [figures(told).total, figures([...told, ...more]).total];
      for (const figure of ["visitors", "exits", "passersBy"] as const)
        assert.ok(before[figure].completeness! <= after[figure].completeness!);
      const doors = told.flatMap(({ bucket }) => (bucket.kind === "line" && bucket.line === "door" ? [bucket] : []));
      const all = doors.reduce((sum, bucket) => sum + bucket.in, 0);
      assert.ok(before.visitors.counted + before.closed.in <= all);
    }),
    RUNS,
  );
});

test("what nobody told is a gap, and what the deployment does not name is in no figure but told", () => {
  const [told] = fc.sample(row, { seed: 1, numRuns: 1 });
  const stranger = { ...told!, sensor: "attic" };
  const { total, lines, unknownRows } = figures([stranger]);
  assert.deepEqual([total.visitors.counted, total.visitors.completeness, unknownRows], [0, 0, 1]);
  assert.equal(lines.length, 4, "lines that told nothing are named");
  assert.equal(storeFigures({ ...PLAN, rows: [stranger], period: null }), null);
});

test("in over inner and passer-by lines is nobody's visit", () => {
  const minute = Date.parse("2026-03-30T09:30Z") / 60_000;
  const told = (["door", "street", "stairs"] as const).map((name, index): StoreMinute => {
    const counts = { in: 10 ** index, out: 0, uncertain: 0, watchedMs: 60_000, method: "body-1" } as const;
    return {
      store: "north",
      sensor: name === "stairs" ? "b" : "a",
      bucket: { kind: "line", line: name, minute, ...counts },
    };
  });
  const { total } = figures(told);
  assert.deepEqual([total.visitors.counted, total.passersBy.counted], [1, 10]);
});

test("a clock that was once wrong does not make a report of centuries", () => {
  const [told] = fc.sample(row, { seed: 1, numRuns: 1 });
  const lost = {
    ...told!,
    sensor: "a",
    bucket: { ...told!.bucket, line: "door", minute: FIRST + 9_000_000 },
  } as StoreMinute;
  const ours = { ...told!, sensor: "a", bucket: { ...told!.bucket, line: "door" } } as StoreMinute;
  assert.throws(
    () => figures([ours, lost]),
    (error) => error instanceof Fault && error.code === "figures/too-long",
  );
});

test("staff stand beside the visitors of whom they are a part; where nobody looked for any nothing is said", () => {
  const minute = Date.parse("2026-03-30T11:30+02:00") / 60_000;
  const bucket = { kind: "line", line: "door", minute, in: 9, out: 4, uncertain: 0, watchedMs: 60_000 } as const;
  const of = (staff: object, told: object) => {
    const row = { store: "north", sensor: "a", bucket: { ...bucket, ...told, method: "body-1" } } as const;
    return storeFigures({ ...PLAN, store: { ...STORE, ...staff }, rows: [row] })!.total;
  };
  const staff = { uniforms: [], lines: ["a.door"], zones: [] };
  const figure = of({ staff }, { staffIn: 2, staffOut: 1 });
  assert.deepEqual([figure.visitors.counted, figure.exits.counted], [9, 4]);
  assert.deepEqual([figure.staff?.in.counted, figure.staff?.out.counted], [2, 1]);
  assert.equal(figure.staff?.in.completeness, figure.visitors.completeness);
  assert.equal(of({}, { staffIn: 0, staffOut: 0 }).staff, null);
  assert.equal(of({ staff }, {}).staff, null);
});
