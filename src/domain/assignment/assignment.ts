/**
 * The cheapest pairing of rows with columns (the linear assignment problem), each used at most once.
 * `cost` is row-major, `rows * columns` finite numbers. Returns the column of each row, −1 where rows outnumber columns.
 *
 * Shortest augmenting paths with potentials, O(n²m): Jonker and Volgenant, "A shortest augmenting path algorithm for
 * dense and sparse linear assignment problems", Computing 38, 1987.
 */
export function assignCheapest(cost: Float64Array, rows: number, columns: number): Int32Array {
  if (rows > columns) return transposedAnswer(cost, rows, columns);
  const rowOf = new Int32Array(columns + 1).fill(-1); // the row that holds a column; the last column is a stand-in
  const rowPotential = new Float64Array(rows);
  const columnPotential = new Float64Array(columns + 1);
  const cheapest = new Float64Array(columns);
  const cameFrom = new Int32Array(columns);
  const done = new Uint8Array(columns + 1);
  for (let start = 0; start < rows; start++) {
    cheapest.fill(Number.POSITIVE_INFINITY);
    done.fill(0);
    let column = columns;
    rowOf[column] = start;
    while (rowOf[column] !== -1) {
      done[column] = 1;
      const row = rowOf[column]!;
      let step = Number.POSITIVE_INFINITY;
      let next = -1;
      for (let c = 0; c < columns; c++) {
        if (done[c]) continue;
        const reduced = cost[row * columns + c]! - rowPotential[row]! - columnPotential[c]!;
        if (reduced < cheapest[c]!) {
          cheapest[c] = reduced;
          cameFrom[c] = column;
        }
        if (cheapest[c]! < step) {
          step = cheapest[c]!;
          next = c;
        }
      }
      for (let c = 0; c <= columns; c++) {
        if (done[c]) {
          rowPotential[rowOf[c]!]! += step;
          columnPotential[c]! -= step;
        } else if (c < columns) cheapest[c]! -= step;
      }
      column = next;
    }
    while (column !== columns) {
      const previous = cameFrom[column]!;
      rowOf[column] = rowOf[previous]!;
      column = previous;
    }
  }
  const columnOf = new Int32Array(rows).fill(-1);
  for (let c = 0; c < columns; c++) if (rowOf[c] !== -1) columnOf[rowOf[c]!] = c;
  return columnOf;
}

function transposedAnswer(cost: Float64Array, rows: number, columns: number): Int32Array {
  const transposed = new Float64Array(cost.length);
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) transposed[c * rows + r] = cost[r * columns + c]!;
  const columnOf = new Int32Array(rows).fill(-1);
  assignCheapest(transposed, columns, rows).forEach((row, column) => {
    columnOf[row] = column;
  });
  return columnOf;
}
