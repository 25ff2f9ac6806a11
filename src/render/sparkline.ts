const BARS = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] as const;

/**
 * Numbers as a row of bars, from zero or the smallest to `top` or the largest; absent ones leave a
 * gap. If there are more than `width`, neighbours share a bar, which shows the largest.
 */
export function sparkline(
  values: readonly (number | null)[],
  { width, top }: { width: number; top?: number | undefined },
): string {
  const shown = squeezed(values, Math.max(1, width));
  const known = shown.filter((it) => it !== null);
  const least = known.reduce((a, b) => Math.min(a, b), 0);
  const greatest = top ?? known.reduce((a, b) => Math.max(a, b), 0);
  const range = greatest - least;
  return shown
    .map((value) => {
      if (value === null) return " ";
      const height = range === 0 ? 0 : Math.round(((value - least) / range) * (BARS.length - 1));
      return BARS[Math.min(BARS.length - 1, Math.max(0, height))];
    })
    .join("");
}

function squeezed(values: readonly (number | null)[], width: number): (number | null)[] {
  const each = Math.ceil(values.length / width);
  const groups: (number | null)[] = [];
  for (let at = 0; at < values.length; at += each) {
    const known = values.slice(at, at + each).filter((it) => it !== null);
    groups.push(known.length === 0 ? null : Math.max(...known));
  }
  return groups;
}
