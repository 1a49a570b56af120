/** The requests after a compaction or a clear as they would have been, had the context stayed as it was. */
import { promptTokens, type Tokens } from "../../sources/transcriptRow.ts";
import { NO_TOKENS, written } from "./repriced.ts";
import { contextOf, isWarm, writes, type Standing } from "./standing.ts";
import type { FollowedRequest } from "./takenAction.ts";

/** In the first requests after a compaction what the summary left out is read again (learning.ts). */
const SETTLED = 4;

/** The calls of the same requests, had the context stayed as it was. */
export function goneOn(from: Standing, later: readonly FollowedRequest[], growth: number): Tokens[][] {
  const [first] = later;
  if (!first) return [];
  const removed = from.context - contextOf(first);
  // What stays cached whatever becomes of the conversation: system prompt and tools.
  const prefix = first.calls[0]?.cacheRead ?? 0;
  let previous = from.context;
  let { hourCache } = from;
  return later.map((request, index) => {
    const settled = later[Math.min(index, SETTLED)] ?? first;
    const grown = from.context + growth * Math.min(index, SETTLED) - contextOf(settled);
    const more = Math.max(Math.min(0, removed), Math.min(removed, grown));
    return request.calls.map((call, place) => {
      if (writes(call)) hourCache = call.cacheWrite1h > 0;
      const isFirst = index === 0 && place === 0;
      const otherwise = isFirst
        ? wholePrompt(call, promptTokens(call) + more, isWarm(from, request.at), hourCache)
        : withMore(call, more, heldShare(call, previous, prefix), hourCache);
      previous = promptTokens(call);
      return otherwise;
    });
  });
}

/** A prompt that was in the cache, or that had to be sent whole. */
function wholePrompt(call: Tokens, size: number, warm: boolean, hourCache: boolean): Tokens {
  if (call.cacheRead === 0 && !writes(call)) return { ...NO_TOKENS, output: call.output, input: size };
  return { ...NO_TOKENS, output: call.output, ...(warm ? { cacheRead: size } : written(hourCache, size)) };
}

/** `held`: the share of the additional tokens that the cache holds; negative ones are taken off what was read. */
function withMore(call: Tokens, more: number, held: number, hourCache: boolean): Tokens {
  if (more < 0) return { ...call, cacheRead: Math.max(0, call.cacheRead + more) };
  if (call.cacheRead === 0 && !writes(call)) return { ...call, input: call.input + more };
  const cacheRead = call.cacheRead + more * held;
  const sent = more * (1 - held);
  return hourCache
    ? { ...call, cacheRead, cacheWrite1h: call.cacheWrite1h + sent }
    : { ...call, cacheRead, cacheWrite5m: call.cacheWrite5m + sent };
}

/** How much of the prompt before, behind the prefix that is always cached, a call found in the cache. */
function heldShare({ cacheRead }: Tokens, previous: number, prefix: number): number {
  if (previous <= prefix) return cacheRead >= previous ? 1 : 0;
  return Math.min(1, Math.max(0, (cacheRead - prefix) / (previous - prefix)));
}
