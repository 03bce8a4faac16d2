import assert from "node:assert/strict";
import test from "node:test";
import { figure, sumOfEstimates } from "./figure.ts";
import { errorOf } from "./quality-section.ts";
import type { StoreReading } from "./store-reading.ts";
import { changeOf } from "./visitors-section.ts";

const near = (value: number | null, expected: number) => assert.ok(Math.abs(value! - expected) < 1e-4, `${value}`);

test("estimates of stores are added, and their margins as squares: 10 and 5 make 11.2", () => {
  const sum = sumOfEstimates([
    { value: 100, low: 90, high: 110 },
    { value: 200, low: 195, high: 205 },
  ]);
  assert.deepEqual(sum, { value: 300, low: 289, high: 311 });
  assert.deepEqual(sumOfEstimates([{ value: 7, low: null, high: null }]), { value: 7, low: 7, high: 7 });
});

test("the error of two lines is weighed by people: 102 of 100 and 297 of 300 are a quarter of a percent too few", () => {
  const line = (people: number, counted: number, low: number | null, high: number | null) => ({
    unitId: "door.door",
    day: "2026-11-02",
    error: { people, counted, error: counted / people - 1, low, high },
  });
  const found = errorOf([line(100, 102, -0.02, 0.06), line(300, 297, -0.03, 0.01)])!;
  near(found.value, -0.0025);
  near(found.low, -0.0025 - Math.sqrt(16 + 36) / 400);
  near(found.high, -0.0025 + Math.sqrt(16 + 36) / 400);
  assert.deepEqual(errorOf([line(10, 11, null, null)])?.low, null, "too few people have no interval");
  assert.equal(errorOf([line(0, 0, null, null)]), null);
});

test("a period is compared per open day, of stores that were watched well in both", () => {
  const total = (counted: number, completeness: number, openDays: number) => ({
    visitors: { counted, completeness },
    openDays,
  });
  const store = (now: ReturnType<typeof total>, before: ReturnType<typeof total>) =>
    ({ figures: { total: now }, before }) as unknown as StoreReading;
  const good = store(total(1100, 1, 10), total(500, 1, 5));
  near(changeOf([good]), 0.1);
  near(changeOf([good, store(total(900, 1, 10), total(100, 0.2, 10))]), 0.1);
  near(changeOf([good, store(total(300, 1, 10), total(200, 1, 4))]), 140 / 150 - 1);
  assert.equal(changeOf([store(total(900, 1, 10), total(0, 1, 0))]), null);
});

test("a figure that is there gives no reason, and one that is not gives its own", () => {
  const words = { label: "Visitors", method: "counted" };
  assert.equal(figure("visitors", words, { found: 3, why: "nothing told" }).why, null);
  const { value, why } = figure("visitors", words, { found: null, why: "nothing told" });
  assert.deepEqual([value, why], [null, "nothing told"]);
});
