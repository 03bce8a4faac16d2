import assert from "node:assert/strict";
import test from "node:test";
import { type CountTable, type ShownTable, withheldCells } from "./withheld-cells.ts";

const K = 10;
const SEED = 20_261_129;

function chanceOf(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/**
 * What an attacker knows of each number by interval arithmetic alone: sums of rows, shown numbers, nothing below 0. It narrows until
 * nothing changes, and is another way than the one by which numbers were withheld.
 */
function knownBounds(table: CountTable, shown: ShownTable) {
  const width = table[0]!.length;
  const total = table.flat().reduce((sum, value) => sum + value, 0);
  const cells = shown.rows.map((row) => row.map((value) => ({ low: value ?? 0, high: value ?? total })));
  const sums = shown.columns.map((value) => ({ low: value ?? 0, high: value ?? total }));
  const lines = [
    ...table.map((row, index) => ({ parts: cells[index]!, sum: row.reduce((a, b) => a + b, 0) })),
    { parts: sums, sum: total },
  ];
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    const narrow = (one: { low: number; high: number }, low: number, high: number) => {
      if (low > one.low) [one.low, isChanged] = [low, true];
      if (high < one.high) [one.high, isChanged] = [high, true];
    };
    const highOf = (parts: readonly { high: number }[]) => parts.reduce((sum, { high }) => sum + high, 0);
    const lowOf = (parts: readonly { low: number }[]) => parts.reduce((sum, { low }) => sum + low, 0);
    for (const { parts, sum } of lines)
      for (const part of parts) narrow(part, sum - (highOf(parts) - part.high), sum - (lowOf(parts) - part.low));
    for (let column = 0; column < width; column += 1) {
      const parts = cells.map((row) => row[column]!);
      const sum = sums[column]!;
      narrow(sum, lowOf(parts), highOf(parts));
      for (const part of parts)
        narrow(part, sum.low - (highOf(parts) - part.high), sum.high - (lowOf(parts) - part.low));
    }
  }
  return { cells, sums };
}

function assertSafe(table: CountTable, told: string) {
  const shown = withheldCells(table, K);
  for (const [index, row] of shown.rows.entries())
    for (const [column, value] of row.entries()) assert.ok(value === null || value === table[index]![column], told);
  const { cells, sums } = knownBounds(table, shown);
  for (const [index, row] of table.entries())
    for (const [column, value] of row.entries())
      if (value < K) assert.ok(cells[index]![column]!.high >= K, `${told}: row ${index} column ${column} is ${value}`);
  for (const [column, { high }] of sums.entries()) {
    const sum = table.reduce((all, row) => all + row[column]!, 0);
    if (sum < K) assert.ok(high >= K, `${told}: the sum of column ${column} is ${sum}`);
  }
  return shown;
}

test("large numbers are all shown", () => {
  const table = [
    [40, 20, 12],
    [15, 30, 90],
  ];
  assert.deepEqual(withheldCells(table, K), { rows: table, columns: [55, 50, 102] });
});

test("a small number never stands alone in its row, nor in its column", () => {
  const { rows, columns } = assertSafe(
    [
      [40, 20, 3],
      [50, 30, 60],
    ],
    "by hand",
  );
  assert.ok(rows[0]!.filter((value) => value === null).length >= 2);
  assert.equal(rows[0]![2], null);
  assert.ok(columns[2] === null || rows[1]![2] === null);
});

test("one store alone hides its small number behind its next", () => {
  assert.deepEqual(assertSafe([[40, 20, 3]], "one row").rows, [[40, null, null]]);
});

test("numbers that are small together are hidden with one that makes them ten", () => {
  assert.deepEqual(assertSafe([[40, 12, 3, 4]], "sum of 7").rows, [[40, null, null, null]]);
});

test(`whatever was answered, no number below ten is known, nor that it is below ten (seed ${SEED})`, () => {
  const chance = chanceOf(SEED);
  let small = 0;
  for (let round = 0; round < 3000; round += 1) {
    const [stores, width, most] = [1 + chance(7), 2 + chance(5), 4 + chance(60)];
    const table = Array.from({ length: stores }, () => Array.from({ length: width }, () => chance(most)));
    const large = table.filter((row) => row.reduce((a, b) => a + b, 0) >= K);
    if (large.length === 0) continue;
    small += large.flat().filter((value) => value < K).length;
    assertSafe(large, `seed ${SEED}, round ${round}: ${JSON.stringify(large)}`);
  }
  assert.ok(small > 10_000, "hardly a small number was hidden");
});

test("two hundred stores take a moment", () => {
  const chance = chanceOf(SEED);
  const table = Array.from({ length: 200 }, () => Array.from({ length: 6 }, () => 5 + chance(40)));
  const startedMs = performance.now();
  withheldCells(table, K);
  assert.ok(performance.now() - startedMs < 5000);
});
