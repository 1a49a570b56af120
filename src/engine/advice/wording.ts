/** Phrases and arithmetic lines that several rules share. */
import { FOCUS_LIMIT, isTypable } from "../../shared/typableCommand.ts";
import { formatPercent, formatTokens, formatUsd } from "../../shared/format.ts";
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

/** The price ratios that an arithmetic used. */
export function ratioLines({ usd: { ratios }, cache, model }: SessionEconomics): ArithmeticLine[] {
  const source = PRICE_SOURCE[model.priceSource];
  return [
    line("Cache read, against fresh input", ratios.read, "ratio", source),
    line(`Cache write (${cache.ttl === "1h" ? "1 h" : "5 min"}), against fresh input`, ratios.write, "ratio", source),
    line("Output, against fresh input", ratios.output, "ratio", source),
  ];
}

/** The expected saving, and its range, as lines. */
export function savingLines({ usd, window }: Saving): ArithmeticLine[] {
  const lines: ArithmeticLine[] = [];
  if (usd) {
    lines.push(line("Expected saving", usd.mid, "usd", "estimated"));
    lines.push(line("… at least (8 in 10 cases)", usd.low, "usd", "estimated"));
    lines.push(line("… at most (8 in 10 cases)", usd.high, "usd", "estimated"));
  }
  if (window) {
    lines.push(line(`Expected saving, of the ${window.label} window`, window.percent.mid, "percent", "estimated"));
  }
  return lines;
}

/** Dollars as they are meant: of a plan they are no bill. */
export const atPrice = (usd: number, window: WindowFacts | null): string =>
  window ? `${formatUsd(usd)} at list price` : formatUsd(usd);

/** An amount in both currencies: "$3.10 at list price (4% of the 5-hour window)". */
export function bothWays(usd: Interval, inWindow: Saving["window"], window: WindowFacts | null): string {
  if (!inWindow) return atPrice(usd.mid, window);
  const { label, percent } = inWindow;
  const share = percent.mid > 0 ? formatPercent(percent.mid) : "nothing";
  return `${atPrice(usd.mid, window)} (${share} of the ${label} window)`;
}

export const tokensText = (tokens: number) => `${formatTokens(tokens)} tokens`;

export const requestsText = (requests: number) => (requests === 1 ? "1 request" : `${requests} requests`);

/** How sure a figure is that stands on the size after a compaction and on how long sessions go on. */
export function confidenceOf({ after, expected }: SessionFacts): Confidence {
  const sessions = expected?.samples ?? 0;
  const size =
    after.source === "measured"
      ? `the size after a compaction is that of ${after.samples} of yours`
      : "the size after a compaction is a general one";
  const length = `how long it goes on is judged by ${sessions} of your sessions`;
  const level =
    after.source === "measured" && sessions >= MANY
      ? "high"
      : after.source === "measured" || sessions >= MANY
        ? "medium"
        : "low";
  return { level, reason: `${length[0]?.toUpperCase()}${length.slice(1)}; ${size}.` };
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
  `Puts \`${command}\` into the prompt of “${name}”. Enter stays yours, unless you let Bursar press it.`;
