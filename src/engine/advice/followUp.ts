/**
 * What came of an action on a suggestion: each request that followed is priced as it was and as it would have been
 * without the action, and the difference is what was saved. docs/advice.md, "Followed up", has the method.
 */
import * as l10n from "@vscode/l10n";
import type { FollowUpState, SuggestionKind } from "../../shared/snapshot.ts";
import { canonicalModelId, type PriceBook } from "../ledger/prices.ts";
import { promptTokens, type Tokens } from "../sources/transcriptRow.ts";
import { COMPACTION_DEFAULTS } from "./compaction.ts";
import { tokensPerToken } from "./switching.ts";

/** A main-chain request. */
export interface FollowedRequest {
  at: number;
  model: string;
  /** The calls inside the response, one at least. */
  calls: readonly Tokens[];
  /** Null without a price. */
  usd: number | null;
  fast: boolean;
  usInference: boolean;
}

/** A session since an action, in no order. */
export interface FollowedSession {
  requests: readonly FollowedRequest[];
  /** `auto`: Claude Code began it by itself. */
  compactions: readonly { at: number; auto: boolean }[];
  start: number;
  /** Its last activity. */
  last: number;
  ended: boolean;
}

/** An action and how its session stood then. */
export interface TakenAction {
  kind: SuggestionKind;
  command: string;
  at: number;
  /** Prompt of the last main-chain request, its model, its time, and whether the session's cache lives an hour. */
  context: number | null;
  model: string | null;
  lastRequestAt: number | null;
  hourCache: boolean;
  /** Mean cost of the last requests. */
  usdPerRequest: number | null;
  /** Growth of the context per request. */
  growth: number;
  /** The size at which Claude Code compacts by itself. */
  compactsAt: number | null;
  /** By how much Claude Code's own total grew beyond the counted requests; null where it does not tell. */
  toldCostUsd: number | null;
  /** When the next action of the same savings family was taken on the session: what happens from then on is that one's doing. */
  supersededAt: number | null;
}

export interface Outcome {
  state: FollowUpState;
  /** What it saved, less what it cost; null where that is not measured. */
  usd: number | null;
  /** Nothing more is to come, as far as is known now. */
  final: boolean;
}

/** Within this time an action is carried out, or not at all; and a session that is silent for as long has ended. */
export const CARRIED_OUT_MS = 24 * 60 * 60_000;
/** Fewer requests say nothing yet. */
const FEWEST = 3;
/** What comes later has other causes. */
const MOST_AFTER_COMPACTION = 500;
const MOST_AFTER_SWITCH = 50;
/** In the first requests after a compaction what the summary left out is read again (learning.ts). */
const SETTLED = 4;
/** The click is noted when it is done: what it led to may have happened a little before. */
const NOTED_LATE_MS = 60_000;
const TTL_MS = { hour: 60 * 60_000, short: 5 * 60_000 };

/**
 * @param session the one that the action is about; null when the store does not have it
 * @param successor the one that its process went on with; null while that is not known
 */
export function measure(
  action: TakenAction,
  session: FollowedSession | null,
  successor: FollowedSession | null,
  prices: PriceBook,
  now: number,
): Outcome {
  const reason = whyNotMeasured(action.kind);
  const [command] = action.command.split(" ", 1);
  if (reason !== null) return nothing(reason);
  if (!isMeasured(command)) return nothing(l10n.t("It has no effect that can be measured."));
  if (!session) return nothing(l10n.t("Its session is not in the ledger."));
  switch (command) {
    case "/compact":
      return afterCompaction(action, session, prices, now);
    case "/clear":
      return afterClear(action, session, successor, prices, now);
    case "/model":
      return afterSwitch(action, session, prices, now);
  }
}

const MEASURED = ["/compact", "/clear", "/model"] as const;
const isMeasured = (command: string | undefined): command is (typeof MEASURED)[number] =>
  MEASURED.some((one) => one === command);

function whyNotMeasured(kind: SuggestionKind): string | null {
  switch (kind) {
    case "effort":
      return l10n.t("How long the model would have thought at the other effort cannot be known.");
    case "subagentModel":
      return l10n.t("Which subagents it changed cannot be told from the transcripts.");
    case "alwaysOn":
      return l10n.t("What was turned off afterwards cannot be told from the transcripts.");
    case "autoCompact":
      return l10n.t("It holds for all sessions and shows in none of them alone.");
    case "largeResult":
      return l10n.t("A habit shows in no single request.");
    case "fleet":
      return l10n.t("It is about many sessions at once.");
    default:
      return null;
  }
}

