/**
 * Which numbers of a table are withheld so that no number below `k` can be worked out from those that are shown: small ones, and as few
 * others as it takes (complementary suppression).
 *
 * ```
 *             female   male   all            The sums of rows and of everything are known; a cell, or the sum of a
 *   store A      40       ·     ·  ← 47      column, is a number or is withheld. Each is an edge of a network:
 *   store B      52       ·    60
 *   all          92       ·   107            row ──cell──► column ──sum of column──► all
 * ```
 *
 * A withheld number can be larger by d, as far as anybody outside can tell, where d can flow around a cycle through its edge and
 * withheld edges only: forward without bound, backward no further than the number there. The largest flow is the exact upper
 * bound of what an attacker can know. Where it stays below `k`, published edges on the cheapest cycle are withheld as well.
 * Withholding more never lowers a bound, so that one pass over the small numbers is enough.
 * Source: Kelly, Golden, Assad, Cell suppression: disclosure protection for sensitive tabular data, Networks 22 (1992).
 */

/** Rows of numbers, whose sums are known. */
export type CountTable = readonly (readonly number[])[];

/** What is shown: null is withheld. `columns` are the sums over all rows. */
export type ShownTable = {
  readonly rows: readonly (readonly (number | null)[])[];
  readonly columns: readonly (number | null)[];
};

type Edge = { readonly from: number; readonly to: number; readonly value: number; isShown: boolean };

/** The table as it may be shown. Every row must sum to `k` or more: a smaller one is left out beforehand, and out of the sums too. */
export function withheldCells(table: CountTable, k: number): ShownTable {
  const width = table[0]?.length ?? 0;
  const all = table.length + width;
  const columnNode = (column: number) => table.length + column;
  const cells = table.map((row, index) =>
    row.map((value, column): Edge => ({ from: index, to: columnNode(column), value, isShown: value >= k })),
  );
  const sums = Array.from({ length: width }, (_, column): Edge => {
    const value = table.reduce((sum, row) => sum + row[column]!, 0);
    return { from: columnNode(column), to: all, value, isShown: value >= k };
  });
  const edges = [...cells.flat(), ...sums];
  const network = openNetwork(edges, all + 1);
  for (const edge of edges) if (edge.value < k) network.protect(edge, k);
  const shown = ({ isShown, value }: Edge) => (isShown ? value : null);
  return { rows: cells.map((row) => row.map(shown)), columns: sums.map(shown) };
}

function openNetwork(edges: readonly Edge[], nodes: number) {
  const around: Edge[][] = Array.from({ length: nodes }, () => []);
  for (const edge of edges) {
    around[edge.from]!.push(edge);
    around[edge.to]!.push(edge);
  }
  /** What flows along an edge in the flow of this protection, beyond its own number. */
  const flow = new Map<Edge, number>();
  const room = (edge: Edge, isForward: boolean) =>
    isForward ? Number.POSITIVE_INFINITY : edge.value + (flow.get(edge) ?? 0);

  /** The cheapest way from one node to another that does not use `except`; a shown edge costs its number. */
  const cheapestWay = (from: number, to: number, except: Edge): { edge: Edge; isForward: boolean }[] | null => {
    const cost = new Array<number>(nodes).fill(Number.POSITIVE_INFINITY);
    const cameBy = new Array<{ edge: Edge; isForward: boolean } | null>(nodes).fill(null);
    const isDone = new Array<boolean>(nodes).fill(false);
    cost[from] = 0;
    for (;;) {
      let node = -1;
      for (let other = 0; other < nodes; other += 1)
        if (!isDone[other] && cost[other]! < (node < 0 ? Number.POSITIVE_INFINITY : cost[node]!)) node = other;
      if (node < 0) return null;
      if (node === to) break;
      isDone[node] = true;
      for (const edge of around[node]!) {
        if (edge === except) continue;
        const isForward = edge.from === node;
        if (room(edge, isForward) <= 0) continue;
        const other = isForward ? edge.to : edge.from;
        const price = cost[node]! + (edge.isShown ? edge.value : 0);
        if (price < cost[other]!) [cost[other], cameBy[other]] = [price, { edge, isForward }];
      }
    }
    const way: { edge: Edge; isForward: boolean }[] = [];
    for (let node = to; node !== from; ) {
      const step = cameBy[node]!;
      way.push(step);
      node = step.isForward ? step.edge.from : step.edge.to;
    }
    return way;
  };

  return {
    /** Withholds what it takes so that `edge` might be `k` or more for all that anybody can tell. */
    protect(edge: Edge, k: number): void {
      flow.clear();
      for (let missing = k - edge.value; missing > 0; ) {
        const way = cheapestWay(edge.to, edge.from, edge);
        // With all withheld a row's whole sum could be in any of its cells, and that is `k` at least.
        if (!way) throw new Error("a row of a table sums to less than its smallest number");
        const step = Math.min(missing, ...way.map((one) => room(one.edge, one.isForward)));
        for (const one of way) {
          one.edge.isShown = false;
          flow.set(one.edge, (flow.get(one.edge) ?? 0) + (one.isForward ? step : -step));
        }
        missing -= step;
      }
    },
  };
}
