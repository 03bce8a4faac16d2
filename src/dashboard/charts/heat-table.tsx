import { Table, VisuallyHidden } from "@mantine/core";
import { heatColour } from "./heat-colour.ts";

/** Narrower than this a number of three digits is not read. */
const CELL_WIDTH_MIN = 30;

/** A table whose cells are the darker the more they hold, so that it is read at a glance and to the figure. */
export function HeatTable({
  label,
  columns,
  rows,
}: {
  readonly label: string;
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly name: string;
    /** One a column; null: nothing is known, and the cell stays empty. */
    readonly cells: readonly ({ readonly value: number; readonly shown: string; readonly tip: string } | null)[];
  }[];
}) {
  const most = Math.max(0, ...rows.flatMap(({ cells }) => cells.map((cell) => cell?.value ?? 0)));
  return (
    <Table.ScrollContainer
      minWidth={CELL_WIDTH_MIN * (columns.length + 2)}
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
    >
      <table className="heat">
        <VisuallyHidden component="caption">{label}</VisuallyHidden>
        <thead>
          <tr>
            <td />
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, cells }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells.map((cell, index) => {
                if (!cell) return <td key={columns[index]} />;
                const { ground, ink } = heatColour(most > 0 ? cell.value / most : 0);
                return (
                  <td key={columns[index]} title={cell.tip} style={{ background: ground, color: ink }}>
                    {cell.shown}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Table.ScrollContainer>
  );
}
