/** Rule: subagents on a cheaper model where their work was simple. They have a cache of their own, so nothing is written again. */
import * as l10n from "@vscode/l10n";
import type { Rates } from "../../shared/priceSettings.ts";
import type { Tokens } from "../sources/transcriptRow.ts";
import type { Suggestion } from "../../shared/snapshot.ts";
import { inBoth, rangeOf, type Currency } from "./currency.ts";
import type { SessionFacts, WindowFacts } from "./facts.ts";
import { fitting, isBelow, classThatFits } from "./lastPrompts.ts";
import { tokensPerToken } from "./switching.ts";
import { bothWays, line, savingLines } from "./wording.ts";

export function adviseSubagentModel(session: SessionFacts, window: WindowFacts | null): Suggestion | null {
  const { subagents, options, sessionId, name } = session;
  const fits = subagents && classThatFits(subagents.fits);
  if (!subagents || !fits || !isBelow(fits, subagents.tier)) return null;
  const option = options.find(({ tier }) => tier === fits);
  if (!option || option.rates.input <= 0 || subagents.rates.input <= 0) return null;
  const tokens = tokensPerToken(subagents.tokenizer, option.tokenizer);
  // A subagent's prompts are rarely long; the dearer prices of long ones are taken where there are any, as it cannot be told.
  const rates = option.longPrompt?.rates ?? option.rates;
  const saving = inBoth(window, (view) => {
    const before = costOf(subagents.tokens, subagents.rates, view);
    const after = costOf(subagents.tokens, rates, view);
    return rangeOf(before - tokens.mid * after, [before - tokens.low * after, before - tokens.high * after]);
  });
  if (!saving.usd || saving.usd.low <= 0) return null;
  const text = `CLAUDE_CODE_SUBAGENT_MODEL=${option.alias}`;
  return {
    id: `subagentModel:${option.alias}`,
    kind: "subagentModel",
    sessionId,
    title: l10n.t("Let subagents run on {0}", option.name),
    why: l10n.t(
      "{agreeing} of the last 10 runs of subagents in “{name}” would have suited {model}; they ran on {own}. The same tokens there: {saving} less.",
      {
        agreeing: fitting(subagents.fits, fits),
        name,
        model: option.name,
        own: subagents.model,
        saving: bothWays(saving.usd, saving.window, window),
      },
    ),
    arithmetic: [
      line(l10n.t("Cache read by subagents"), subagents.tokens.cacheRead, "tokens", "measured"),
      line(
        l10n.t("Cache written by them"),
        subagents.tokens.cacheWrite5m + subagents.tokens.cacheWrite1h,
        "tokens",
        "measured",
      ),
      line(l10n.t("Output of them"), subagents.tokens.output, "tokens", "measured"),
      line(
        l10n.t("Tokens of {model} for one of {own} (τ)", { model: option.name, own: subagents.model }),
        tokens.mid,
        "ratio",
        "estimated",
      ),
      ...savingLines(saving),
    ],
    saving,
    family: "subagents",
    confidence: { level: "low", reason: l10n.t("It supposes equal work for each run, and as many runs as so far.") },
    action: {
      kind: "copyText",
      text,
      goesTo: l10n.t('the environment of Claude Code: "env" in settings.json, or your shell'),
    },
    click: l10n.t("Copies `{0}`.", text),
    sideEffects: [l10n.t("It holds for the subagents of every session that starts with it.")],
  };
}
/** What tokens cost at a model's rates, in one of the currencies. */
function costOf(tokens: Tokens, rates: Rates, view: (currency: Currency) => Currency): number {
  const written = tokens.cacheWrite5m + tokens.cacheWrite1h;
  const writing = tokens.cacheWrite5m * rates.cacheWrite5m + tokens.cacheWrite1h * rates.cacheWrite1h;
  const { input, ratios } = view({
    input: rates.input / 1e6,
    ratios: {
      read: rates.cacheRead / rates.input,
      write: written > 0 ? writing / written / rates.input : 0,
      output: rates.output / rates.input,
    },
  });
  return (
    input * (tokens.input + ratios.read * tokens.cacheRead + ratios.write * written + ratios.output * tokens.output)
  );
}
