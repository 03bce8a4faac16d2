import type { Format } from "#domain/language/format.ts";
import type { ReportChart, ReportFigure, ReportTable } from "#domain/report/report.ts";
import type { ReportWords } from "#domain/report/report-words.ts";
import { intervalText, valueText } from "#domain/report/value-text.ts";
import { ACCENT, type Block, DIM, INK, RULE, SOFT } from "./sheet-flow.ts";

/** What blocks are written with. */
export type Wording = { readonly words: ReportWords; readonly format: Format };

const BODY = 8;
const SMALL = 6.6;
const VALUE_SHARE = 0.3;
const COLUMNS_HEIGHT = 55;
const BAR_HEIGHT = 12;
/** A label is left out where columns stand closer, every second one where they are half as wide. */
const LABEL_WIDTH_MIN = 13;

/** A heading over what follows. */
export function heading(text: string): Block {
  return (pen, { left, top, width }) => {
    const end = pen.text(text, { left, top, width, size: 10.5, weight: 700, color: ACCENT });
    pen.shape((draw) => {
      draw.fillStyle = RULE;
      draw.fillRect(left, end + 1, width, 0.7);
    });
    return end + 5;
  };
}

export function paragraph(text: string, { size = SMALL, color = DIM }: { size?: number; color?: string } = {}): Block {
  return (pen, { left, top, width }) => pen.text(text, { left, top, width, size, color, leading: 1.35 });
}

/** Figures below each other: the value at the right, and under the label what it rests on, or why there is none. */
export function figureList(figures: readonly ReportFigure[], { words, format }: Wording): Block {
  return (pen, { left, top, width }) => {
    let end = top;
    for (const figure of figures) {
      const value = valueText(figure.value, figure.measure, format);
      const labelWidth = width * (1 - VALUE_SHARE);
      const valueEnd = pen.text(value, {
        left: left + labelWidth,
        top: end,
        width: width * VALUE_SHARE,
        size: BODY + 0.8,
        weight: 700,
        align: "right",
        color: figure.value === null ? DIM : INK,
      });
      let below = pen.text(figure.label, { left, top: end, width: labelWidth, size: BODY, color: INK });
      const interval = intervalText(figure, format);
      const note = [interval && `${words.interval} ${interval}`, figure.base, figure.why]
        .filter((one) => one)
        .join(" · ");
      if (note)
        below = pen.text(note, { left, top: below - 1, width: width * 0.9, size: SMALL, color: DIM, leading: 1.3 });
      end = Math.max(below, valueEnd) + 1.4;
    }
    return end;
  };
}

/** A figure in large letters on a ground of its own, with what must be known beside it. */
export function tile(figure: ReportFigure, { words, format }: Wording, beside: string | null = null): Block {
  return (pen, { left, top, width }) => {
    const inner = { left: left + 9, width: width - 18 };
    pen.shape((draw) => {
      draw.fillStyle = SOFT;
      draw.beginPath();
      draw.roundRect(left, top, width, TILE_HEIGHT, 5);
      draw.fill();
      draw.fillStyle = ACCENT;
      draw.fillRect(left, top + 8, 2, TILE_HEIGHT - 16);
    });
    let end = pen.text(figure.label, { ...inner, top: top + 5, size: 7.5, color: DIM });
    end = pen.text(valueText(figure.value, figure.measure, format), {
      ...inner,
      top: end - 1,
      size: 18,
      weight: 700,
      color: INK,
      leading: 1.25,
    });
    const interval = intervalText(figure, format);
    const note = beside ?? (interval ? `${words.interval} ${interval}` : (figure.why ?? figure.base ?? ""));
    pen.text(note, { ...inner, top: end, size: SMALL, color: DIM, leading: 1.25 });
    return top + TILE_HEIGHT;
  };
}

const TILE_HEIGHT = 60;

/** A chart of columns, or of bars that lie; each with its number. */
export function chart(chart: ReportChart, wording: Wording): Block {
  return chart.kind === "columns" ? columns(chart, wording) : bars(chart, wording);
}

