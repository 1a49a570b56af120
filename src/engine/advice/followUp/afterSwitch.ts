/** What another model came to. */
import { canonicalModelId, type PriceBook } from "../../ledger/prices.ts";
import { promptTokens, type Tokens } from "../../sources/transcriptRow.ts";
import { tokensPerToken } from "../switching.ts";
import { carriedOutBy, isOver, notCarriedOut } from "./carriedOut.ts";
import { measured } from "./measured.ts";
import { nothing, type Outcome } from "./outcome.ts";
import { difference, NO_TOKENS } from "./repriced.ts";
import { byTime, isWarm, standing, writes, type Standing } from "./standing.ts";
import type { FollowedSession, TakenAction } from "./takenAction.ts";

/** What comes later has other causes. */
const MOST_AFTER_SWITCH = 50;

export function afterSwitch(action: TakenAction, session: FollowedSession, prices: PriceBook, now: number): Outcome {
  const { model } = action;
  if (model === null) return nothing("model not known");
  const alias = action.command.split(" ")[1]?.toLowerCase() ?? "";
  const planning = alias === "opusplan";
  const isTarget = (id: string) =>
    canonicalModelId(id) !== canonicalModelId(model) && (planning || canonicalModelId(id).includes(alias));
  const requests = byTime(session.requests);
  const place = requests.findIndex(({ at, model: id }) => at > action.at && at < carriedOutBy(action) && isTarget(id));
  const first = requests[place];
  if (!first) return notCarriedOut(action, session, now);
  const from = standing(action, requests.slice(0, place));
  if (!from) return nothing("context not known");
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
  return measured(action, {
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
