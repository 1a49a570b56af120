/**
 * The Snapshot: one complete, serialisable value that holds all live state that the status bar, the hover and the
 * dashboard show; what was in the past is asked for (historyPages.ts). The engine makes it; whoever renders it formats it and derives nothing else.
 *
 * Times are milliseconds since the epoch, money is US dollars at list price, sizes are tokens, shares are percent
 * (0 to 100) unless a name says otherwise.
 */

/** Where a figure comes from: `live` Claude Code says so now; `cached` it said so a while ago; `measured` counted from transcripts; `estimated` worked out from one of those. */
export type Source = "live" | "cached" | "measured" | "estimated";

/** Where a model's price comes from: the price table, the user's settings, or Claude Code's own totals, from which it was worked out. */
export type PriceSource = "table" | "setting" | "derived";

/**
 * What a set of requests cost at list price. On screen stands `usd` + `sideUsd`. `usd` leaves out the unpriced requests
 * and is a lower bound (shown "≥") when `lowerBoundRequests` is not 0.
 */
export interface Cost {
  /** Counted from the transcripts. */
  usd: number;
  /** What Claude Code itself reported beyond that: compaction, titles, side calls. */
  sideUsd: number;
  requests: number;
  /** Requests of which no line says that the answer was complete: their output count may be too low. */
  lowerBoundRequests: number;
  /** How much more these may have cost, estimated from the text that can be seen; in no sum. */
  estimatedMissingUsd: number;
  /** Requests of a model that the price table does not hold: in no sum of dollars. */
  unpricedRequests: number;
}

/** How full a session's context is: the tokens of its last main-chain request (input + cache read + cache write). */
export type ContextView =
  | {
      kind: "known";
      tokens: number;
      /** Capacity of the context window, and how that is known. */
      window: number;
      windowSource: "live" | "model" | "observed" | "setting" | "assumed";
      percent: number;
      /** The size at which Claude Code compacts by itself; `runway` is what is left to it, counted from context + last output. Never negative. */
      autoCompactAt: number;
      runway: number;
      source: Source;
      asOf: number;
    }
  /** Just compacted, no request since: the next request's size is not known yet. `estimate` counts what Claude Code said it kept. */
  | { kind: "compacted"; estimate: number | null; window: number; asOf: number }
  | { kind: "unknown" };

/** What a live session is doing. `unknown`: nothing says so (the transcript just grows). */
export type LiveStatus = "busy" | "idle" | "waiting" | "shell" | "unknown";

export type SessionState =
  | {
      kind: "live";
      pid: number | null;
      status: LiveStatus;
      waitingFor: string | null;
      host: "terminal" | "panel" | "other";
    }
  | { kind: "ended"; at: number };

/** The session's prompt cache: until when a prompt sent finds it, and how long it then lives on. */
export interface CacheView {
  expiresAt: number;
  ttl: "5m" | "1h";
  source: Source;
  asOf: number;
}

export interface SessionView {
  sessionId: string;
  /** The user's or Claude Code's own title; null when it has none yet. */
  title: string | null;
  /** The folder's last name, for showing, and the whole path. */
  project: string;
  cwd: string | null;
  configDir: string;
  state: SessionState;
  /** Model of the last main-chain request: id as in the transcript, name as people say it ("Opus 5.5"). */
  model: { id: string; name: string } | null;
  context: ContextView;
  cache: CacheView | null;
  /** Cost of the session's own requests, its subagents' among them, and of its side calls. */
  cost: Cost;
  /** Requests that a fork copied from an earlier session: counted there, not here. */
  inheritedRequests: number;
  lastActivity: number;
}

/** A figure with the range that holds it in 80 of 100 cases. */
export interface Interval {
  low: number;
  mid: number;
  high: number;
}

/** A moment with the range that holds it in 80 of 100 cases. */
export interface TimeRange {
  early: number;
  mid: number;
  late: number;
}

