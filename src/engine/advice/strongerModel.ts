/** Rule: the stronger model where the week's capacity would expire and the work is hard. */
import * as l10n from "@vscode/l10n";
import { formatPercent } from "../../shared/format.ts";
import type { Suggestion } from "../../shared/snapshot.ts";
import { dollars } from "./currency.ts";
import { economicsOf, isWarm } from "./economics.ts";
import type { SessionFacts, WindowFacts } from "./facts.ts";
import { isBelow, needStrong } from "./lastPrompts.ts";
import { modelSideEffects } from "./switchModel.ts";
import { switchCost, switchGain, tokensPerToken } from "./switching.ts";
import { atPrice, insert, insertsText, line } from "./wording.ts";

/** A week whose 90th percentile ends below this is on course to expire unused. */
const EXPIRES_BELOW = 85;

export function adviseStrongerModel(session: SessionFacts, window: WindowFacts | null, now: number): Suggestion | null {
  const economics = economicsOf(session);
  const own = session.model?.tier ?? null;
  const { promptFits, options, sessionId, name } = session;
  if (!economics || own === null || !window?.weekEnd || !needStrong(promptFits) || !isBelow(own, "strong")) return null;
  if (window.weekEnd.high >= EXPIRES_BELOW) return null;
  const option = options.find(({ tier }) => tier === "strong");
  const to = option && dollars(option.rates, economics.cache.ttl);
  if (!option || !to || window.scopedBind?.tier === option.tier) return null;

  const tokens = tokensPerToken(economics.model.tokenizer, option.tokenizer);
  const change = {
    context: economics.context,
    growth: economics.assumptions.growth,
    output: session.output.value,
    from: economics.usd,
    to,
    tokens: tokens.mid,
    warm: isWarm(economics.cache, now) !== false,
  };
  const more = -switchGain(change);
  const costs = {
    model: option.name,
    more: atPrice(more, window),
    once: atPrice(Math.max(0, switchCost(change)), null),
  };
  const command = `/model ${option.alias}`;
  return {
    id: `strongerModel:${sessionId}:${option.alias}`,
    kind: "strongerModel",
    sessionId,
    title: l10n.t("Use {model} in “{name}”: the week is on course to end at {share}", {
      model: option.name,
      name,
      share: formatPercent(window.weekEnd.mid),
    }),
    why: [
      l10n.t(
        "Even the 90th percentile of the forecast leaves {0} of the week unused, and most of the last 10 prompts were hard.",
        formatPercent(100 - window.weekEnd.high),
      ),
      change.warm
        ? l10n.t(
            "{model} costs about {more} more a request here, and {once} once for the switch; after a compaction or a `/clear` that is nearly free.",
            costs,
          )
        : l10n.t("{model} costs about {more} more a request here, and {once} once for the switch.", costs),
    ].join(" "),
    arithmetic: [
      line(l10n.t("The week's use at its reset"), window.weekEnd.mid, "percent", "estimated"),
      line(l10n.t("… at most (9 in 10 cases)"), window.weekEnd.high, "percent", "estimated"),
      line(l10n.t("More on each request"), more, "usd", "estimated"),
      line(l10n.t("Switching now, against going on"), switchCost(change), "usd", "estimated"),
    ],
    saving: { usd: null, window: null },
    family: "model",
    confidence: {
      level: "low",
      reason: l10n.t("It stands on the forecast of the week, and on prompts judged by what they led to."),
    },
    action: insert(command),
    click: insertsText(command, name),
    sideEffects: modelSideEffects(),
  };
}
