/**
 * What following the advice would have saved or cost: a session's past requests are walked in order, the rules are asked
 * with what was known until then, and the requests that followed are priced without the tokens that a compaction would
 * have removed. docs/advice.md has the method.
 */
import type { Rates } from "../../shared/priceSettings.ts";
import type { Interval } from "../../shared/snapshot.ts";
import { promptTokens, type Tokens } from "../sources/transcriptRow.ts";
import { COMPACTION_DEFAULTS } from "./compaction.ts";
import { adviseCompactNow } from "./compactNow.ts";
import { expectedRemaining } from "./expectation.ts";
import type { Boundary, Learnt, SessionFacts } from "./facts.ts";
import { learnAfter, learnGrowth, type PromptSize } from "./learning.ts";
import { adviseLeavingDesk, SOON_MS } from "./leavingDesk.ts";

/** What holds of every replay; said with its sums. */
export const REPLAY_ASSUMPTIONS: readonly string[] = [
  "The first advice to compact in each session is followed at once; later ones are not looked at.",
  "Each later request is without the tokens that the compaction would have removed, until the session was really compacted or ended; one that really happened later is not put off.",
  "The size after the compaction is what was known then: the median of own earlier compactions, else 50K; the summary is 6K of output.",
  "The requests stay as they were: what a summary loses, or a smaller context does better, is not modelled.",
  "A session counts as open until its cache has expired, so that advice before an end nobody knew of counts as a loss.",
  "Rules know of other sessions only what had ended before this one began.",
];

/** One main-chain request, and how the work stood when it was answered. */
export interface ReplayRequest {
  at: number;
  /** Those that it paid; null without a whole price. */
  rates: Rates | null;
  tokens: Tokens;
  /** The prompt it belongs to; null where that is not known. */
  prompt: string | null;
  /** The session was really compacted, or its context otherwise cleared, between the request before and this one. */
  compacted: boolean;
  boundary: Boundary;
  midDebug: boolean | null;
}

export interface ReplaySession {
  sessionId: string;
  name: string;
  project: string;
  model: { id: string; name: string };
  /** Oldest first, one at least. */
  requests: readonly ReplayRequest[];
}

export interface ReplayOutcome {
  sessionId: string;
  advice: "compact" | "leavingDesk";
  advisedAt: number;
  /** Context then, and requests before it. */
  context: number;
  requestsBefore: number;
  /** How many requests were expected, and how many came until the reduction ended. */
  expectedRequests: number;
  requestsAfter: number;
  endedBy: "compaction" | "end";
  /** What the advice promised. */
  promisedUsd: Interval;
  /** What compacting would have cost, what the requests would have cost less, and the difference. Null where a request has no price. */
  result: { costUsd: number; savedUsd: number; netUsd: number } | null;
}

/** The outcome of the first advice to compact in each session that would have had one, by time. */
export function replay(sessions: readonly ReplaySession[]): ReplayOutcome[] {
  const told = sessions.map((session) => {
    const sizes = sizesOf(session);
    return {
      sizes,
      begin: session.requests[0]?.at ?? 0,
      end: session.requests.at(-1)?.at ?? 0,
      compacted: sizes.some(({ compacted }) => compacted),
    };
  });
  return sessions
    .flatMap((session, index) => {
      const begin = told[index]?.begin ?? 0;
      const before = told.filter(({ end }, place) => place !== index && end < begin);
      return replaySession(
        session,
        before.map(({ sizes }) => sizes.length),
        before.flatMap(({ sizes, compacted }) => (compacted ? [sizes] : [])),
      );
    })
    .toSorted((a, b) => a.advisedAt - b.advisedAt);
}

const sizesOf = ({ requests }: ReplaySession): PromptSize[] =>
  requests.map(({ tokens, compacted }) => ({ context: promptTokens(tokens), compacted }));

/** Of sessions that had ended before: `lengths` is how many requests they had, `earlier` the sizes of those that were compacted. */
function replaySession(
  session: ReplaySession,
  lengths: readonly number[],
  earlier: readonly (readonly PromptSize[])[],
): ReplayOutcome | [] {
  const { requests } = session;
  const sizes = sizesOf(session);
  let after = learnAfter(earlier);
  for (const [index, request] of requests.entries()) {
    const next = requests[index + 1];
    if (request.compacted) after = learnAfter([...earlier, sizes.slice(0, index)]);
    // In the middle of a turn nobody can act.
    if (next && next.prompt === request.prompt) continue;
    // Both rules would be silent: asking them in every prompt of thousands of sessions takes seconds.
    if (request.midDebug !== false) continue;
    const expected = expectedRemaining(lengths, index + 1);
    if (!expected || !request.rates) continue;
    const facts = factsAt(session, index, sizes, after, request.rates);
    const soonCold = (facts.cache?.expiresAt ?? Infinity) - SOON_MS[facts.cache?.ttl ?? "5m"];
    const isLeft = !next || next.at > soonCold;
    const advice =
      adviseCompactNow({ ...facts, expected }, null, request.at) ??
      (isLeft ? adviseLeavingDesk({ ...facts, expected }, null, soonCold) : null);
    if (!advice?.saving.usd) continue;
    const until = requests.findIndex(({ compacted }, place) => place > index && compacted);
    const later = requests.slice(index + 1, until === -1 ? undefined : until);
    return {
      sessionId: session.sessionId,
      advice: advice.kind === "compact" ? "compact" : "leavingDesk",
      advisedAt: advice.kind === "compact" ? request.at : soonCold,
      context: facts.context ?? 0,
      requestsBefore: index + 1,
      expectedRequests: expected.mid,
      requestsAfter: later.length,
      endedBy: until === -1 ? "end" : "compaction",
      promisedUsd: advice.saving.usd,
      result: settle(request, later, after.value),
    };
  }
  return [];
}

