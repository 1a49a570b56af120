/** Messages between the extension host and its forked engine. Live state is told (Snapshot); everything else is asked for. */
import type {
  CalendarPage,
  ContextFill,
  HistoryPage,
  HistoryQuery,
  ModelPeriod,
  ModelsPage,
  SessionsPage,
  SessionsQuery,
  SessionTimeline,
  StoreView,
} from "./historyPages.ts";
import type { PriceSettings } from "./priceSettings.ts";
import type { ActionResult, FollowUpPage, LiveStatus, PastWindowsPage, Snapshot, SuggestionKind } from "./snapshot.ts";

/** Where a config directory was named, in the order the engine shows them. */
export interface ConfigDirSource {
  path: string;
  origin: Snapshot["configDirs"][number]["origin"];
}

export interface EngineSettings {
  configDirs: ConfigDirSource[];
  /** Bursar's own data folder. */
  dataDir: string;
  readUsageCache: boolean;
  /** Context window in tokens by model id, from the user's settings. */
  contextWindows: Record<string, number>;
  /** Prices over the price table's, from the user's settings. */
  prices: PriceSettings;
  /** Whether the beginnings of prompts are kept. */
  storePromptExcerpts: boolean;
}

/** What this VS Code window looks at: decides which session is at hand. */
export interface Attention {
  folders: string[];
  /** Process id of the focused terminal's shell, if a terminal is focused. */
  terminalPid: number | null;
  pinnedSessionId: string | null;
}

/**
 * Where a session's process sits right now. `ancestors` are the process ids from its parent upwards. `background`: the
 * process is suspended or not in its terminal's foreground, so that something else reads what is typed there.
 */
export type SessionPlace =
  | {
      kind: "process";
      pid: number;
      ancestors: number[];
      status: LiveStatus | "background";
      host: "terminal" | "panel" | "other";
    }
  | { kind: "none"; reason: string };

export const EXPORT_FORMATS = ["csv", "json", "jsonl"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** How writing an export goes; `done` and `total` count requests. */
export type ExportState =
  | { kind: "writing"; done: number; total: number }
  | { kind: "written"; requests: number }
  | { kind: "cancelled" }
  | { kind: "failed"; reason: string };

/** A project with what the ledger holds of it; `project` is its root folder. */
export interface ProjectHistory {
  project: string;
  requests: number;
  lastRequest: number;
}

/** What to forget: a project up to now, or everything before a moment. */
export type ForgetRule = { kind: "project"; project: string } | { kind: "before"; before: number };

/** What is (or would be) forgotten. `first` and `last`: times of the requests; null when there are none. */
export interface ForgetCount {
  requests: number;
  sessions: number;
  usd: number;
  first: number | null;
  last: number | null;
}

/** A notification about a window, which the user gets once: not in every VS Code window, and not again. */
export interface WindowAlert {
  configDir: string;
  key: string;
  resetsAt: number | null;
  /** Percent used that were reached, or that the forecast is above its bound. */
  level: number | "forecast";
}

/** What the user wants to see no more: this one, this one for some hours, this kind; or a kind again. */
export type SuggestionWish =
  | { kind: "dismiss"; suggestionId: string }
  | { kind: "snooze"; suggestionId: string }
  | { kind: "never"; suggestions: SuggestionKind }
  | { kind: "again"; suggestions: SuggestionKind };

/** Questions the host may ask, each with its answer. */
export interface EngineRequests {
  locate: { params: { sessionId: string }; result: SessionPlace };
  /** Windows that have ended; `before` is a page's own, null for the latest. */
  pastWindows: { params: { configDir: string; key: string; before: number | null }; result: PastWindowsPage };
  /** A suggestion was acted on: what comes of it is measured from now on. False when it no longer stands. */
  acted: { params: { suggestionId: string; result: ActionResult }; result: boolean };
  wish: { params: SuggestionWish; result: null };
  followUps: { params: null; result: FollowUpPage };
  /** True for the first that asks: it shows the notification. No lower level of the same window comes after it. */
  claimAlert: { params: WindowAlert; result: boolean };
  sessions: { params: SessionsQuery; result: SessionsPage };
  /** Null: no such session. */
  timeline: { params: { sessionId: string }; result: SessionTimeline | null };
  contextFill: { params: { sessionId: string }; result: ContextFill };
  history: { params: HistoryQuery; result: HistoryPage };
  calendar: { params: null; result: CalendarPage };
  models: { params: { period: ModelPeriod }; result: ModelsPage };
  storeView: { params: null; result: StoreView };
  projects: { params: null; result: ProjectHistory[] };
  countForgettable: { params: ForgetRule; result: ForgetCount };
  forget: { params: ForgetRule; result: ForgetCount };
  startExport: { params: { format: ExportFormat; path: string }; result: { job: number } };
  exportState: { params: { job: number }; result: ExportState };
  /** Its state then. */
  cancelExport: { params: { job: number }; result: ExportState };
}

export type ToEngine =
  | { type: "configure"; settings: EngineSettings }
  | { type: "attend"; attention: Attention }
  | {
      [M in keyof EngineRequests]: { type: "request"; id: number; method: M; params: EngineRequests[M]["params"] };
    }[keyof EngineRequests];

export type LogLevel = "info" | "warn" | "error";

export type FromEngine =
  | { type: "snapshot"; snapshot: Snapshot }
  /** For the output channel; never file contents or prompts. */
  | { type: "log"; level: LogLevel; message: string }
  /** Sent every 5 s while the engine's loop turns: silence means a stalled engine. */
  | { type: "alive" }
  | { type: "response"; id: number; result: EngineRequests[keyof EngineRequests]["result"] }
  | { type: "failure"; id: number; message: string };
