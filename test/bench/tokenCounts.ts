/** Requests and tokens, counted apart as they are priced apart. */
export interface TokenCounts {
  requests: number;
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWrite5mTokens: number;
  cacheWrite1hTokens: number;
}

function noTokens(): TokenCounts {
  return {
    requests: 0,
    inputTokens: 0,
    outputTokens: 0,
    cacheReadTokens: 0,
    cacheWrite5mTokens: 0,
    cacheWrite1hTokens: 0,
  };
}

function addTokens(into: TokenCounts, more: TokenCounts): void {
  into.requests += more.requests;
  into.inputTokens += more.inputTokens;
  into.outputTokens += more.outputTokens;
  into.cacheReadTokens += more.cacheReadTokens;
  into.cacheWrite5mTokens += more.cacheWrite5mTokens;
  into.cacheWrite1hTokens += more.cacheWrite1hTokens;
}

/** Tokens by UTC day (YYYY-MM-DD), then by model id. */
export type CountsByDay = Record<string, Record<string, TokenCounts>>;

export function countOn(days: CountsByDay, day: string, model: string, counts: TokenCounts): void {
  addTokens(((days[day] ??= {})[model] ??= noTokens()), counts);
}

export function totalOf(models: Record<string, TokenCounts>): TokenCounts {
  const total = noTokens();
  for (const counts of Object.values(models)) addTokens(total, counts);
  return total;
}
