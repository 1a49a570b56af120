/** A session's facts, once all that every rule about its context needs is there. */
import type { CompactionAssumptions } from "./compaction.ts";
import { dollars, type Currency } from "./currency.ts";
import type { SessionFacts } from "./facts.ts";

type Model = NonNullable<SessionFacts["model"]>;
type Cache = NonNullable<SessionFacts["cache"]>;

export interface SessionEconomics {
  model: Model;
  cache: Cache;
  context: number;
  usd: Currency;
  assumptions: CompactionAssumptions;
}

/** Null when model, price, context or cache duration is not known. */
export function economicsOf(session: SessionFacts): SessionEconomics | null {
  const { model, cache, context } = session;
  if (!model || !cache || context === null) return null;
  const usd = dollars(model.rates, cache.ttl);
  if (!usd) return null;
  const assumptions = {
    after: session.after.value,
    cachedPrefix: Math.min(session.cachedPrefix.value, session.after.value),
    summary: session.summary.value,
    growth: session.growth.value,
  };
  return { model, cache, context, usd, assumptions };
}

/** Whether the next request finds the context in the cache; null when nothing tells. */
export const isWarm = ({ expiresAt }: Cache, now: number): boolean | null =>
  expiresAt === null ? null : expiresAt > now;
