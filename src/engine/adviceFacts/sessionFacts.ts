/** What the rules are told of one live session. Sources and defaults: docs/advice-facts.md. */
import type { SessionView } from "../../shared/snapshot.ts";
import { expectedRemaining } from "../advice/expectation.ts";
import type { Learnt, ModelOption, SessionFacts } from "../advice/facts.ts";
import { modelClass, promptFit } from "../advice/modelFit.ts";
import { canonicalModelId, isComplete, type Price, type PriceBook } from "../ledger/prices.ts";
import type { LedgerSession } from "../sessions/sessionReader.ts";
import type { PromptFacts } from "../sources/promptFacts.ts";
import type { SessionTail } from "../sources/sessionTail.ts";
import type { StatusLineReading } from "../sources/statusLines.ts";
import { meanOutput, type LearntFigures } from "./sessionLearning.ts";
import { nameOf } from "./sessionName.ts";
import type { SessionShape } from "./sessionShape.ts";
import { finishText, topicText } from "./signText.ts";

/** All that is known of a live session. */
export interface SessionKnowledge {
  view: SessionView;
  stored: LedgerSession;
  shape: SessionShape;
  /** What its status line told last; null without one. */
  reading: StatusLineReading | null;
  /** What the end of its transcript tells; null while that is not known. */
  tail: SessionTail | null;
  /** Its subagents' last prompts, oldest first; none while these are not known. */
  subagentPrompts: readonly PromptFacts[];
}

export function sessionFacts(
  { view, stored, shape, reading, tail, subagentPrompts }: SessionKnowledge,
  learnt: LearntFigures,
  options: ModelOption[],
  prices: PriceBook,
  now: number,
): SessionFacts {
  const context = view.context.kind === "known" ? view.context.tokens : null;
  const switchedTo = modelSwitchedTo(reading, stored);
  const model = modelFacts(switchedTo ?? view.model?.id ?? null, context, shape.fast, prices, now);
  const fitsOf = (prompts: readonly PromptFacts[]) => prompts.map(promptFit);
  return {
    sessionId: view.sessionId,
    name: nameOf(view),
    project: view.cwd ?? view.project,
    status: view.state.kind === "live" ? view.state.status : "unknown",
    idleSince: idleSince(view, tail),
    model,
    context,
    contextSource: view.context.kind === "known" ? view.context.source : "measured",
    growth: measuredOr(shape.growth, learnt.growth),
    output: meanOutput(shape.output, learnt.output),
    after: learnt.after,
    cachedPrefix: learnt.cachedPrefix,
    summary: learnt.summary,
    requests: shape.requests,
    expected: expectedRemaining(learnt.lengths, shape.requests),
    typicalSession: expectedRemaining(learnt.lengths, 0),
    cache: cacheFacts(view, switchedTo),
    boundary: tail?.boundary.kind ?? "none",
    midDebug: tail?.midDebug ?? null,
    taskFinished: tail?.taskFinished ? finishText(tail.taskFinished) : null,
    topicChange: tail?.topicChange ? topicText(tail.topicChange) : null,
    floor: stored.first_context,
    largeResults: tail?.largeResults ?? [],
    effort: reading?.effort ?? tail?.effort ?? null,
    promptFits: fitsOf(tail?.prompts ?? []),
    fitsWithoutEffort: fitsOf((tail?.prompts ?? []).map(withUsualEffort)),
    subagents: subagentFacts(shape, fitsOf(subagentPrompts), prices, now),
    autoCompactAt: view.context.kind === "known" ? view.context.autoCompactAt : null,
    focus: tail?.focus ?? null,
    options,
  };
}

const measuredOr = (own: Learnt, otherwise: Learnt) => (own.source === "measured" ? own : otherwise);

/** The model of the next request, where the user switched since the last one. */
function modelSwitchedTo(reading: StatusLineReading | null, { model, main_at: at }: LedgerSession): string | null {
  if (!reading?.model || model === null || at === null || reading.storedAt <= at) return null;
  return canonicalModelId(reading.model) === canonicalModelId(model) ? null : reading.model;
}

function modelFacts(
  id: string | null,
  context: number | null,
  fast: boolean,
  prices: PriceBook,
  now: number,
): SessionFacts["model"] {
  const price = id === null ? null : prices.priceOf(id, now);
  const rates = price && ratesFor(price, context ?? 0, fast);
  if (id === null || !price || !rates) return null;
  const { name, tokenizer, source: priceSource } = price;
  return { id, name, tier: modelClass(id), tokenizer, rates, priceSource };
}

/** Those that a main-chain prompt of this size pays; null where one is not known. */
export function ratesFor({ rates, fast, longPrompt }: Price, context: number, isFast: boolean) {
  const long = longPrompt && context > longPrompt.abovePromptTokens ? longPrompt.rates : rates;
  const charged = (isFast && fast) || long;
  return isComplete(charged) ? charged : null;
}

/** Nothing tells of the cache of a model that was just switched to. */
function cacheFacts({ cache }: SessionView, switchedTo: string | null): SessionFacts["cache"] {
  if (!cache) return null;
  const { ttl, expiresAt, source } = cache;
  return { ttl, expiresAt: switchedTo === null ? expiresAt : null, source };
}

function idleSince({ state, lastActivity }: SessionView, tail: SessionTail | null): number | null {
  if (state.kind !== "live" || state.status === "busy") return null;
  const waits = state.status === "idle" || state.status === "waiting";
  return tail?.idleSince ?? (waits ? lastActivity : null);
}

/** Effort is part of how a prompt is judged where it is known: this leaves it out. */
const withUsualEffort = (facts: PromptFacts): PromptFacts =>
  facts.effort === null ? facts : { ...facts, effort: "medium" };

function subagentFacts(
  { subagents }: SessionShape,
  fits: NonNullable<SessionFacts["subagents"]>["fits"],
  prices: PriceBook,
  now: number,
): SessionFacts["subagents"] {
  const price = subagents && prices.priceOf(subagents.model, now);
  const tier = subagents && modelClass(subagents.model);
  if (!price || tier === null || !isComplete(price.rates)) return null;
  return { model: price.name, tier, tokenizer: price.tokenizer, rates: price.rates, tokens: subagents.tokens, fits };
}