const nothing = (reason: string, usd: number | null = null, final = true): Outcome => ({
  state: { kind: "nothing", reason },
  usd,
  final,
});

const isOver = ({ ended, last }: FollowedSession, now: number) => ended || now - last >= CARRIED_OUT_MS;

const carriedOutBy = ({ at, supersededAt }: TakenAction) => Math.min(at + CARRIED_OUT_MS, supersededAt ?? Infinity);

function notCarriedOut({ at, supersededAt }: TakenAction, session: FollowedSession, now: number): Outcome {
  if (supersededAt !== null) return nothing(l10n.t("Another suggestion was taken up instead."));
  if (now - at >= CARRIED_OUT_MS) return nothing(l10n.t("The command was not run within a day."));
  if (isOver(session, now)) return nothing(l10n.t("The session ended without it."));
  return { state: { kind: "waiting" }, usd: null, final: false };
}

/** Prompt of the last call: what the context gauge counts. */
const contextOf = ({ calls }: FollowedRequest) => promptTokens(calls.at(-1) ?? NO_TOKENS);
const byTime = (requests: readonly FollowedRequest[]) => requests.toSorted((a, b) => a.at - b.at);

/** A session's state before what the action changed. */
interface Standing {
  context: number;
  model: string;
  at: number;
  hourCache: boolean;
}

/** After the last of `requests` (by time), or where there is none as it stood at the action; null when that is not known. */
function standing(action: TakenAction, requests: readonly FollowedRequest[]): Standing | null {
  const { context, model, lastRequestAt: at } = action;
  const written = requests.findLast(({ calls }) => calls.some(writes));
  const hourCache = written ? written.calls.some(({ cacheWrite1h }) => cacheWrite1h > 0) : action.hourCache;
  const last = requests.at(-1);
  if (last) return { context: contextOf(last), model: last.model, at: last.at, hourCache };
  return context === null || model === null || at === null ? null : { context, model, at, hourCache };
}

const writes = ({ cacheWrite5m, cacheWrite1h }: Tokens) => cacheWrite5m + cacheWrite1h > 0;
const isWarm = ({ at, hourCache }: Pick<Standing, "at" | "hourCache">, then: number) =>
  then - at <= (hourCache ? TTL_MS.hour : TTL_MS.short);

function afterCompaction(action: TakenAction, session: FollowedSession, prices: PriceBook, now: number): Outcome {
  const [done, next] = session.compactions.filter(({ at }) => at > action.at).toSorted((a, b) => a.at - b.at);
  if (!done || done.at >= carriedOutBy(action)) return notCarriedOut(action, session, now);
  if (done.auto) return nothing(l10n.t("Claude Code compacted by itself before the command ran."));
  const requests = byTime(session.requests);
  const from = standing(
    action,
    requests.filter(({ at }) => at <= done.at),
  );
  if (!from) return nothing(l10n.t("The size of the context before is not known."));
  const end = next?.at ?? Infinity;
  const later = requests.filter(({ at }) => at > done.at && at < end);
  return withoutTheRest(action, {
    from,
    later,
    costUsd: action.toldCostUsd ?? compactionCostUsd(from, done.at, prices),
    toldCostUsd: action.toldCostUsd,
    over: end < Infinity || isOver(session, now),
    unused: l10n.t("No request followed the compaction."),
    prices,
  });
}

/** The request that makes the summary is in no transcript: it reads the context once more and answers with a summary. */
function compactionCostUsd(from: Standing, at: number, prices: PriceBook): number | null {
  const prompt = isWarm(from, at) ? { cacheRead: from.context } : written(from.hourCache, from.context);
  const call = { ...NO_TOKENS, ...prompt, output: COMPACTION_DEFAULTS.summary };
  return priceOf({ model: from.model, at, fast: false, usInference: false }, [call], prices);
}

