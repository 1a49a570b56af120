/** Sums over requests, as reports show them. */

/** Tokens, money and doubts of a set of requests; the names are those of the CLI's JSON contract. */
export interface Figures {
  requests: number;
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWrite5mTokens: number;
  cacheWrite1hTokens: number;
  webSearches: number;
  /** Counted cost at list price, unrounded; unpriced requests add nothing. */
  costUSD: number;
  lowerBoundRequests: number;
  /** What the lower bounds may lack, estimated from visible characters; in no other sum. */
  estimatedMissingUSD: number;
  unpricedRequests: number;
}

export const NO_FIGURES: Readonly<Figures> = {
  requests: 0,
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWrite5mTokens: 0,
  cacheWrite1hTokens: 0,
  webSearches: 0,
  costUSD: 0,
  lowerBoundRequests: 0,
  estimatedMissingUSD: 0,
  unpricedRequests: 0,
};

/** SQL that sums `request r` into Figures; its columns in their order, as those below. */
export const SUM_OF_REQUESTS = `
  count(*) AS requests, sum(r.input) AS inputTokens, sum(r.output) AS outputTokens, sum(r.read) AS cacheReadTokens,
  sum(r.write_5m) AS cacheWrite5mTokens, sum(r.write_1h) AS cacheWrite1hTokens, sum(r.searches) AS webSearches,
  total(r.usd) AS costUSD, sum(1 - r.final) AS lowerBoundRequests,
  total(max(0, r.estimated_usd - r.usd)) AS estimatedMissingUSD, sum(r.usd IS NULL) AS unpricedRequests`;

/** SQL that gives a row of `quarter q` as Figures. */
export const FIGURES_OF_QUARTER = `
  q.requests, q.input AS inputTokens, q.output AS outputTokens, q.read AS cacheReadTokens,
  q.write_5m AS cacheWrite5mTokens, q.write_1h AS cacheWrite1hTokens, q.searches AS webSearches,
  q.usd AS costUSD, q.lower_bounds AS lowerBoundRequests,
  q.estimated_extra AS estimatedMissingUSD, q.unpriced AS unpricedRequests`;

/** Input, output, cache reads and writes together. */
export const totalTokens = (figures: Figures): number =>
  figures.inputTokens +
  figures.outputTokens +
  figures.cacheReadTokens +
  figures.cacheWrite5mTokens +
  figures.cacheWrite1hTokens;

const NAMES = Object.keys(NO_FIGURES) as (keyof Figures)[];

/** Figures from a row that SQLite gives as an array: those columns of the SQL above that begin at `first`. */
export function figuresAt(row: readonly unknown[], first: number): Figures {
  const figures = { ...NO_FIGURES };
  for (const [index, name] of NAMES.entries()) figures[name] = Number(row[first + index]);
  return figures;
}

export function addFigures(sum: Figures, more: Figures): void {
  for (const name of NAMES) sum[name] += more[name];
}
