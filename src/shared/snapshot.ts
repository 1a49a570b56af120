/**
 * The Snapshot: one complete, serialisable value that holds everything the status bar, the hover and the dashboard
 * show. The engine makes it; whoever renders it formats it and derives nothing else.
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

/** One rate-limit bucket as Claude Code last reported it. `stale`: so long ago that use elsewhere may have moved it. */
export interface WindowGauge {
  key: string;
  /** As people say it: "5-hour", "7-day", "7-day Opus". */
  label: string;
  usedPercent: number;
  leftPercent: number;
  resetsAt: number | null;
  source: Source;
  readAt: number;
  stale: boolean;
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
 * One local calendar day; `day` is YYYY-MM-DD in local time. Days without use are there with nothing in `byModel`, where
 * `usd` is counted and reported cost together.
 */
export interface DaySpend {
  day: string;
  total: Cost;
  byModel: { model: string; name: string; usd: number }[];
}

/** One line of a suggestion's arithmetic. */
export interface ArithmeticLine {
  label: string;
  /** Formatted by unit when shown. */
  value: number;
  unit: "tokens" | "usd" | "requests" | "ratio";
  source: Source | "price list" | "your prices" | "default";
}

export interface Suggestion {
  id: string;
  kind: "compact";
  sessionId: string;
  title: string;
  why: string;
  arithmetic: ArithmeticLine[];
  /** What a click does; the text is typed or copied, never submitted. */
  action: { kind: "insertCommand"; command: string };
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
  /** The fullest window of all, for the status bar; null while none is known. */
  fullestWindow: (WindowGauge & { configDir: string }) | null;
  spend: { today: Spend; last7Days: Spend; last30Days: Spend };
  /** The last 30 local days, oldest first, today last. */
  days: DaySpend[];
  /** Models without a price in the last 30 days, with their number of requests. */
  unpriced: { model: string; requests: number }[];
  suggestions: Suggestion[];
  notices: Notice[];
}
