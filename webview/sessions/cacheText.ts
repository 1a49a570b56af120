import * as l10n from "@vscode/l10n";
import { formatAge, formatCountdown, formatTokens } from "../../src/shared/format.ts";
import type { CacheView, SessionView } from "../../src/shared/snapshot.ts";

const MINUTE = 60_000;
const TTL_MS: Record<CacheView["ttl"], number> = { "5m": 5 * MINUTE, "1h": 60 * MINUTE };

/** "cache warm for 42 min more (1 h)"; of a cold one what the next message re-writes, where that is known. */
export function cacheText({ expiresAt, ttl }: CacheView, context: SessionView["context"], now: number): string {
  if (expiresAt > now) {
    return l10n.t("cache warm for {left} more ({life})", {
      left: formatCountdown(expiresAt - now),
      life: formatCountdown(TTL_MS[ttl]),
    });
  }
  const age = formatAge(now - expiresAt);
  return context.kind === "known"
    ? l10n.t("cache cold for {age}: the next message re-writes {tokens} tokens", {
        age,
        tokens: formatTokens(context.tokens),
      })
    : l10n.t("cache cold for {0}", age);
}

/** The same in a few words. */
export function cacheTextInShort({ expiresAt }: CacheView, now: number): string {
  return expiresAt > now ? l10n.t("cache warm for {0} more", formatCountdown(expiresAt - now)) : l10n.t("cache cold");
}
