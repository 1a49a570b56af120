/** Shares a whole number out, so that the parts add up to it exactly. */

export interface Claim {
  weight: number;
  /** It gets no more than this. */
  bound: number;
}

/**
 * Whole shares of `total` in proportion to the weights, none above its bound, largest remainders first. They add up
 * to `total` unless the bounds, or weights that are all 0, leave a rest.
 */
export function shares(total: number, claims: readonly Claim[]): { tokens: number[]; rest: number } {
  const bounds = claims.map(({ bound }) => Math.floor(bound));
  const full = new Set<number>();
  let left = total;
  let open: number[];
  // What exceeds a bound is shared out over the others, whose shares grow by it: until none exceeds.
  for (;;) {
    open = claims.flatMap(({ weight }, index) => (weight > 0 && !full.has(index) ? [index] : []));
    const sum = weightOf(claims, open);
    const over = open.filter((index) => (left * (claims[index]?.weight ?? 0)) / sum > (bounds[index] ?? 0));
    if (over.length === 0) break;
    for (const index of over) {
      full.add(index);
      left -= bounds[index] ?? 0;
    }
  }
  const tokens = claims.map((_, index) => (full.has(index) ? (bounds[index] ?? 0) : 0));
  const sum = weightOf(claims, open);
  const parts = open.map((index) => ({ index, exact: (left * (claims[index]?.weight ?? 0)) / sum }));
  for (const { index, exact } of parts) tokens[index] = Math.floor(exact);
  let rest = total - tokens.reduce((all, value) => all + value, 0);
  const byRemainder = parts.toSorted((a, b) => (b.exact % 1) - (a.exact % 1));
  for (const { index } of byRemainder) {
    if (rest <= 0) break;
    if ((tokens[index] ?? 0) >= (bounds[index] ?? 0)) continue;
    tokens[index] = (tokens[index] ?? 0) + 1;
    rest--;
  }
  return { tokens, rest };
}

const weightOf = (claims: readonly Claim[], indices: readonly number[]) =>
  indices.reduce((sum, index) => sum + (claims[index]?.weight ?? 0), 0);