/** What of Claude Code's told a window's use. */
export type ToldBy = "status line" | "usage note" | "limit message";

/** What is to be expected of a window until its reset. */
export type WindowOutlook =
  /** Nothing can be said; `reason` is why, as a sentence for the user. */
  | { kind: "silent"; reason: string }
  | {
      kind: "forecast";
      /** That it is used up before its reset, 0 to 1. */
      hitProbability: number;
      /** Use at the reset; null where past intervals held too rarely to show one. */
      endPercent: Interval | null;
      /** When it is used up, should it be; null where that is unlikely (below 1 in 10) or the interval is hidden. */
      exhaustion: TimeRange | null;
      /** How the method did on the user's own history: the share (0 to 1) of changes that its 80 % interval held. */
      backtest: { coverage: number; intervals: number };
    };

/** What one percent of a window came to, from the changes of the past weeks. */
export interface WindowPrice {
  /** List price of the local use that moved the window by one percent. */
  usdPerPercent: Interval;
  /** Share (0 to 1) of this window's use that this machine's requests do not explain; null while nothing is used. */
  elsewhereShare: Interval | null;
  /** Since when a percent appears to come to something else; null when that did not change. */
  changedAt: number | null;
  /** Changes that it was worked out from. */
  intervals: number;
}

/** A part of the locally counted cost: `share` is percent of it. */
export interface SpendShare {
  /** Session id, project root, model id or agent type; empty for the rest. */
  id: string;
  name: string;
  usd: number;
  share: number;
}

/** Who spent a window, by what this machine counted in it; of each the five largest and the rest. */
export interface Spenders {
  total: Cost;
  bySession: SpendShare[];
  byProject: SpendShare[];
  byModel: SpendShare[];
  /** Main chain and each subagent type. */
  byAgent: SpendShare[];
}

/** One rate-limit bucket as Claude Code last reported it. `stale`: so long ago that use elsewhere may have moved it. */
export interface WindowGauge {
  key: string;
  /** As people say it: "5-hour", "7-day", "7-day Opus". */
  label: string;
  usedPercent: number;
  leftPercent: number;
  /** When the window began and when it begins anew; null where that is not known. */
  startedAt: number | null;
  resetsAt: number | null;
  source: Source;
  toldBy: ToldBy;
  readAt: number;
  stale: boolean;
  /** Where even use would stand now, in percent: over the hours in which the user works, or over all of them. */
  pace: { percent: number; over: "working hours" | "all hours" } | null;
  /** It stops the user first, as far as can be told. One of a config directory at most. */
  binds: boolean;
  /** What was read of it since it began, oldest first, at most 60 points. */
  trend: WindowPoint[];
  outlook: WindowOutlook;
  price: WindowPrice | null;
  spenders: Spenders | null;
}

export interface WindowPoint {
  at: number;
  usedPercent: number;
}

/** How much of the week one full 5-hour window takes, in percent, and how many full ones are left of it. */
export interface Ladder {
  weekPercent: Interval;
  windowsLeft: Interval;
  /** 5-hour windows that it was measured over. */
  windows: number;
}

/** What the windows together mean for the choice of a model. `why` has the figures. */
export interface RoutingAdvice {
  kind: "bottleneck" | "expires" | "scoped";
  /** The window that it is about. */
  key: string;
  text: string;
  why: string;
}

/** The windows of one config directory (one account). */
export interface WindowsView {
  configDir: string;
  /** Claude Code's status line hands its figures to Bursar. */
  connected: boolean;
  /** Why there is nothing better than what is shown; null when there is, or when the state says it. */
  hint: string | null;
  state:
    | { kind: "known"; gauges: WindowGauge[] }
    /** `remedy` says what would make them known. */
    | { kind: "unknown"; reason: string; remedy: string };
  /** What this machine counted, whatever a window says. */
  counted: { last5Hours: Cost; last7Days: Cost };
  ladder: Ladder | null;
  routing: RoutingAdvice[];
  /** Of several directories the one with the most room in the window that binds it. */
  mostRoom: boolean;
}

