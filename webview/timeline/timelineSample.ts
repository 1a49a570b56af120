/** Which requests of a long session are drawn: more than the screen has columns show nothing more. */

export interface Samples {
  /** Where each request lies on the x-axis, never decreasing. */
  x: readonly number[];
  /** Values whose least and greatest of each column are kept. */
  values: readonly (readonly (number | null)[])[];
}

/**
 * The requests to draw, as ascending indices: of each of the `columns` of equal width the first and the last and where
 * each of the values is least and greatest, so that a line through them covers the same pixels; and all of `keep`.
 */
export function sampleRequests({ x, values }: Samples, columns: number, keep: Iterable<number>): number[] {
  const kept = new Set([...keep].filter((index) => index >= 0 && index < x.length));
  const start = x[0] ?? 0;
  const width = ((x.at(-1) ?? 0) - start) / columns;
  let from = 0;
  while (from < x.length) {
    const column = columnOf(x[from] ?? 0, start, width, columns);
    let to = from;
    while (to + 1 < x.length && columnOf(x[to + 1] ?? 0, start, width, columns) === column) to++;
    kept.add(from).add(to);
    for (const series of values) addExtremes(kept, series, from, to);
    from = to + 1;
  }
  return [...kept].toSorted((a, b) => a - b);
}

function columnOf(x: number, start: number, width: number, columns: number): number {
  return width > 0 ? Math.min(columns - 1, Math.floor((x - start) / width)) : 0;
}

/** Of the values from one index to another, both included. */
function addExtremes(kept: Set<number>, series: readonly (number | null)[], from: number, to: number): void {
  let [least, greatest] = [-1, -1];
  for (let index = from; index <= to; index++) {
    const value = series[index] ?? null;
    if (value === null) continue;
    if (least === -1 || value < (series[least] ?? 0)) least = index;
    if (greatest === -1 || value > (series[greatest] ?? 0)) greatest = index;
  }
  if (least !== -1) kept.add(least).add(greatest);
}
