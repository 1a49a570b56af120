/** Rules: a smaller model where the last prompts would have suited it, and `opusplan` where some would not. */
import * as l10n from "@vscode/l10n";
import { requests } from "../../shared/costNote.ts";
import { formatPercent } from "../../shared/format.ts";
import type { Interval, Suggestion } from "../../shared/snapshot.ts";
import { exactly, dollars, inBoth, rangeOf, type Currency } from "./currency.ts";
import { economicsOf, isWarm, type SessionEconomics } from "./economics.ts";
import type { Expectation, ModelOption, SessionFacts, WindowFacts } from "./facts.ts";
import { fitting, isBelow, classThatFits } from "./lastPrompts.ts";
import { switchBreakEven, switchCost, switchGain, switchSaving, tokensPerToken, type Switch } from "./switching.ts";
import { TIMES_BREAK_EVEN } from "./compactNow.ts";
import { atPrice, bothWays, insert, insertsText, line, PRICE_SOURCE, ratioLines, savingLines } from "./wording.ts";

export const modelSideEffects = () => [
  l10n.t("`/model` also makes it the default for new sessions."),
  l10n.t("The cache is per model: the next request writes the whole context again."),
];

export function adviseSwitchModel(session: SessionFacts, window: WindowFacts | null, now: number): Suggestion | null {
  const plan = planOf(session, now);
  if (!plan) return null;
  // Prompts that need the present model are what `opusplan` is for, while the session is young.
  return (
    (isMixed(session, plan) ? opusplan(session, plan, window) : null) ??
    (pays(plan, false) ? switching(session, plan, window) : null)
  );
}

interface Plan {
  economics: SessionEconomics;
  option: ModelOption;
  to: Currency;
  tokens: Interval;
  warm: boolean;
  expected: Expectation;
  output: number;
}

function planOf(session: SessionFacts, now: number): Plan | null {
  const economics = economicsOf(session);
  const { expected, midDebug, options } = session;
  const fits = classThatFits(session.promptFits);
  const own = session.model?.tier ?? null;
  if (!economics || !expected || fits === null || own === null || !isBelow(fits, own) || midDebug !== false)
    return null;
  // The bound of the dearer prices may be passed on the way, so they are taken for the whole of it.
  const option =
    options.find(({ tier }) => tier === fits) ?? options.find(({ tier }) => tier === "medium" && isBelow(tier, own));
  if (!option) return null;
  const tokens = tokensPerToken(session.model?.tokenizer ?? null, option.tokenizer);
  const largest = tokens.high * (economics.context + session.growth.value * expected.high);
  const rates =
    option.longPrompt && largest > option.longPrompt.abovePromptTokens ? option.longPrompt.rates : option.rates;
  const to = dollars(rates, economics.cache.ttl);
  if (!to) return null;
  // Where nothing tells, the dearer case for a switch: the cache still lives.
  const warm = isWarm(economics.cache, now) !== false;
  return { economics, option, to, tokens, warm, expected, output: session.output.value };
}

/** Opus for some prompts, Sonnet for most, and no more context than a compaction would leave. */
const isMixed = ({ model, promptFits, after }: SessionFacts, { option, economics }: Plan) =>
  model !== null &&
  /opus/i.test(model.id) &&
  option.tier === "medium" &&
  promptFits.slice(-10).includes("strong") &&
  economics.context <= after.value;

function changeOf(
  { economics, to, warm, output }: Plan,
  tokens: number,
  returning: boolean,
  view: (currency: Currency) => Currency = (currency) => currency,
): Switch {
  const { context, usd, assumptions } = economics;
  return { context, growth: assumptions.growth, output, from: view(usd), to: view(to), tokens, warm, returning };
}

/** Whatever the tokenizers make of the text, the requests to come pay twice over. */
function pays(plan: Plan, returning: boolean, share = 1): boolean {
  const requests = plan.expected.mid * share;
  return Object.values(plan.tokens).every((tokens: number) => {
    const change = changeOf(plan, tokens, returning);
    return requests >= Math.max(1, TIMES_BREAK_EVEN * switchBreakEven(change)) && switchSaving(change, requests) > 0;
  });
}

/** `share`: of the requests to come those that the other model makes. */
function savingOf(plan: Plan, window: WindowFacts | null, returning: boolean, share = 1) {
  const { expected, tokens } = plan;
  return inBoth(window, (view) => {
    const at = (requests: number, ratio: number) =>
      switchSaving(changeOf(plan, ratio, returning, view), requests * share);
    const ends = [expected.low, expected.high].flatMap((n) =>
      [tokens.low, tokens.mid, tokens.high].map((t) => at(n, t)),
    );
    return rangeOf(at(expected.mid, tokens.mid), ends);
  });
}

