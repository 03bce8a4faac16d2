import { Box, Skeleton, useComputedColorScheme, useMantineTheme, VisuallyHidden } from "@mantine/core";
import { lazy, memo, Suspense, startTransition, useEffect, useState } from "react";
import type { ChartOption } from "./canvas.tsx";

const Canvas = lazy(() => import("./canvas.tsx"));

/** What a chart shows, as rows that a screen reader can read and a person can check. */
export type ChartTable = { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** How long a page has been left alone before the tables behind its charts are made. */
const QUIET_MS = 250;

/** A chart with the table that it is drawn of. The drawing comes when it is needed, the table once nothing more is chosen. */
export function Chart({
  label,
  table,
  option,
  height = 260,
  onPick,
}: {
  readonly label: string;
  readonly table: () => ChartTable;
  readonly option: (look: ChartLook) => ChartOption;
  readonly height?: number;
  /** Somebody chose a column or point by its place. */
  readonly onPick?: ((index: number) => void) | undefined;
}) {
  const { fontFamily = "sans-serif" } = useMantineTheme();
  const scheme = useComputedColorScheme("light", { getInitialValueInEffect: false });
  return (
    <Box>
      <Box aria-hidden style={{ height }}>
        <Suspense fallback={<Skeleton height={height} />}>
          <Canvas option={option({ ...COLOURS[scheme], fontFamily })} height={height} onPick={onPick} />
        </Suspense>
      </Box>
      <VisuallyHidden>
        <RowsAfter label={label} table={table} />
      </VisuallyHidden>
    </Box>
  );
}

/** A year has so many rows that the drawing would wait for them: they come after it, and do not draw it again. */
function RowsAfter({ label, table }: { readonly label: string; readonly table: () => ChartTable }) {
  const [shown, show] = useState<{ readonly of: () => ChartTable; readonly rows: ChartTable }>();
  useEffect(() => {
    const timer = setTimeout(() => startTransition(() => show({ of: table, rows: table() })), QUIET_MS);
    return () => clearTimeout(timer);
  }, [table]);
  return (
    shown && (
      <div aria-busy={shown.of !== table}>
        <Rows label={label} table={shown.rows} />
      </div>
    )
  );
}

const Rows = memo(function Rows({ label, table }: { readonly label: string; readonly table: ChartTable }) {
  return (
    <table>
      <caption>{label}</caption>
      <thead>
        <tr>
          {table.head.map((text) => (
            <th key={text} scope="col">
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row) => (
          <tr key={row[0]}>
            {row.map((text, index) => (
              <td key={table.head[index]}>{text}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
});

/** Colours and letters of a chart. A canvas inherits no letters, and draws those that it does not know as empty boxes. */
export type ChartLook = {
  readonly fontFamily: string;
  readonly text: string;
  readonly faint: string;
  readonly grid: string;
  readonly paper: string;
  readonly main: string;
  readonly beside: string;
  readonly gap: string;
  readonly series: readonly string[];
};

// Told apart also by who sees no red or no green (Okabe and Ito).
const SERIES = ["#0b7285", "#e69f00", "#56b4e9", "#009e73", "#cc79a7", "#d55e00", "#8c7ae6", "#6c757d"];

const COLOURS: Readonly<Record<"light" | "dark", Omit<ChartLook, "fontFamily">>> = {
  light: {
    text: "#212529",
    faint: "#5c636a",
    grid: "#e3e7ea",
    paper: "#ffffff",
    main: "#0b7285",
    beside: "#a8b3ba",
    gap: "rgba(134,142,150,0.28)",
    series: SERIES,
  },
  dark: {
    text: "#e9ecef",
    faint: "#a6adb4",
    grid: "#34393e",
    paper: "#242424",
    main: "#3bc9db",
    beside: "#6c757d",
    gap: "rgba(173,181,189,0.25)",
    series: ["#3bc9db", ...SERIES.slice(1)],
  },
};