/** A window that has ended. */
export interface PastWindow {
  startedAt: number | null;
  resetsAt: number;
  peakPercent: number;
  /** When it was used up; null if it was not. */
  exhaustedAt: number | null;
  trend: WindowPoint[];
  /** What this machine counted in it, and what of that was most, by session and by project. */
  counted: Cost;
  bySession: SpendShare[];
  byProject: SpendShare[];
}

/** Latest first; `before` asks for the page after it, null when there is none. */
export interface PastWindowsPage {
  windows: PastWindow[];
  before: number | null;
}

/** Cost of one model in a period. `model` is the id in the transcripts ("" for side calls of which Claude Code does not say the model); `inputTokens` and the rest add up the period's requests. */
export interface ModelSpend {
  model: string;
  name: string;
  /** Where its price today comes from; null without one. */
  priceSource: PriceSource | null;
  cost: Cost;
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
}

export interface Spend {
  total: Cost;
  /** Dearest first. */
  byModel: ModelSpend[];
}

/**
 * What a day with use costs this user, from the last 30 days: by this time of day, and to its end. The interval holds
 * the middle half of those days, `mid` is their median.
 */
export type UsualDay =
  | { kind: "known"; soFar: Interval; whole: Interval; days: number }
  | { kind: "unknown"; days: number };

/** One line of a suggestion's arithmetic. */
export interface ArithmeticLine {
  label: string;
  /** Formatted by unit when shown. */
  value: number;
  unit: "tokens" | "usd" | "requests" | "ratio" | "percent" | "minutes";
  source: Source | "price list" | "your prices" | "default";
}

export const SUGGESTION_KINDS = [
  "compact",
  "leavingDesk",
  "taskFinished",
  "coldResume",
  "topicChanged",
  "switchModel",
  "opusplan",
  "strongerModel",
  "subagentModel",
  "effort",
  "alwaysOn",
  "largeResult",
  "autoCompact",
  "fleet",
] as const;
export type SuggestionKind = (typeof SUGGESTION_KINDS)[number];

/**
 * Savings of one family overlap: they are never added up, and of one session only one of a family is shown.
 * `context`: what the conversation carries; `model`: what a token costs; `floor`: what every session begins with.
 */
export type SavingsFamily = "context" | "model" | "subagents" | "floor" | "fleet";

/** What following a suggestion is expected to save; negative where it may cost instead. */
export interface Saving {
  /** At list price; null where it cannot be told. */
  usd: Interval | null;
  /** The same as percent of a window; null where that is not calibrated. */
  window: { label: string; percent: Interval } | null;
}

export interface Confidence {
  level: "high" | "medium" | "low";
  /** A sentence. */
  reason: string;
}

export type SuggestionAction =
  /** Put into the session's prompt, as the user's settings allow. */
  | { kind: "insertCommand"; command: string }
  /** Text for the clipboard, and where it goes. */
  | { kind: "copyText"; text: string; goesTo: string }
  | { kind: "none" };

/** What to do, why, what it saves and what a click does. docs/advice.md has the rules. */
export interface Suggestion {
  /** Stays the same while the suggestion is the same one. */
  id: string;
  kind: SuggestionKind;
  /** Null: about all sessions. */
  sessionId: string | null;
  title: string;
  /** With figures. */
  why: string;
  arithmetic: ArithmeticLine[];
  saving: Saving;
  family: SavingsFamily;
  confidence: Confidence;
  action: SuggestionAction;
  /** What a click does, in words. */
  click: string;
  /** What else the action changes. */
  sideEffects: string[];
}

/** How a click on a suggestion ended. */
export type ActionResult = "submitted" | "inserted" | "prefilled" | "copied";

