/** Phrases and arithmetic lines that several rules share. */
import * as l10n from "@vscode/l10n";
import { FOCUS_LIMIT, isTypable } from "../../shared/typableCommand.ts";
import { formatAge, formatPercent, formatTokens, formatUsd } from "../../shared/format.ts";
import type {
  ArithmeticLine,
  Confidence,
  Interval,
  PriceSource,
  Saving,
  SuggestionAction,
} from "../../shared/snapshot.ts";
import type { SessionEconomics } from "./economics.ts";
import type { Learnt, SessionFacts, WindowFacts } from "./facts.ts";

export const line = (
  label: string,
  value: number,
  unit: ArithmeticLine["unit"],
  source: ArithmeticLine["source"],
): ArithmeticLine => ({ label, value, unit, source });

/** Where ratios of a model's rates come from. */
export const PRICE_SOURCE = {
  table: "price list",
  setting: "your prices",
  derived: "estimated",
} as const satisfies Record<PriceSource, ArithmeticLine["source"]>;

export const learntLine = (label: string, { value, source }: Learnt) => line(label, value, "tokens", source);

const CACHE_MS = { "5m": 5 * 60_000, "1h": 60 * 60_000 };

/** The price ratios that an arithmetic used. */
export function ratioLines({ usd: { ratios }, cache, model }: SessionEconomics): ArithmeticLine[] {
  const source = PRICE_SOURCE[model.priceSource];
  return [
    line(l10n.t("Cache read, against fresh input"), ratios.read, "ratio", source),
    line(
      l10n.t("Cache write ({0}), against fresh input", formatAge(CACHE_MS[cache.ttl])),
      ratios.write,
      "ratio",
      source,
    ),
    line(l10n.t("Output, against fresh input"), ratios.output, "ratio", source),
  ];
}

/** The expected saving, and its range, as lines. */
export function savingLines({ usd, window }: Saving): ArithmeticLine[] {
  const lines: ArithmeticLine[] = [];
  if (usd) {
    lines.push(line(l10n.t("Expected saving"), usd.mid, "usd", "estimated"));
    lines.push(line(l10n.t("… at least (8 in 10 cases)"), usd.low, "usd", "estimated"));
    lines.push(line(l10n.t("… at most (8 in 10 cases)"), usd.high, "usd", "estimated"));
  }
  if (window) {
    lines.push(
      line(l10n.t("Expected saving, of the {0} window", window.label), window.percent.mid, "percent", "estimated"),
    );
  }
  return lines;
}

/** Dollars as they are meant: of a plan they are no bill. */
export const atPrice = (usd: number, window: WindowFacts | null): string =>
  window ? l10n.t("{0} at list price", formatUsd(usd)) : formatUsd(usd);

/** An amount in both currencies: "$3.10 at list price (4% of the 5-hour window)". */
export function bothWays(usd: Interval, inWindow: Saving["window"], window: WindowFacts | null): string {
  if (!inWindow) return atPrice(usd.mid, window);
  const { label, percent } = inWindow;
  const said = { usd: atPrice(usd.mid, window), share: formatPercent(percent.mid), label };
  return percent.mid > 0
    ? l10n.t("{usd} ({share} of the {label} window)", said)
    : l10n.t("{usd} (nothing of the {label} window)", said);
}

export const tokensText = (tokens: number) => l10n.t("{0} tokens", formatTokens(tokens));

/** How sure a figure is that stands on the size after a compaction and on how long sessions go on. */
export function confidenceOf({ after, expected }: SessionFacts): Confidence {
  const sessions = expected?.samples ?? 0;
  const reason =
    after.source === "measured"
      ? l10n.t(
          "How long it goes on is judged by {sessions} of your sessions; the size after a compaction is that of {compactions} of yours.",
          { sessions, compactions: after.samples },
        )
      : l10n.t(
          "How long it goes on is judged by {sessions} of your sessions; the size after a compaction is a general one.",
          { sessions },
        );
  const level =
    after.source === "measured" && sessions >= MANY
      ? "high"
      : after.source === "measured" || sessions >= MANY
        ? "medium"
        : "low";
  return { level, reason };
}

/** Sessions from which a median is worth trusting. */
const MANY = 20;

/** With the focus where it is one that can be typed as it reads: plain words on one line. */
export function compactCommand(focus: string | null): string {
  const words = focus
    ?.replaceAll(/[\p{C}\s]+/gu, " ")
    .trim()
    .slice(0, FOCUS_LIMIT)
    .trim();
  const command = `/compact ${words ?? ""}`;
  return isTypable(command) ? command : "/compact";
}

export const insert = (command: string): SuggestionAction => ({ kind: "insertCommand", command });

/** What a click on such an action does. */
export const insertsText = (command: string, name: string) =>
  l10n.t("Puts `{command}` into the prompt of “{name}”. Enter stays yours, unless you let Bursar press it.", {
    command,
    name,
  });