function afterClear(
  action: TakenAction,
  session: FollowedSession,
  successor: FollowedSession | null,
  prices: PriceBook,
  now: number,
): Outcome {
  if (!successor) {
    const outcome = notCarriedOut(action, session, now);
    const isCleared = session.ended && now < carriedOutBy(action) && action.supersededAt === null;
    return isCleared ? nothing(l10n.t("The session ended, and which one followed it is not known.")) : outcome;
  }
  if (successor.start >= carriedOutBy(action) - NOTED_LATE_MS) return notCarriedOut(action, session, now);
  if (successor.start < action.at - NOTED_LATE_MS)
    return nothing(l10n.t("An older session was taken up in its place."));
  const from = standing(
    action,
    byTime(session.requests).filter(({ at }) => at <= successor.start),
  );
  if (!from) return nothing(l10n.t("The size of the context before is not known."));
  const end = successor.compactions.reduce((first, { at }) => Math.min(first, at), Infinity);
  return withoutTheRest(action, {
    from,
    later: byTime(successor.requests).filter(({ at }) => at < end),
    // What the new session writes anew is in its first request.
    costUsd: 0,
    toldCostUsd: 0,
    over: end < Infinity || isOver(successor, now),
    unused: l10n.t("No request followed in the new session."),
    prices,
  });
}

interface Relieved {
  from: Standing;
  /** The requests since, by time. */
  later: readonly FollowedRequest[];
  /** What the action itself cost, if need be estimated; null without a price. */
  costUsd: number | null;
  toldCostUsd: number | null;
  over: boolean;
  /** Why there is nothing to measure when no request followed. */
  unused: string;
  prices: PriceBook;
}

/** The requests since carried less than they would have: what was removed is priced with each of them. */
function withoutTheRest(action: TakenAction, relieved: Relieved): Outcome {
  const { from, costUsd, toldCostUsd, over, unused, prices } = relieved;
  const later = relieved.later.slice(0, MOST_AFTER_COMPACTION);
  if (later.length === 0) {
    if (over) return nothing(unused, costUsd === null ? null : -costUsd);
    return { state: { kind: "measuring", requests: 0 }, usd: null, final: false };
  }
  if (from.context >= (action.compactsAt ?? Infinity))
    return nothing(l10n.t("Claude Code would have compacted by itself at that size."));
  const otherwise = goneOn(from, later, action.growth);
  const full = otherwise.findIndex(
    (calls) => promptTokens(calls.at(-1) ?? NO_TOKENS) >= (action.compactsAt ?? Infinity),
  );
  const counted = full === -1 ? later : later.slice(0, full);
  const saved = counted.map((request, index) => difference(request, otherwise[index] ?? [], request.model, prices));
  return result(action, {
    from,
    requests: counted,
    saved,
    costUsd,
    toldCostUsd,
    final: over || full !== -1 || later.length === MOST_AFTER_COMPACTION,
  });
}

