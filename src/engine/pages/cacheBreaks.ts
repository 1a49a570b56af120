/** Where a main chain paid again for what the prompt cache had held (docs/history.md, "Cache breaks"). */
import type { Tokens } from "../sources/transcriptRow.ts";

export interface ChainRequest {
  at: number;
  /** Tokens of the first and of the last call inside the response: the same where there is one. */
  first: Tokens;
  last: Tokens;
}

/** A request that read less than this share of what was there for it met a break. */
const BROKEN_BELOW = 0.5;

const written = ({ cacheWrite5m, cacheWrite1h }: Tokens) => cacheWrite5m + cacheWrite1h;

/**
 * Tokens that a request wrote to the cache although the one before it had left them there; 0 where nothing broke.
 * `compacted`: the conversation was compacted in between, so that another one follows.
 */
export function rewrittenTokens(request: ChainRequest, before: ChainRequest | null, compacted: boolean): number {
  if (!before || compacted) return 0;
  const { input, cacheRead } = request.first;
  const sent = input + cacheRead + written(request.first);
  // What was rewound is not asked for again.
  const there = Math.min(before.last.cacheRead + written(before.last), sent);
  if (cacheRead >= BROKEN_BELOW * there) return 0;
  return Math.min(written(request.first), there - cacheRead);
}