function switching(session: SessionFacts, plan: Plan, window: WindowFacts | null): Suggestion {
  const { economics, option, tokens, warm, expected } = plan;
  const mid = changeOf(plan, tokens.mid, false);
  const slowest = Math.max(...Object.values(tokens).map((t: number) => switchBreakEven(changeOf(plan, t, false))));
  const cost = switchCost(mid);
  const saving = savingOf(plan, window, false);
  const command = `/model ${option.alias}`;
  const agreeing = fitting(session.promptFits, option.tier);
  const price = warm
    ? l10n.t(
        "Switching now writes the context again, {cost} more than going on, paid back after {requests}; after a compaction or a `/clear` it is nearly free.",
        { cost: atPrice(Math.max(0, cost), window), requests: requests(Math.ceil(slowest)) },
      )
    : l10n.t("The cache is cold, so switching now costs nothing extra.");
  return {
    id: `switchModel:${session.sessionId}:${option.alias}`,
    kind: "switchModel",
    sessionId: session.sessionId,
    title: l10n.t("Go on with {model} in “{name}”", { model: option.name, name: session.name }),
    why: [
      l10n.t("{agreeing} of the last 10 prompts would have suited {model}.", { agreeing, model: option.name }),
      price,
      l10n.t("About {count} requests are to be expected: {saving} less.", {
        count: Math.round(expected.mid),
        saving: bothWays(saving.usd ?? exactly(0), saving.window, window),
      }),
    ].join(" "),
    arithmetic: [
      line(l10n.t("Context now"), economics.context, "tokens", session.contextSource),
      line(l10n.t("Of the last 10 prompts suited"), agreeing * 10, "percent", "estimated"),
      line(
        l10n.t("Tokens of {model} for one of {own} (τ)", { model: option.name, own: economics.model.name }),
        tokens.mid,
        "ratio",
        "estimated",
      ),
      ...(tokens.low === tokens.high
        ? []
        : [
            line(l10n.t("… at least"), tokens.low, "ratio", "estimated" as const),
            line(l10n.t("… at most"), tokens.high, "ratio", "estimated" as const),
          ]),
      line(l10n.t("Switching now, against going on"), cost, "usd", "estimated"),
      line(l10n.t("Saved on each request"), switchGain(mid), "usd", "estimated"),
      line(l10n.t("Paid back after, at most (N*)"), slowest, "requests", "estimated"),
      line(l10n.t("Requests to be expected"), expected.mid, "requests", "measured"),
      ...savingLines(saving),
      ...ratioLines(economics),
      line(
        l10n.t("Cache read of {0}, against its fresh input", option.name),
        plan.to.ratios.read,
        "ratio",
        PRICE_SOURCE.table,
      ),
    ],
    saving,
    family: "model",
    confidence: {
      level: "low",
      reason: l10n.t(
        "That a smaller model would have done is judged from what the prompts led to; equal work for each request is assumed.",
      ),
    },
    action: insert(command),
    click: insertsText(command, session.name),
    sideEffects: modelSideEffects(),
  };
}

/** Sonnet, save in plan mode: each change of mode is a switch of model there and back. */
function opusplan(session: SessionFacts, plan: Plan, window: WindowFacts | null): Suggestion | null {
  const share = fitting(session.promptFits, "medium") / 10;
  if (!pays(plan, true, share)) return null;
  const saving = savingOf(plan, window, true, share);
  const { economics, tokens, expected } = plan;
  const change = changeOf(plan, tokens.mid, true);
  return {
    id: `opusplan:${session.sessionId}`,
    kind: "opusplan",
    sessionId: session.sessionId,
    title: l10n.t("Let {own} plan and {model} carry out, in “{name}”", {
      own: economics.model.name,
      model: plan.option.name,
      name: session.name,
    }),
    why: l10n.t(
      "Most of the last 10 prompts would have suited {model}, not all. `opusplan` keeps {own} for plan mode. " +
        "Each turn between the two writes the context again, {cost} there and back at its present size, so it is for the beginning. " +
        "Of about {count} requests to be expected, {share} on {model} would save {saving}, one change there and back included.",
      {
        model: plan.option.name,
        own: economics.model.name,
        cost: atPrice(switchCost(change), window),
        count: Math.round(expected.mid),
        share: formatPercent(share * 100),
        saving: bothWays(saving.usd ?? exactly(0), saving.window, window),
      },
    ),
    arithmetic: [
      line(l10n.t("Context now"), economics.context, "tokens", session.contextSource),
      line(l10n.t("There and back, at its present size"), switchCost(change), "usd", "estimated"),
      line(l10n.t("Paid back after (N*)"), switchBreakEven(change), "requests", "estimated"),
      line(l10n.t("Requests to be expected"), expected.mid, "requests", "measured"),
      ...savingLines(saving),
      ...ratioLines(economics),
    ],
    saving,
    family: "model",
    confidence: { level: "low", reason: l10n.t("It depends on how often you go into plan mode.") },
    action: insert("/model opusplan"),
    click: insertsText("/model opusplan", session.name),
    sideEffects: modelSideEffects(),
  };
}
