/** The status bar's figures about a session. */
import * as l10n from "@vscode/l10n";
import { formatCost, formatCountdown, formatPercent, formatTokens } from "../format.ts";
import type { SessionView } from "../snapshot.ts";
import { withoutIcons } from "../withoutIcons.ts";
import type { Figure } from "./figure.ts";
import type { StatusBarForm } from "./segmentNames.ts";

export function modelFigure({ model }: SessionView): Figure[] {
  if (!model) return [];
  const name = withoutIcons(model.name);
  return [{ text: name, spoken: name }];
}

export function contextFigure({ context }: SessionView, form: StatusBarForm): Figure[] {
  if (context.kind === "unknown") return [];
  if (context.kind === "compacted") {
    return [{ text: l10n.t("compacted"), spoken: l10n.t("context just compacted") }];
  }
  const percent = formatPercent(context.percent);
  const spoken = l10n.t(
    "context {0} full, {1} of {2} tokens",
    percent,
    formatTokens(context.tokens),
    formatTokens(context.window),
  );
  return [{ text: form === "full" ? l10n.t("{0} ctx", percent) : percent, spoken }];
}

export function runwayFigure({ context }: SessionView, form: StatusBarForm): Figure[] {
  if (context.kind !== "known") return [];
  const tokens = formatTokens(context.runway);
  return [
    {
      text: form === "full" ? l10n.t("{0} to compact", tokens) : tokens,
      spoken: l10n.t("{0} tokens to auto-compact", tokens),
    },
  ];
}

export function cacheFigure({ cache }: SessionView, form: StatusBarForm, now: number): Figure[] {
  if (!cache) return [];
  if (cache.expiresAt <= now) {
    return [{ text: form === "full" ? l10n.t("cache cold") : l10n.t("cold"), spoken: l10n.t("prompt cache cold") }];
  }
  const left = formatCountdown(cache.expiresAt - now);
  return [
    {
      text: form === "full" ? l10n.t("cache {0}", left) : left,
      spoken: l10n.t("prompt cache warm for {0}", left),
    },
  ];
}

export function sessionCostFigure({ cost }: SessionView): Figure[] {
  if (cost.requests === 0 && cost.sideUsd === 0) return [];
  const text = formatCost(cost);
  return [{ text, spoken: l10n.t("cost {0}", text) }];
}
