/** The status bar's figures in the order of the user's settings. */
import * as l10n from "@vscode/l10n";
import type { Snapshot } from "../snapshot.ts";
import { withoutIcons } from "../withoutIcons.ts";
import type { Figure } from "./figure.ts";
import type { StatusBarForm, StatusBarSegment } from "./segmentNames.ts";
import { cacheFigure, contextFigure, modelFigure, runwayFigure, sessionCostFigure } from "./sessionFigures.ts";
import { shownAccount, shownWindow } from "./shownWindow.ts";
import { last7DaysFigure, todayFigure } from "./spendFigures.ts";
import { resetFigure, windowFigure } from "./windowFigures.ts";

export interface SegmentChoice {
  segments: readonly StatusBarSegment[];
  form: StatusBarForm;
  /** The config directory that the user picked for this VS Code window; null: the one that is tightest. */
  configDir: string | null;
}

const OF_THE_SESSION: ReadonlySet<StatusBarSegment> = new Set(["model", "context", "runway", "cache", "sessionCost"]);

/** What is not known has no figure. That the session has ended stands before its first one. */
export function figuresOf(snapshot: Snapshot, choice: SegmentChoice, now: number): Figure[] {
  const ended = snapshot.atHand?.session.state.kind === "ended";
  const firstOfSession = choice.segments.find((segment) => OF_THE_SESSION.has(segment));
  return choice.segments.flatMap((segment) => [
    ...(ended && segment === firstOfSession ? [{ text: l10n.t("ended"), spoken: l10n.t("session ended") }] : []),
    ...figures(segment, snapshot, choice, now),
  ]);
}

function figures(
  segment: StatusBarSegment,
  snapshot: Snapshot,
  { form, configDir }: SegmentChoice,
  now: number,
): Figure[] {
  const session = snapshot.atHand?.session;
  const window = shownWindow(snapshot, configDir);
  switch (segment) {
    case "model":
      return session ? modelFigure(session) : [];
    case "context":
      return session ? contextFigure(session, form) : [];
    case "runway":
      return session ? runwayFigure(session, form) : [];
    case "cache":
      return session ? cacheFigure(session, form, now) : [];
    case "sessionCost":
      return session ? sessionCostFigure(session) : [];
    case "today":
      return todayFigure(snapshot, form);
    case "last7Days":
      return last7DaysFigure(snapshot, form);
    case "window":
      return window ? [windowFigure(window, form, now)] : [];
    case "allWindows": {
      const state = shownAccount(snapshot, configDir)?.state;
      return state?.kind === "known" ? state.gauges.map((gauge) => windowFigure(gauge, form, now)) : [];
    }
    case "reset": {
      const reset = window && resetFigure(window, form, now);
      return reset ? [reset] : [];
    }
    case "suggestion":
      return suggestionFigure(snapshot, form);
  }
}

const SUGGESTION_ICON = "$(lightbulb)";

function suggestionFigure({ suggestions: [first] }: Snapshot, form: StatusBarForm): Figure[] {
  if (!first) return [];
  const title = withoutIcons(first.title);
  return [
    {
      text: form === "full" ? `${SUGGESTION_ICON} ${title}` : SUGGESTION_ICON,
      spoken: l10n.t("suggestion: {0}", first.title),
    },
  ];
}
