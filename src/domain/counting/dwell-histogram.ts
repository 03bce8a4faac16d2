/**
 * How long people stayed, as counts per class of duration, so that no single stay leaves the process.
 * Class k holds stays from `DWELL_MS_MIN * 2^(k/8)` up to the next class: each class is 9% wide.
 * Sparse: only classes that hold somebody.
 */
export type DwellHistogram = Readonly<Record<string, number>>;

/** Shorter stays fall into the first class. */
const DWELL_MS_MIN = 500;
const CLASSES_PER_DOUBLING = 8;
/** The last class; it begins at 34 hours. */
export const DWELL_CLASS_MAX = 143;

/** The class of one stay. */
export function dwellClass(dwellMs: number): number {
  const exact = CLASSES_PER_DOUBLING * Math.log2(Math.max(dwellMs, DWELL_MS_MIN) / DWELL_MS_MIN);
  return Math.min(DWELL_CLASS_MAX, Math.floor(exact));
}

/** The histogram with one more stay in it. */
export function withDwell(histogram: DwellHistogram, dwellMs: number): DwellHistogram {
  const name = String(dwellClass(dwellMs));
  return { ...histogram, [name]: (histogram[name] ?? 0) + 1 };
}

/** Adds histograms up. */
export function sumOfDwells(histograms: readonly DwellHistogram[]): DwellHistogram {
  const sum: Record<string, number> = {};
  for (const histogram of histograms)
    for (const [name, count] of Object.entries(histogram)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}

/** The stay that half of all stays do not exceed, in whole ms, exact to 5%; null where nobody stayed. */
export function dwellMedianMs(histogram: DwellHistogram): number | null {
  return dwellQuantileMs(histogram, 0.5);
}

/** The stay that a share 0..1 of all stays do not exceed, in whole ms, exact to 9%; null where nobody stayed. */
export function dwellQuantileMs(histogram: DwellHistogram, share: number): number | null {
  const classes = classesOf(histogram);
  const due = classes.reduce((sum, { count }) => sum + count, 0) * share;
  let below = 0;
  for (const { index, count } of classes) {
    if (below + count >= due) {
      const within = (due - below) / count;
      return Math.round(DWELL_MS_MIN * 2 ** ((index + within) / CLASSES_PER_DOUBLING));
    }
    below += count;
  }
  return null;
}

/** How many stays were shorter than this, and how many there were; the class that holds the limit is divided evenly. */
export function staysBelow(
  histogram: DwellHistogram,
  dwellMs: number,
): { readonly below: number; readonly stays: number } {
  const limit = CLASSES_PER_DOUBLING * Math.log2(Math.max(dwellMs, DWELL_MS_MIN) / DWELL_MS_MIN);
  let [below, stays] = [0, 0];
  for (const { index, count } of classesOf(histogram)) {
    stays += count;
    below += count * Math.min(1, Math.max(0, limit - index));
  }
  return { below, stays };
}

function classesOf(histogram: DwellHistogram): { readonly index: number; readonly count: number }[] {
  return Object.entries(histogram)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => ({ index: Number(name), count }))
    .toSorted((a, b) => a.index - b.index);
}
