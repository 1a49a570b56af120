/**
 * What the rules of the advice are told: plain facts, gathered elsewhere. `null` is "not known", never "none"; a rule
 * that needs such a fact is silent. Sizes are tokens, times milliseconds since the epoch, money US dollars at list price.
 */
import type { Rates } from "../../shared/priceSettings.ts";
import type { Interval, LiveStatus, PriceSource, Source } from "../../shared/snapshot.ts";
import type { Tokenizer } from "../ledger/priceTable.ts";
import type { Tokens } from "../sources/transcriptRow.ts";
import type { PriceRatios } from "./compaction.ts";
import type { ModelClass } from "./modelFit.ts";

/** Learnt from the user's own sessions, from so many observations; or the default, from none. */
export interface Learnt {
  value: number;
  source: "measured" | "default";
  samples: number;
}

/** How many requests are still to come: median and the 10th and 90th percentile of own sessions that came as far. */
export interface Expectation extends Interval {
  samples: number;
}

/** The class that would have done for a prompt. */
export type PromptFit = ModelClass | "unknown";

/** A model that a session may be switched to. */
export interface ModelOption {
  /** What `/model` takes: "sonnet". */
  alias: string;
  name: string;
  tier: ModelClass;
  tokenizer: Tokenizer | null;
  rates: Rates;
  longPrompt: { abovePromptTokens: number; rates: Rates } | null;
}

/** A place where work can be cut without tearing it; `topic change` is a prompt about something else. */
export type Boundary = "commit" | "tests passed" | "todos done" | "topic change" | "none";

export interface SessionFacts {
  sessionId: string;
  /** Its title, else its project: for showing. */
  name: string;
  /** The folder it works in, for telling one project from another. */
  project: string;
  status: LiveStatus;
  /** Since when nothing happened; null while it works. */
  idleSince: number | null;
  /** `rates`: those that a prompt of the present size pays. Null without a whole price. */
  model: {
    id: string;
    name: string;
    tier: ModelClass | null;
    tokenizer: Tokenizer | null;
    rates: Rates;
    priceSource: PriceSource;
  } | null;
  /** Prompt of the last main-chain request; null just after a compaction too. */
  context: number | null;
  contextSource: Source;
  /** Growth of the context per request, and output of a request. */
  growth: Learnt;
  output: Learnt;
  /** Context a few requests after a compaction (C′), the prefix that stays cached through one (S), the summary (M). */
  after: Learnt;
  cachedPrefix: Learnt;
  summary: Learnt;
  /** Main-chain requests so far. */
  requests: number;
  /** Requests that are still to come, and those of a whole session. */
  expected: Expectation | null;
  typicalSession: Expectation | null;
  /** The duration of the cache that the session writes; `expiresAt` null when nothing tells. */
  cache: { ttl: "5m" | "1h"; expiresAt: number | null; source: Source } | null;
  boundary: Boundary;
  /** Tests fail or errors follow each other. */
  midDebug: boolean | null;
  /** What shows that the task is done, as it reads after "Its task looks finished:"; null when nothing does. */
  taskFinished: string | null;
  /** What shows that the last prompt is about something else, likewise after "The topic changed:". */
  topicChange: string | null;
  /** First prompt of the session: system prompt, tools, MCP servers, memory. */
  floor: number | null;
  /** Tool results that every request still carries. */
  largeResults: { tool: string; tokens: number; requestsCarried: number }[];
  /** Reasoning effort: "high". */
  effort: string | null;
  /** The last ten prompts, oldest first; fewer when there were fewer. */
  promptFits: PromptFit[];
  /** The same with the effort left out of the judgement. */
  fitsWithoutEffort: PromptFit[];
  /** What the session's subagents did, on the model that most of them ran on. */
  subagents: {
    model: string;
    tier: ModelClass;
    tokenizer: Tokenizer | null;
    rates: Rates;
    tokens: Tokens;
    fits: PromptFit[];
  } | null;
  /** The size at which Claude Code compacts by itself; null when it does not or that is not known. */
  autoCompactAt: number | null;
  /** What a summary should keep, in one line. */
  focus: string | null;
  options: ModelOption[];
}

/** The rate of a window's use: how dollars at list price become percent. */
export type QuotaRate =
  | { kind: "uncalibrated" }
  /** What one percent came to at list price. */
  | { kind: "listPrice"; usdPerPercent: Interval }
  /**
   * Weights of cache read, cache write and output against fresh input were fitted: `usdPerPercent` is in weighted
   * dollars, the model's fresh input price times the weighted tokens.
   */
  | { kind: "weighted"; weights: PriceRatios; usdPerPercent: Interval };

/** The plan's window that binds, and what the others mean for the choice of a model. Without a plan there is none. */
export interface WindowFacts {
  /** "5-hour". */
  label: string;
  quota: QuotaRate;
  /** Forecast of the weekly window's use at its reset, in percent: median, 10th and 90th percentile. */
  weekEnd: Interval | null;
  /** The scoped bucket that binds first: whose models it counts. */
  scopedBind: { label: string; tier: ModelClass } | null;
}

/** What the live sessions cost an hour. */
export interface FleetFacts {
  sessions: { sessionId: string; name: string; model: string; tier: ModelClass | null; usdPerHour: number }[];
}