/** The calls of the same requests, had the context stayed as it was. */
function goneOn(from: Standing, later: readonly FollowedRequest[], growth: number): Tokens[][] {
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

function afterSwitch(action: TakenAction, session: FollowedSession, prices: PriceBook, now: number): Outcome {
  const { model } = action;
  if (model === null) return nothing(l10n.t("The model before is not known."));
  const alias = action.command.split(" ")[1]?.toLowerCase() ?? "";
  const planning = alias === "opusplan";
  const isTarget = (id: string) =>
    canonicalModelId(id) !== canonicalModelId(model) && (planning || canonicalModelId(id).includes(alias));
  const requests = byTime(session.requests);
  const place = requests.findIndex(({ at, model: id }) => at > action.at && at < carriedOutBy(action) && isTarget(id));
  const first = requests[place];
  if (!first) return notCarriedOut(action, session, now);
  const from = standing(action, requests.slice(0, place));
  if (!from) return nothing(l10n.t("The size of the context before is not known."));
  // `opusplan` goes there and back: only another action ends it.
  const until = action.supersededAt ?? Infinity;
  const end = requests.findIndex(
    ({ at, model: id }, index) => index > place && (planning ? at >= until : id !== first.model),
  );
  const since = requests.slice(place, end === -1 ? undefined : end);
  const later = since.slice(0, MOST_AFTER_SWITCH);
  let previous: Pick<Standing, "model" | "at" | "hourCache"> = from;
  const otherwise = later.map((request) => {
    const isSwitch = previous.model !== request.model;
    const calls = isSwitch && isWarm(previous, request.at) ? allRead(request.calls) : request.calls;
    const lastWrite = request.calls.findLast(writes);
    const hourCache = lastWrite ? lastWrite.cacheWrite1h > 0 : previous.hourCache;
    previous = { model: request.model, at: request.at, hourCache };
    return calls;
  });
  // The cache is per model: the first request wrote what the model before would have read.
  const rewriting = difference(first, otherwise[0] ?? [], first.model, prices);
  const costUsd = rewriting === null ? null : Math.max(0, -rewriting);
  const saved = later.map((request, index) => {
    // The same text is another number of tokens to a model with another tokenizer: of what is possible the least.
    const isSame = canonicalModelId(request.model) === canonicalModelId(model);
    const { low } = tokensPerToken(tokenizerOf(request.model, prices), tokenizerOf(model, prices));
    const calls = (otherwise[index] ?? []).map((call) => times(call, isSame ? 1 : low));
    const usd = difference(request, calls, model, prices);
    return usd !== null && index === 0 ? usd + (costUsd ?? 0) : usd;
  });
  return result(action, {
    from,
    requests: later,
    saved,
    costUsd,
    toldCostUsd: costUsd,
    final: end !== -1 || later.length === MOST_AFTER_SWITCH || isOver(session, now),
  });
}

const tokenizerOf = (model: string, prices: PriceBook) => prices.priceOf(model)?.tokenizer ?? null;

/** As the same requests would have been had the cache held the conversation. */
const allRead = ([first, ...others]: readonly Tokens[]): Tokens[] =>
  first ? [{ ...NO_TOKENS, output: first.output, cacheRead: promptTokens(first) }, ...others] : [];

const times = ({ input, output, cacheRead, cacheWrite5m, cacheWrite1h }: Tokens, factor: number): Tokens => ({
  input: input * factor,
  output: output * factor,
  cacheRead: cacheRead * factor,
  cacheWrite5m: cacheWrite5m * factor,
  cacheWrite1h: cacheWrite1h * factor,
});

const NO_TOKENS: Tokens = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
const written = (hourCache: boolean, tokens: number) =>
  hourCache ? { cacheWrite1h: tokens } : { cacheWrite5m: tokens };

/** How much more `calls` would have cost, on that model, than a request did; null without a price. */
function difference(
  request: FollowedRequest,
  calls: readonly Tokens[],
  model: string,
  prices: PriceBook,
): number | null {
  const usd = priceOf({ ...request, model }, calls, prices);
  const actual = priceOf(request, request.calls, prices);
  return usd === null || actual === null ? null : usd - actual;
}

/** Searches are left out: they cost the same either way. */
function priceOf(
  { model, at, fast, usInference }: Pick<FollowedRequest, "model" | "at" | "fast" | "usInference">,
  calls: readonly Tokens[],
  prices: PriceBook,
): number | null {
  return prices.costOf({ model, tokens: NO_TOKENS, webSearches: 0, fast, usInference, iterations: [...calls] }, at);
}

interface Measured {
  from: Standing;
  /** By time. */
  requests: readonly FollowedRequest[];
  /** What each would have cost more without the action; null without a price. */
  saved: readonly (number | null)[];
  costUsd: number | null;
  toldCostUsd: number | null;
  final: boolean;
}

function result(action: TakenAction, measured: Measured): Outcome {
  const { from, requests, costUsd, toldCostUsd, final } = measured;
  const [first] = requests;
  if (!first || (requests.length < FEWEST && !final))
    return { state: { kind: "measuring", requests: requests.length }, usd: null, final: false };
  const paid = requests.flatMap(({ usd }) => usd ?? []);
  const saved = measured.saved.flatMap((usd) => usd ?? []);
  if (costUsd === null || action.usdPerRequest === null || Math.min(paid.length, saved.length) < requests.length)
    return nothing(l10n.t("A model that it ran on has no known price."), null, final);
  let sum = -costUsd;
  let paidBackAfter: number | null = null;
  for (const [index, usd] of saved.entries()) {
    sum += usd;
    if (sum < 0) paidBackAfter = null;
    else paidBackAfter ??= index + 1;
  }
  return {
    state: {
      kind: "measured",
      requests: requests.length,
      contextBefore: from.context,
      contextAfter: contextOf(first),
      usdPerRequestBefore: action.usdPerRequest,
      usdPerRequestAfter: paid.reduce((total, usd) => total + usd, 0) / paid.length,
      costUsd: toldCostUsd,
      savedUsd: sum,
      paidBackAfter,
      final,
    },
    usd: sum,
    final,
  };
}