const general = (value: number): Learnt => ({ value, source: "default", samples: 0 });

/** What was known of the session once the request was answered. */
function factsAt(
  session: ReplaySession,
  index: number,
  sizes: readonly PromptSize[],
  after: Learnt,
  rates: Rates,
): Omit<SessionFacts, "expected"> {
  const request = session.requests[index];
  const ttl = ttlAt(session.requests, index);
  const at = request?.at ?? 0;
  return {
    sessionId: session.sessionId,
    name: session.name,
    project: session.project,
    status: "idle",
    idleSince: at,
    model: { ...session.model, tier: null, tokenizer: null, rates, priceSource: "table" },
    context: sizes[index]?.context ?? null,
    contextSource: "measured",
    growth: learnGrowth(sizes.slice(0, index + 1)),
    output: general(0),
    after,
    cachedPrefix: general(COMPACTION_DEFAULTS.cachedPrefix),
    summary: general(COMPACTION_DEFAULTS.summary),
    requests: index + 1,
    typicalSession: null,
    cache: ttl && { ttl, expiresAt: at + TTL_MS[ttl], source: "measured" },
    boundary: request?.boundary ?? "none",
    midDebug: request?.midDebug ?? null,
    taskFinished: null,
    topicChange: null,
    floor: null,
    largeResults: [],
    effort: null,
    promptFits: [],
    fitsWithoutEffort: [],
    subagents: null,
    autoCompactAt: null,
    focus: null,
    options: [],
  };
}

const TTL_MS = { "5m": 5 * 60_000, "1h": 60 * 60_000 } as const;

/** The duration of the last write to the cache so far; null while there was none. */
function ttlAt(requests: readonly ReplayRequest[], index: number): "5m" | "1h" | null {
  const last = requests.findLast(
    ({ tokens }, place) => place <= index && tokens.cacheWrite5m + tokens.cacheWrite1h > 0,
  );
  return last ? (last.tokens.cacheWrite1h > 0 ? "1h" : "5m") : null;
}

/**
 * What compacting after a request to `after` tokens would have cost, and what the later requests would have cost less.
 * Of each later request the cache held the beginning, as far as it read it: of the removed tokens the same share was
 * read, the rest was sent at what its other tokens cost.
 */
function settle(advised: ReplayRequest, later: readonly ReplayRequest[], after: number): ReplayOutcome["result"] {
  const { cachedPrefix, summary } = COMPACTION_DEFAULTS;
  const { rates } = advised;
  if (!rates || later.some((request) => request.rates === null)) return null;
  const context = promptTokens(advised.tokens);
  const prefix = Math.min(cachedPrefix, after);
  let costUsd = (context * rates.cacheRead + summary * rates.output) / 1e6;
  let savedUsd = 0;
  for (const [index, { tokens, rates: paid }] of later.entries()) {
    if (!paid) continue;
    const held = clamp((tokens.cacheRead - prefix) / (context - prefix));
    const sent = sentRate(tokens, paid);
    const removed = Math.max(0, Math.min(context, promptTokens(tokens)) - after);
    savedUsd += (removed * (held * paid.cacheRead + (1 - held) * sent)) / 1e6;
    // What stands in the place of the old history has to be written once.
    if (index === 0)
      costUsd += (held * (after - prefix) * (writeRate(tokens, advised.tokens, paid) - paid.cacheRead)) / 1e6;
  }
  return { costUsd, savedUsd, netUsd: savedUsd - costUsd };
}

const clamp = (share: number) => Math.min(1, Math.max(0, share));

/** Of a request that wrote nothing, the duration is that of the one before. */
function writeRate(tokens: Tokens, before: Tokens, rates: Rates): number {
  const { cacheWrite5m, cacheWrite1h } = tokens.cacheWrite5m + tokens.cacheWrite1h > 0 ? tokens : before;
  return cacheWrite1h > cacheWrite5m ? rates.cacheWrite1h : rates.cacheWrite5m;
}

/** The mean price of a prompt's tokens that the cache did not hold. */
function sentRate({ input, cacheWrite5m, cacheWrite1h }: Tokens, rates: Rates): number {
  const sent = input + cacheWrite5m + cacheWrite1h;
  if (sent === 0) return rates.input;
  return (input * rates.input + cacheWrite5m * rates.cacheWrite5m + cacheWrite1h * rates.cacheWrite1h) / sent;
}
