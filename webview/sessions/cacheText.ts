import { formatAge, formatCountdown, formatTokens } from "../../src/shared/format.ts";
import type { CacheView, SessionView } from "../../src/shared/snapshot.ts";

const TTL_TEXT: Record<CacheView["ttl"], string> = { "5m": "5 min", "1h": "1 h" };

/** "cache warm for 42 min more (1 h)"; of a cold one what the next message re-writes, where that is known. */
export function cacheText({ expiresAt, ttl }: CacheView, context: SessionView["context"], now: number): string {
  if (expiresAt > now) return `cache warm for ${formatCountdown(expiresAt - now)} more (${TTL_TEXT[ttl]})`;
  const cold = `cache cold for ${formatAge(now - expiresAt)}`;
  return context.kind === "known" ? `${cold}: the next message re-writes ${formatTokens(context.tokens)} tokens` : cold;
}

/** The same in a few words. */
export function cacheTextInShort({ expiresAt }: CacheView, now: number): string {
  return expiresAt > now ? `cache warm for ${formatCountdown(expiresAt - now)} more` : "cache cold";
}
