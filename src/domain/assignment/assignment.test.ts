import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { assignCheapest } from "./assignment.ts";

function totalOf(cost: Float64Array, columns: number, columnOf: Iterable<number>): number {
  return [...columnOf].reduce((sum, column, row) => sum + (column < 0 ? 0 : cost[row * columns + column]!), 0);
}

function cheapestByTrying(cost: Float64Array, rows: number, columns: number): number {
  const pairs = Math.min(rows, columns);
  let best = Number.POSITIVE_INFINITY;
  const walk = (row: number, used: number, paired: number, sum: number): void => {
    if (row === rows) {
      if (paired === pairs) best = Math.min(best, sum);
      return;
    }
    if (rows - row > pairs - paired) walk(row + 1, used, paired, sum);
    for (let c = 0; c < columns; c++)
      if (!(used & (1 << c))) walk(row + 1, used | (1 << c), paired + 1, sum + cost[row * columns + c]!);
  };
  walk(0, 0, 0, 0);
  return best;
}

test("the pairing is as cheap as the cheapest of all pairings", () => {
  const table = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })).chain(([rows, columns]) =>
    fc.record({
      rows: fc.constant(rows),
      columns: fc.constant(columns),
      cost: fc.array(fc.integer({ min: -20, max: 20 }), { minLength: rows * columns, maxLength: rows * columns }),
    }),
  );
  fc.assert(
    fc.property(table, ({ rows, columns, cost }) => {
      const matrix = Float64Array.from(cost);
      const columnOf = assignCheapest(matrix, rows, columns);
      const used = [...columnOf].filter((column) => column >= 0);
      assert.equal(used.length, Math.min(rows, columns));
      assert.equal(new Set(used).size, used.length);
      assert.ok(Math.abs(totalOf(matrix, columns, columnOf) - cheapestByTrying(matrix, rows, columns)) < 1e-9);
    }),
  );
});

test("nothing to pair is an empty pairing", () => {
  assert.equal(assignCheapest(new Float64Array(0), 0, 3).length, 0);
  assert.deepEqual([...assignCheapest(new Float64Array(0), 2, 0)], [-1, -1]);
});