/** What came of an action: measured on the requests that followed. Times in ms, sizes in tokens, US dollars. */
export type FollowUpState =
  /** Not carried out so far: nothing in the session shows that the command ran. */
  | { kind: "waiting" }
  /** Carried out; `requests` since, too few to measure. */
  | { kind: "measuring"; requests: number }
  | {
      kind: "measured";
      requests: number;
      contextBefore: number;
      contextAfter: number;
      usdPerRequestBefore: number;
      usdPerRequestAfter: number;
      /** What the action itself cost; null where nothing tells. */
      costUsd: number | null;
      /** Less what the action cost; negative while it has not paid for itself. */
      savedUsd: number;
      /** After how many requests it had paid for itself; null while it has not. */
      paidBackAfter: number | null;
      /** Nothing more is to come: the session ended, was cleared or compacted again. */
      final: boolean;
    }
  /** The command was never run, or nothing followed that could be measured. */
  | { kind: "nothing"; reason: string };

/** An action that the user took on a suggestion. */
export interface FollowUp {
  id: number;
  kind: SuggestionKind;
  sessionId: string | null;
  sessionName: string;
  command: string;
  at: number;
  result: ActionResult;
  /** What was expected to be saved, in US dollars; null where it could not be told. */
  expectedUsd: Interval | null;
  state: FollowUpState;
}

/** How the suggestions of one kind did for this user. */
export interface KindRecord {
  kind: SuggestionKind;
  taken: number;
  measured: number;
  /** Measured ones that saved less than they cost. */
  wrong: number;
  savedUsd: number;
  /** Why none is made any more; null while they are. */
  silent: "often wrong" | "not wanted" | null;
}

/** Latest actions first, at most 50. Sums are of measured actions only. */
export interface FollowUpPage {
  followUps: FollowUp[];
  savedUsd: number;
  kinds: KindRecord[];
}

/** What the engine reads and how that goes, one per config directory. */
export interface ConfigDirView {
  path: string;
  origin:
    | "environment"
    | "claudeCode.environmentVariables"
    | "terminal.integrated.env"
    | "default"
    | "bursar.configDirs";
  state:
    | { kind: "ok"; files: number; sessions: number }
    /** Not looked through yet. */
    | { kind: "looking" }
    | { kind: "missing" }
    | { kind: "unreadable"; reason: string };
}

export type IndexState =
  | { kind: "idle" }
  | { kind: "indexing"; filesDone: number; files: number; bytesDone: number; bytes: number; startedAt: number };

/** Something the user should know, with what can be done about it. */
export interface Notice {
  id: string;
  level: "info" | "warning" | "error";
  message: string;
  remedy: string;
}

export interface Snapshot {
  takenAt: number;
  index: IndexState;
  configDirs: ConfigDirView[];
  /** The session this VS Code window is about; null when no session is known at all. */
  atHand: { session: SessionView; why: "pinned" | "terminal" | "workspace" | "lastInWorkspace" | "last" } | null;
  /** Every live session, most recently active first. */
  live: SessionView[];
  /** The most recently active sessions, live ones among them, at most 50: what a person can pin. */
  recent: SessionView[];
  windows: WindowsView[];
  /** The window that stops the user first, for the status bar: of several that bind the fullest; null while none is known. */
  tightestWindow: (WindowGauge & { configDir: string }) | null;
  spend: { today: Spend; last7Days: Spend; last30Days: Spend };
  /** The local day of `takenAt` where the engine runs, YYYY-MM-DD: that of the dashboard can be another one. */
  today: string;
  /** `days`: days with use before today that it was worked out from; below 5 it is unknown. */
  usualDay: UsualDay;
  /** Models without a price in the last 30 days, with their number of requests. */
  unpriced: { model: string; requests: number }[];
  /** At most three, the largest saving first. */
  suggestions: Suggestion[];
  /** Actions of the last day that have something to tell, latest first, at most three. */
  followUps: FollowUp[];
  notices: Notice[];
}
