/** What is said about what a context consists of. */
import * as l10n from "@vscode/l10n";
import { formatClock, formatCount, formatPercent } from "../../src/shared/format.ts";
import type { ContextPartName } from "../../src/shared/historyPages.ts";
import { largestPart, type FillRow, type KnownFill } from "./fill.data.ts";

export function partText(part: ContextPartName): string {
  switch (part) {
    case "floor":
      return l10n.t("System prompt and tools");
    case "memory":
      return l10n.t("CLAUDE.md and memory");
    case "summary":
      return l10n.t("Summary of what was compacted");
    case "user":
      return l10n.t("Your prompts");
    case "files":
      return l10n.t("Files read");
    case "toolOutput":
      return l10n.t("Tool output");
    case "mcp":
      return l10n.t("MCP servers");
    case "thinking":
      return l10n.t("Thinking");
    case "assistant":
      return l10n.t("Claude’s answers");
    case "reminders":
      return l10n.t("Reminders by Claude Code");
  }
}

/** The bar in a sentence. */
export function fillSummary(rows: readonly FillRow[]): string {
  const largest = largestPart(rows);
  return largest === null
    ? l10n.t("Nothing is in it.")
    : l10n.t("Most of it: {0}, {1}.", partText(largest.part), formatPercent(largest.percent));
}

export function tokensText(tokens: number): string {
  return tokens === 1 ? l10n.t("1 token") : l10n.t("{0} tokens", formatCount(tokens));
}

/** How much there is, and of when that is. `now`: for the clock's day. */
export function asOfText({ total, asOf }: Pick<KnownFill, "total" | "asOf">, now: number): string {
  const clock = formatClock(asOf, now);
  return total === 1 ? l10n.t("1 token, {0}", clock) : l10n.t("{0} tokens, {1}", formatCount(total), clock);
}

export function knownText(exact: boolean): string {
  return exact ? l10n.t("exact") : l10n.t("shared out");
}
