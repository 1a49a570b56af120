/**
 * What the dashboard asks for beside the Snapshot: the sessions there ever were, one of them in detail, and what was
 * spent over time. Units as in snapshot.ts; days, weeks and months are local calendar ones.
 */
import type { Cost, PriceSource } from "./snapshot.ts";

export const SESSION_SORTS = ["lastActivity", "cost", "requests", "peakContext"] as const;
export type SessionSort = (typeof SESSION_SORTS)[number];

export interface SessionsQuery {
  /** Words that title, project or session id hold, all of them, whatever their case; empty: every session. */
  search: string;
  /** A project's root and a model's id as in `SessionsPage`; null: any. */
  project: string | null;
  model: string | null;
  sort: SessionSort;
  descending: boolean;
  /** Sessions to pass over, and how many to give at most (1 to 200). */
  offset: number;
  limit: number;
}

export interface SessionRow {
  sessionId: string;
  title: string | null;
  /** The folder's last name, for showing, and the project's root; null where no folder is known. */
  project: string;
  projectRoot: string | null;
  /** Model of the last main-chain request. */
  model: { id: string; name: string } | null;
  startedAt: number;
  lastActivity: number;
  live: boolean;
  /** The session's own requests and side calls. */
  cost: Cost;
  /** Largest context of its main chain. */
  peakContext: number;
  compactions: number;
}

export interface SessionsPage {
  rows: SessionRow[];
  /** Sessions that the query finds, and what they cost together. */
  found: number;
  cost: Cost;
  /** What can be filtered by, most sessions first. */
  projects: { root: string; name: string; sessions: number }[];
  models: { id: string; name: string; sessions: number }[];
}

/** A session's main chain, request by request, oldest first. The columns are of equal length. */
export interface TimelineColumns {
  at: number[];
  /** Tokens that the request sent: input + cache read + cache write. */
  context: number[];
  output: number[];
  /** List price; null without one. */
  usd: (number | null)[];
  /** Index into `models`. */
  model: number[];
  /** Tokens written to the cache that it had held before: what a cache break made the request pay again; 0 where there was none. */
  rewritten: number[];
}

export interface SessionTimeline {
  session: SessionRow;
  models: { id: string; name: string }[];
  requests: TimelineColumns;
  /** Older requests of the main chain that are not among `requests`, of which there are at most 5,000. */
  leftOut: number;
  /** `auto`: Claude Code began it by itself; null where that is not known. */
  compactions: { at: number; auto: boolean | null }[];
  /** The cost beside the main chain by agent type, dearest first. */
  agents: { name: string; cost: Cost }[];
  /** Context window of the last model, in tokens; null where it is not known. */
  window: number | null;
}

/**
 * What the context consists of. `floor`: system prompt, tools and what else comes before the first prompt; `summary`:
 * what a compaction left; `reminders`: what Claude Code adds by itself.
 */
export const CONTEXT_PARTS = [
  "floor",
  "memory",
  "summary",
  "user",
  "files",
  "toolOutput",
  "mcp",
  "thinking",
  "assistant",
  "reminders",
] as const;
export type ContextPartName = (typeof CONTEXT_PARTS)[number];

export interface ContextPart {
  part: ContextPartName;
  /** Tokens known from usage: nothing of another part was added with them, or the answer's own count; */
  exact: number;
  /** and its share of differences in which several things were. */
  allocated: number;
}

/** What fills the context of a session now. The parts' `exact` and `allocated` add up to `total` exactly; docs/context-fill.md has the method. */
export type ContextFill =
  | {
      kind: "known";
      /** Tokens of the last main-chain request: what the gauge shows. */
      total: number;
      asOf: number;
      /** In the order of `CONTEXT_PARTS`, those with tokens only. */
      parts: ContextPart[];
      /** The largest single additions, at most ten: what it was ("Read snapshot.ts", "Bash npm test"), and since when it rides along. */
      largest: { part: ContextPartName; label: string; tokens: number; exact: boolean; at: number }[];
    }
  | { kind: "unknown"; reason: string };

export const HISTORY_UNITS = ["day", "week", "month"] as const;
export type HistoryUnit = (typeof HISTORY_UNITS)[number];
export const HISTORY_STACKS = ["model", "project", "agent"] as const;
export type HistoryStack = (typeof HISTORY_STACKS)[number];

export interface HistoryQuery {
  unit: HistoryUnit;
  stack: HistoryStack;
  /** Periods to give, 1 to 400, and the number of periods before the present one at which the last of them lies (0: it is the present one). */
  periods: number;
  back: number;
}

/** Values of a series are one a period, in the order of `periods`. */
export interface HistorySeries {
  /** Model id, project root or agent type; "" for the rest. */
  id: string;
  name: string;
  usd: number[];
  /** Input, output, cache reads and writes together. */
  tokens: number[];
}

export interface HistoryPage {
  /** Oldest first; those without use are there too. `key`: YYYY-MM-DD of its first day. */
  periods: { key: string; startedAt: number; total: Cost; tokens: number }[];
  /** The five that cost most in these periods, dearest first, then the rest as one. */
  series: HistorySeries[];
  /** Whether there is anything before these periods. */
  more: boolean;
}

/** How a user works: what a day with use costs. docs/history.md has the bounds. */
export interface UsagePattern {
  kind: "light" | "moderate" | "heavy";
  /** Median cost of a day with use, days with use of the last `ofDays`, and the share (0 to 1) of the cost that the costliest tenth of them made. */
  medianDayUsd: number;
  activeDays: number;
  ofDays: number;
  peakShare: number;
}

export interface PeakDay {
  day: string;
  total: Cost;
  /** How many times the median day with use it cost. */
  timesMedian: number;
  /** What drove it: of sessions, projects and models the largest, with its share of the day in percent. */
  drivers: { kind: "session" | "project" | "model"; id: string; name: string; usd: number; share: number }[];
}

export interface CalendarPage {
  /** The last 371 local days (53 weeks), oldest first, those without use too. */
  days: { day: string; usd: number; tokens: number; requests: number }[];
  /** At most five, dearest first. */
  peaks: PeakDay[];
  /** Null with fewer than 5 days of use. */
  pattern: UsagePattern | null;
}

export interface ModelRow {
  model: string;
  name: string;
  priceSource: PriceSource | null;
  cost: Cost;
  /** Of the whole cost, in percent. */
  share: number;
  /** Prompts that caused requests of it, and what a prompt's requests of it cost in the mean; null without a prompt. */
  prompts: number;
  usdPerPrompt: number | null;
  /** Cache reads of all that was sent, in percent; null when nothing was sent. */
  cacheHitPercent: number | null;
  /** What caching saved against sending all afresh; negative when it cost more; null without a price. */
  cacheSavedUsd: number | null;
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
}

export const MODEL_PERIODS = ["7d", "30d", "all"] as const;
export type ModelPeriod = (typeof MODEL_PERIODS)[number];

export interface ModelsPage {
  /** Dearest first. */
  rows: ModelRow[];
  total: Cost;
}

/** Bursar's own store, as the sources' page shows it. */
export interface StoreView {
  /** Null: in memory only. */
  path: string | null;
  /** Of the database and its log. */
  bytes: number;
  requests: number;
  sessions: number;
  firstRequest: number | null;
  lastBackup: number | null;
}
