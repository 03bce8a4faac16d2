import Table from "cli-table3";

/** A table for the terminal: the first column to the left, figures to the right, no colours. */
export function plainTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const table = new Table({
    head: [...head],
    style: { head: [], border: [], compact: true },
    colAligns: head.map((_, column) => (column === 0 ? "left" : "right")),
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}

/** A figure in percent, to one place; a dash where there is none. */
export function percentText(percent: number): string {
  return Number.isNaN(percent) ? "–" : percent.toFixed(1);
}

/** A share 0..1 in percent. */
export function shareText(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}
