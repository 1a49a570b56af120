/** What the status bar shows, from a Snapshot: its text, hover, colour and label for screen readers. Pure. */
import { SIDE_CALLS } from "./costNote.ts";
import {
  formatAge,
  formatCost,
  formatCountdown,
  formatPercent,
  formatPercentRange,
  formatTokens,
  formatUsd,
} from "./format.ts";
import { escapeMarkdown } from "./markdown.ts";
import { savingText } from "./savingText.ts";
import type { Cost, LiveStatus, SessionView, Snapshot, Suggestion, WindowGauge, WindowsView } from "./snapshot.ts";
import { forecastSentence, isOutdated, lastName, likelyUsedUp, momentText, windowName } from "./windowText.ts";

/** Percentages from which a colour is used. */
export interface Thresholds {
  contextWarning: number;
  contextError: number;
  windowWarning: number;
  windowError: number;
}

export interface MeterInput {
  /** Null until the engine has said something. */
  snapshot: Snapshot | null;
  /** What is wrong while the engine is gone; the last Snapshot is still shown, marked. */
  engineDown: string | null;
  thresholds: Thresholds;
  now: number;
}

export type Severity = "none" | "warning" | "error";

export interface Meter {
  text: string;
  /** Markdown whose only links are commands of Bursar. */
  tooltip: string;
  severity: Severity;
  accessibilityLabel: string;
}

const ICON = "$(dashboard)";
const DOWN_ICON = "$(warning)";
/** A longer title pushes the table aside and says nothing more at a glance. */
const TITLE_LENGTH = 60;
const BUSY_ICON = "$(loading~spin)";

export function meter(input: MeterInput): Meter {
  const { snapshot, engineDown } = input;
  const figures = snapshot ? figuresOf(snapshot, input.now) : [];
  return {
    text: [iconAndState(input, figures.length === 0), figures.map(({ text }) => text).join(" · ")]
      .filter(Boolean)
      .join(" "),
    tooltip: tooltip(input),
    severity: engineDown === null && snapshot ? severityOf(snapshot, input.thresholds, input.now) : "none",
    accessibilityLabel: [
      "Bursar",
      engineDown,
      ...figures.map(({ spoken }) => spoken),
      figures.length === 0 ? emptyWords(input) : null,
    ]
      .filter((part) => part !== null)
      .join(", "),
  };
}

interface Figure {
  text: string;
  spoken: string;
}

function figuresOf(snapshot: Snapshot, now: number): Figure[] {
  const figures: Figure[] = [];
  if (snapshot.atHand) {
    const { session } = snapshot.atHand;
    if (session.state.kind === "ended") figures.push({ text: "ended", spoken: "session ended" });
    const context = contextFigure(session);
    if (context) figures.push(context);
    if (session.cost.requests > 0 || session.cost.sideUsd > 0) {
      const cost = formatCost(session.cost);
      figures.push({ text: cost, spoken: `cost ${cost}` });
    }
  }
  const window = snapshot.tightestWindow;
  if (window) {
    const left = `${formatPercent(window.leftPercent)} left`;
    const age = window.stale ? ` (${formatAge(now - window.readAt)} ago)` : "";
    const early = likelyUsedUp(window, now) ? ", likely used up before its reset" : "";
    figures.push({
      text: `${shortLabel(window.label)} ${left}${age}`,
      spoken: `${window.label} window ${left}${age}${early}`,
    });
  }
  return figures;
}

function contextFigure({ context }: SessionView): Figure | null {
  if (context.kind === "unknown") return null;
  if (context.kind === "compacted") return { text: "compacted", spoken: "context just compacted" };
  const percent = formatPercent(context.percent);
  return {
    text: `${percent} ctx`,
    spoken: `context ${percent} full, ${formatTokens(context.tokens)} of ${formatTokens(context.window)} tokens`,
  };
}

/** "5-hour" as "5h", "7-day Opus" as "7d Opus". An icon's syntax in a foreign label stays text. */
function shortLabel(label: string): string {
  return label
    .replace(/^(\d+)-(h)our\b/, "$1$2")
    .replace(/^(\d+)-(d)ay\b/, "$1$2")
    .replaceAll("$(", "(");
}

function iconAndState({ snapshot, engineDown }: MeterInput, empty: boolean): string {
  if (engineDown !== null) return DOWN_ICON;
  if (!empty || snapshot?.index.kind !== "indexing") return ICON;
  const { bytes, bytesDone } = snapshot.index;
  return bytes > 0 ? `${BUSY_ICON} indexing ${formatPercent((bytesDone / bytes) * 100)}` : `${BUSY_ICON} indexing`;
}

function emptyWords({ snapshot }: MeterInput): string {
  if (!snapshot) return "starting";
  return snapshot.index.kind === "indexing" ? "indexing transcripts" : "no Claude Code session found";
}

