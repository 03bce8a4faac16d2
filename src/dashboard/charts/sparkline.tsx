const [WIDTH, HEIGHT] = [120, 28];

/** A line of few counts, small enough for a table; a value that is not known is a gap in it. */
export function Sparkline({ values, label }: { readonly values: readonly (number | null)[]; readonly label: string }) {
  const max = Math.max(1, ...values.map((value) => value ?? 0));
  const placeOf = (index: number) => (values.length < 2 ? WIDTH / 2 : (index / (values.length - 1)) * (WIDTH - 4) + 2);
  const heightOf = (value: number) => HEIGHT - 3 - (value / max) * (HEIGHT - 6);
  let path = "";
  for (const [index, value] of values.entries())
    if (value !== null)
      path += `${index === 0 || values[index - 1] === null ? "M" : "L"}${placeOf(index).toFixed(1)} ${heightOf(value).toFixed(1)}`;
  return (
    <svg width={WIDTH} height={HEIGHT} role="img" aria-label={label}>
      <title>{label}</title>
      <path
        d={path}
        fill="none"
        stroke="var(--mantine-primary-color-filled)"
        strokeWidth="2"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  );
}
