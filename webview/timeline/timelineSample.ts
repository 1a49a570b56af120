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
  const kept = existing(keep, x);
  for (const { from, to } of columnsOf(x, columns)) {
    kept.add(from).add(to);
    for (const series of values) addExtremes(kept, series, from, to);
  }
  return [...kept].toSorted((a, b) => a - b);
}

/**
 * The requests to draw as bars that stand on a line, as ascending indices: of each column the one whose bar hides the
 * others, and all of `keep` that have a value.
 */
export function sampleBars(
  x: readonly number[],
  values: readonly (number | null)[],
  columns: number,
  keep: Iterable<number>,
): number[] {
  const kept = existing(keep, x);
  for (const { from, to } of columnsOf(x, columns)) {
    let greatest = from;
    for (let index = from; index <= to; index++) {
      if ((values[index] ?? -Infinity) > (values[greatest] ?? -Infinity)) greatest = index;
    }
    kept.add(greatest);
  }
  return [...kept].filter((index) => (values[index] ?? null) !== null).toSorted((a, b) => a - b);
}

const existing = (indices: Iterable<number>, x: readonly number[]): Set<number> =>
  new Set([...indices].filter((index) => index >= 0 && index < x.length));

/** The first and the last request of each column that has any. */
function* columnsOf(x: readonly number[], columns: number): Generator<{ from: number; to: number }, void> {
  const start = x[0] ?? 0;
  const width = ((x.at(-1) ?? 0) - start) / columns;
  let from = 0;
  while (from < x.length) {
    const column = columnOf(x[from] ?? 0, start, width, columns);
    let to = from;
    while (to + 1 < x.length && columnOf(x[to + 1] ?? 0, start, width, columns) === column) to++;
    yield { from, to };
    from = to + 1;
  }
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