function severityOf(snapshot: Snapshot, thresholds: Thresholds, now: number): Severity {
  const session = snapshot.atHand?.session;
  // An ended session needs nothing from the user, and an old reading says nothing about now.
  const context = session?.state.kind === "live" && session.context.kind === "known" ? session.context.percent : 0;
  const tightest = snapshot.tightestWindow;
  const window = tightest && !isOutdated(tightest, now) ? tightest.usedPercent : 0;
  if (context >= thresholds.contextError || window >= thresholds.windowError) return "error";
  const early = tightest !== null && likelyUsedUp(tightest, now);
  return context >= thresholds.contextWarning || window >= thresholds.windowWarning || early ? "warning" : "none";
}

function tooltip(input: MeterInput): string {
  const { snapshot, engineDown, now } = input;
  const sections: string[] = [];
  if (engineDown !== null) {
    sections.push(
      `**${escapeMarkdown(engineDown)}**${snapshot ? " The figures are the last known ones." : ""} [Restart](command:bursar.restartEngine) · [Show log](command:bursar.showLog)`,
    );
  }
  if (!snapshot) {
    if (engineDown === null) sections.push("Reading Claude Code's sessions…");
  } else {
    if (snapshot.atHand) {
      sections.push(heading(snapshot.atHand.session, now));
      const reading = indexing(snapshot);
      if (reading !== null) sections.push(`${reading} The figures are not complete yet.`);
    } else sections.push(nothingFound(snapshot));
    const rows = tableRows(snapshot);
    if (rows.length > 0) sections.push(table(rows));
    sections.push(...windowSections(snapshot, now));
    const [suggestion] = snapshot.suggestions;
    if (suggestion) sections.push(suggestionLink(suggestion));
    for (const notice of snapshot.notices) {
      if (notice.level !== "info") sections.push(`${escapeMarkdown(notice.message)} ${escapeMarkdown(notice.remedy)}`);
    }
  }
  const links = ["[Open dashboard](command:bursar.openDashboard)"];
  if (snapshot && snapshot.recent.length > 0) links.push("[Pin a session](command:bursar.pinSession)");
  if (snapshot?.atHand?.why === "pinned") links.push("[Unpin](command:bursar.unpinSession)");
  sections.push(links.join(" · "));
  return sections.join("\n\n");
}

function table(rows: readonly [string, string][]): string {
  return ["| | |", "|:---|---:|", ...rows.map(([label, value]) => `| ${label} | ${value} |`)].join("\n");
}

function heading(session: SessionView, now: number): string {
  const title = shorten(session.title ?? "Untitled session");
  const model = session.model ? ` · ${escapeMarkdown(session.model.name)}` : "";
  return `**${escapeMarkdown(title)}** in ${escapeMarkdown(shorten(session.project))}\n\n${stateWords(session, now)}${model}`;
}

function shorten(text: string): string {
  return text.length > TITLE_LENGTH ? `${text.slice(0, TITLE_LENGTH - 1).toWellFormed()}…` : text;
}

const STATUS_WORDS: Record<LiveStatus, string> = {
  busy: "Working",
  idle: "At its prompt",
  waiting: "Waiting for you",
  shell: "At its prompt, a shell command running",
  unknown: "Live",
};

function stateWords({ state }: SessionView, now: number): string {
  if (state.kind === "ended") return `Ended ${formatAge(now - state.at)} ago`;
  const waitingFor =
    state.status === "waiting" && state.waitingFor !== null ? `: ${escapeMarkdown(state.waitingFor)}` : "";
  return STATUS_WORDS[state.status] + waitingFor;
}

/** Null when nothing is being read. */
function indexing({ index }: Snapshot): string | null {
  if (index.kind !== "indexing") return null;
  return `Indexing transcripts: ${index.filesDone.toLocaleString("en-US")} of ${index.files.toLocaleString("en-US")} files.`;
}

function nothingFound(snapshot: Snapshot): string {
  const reading = indexing(snapshot);
  if (reading !== null) return reading;
  const dirs = snapshot.configDirs.map((dir) => escapeMarkdown(dir.path)).join(", ");
  return `No Claude Code session found${dirs ? ` in ${dirs}` : ""}.`;
}

/** Label and value of each row, as Markdown. */
function tableRows(snapshot: Snapshot): [string, string][] {
  const rows: [string, string][] = [];
  const session = snapshot.atHand?.session;
  if (session) {
    const { context } = session;
    if (context.kind === "known") {
      const approximate = context.windowSource === "assumed" ? " (assumed)" : "";
      rows.push(
        [
          "Context",
          `${formatTokens(context.tokens)} of ${formatTokens(context.window)}${approximate} · ${formatPercent(context.percent)}`,
        ],
        ["To auto-compact", formatTokens(context.runway)],
      );
    } else if (context.kind === "compacted") {
      rows.push([
        "Context",
        context.estimate === null ? "just compacted" : `just compacted · about ${formatTokens(context.estimate)}`,
      ]);
    } else {
      rows.push(["Context", "unknown until the first answer"]);
    }
    rows.push(...costRows(session.cost));
  }
  const { today, last7Days } = snapshot.spend;
  if (session || last7Days.total.requests > 0) {
    rows.push(
      ["Today", escapeMarkdown(formatCost(today.total))],
      ["Last 7 days", escapeMarkdown(formatCost(last7Days.total))],
    );
  }
  return rows;
}

