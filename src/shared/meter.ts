/** What the status bar shows, from a Snapshot: its text, hover, colour and label for screen readers. Pure. */
import * as l10n from "@vscode/l10n";
import { formatPercent } from "./format.ts";
import { figuresOf, type SegmentChoice } from "./meter/segments.ts";
import { shownWindow } from "./meter/shownWindow.ts";
import { tooltip } from "./meter/tooltip.ts";
import type { Snapshot } from "./snapshot.ts";
import { isOutdated, likelyUsedUp } from "./windowText.ts";

/** Percentages from which a colour is used. */
export interface Thresholds {
  contextWarning: number;
  contextError: number;
  windowWarning: number;
  windowError: number;
}

export interface MeterInput extends SegmentChoice {
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
const BUSY_ICON = "$(loading~spin)";

export function meter(input: MeterInput): Meter {
  const { snapshot, engineDown, now } = input;
  const figures = snapshot ? figuresOf(snapshot, input, now) : [];
  return {
    text: [iconAndState(input, figures.length === 0), figures.map(({ text }) => text).join(" · ")]
      .filter(Boolean)
      .join(" "),
    tooltip: tooltip(snapshot, engineDown, input.configDir, now),
    severity: engineDown === null && snapshot ? severityOf(snapshot, input) : "none",
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

function iconAndState({ snapshot, engineDown }: MeterInput, empty: boolean): string {
  if (engineDown !== null) return DOWN_ICON;
  if (!empty || snapshot?.index.kind !== "indexing") return ICON;
  const { bytes, bytesDone } = snapshot.index;
  const words = bytes > 0 ? l10n.t("indexing {0}", formatPercent((bytesDone / bytes) * 100)) : l10n.t("indexing");
  return `${BUSY_ICON} ${words}`;
}

/** Null where a session is there, and the user wants nothing of it shown. */
function emptyWords({ snapshot }: MeterInput): string | null {
  if (!snapshot) return l10n.t("starting");
  if (snapshot.index.kind === "indexing") return l10n.t("indexing transcripts");
  return snapshot.atHand ? null : l10n.t("no Claude Code session found");
}

function severityOf(snapshot: Snapshot, { thresholds, configDir, now }: MeterInput): Severity {
  const session = snapshot.atHand?.session;
  // An ended session needs nothing from the user, and an old reading says nothing about now.
  const context = session?.state.kind === "live" && session.context.kind === "known" ? session.context.percent : 0;
  const tightest = shownWindow(snapshot, configDir);
  const window = tightest && !isOutdated(tightest, now) ? tightest.usedPercent : 0;
  if (context >= thresholds.contextError || window >= thresholds.windowError) return "error";
  const early = tightest !== null && likelyUsedUp(tightest, now);
  return context >= thresholds.contextWarning || window >= thresholds.windowWarning || early ? "warning" : "none";
}
