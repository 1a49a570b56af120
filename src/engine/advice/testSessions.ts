/** Sessions of all kinds for property tests, and what they cost when they are played. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { SessionFacts } from "./facts.ts";
import { compact, conversation, goOn } from "./testConversation.ts";
import { FABLE_5_1, MINUTE, NOW, OPUS_5, OPUS_5_5, opusModel, session } from "./testFacts.ts";

/** Sessions of all kinds, whether compacting pays or not. */
export const anySession = fc
  .record({
    rates: fc.constantFrom(OPUS_5, OPUS_5_5, FABLE_5_1),
    ttl: fc.constantFrom("5m" as const, "1h" as const),
    context: fc.integer({ min: 1_000, max: 1_000_000 }),
    after: fc.integer({ min: 22_000, max: 90_000 }),
    summary: fc.integer({ min: 1_000, max: 10_000 }),
    growth: fc.integer({ min: 0, max: 5_000 }),
    floor: fc.integer({ min: 5_000, max: 60_000 }),
    expected: fc.integer({ min: 0, max: 300 }),
    expiresIn: fc.integer({ min: -600, max: 60 }),
  })
  .map(({ rates, ttl, context, after, summary, growth, floor, expected, expiresIn }) =>
    session({
      model: { ...opusModel, rates },
      cache: { ttl, expiresAt: NOW + expiresIn * MINUTE, source: "live" },
      context,
      after: { value: after, source: "measured", samples: 3 },
      summary: { value: summary, source: "measured", samples: 3 },
      growth: { value: growth, source: "measured", samples: 30 },
      floor,
      expected: { low: Math.floor(expected / 4), mid: expected, high: expected * 3, samples: 30 },
    }),
  );

/** What going on costs, and what compacting first costs, played over the requests to be expected. */
export function played(facts: SessionFacts, warm: boolean, requests: number): { kept: number; compacted: number } {
  const { model, cache, context, growth, after, summary, cachedPrefix } = facts;
  assert.ok(model && cache && context !== null);
  const begin = () => conversation(model.rates, cache.ttl, warm ? context : 0);
  const kept = begin();
  goOn(kept, context, requests, growth.value, 500);
  const compacted = begin();
  compact(compacted, context, summary.value, cachedPrefix.value);
  goOn(compacted, after.value, requests, growth.value, 500);
  return { kept: kept.usd, compacted: compacted.usd };
}