function columns({ title, entries, measure }: ReportChart, { format }: Wording): Block {
  return (pen, { left, top, width }) => {
    const head = pen.text(title, { left, top, width, size: BODY, weight: 600, color: INK }) + 8;
    const most = Math.max(1, ...entries.map(({ value }) => value ?? 0));
    const step = width / Math.max(1, entries.length);
    const base = head + COLUMNS_HEIGHT;
    const every = Math.max(1, Math.ceil(LABEL_WIDTH_MIN / step));
    for (const [index, { label, value }] of entries.entries()) {
      const height = ((value ?? 0) / most) * COLUMNS_HEIGHT;
      const place = { left: left + index * step, width: step, align: "center" } as const;
      pen.shape((draw) => {
        draw.fillStyle = ACCENT;
        draw.fillRect(place.left + step * 0.16, base - height, step * 0.68, height);
      });
      if (index % every !== 0) continue;
      const wide = { ...place, left: place.left - step * (every - 1) * 0.5, width: step * every };
      pen.text(label, { ...wide, top: base + 2, size: 6.5, color: DIM });
      if (value !== null)
        pen.text(valueText(value < 10 ? value : Math.round(value), measure, format), {
          ...wide,
          // A number may be wider than its column; it is in the middle all the same.
          left: wide.left - 20,
          width: wide.width + 40,
          top: base - height - 8.5,
          size: 5.8,
          color: INK,
        });
    }
    pen.shape((draw) => {
      draw.fillStyle = DIM;
      draw.fillRect(left, base, width, 0.6);
    });
    return base + 12;
  };
}

function bars({ title, entries, measure }: ReportChart, { format }: Wording): Block {
  return (pen, { left, top, width }) => {
    let end = pen.text(title, { left, top, width, size: BODY, weight: 600, color: INK }) + 3;
    const most = Math.max(1e-9, ...entries.map(({ value }) => value ?? 0));
    const labelWidth = width * 0.32;
    const room = width - labelWidth - 46;
    for (const { label, value } of entries) {
      const below = pen.text(label, { left, top: end, width: labelWidth - 6, size: 7.4, color: INK, leading: 1.3 });
      const length = ((value ?? 0) / most) * room;
      const row = end;
      pen.shape((draw) => {
        draw.fillStyle = SOFT;
        draw.fillRect(left + labelWidth, row + 1, room, BAR_HEIGHT - 4);
        draw.fillStyle = ACCENT;
        draw.fillRect(left + labelWidth, row + 1, length, BAR_HEIGHT - 4);
      });
      pen.text(valueText(value, measure, format), {
        left: left + labelWidth + room,
        top: end,
        width: 46,
        size: 7.4,
        weight: 600,
        align: "right",
        color: INK,
        leading: 1.3,
      });
      end = Math.max(below, end + BAR_HEIGHT) + 1;
    }
    return end;
  };
}

/** A table: texts at the left, numbers at the right. Columns of texts get twice the room. */
export function table({ columns, rows }: ReportTable, { format }: Wording): Block {
  return (pen, { left, top, width }) => {
    const weights = columns.map(({ measure, label }) => (measure === "text" ? 2 : label.length <= 1 ? 0.3 : 1));
    const whole = weights.reduce((sum, one) => sum + one, 0);
    const widths = weights.map((weight) => (width * weight) / whole);
    const lefts = widths.map((_, index) => left + widths.slice(0, index).reduce((sum, one) => sum + one, 0));
    const line = (cells: readonly string[], at: number, setting: { size: number; weight: number; color: string }) =>
      Math.max(
        ...cells.map((cell, index) =>
          pen.text(cell, {
            left: lefts[index]!,
            top: at,
            width: widths[index]! - 5,
            align: columns[index]!.measure === "text" ? "left" : "right",
            leading: 1.25,
            ...setting,
          }),
        ),
      );
    let end = line(
      columns.map(({ label }) => label),
      top,
      { size: SMALL, weight: 600, color: DIM },
    );
    for (const row of rows) {
      const at = end + 1.5;
      pen.shape((draw) => {
        draw.fillStyle = RULE;
        draw.fillRect(left, at, width, 0.4);
      });
      end = line(
        row.map((cell, index) => valueText(cell, columns[index]!.measure, format)),
        at + 1.5,
        { size: 7.6, weight: 400, color: INK },
      );
    }
    return end;
  };
}

/** Small texts in columns that are about as long as each other, in their order. */
export function inColumns(texts: readonly string[], count = 2, gap = 18): Block {
  return (pen, { left, top, width }) => {
    const own = (width - gap * (count - 1)) / count;
    const setting = { width: own, size: SMALL - 0.5, color: DIM, leading: 1.27 } as const;
    const heights = texts.map((text) => pen.endOf(text, { ...setting, left, top: 0 }) + 0.8);
    const whole = heights.reduce((sum, one) => sum + one, 0);
    let [column, end, lowest, passed] = [0, top, top, 0];
    for (const [index, text] of texts.entries()) {
      if (passed >= (whole * (column + 1)) / count && column < count - 1) {
        column += 1;
        end = top;
      }
      pen.text(text, { ...setting, left: left + column * (own + gap), top: end });
      end += heights[index]!;
      passed += heights[index]!;
      lowest = Math.max(lowest, end);
    }
    return lowest;
  };
}
