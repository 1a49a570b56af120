/** The hover's part about the session at hand and about what was spent, as Markdown. */
import * as l10n from "@vscode/l10n";
import { formatAge, formatCost, formatCountdown, formatPercent, formatTokens, formatUsd } from "../format.ts";
import { escapeMarkdown } from "../markdown.ts";
import type { Cost, LiveStatus, SessionView, Snapshot } from "../snapshot.ts";

/** A longer title pushes the table aside and says nothing more at a glance. */
const TITLE_LENGTH = 60;

export function sessionHeading(session: SessionView, now: number): string {
  const title = escapeMarkdown(shorten(session.title ?? l10n.t("Untitled session")));
  const place = l10n.t("{0} in {1}", `**${title}**`, escapeMarkdown(shorten(session.project)));
  const model = session.model ? ` · ${escapeMarkdown(session.model.name)}` : "";
  return `${place}\n\n${stateWords(session, now)}${model}`;
}

function shorten(text: string): string {
  return text.length > TITLE_LENGTH ? `${text.slice(0, TITLE_LENGTH - 1).toWellFormed()}…` : text;
}

function stateWords({ state }: SessionView, now: number): string {
  if (state.kind === "ended") return escapeMarkdown(l10n.t("Ended {0} ago", formatAge(now - state.at)));
  return state.status === "waiting" && state.waitingFor !== null
    ? l10n.t("Waiting for you: {0}", escapeMarkdown(state.waitingFor))
    : statusWords(state.status);
}

function statusWords(status: LiveStatus): string {
  switch (status) {
    case "busy":
      return l10n.t("Working");
    case "idle":
      return l10n.t("At its prompt");
    case "waiting":
      return l10n.t("Waiting for you");
    case "shell":
      return l10n.t("At its prompt, a shell command running");
    case "unknown":
      return l10n.t("Live");
  }
}

/** Label and value of each row. */
export function sessionRows(session: SessionView, now: number): [string, string][] {
  return [...contextRows(session), ...cacheRows(session, now), ...costRows(session.cost)];
}

function contextRows({ context }: SessionView): [string, string][] {
  const label = l10n.t("Context");
  if (context.kind === "unknown") return [[label, l10n.t("unknown until the first answer")]];
  if (context.kind === "compacted") {
    const estimate = context.estimate === null ? null : formatTokens(context.estimate);
    return [[label, estimate === null ? l10n.t("just compacted") : l10n.t("just compacted · about {0}", estimate)]];
  }
  const [tokens, window] = [formatTokens(context.tokens), formatTokens(context.window)];
  const percent = formatPercent(context.percent);
  return [
    [
      label,
      context.windowSource === "assumed"
        ? l10n.t("{0} of {1} (assumed) · {2}", tokens, window, percent)
        : l10n.t("{0} of {1} · {2}", tokens, window, percent),
    ],
    [l10n.t("To auto-compact"), formatTokens(context.runway)],
  ];
}

function cacheRows({ cache }: SessionView, now: number): [string, string][] {
  if (!cache) return [];
  const left = cache.expiresAt - now;
  const state = left > 0 ? l10n.t("warm for {0}", formatCountdown(left)) : l10n.t("cold");
  return [[l10n.t("Prompt cache"), escapeMarkdown(state)]];
}

/** What the session cost, and below it what part of that no transcript holds, and what may be missing. */
function costRows(cost: Cost): [string, string][] {
  const rows: [string, string][] = [[l10n.t("This session"), escapeMarkdown(formatCost(cost))]];
  if (cost.sideUsd > 0)
    rows.push([l10n.t("of it compaction, titles, side calls"), escapeMarkdown(formatUsd(cost.sideUsd))]);
  if (cost.lowerBoundRequests > 0 && cost.estimatedMissingUsd > 0) {
    const missing = l10n.t("about {0} more", formatUsd(cost.estimatedMissingUsd));
    rows.push([l10n.t("beyond ≥, estimated"), escapeMarkdown(missing)]);
  }
  return rows;
}

/** None where nothing was read so far. */
export function spendRows({ atHand, spend }: Snapshot): [string, string][] {
  const { today, last7Days } = spend;
  if (!atHand && last7Days.total.requests === 0) return [];
  return [
    [l10n.t("Today"), escapeMarkdown(formatCost(today.total))],
    [l10n.t("Last 7 days"), escapeMarkdown(formatCost(last7Days.total))],
  ];
}
