/** Builders of what a reading finds, for tests: each with sound defaults and overrides. */
import type { TranscriptPart } from "../sources/transcriptFile.ts";
import type { RequestRow, Tokens } from "../sources/transcriptRow.ts";
import { PriceBook } from "./prices.ts";

export const tokens = (overrides: Partial<Tokens> = {}): Tokens => ({
  input: 10,
  output: 100,
  cacheRead: 1000,
  cacheWrite5m: 0,
  cacheWrite1h: 200,
  ...overrides,
});

export const request = (overrides: Partial<RequestRow> = {}): RequestRow => ({
  kind: "request",
  id: "msg_1",
  sessionId: "session-a",
  timestamp: Date.UTC(2026, 5, 10, 12),
  model: "claude-opus-5-5",
  tokens: tokens(),
  webSearches: 0,
  fast: false,
  usInference: false,
  final: true,
  main: true,
  agentId: null,
  agentType: null,
  skill: null,
  plugin: null,
  mcpServer: null,
  promptKey: null,
  visibleChars: 300,
  cwd: "/acme",
  gitBranch: "main",
  iterations: null,
  context: { tokens: 1210, output: 100 },
  ...overrides,
});

export const part = (overrides: Partial<TranscriptPart> = {}): TranscriptPart => ({
  firstTimestamp: Date.UTC(2026, 5, 10, 11),
  requests: [],
  compactions: [],
  titles: [],
  prompts: [],
  reports: [],
  limitHits: [],
  skipped: [],
  ...overrides,
});

const PRICES = new PriceBook();
/** What a request costs at list price. */
export const costOf = (row: RequestRow) => PRICES.costOf(row, row.timestamp ?? 0);