/** What the session cost, and below it what part of that no transcript holds, and what may be missing. */
function costRows(cost: Cost): [string, string][] {
  const rows: [string, string][] = [["This session", escapeMarkdown(formatCost(cost))]];
  if (cost.sideUsd > 0) rows.push([`of it ${SIDE_CALLS}`, escapeMarkdown(formatUsd(cost.sideUsd))]);
  if (cost.lowerBoundRequests > 0 && cost.estimatedMissingUsd > 0) {
    rows.push(["beyond ≥, estimated", escapeMarkdown(`about ${formatUsd(cost.estimatedMissingUsd)} more`)]);
  }
  return rows;
}

/** The windows that are known as tables, one a config directory; what is to be expected of the tightest one, and which are not known. */
function windowSections({ windows, tightestWindow, configDirs }: Snapshot, now: number): string[] {
  const accountOf = (configDir: string): string | null => (windows.length > 1 ? lastName(configDir) : null);
  const sections: string[] = [];
  for (const view of windows) {
    const rows = windowRows(view, now);
    const title = escapeMarkdown(accountOf(view.configDir) ?? "Limits");
    const head = [`| ${title} | Left | Resets | At this pace | From |`, "|:---|:---|:---|:---|:---|"];
    if (rows.length > 0) sections.push([...head, ...rows].join("\n"));
  }
  if (tightestWindow && likelyUsedUp(tightestWindow, now)) {
    const sentence = forecastSentence(
      tightestWindow,
      windowName(tightestWindow, accountOf(tightestWindow.configDir)),
      now,
    );
    if (sentence !== null) sections.push(`**${escapeMarkdown(sentence)}**`);
  }
  const missing = new Set(configDirs.filter(({ state }) => state.kind === "missing").map(({ path }) => path));
  for (const view of windows) {
    if (!missing.has(view.configDir)) sections.push(...unknownSection(view, accountOf(view.configDir)));
  }
  return sections;
}

function windowRows({ state }: WindowsView, now: number): string[] {
  if (state.kind === "unknown") return [];
  return state.gauges.map((gauge) => {
    const cells = [
      [gauge.label, gauge.binds && state.gauges.length > 1 ? " · tightest" : ""],
      [formatPercent(gauge.leftPercent)],
      [resetText(gauge.resetsAt, now)],
      [projectionText(gauge, now)],
      [`${gauge.source} ${formatAge(now - gauge.readAt)} ago`],
    ];
    return `| ${cells.map((parts) => escapeMarkdown(parts.join(""))).join(" | ")} |`;
  });
}

function resetText(resetsAt: number | null, now: number): string {
  if (resetsAt === null) return "not known";
  return resetsAt > now ? `in ${formatCountdown(resetsAt - now)}` : "since then";
}

/** What the window comes to by its reset; a dash where nothing can be said, which the dashboard explains. */
function projectionText(gauge: WindowGauge, now: number): string {
  const { outlook } = gauge;
  if (outlook.kind === "silent" || isOutdated(gauge, now)) return "–";
  if (likelyUsedUp(gauge, now) && outlook.exhaustion) return `used up ${momentText(outlook.exhaustion.mid, now)}`;
  if (!outlook.endPercent) return "–";
  const left = (used: number): number => Math.min(100, Math.max(0, 100 - used));
  const { low, high } = outlook.endPercent;
  return `ends with ${formatPercentRange(left(high), left(low))} left`;
}

function unknownSection({ configDir, connected, state, counted }: WindowsView, account: string | null): string[] {
  if (state.kind === "known") return [];
  const name = `Limits${account === null ? "" : ` (${escapeMarkdown(account)})`}`;
  const words = connected
    ? `${name}: ${escapeMarkdown(state.reason)}`
    : `${name}: not connected. ${commandLink("Connect", "bursar.connect", configDir)}`;
  const { last5Hours } = counted;
  if (last5Hours.requests === 0) return [words];
  return [`${words} Counted here in the last 5 hours: ${escapeMarkdown(formatCost(last5Hours))}`];
}

/** The first: what the others say is in the dashboard. */
function suggestionLink({ id, title, saving }: Suggestion): string {
  const link = commandLink(title, "bursar.act", id);
  const expected = savingText(saving);
  return expected === null ? link : `${link}: ${escapeMarkdown(expected)}`;
}

function commandLink(title: string, command: string, argument: string): string {
  const query = encodeURIComponent(JSON.stringify([argument]))
    .replaceAll("(", "%28")
    .replaceAll(")", "%29");
  return `[${escapeMarkdown(title)}](command:${command}?${query})`;
}
