/** Facts for tests: a session for which compacting pays, with overrides. */
import type { FleetFacts, ModelOption, SessionFacts, WindowFacts } from "./facts.ts";
import type { Rates } from "../../shared/priceSettings.ts";

export const NOW = Date.UTC(2026, 10, 2, 14);
export const MINUTE = 60_000;

const rates = (
  input: number,
  output: number,
  cacheWrite5m: number,
  cacheWrite1h: number,
  cacheRead: number,
): Rates => ({
  input,
  output,
  cacheWrite5m,
  cacheWrite1h,
  cacheRead,
});

export const OPUS_5_5 = rates(4, 20, 5, 8, 0.2);
export const OPUS_5 = rates(5, 25, 6.25, 10, 0.5);
export const OPUS_4_7 = rates(5, 25, 6.25, 10, 0.5);
export const FABLE_5_1 = rates(10, 50, 12.5, 20, 0.25);
export const SONNET_5_5 = rates(2, 10, 2.5, 4, 0.1);
export const SONNET_5 = rates(2, 10, 2.5, 4, 0.2);
export const SONNET_4_6 = rates(3, 15, 3.75, 6, 0.3);
const HAIKU_5_5 = rates(0.1, 0.5, 0.125, 0.2, 0.01);
export const HAIKU_5_5_LONG = rates(0.5, 2.5, 0.625, 1, 0.05);

export const SONNET: ModelOption = {
  alias: "sonnet",
  name: "Sonnet 5.5",
  tier: "medium",
  tokenizer: "from 4.7",
  rates: SONNET_5_5,
  longPrompt: null,
};
export const HAIKU: ModelOption = {
  alias: "haiku",
  name: "Haiku 5.5",
  tier: "small",
  tokenizer: "from 4.7",
  rates: HAIKU_5_5,
  longPrompt: { abovePromptTokens: 100_000, rates: HAIKU_5_5_LONG },
};
export const OPUS: ModelOption = {
  alias: "opus",
  name: "Opus 5.5",
  tier: "strong",
  tokenizer: "from 4.7",
  rates: OPUS_5_5,
  longPrompt: null,
};

export const opusModel = {
  id: "claude-opus-5-5",
  name: "Opus 5.5",
  tier: "strong",
  tokenizer: "from 4.7",
  rates: OPUS_5_5,
  priceSource: "table",
} as const satisfies SessionFacts["model"];

const usual = (value: number) => ({ value, source: "default" as const, samples: 0 });

export const session = (overrides: Partial<SessionFacts> = {}): SessionFacts => ({
  sessionId: "s",
  name: "Fix the login bug",
  project: "/acme",
  status: "idle",
  idleSince: NOW - MINUTE,
  model: opusModel,
  context: 212_000,
  contextSource: "measured",
  growth: usual(1_200),
  output: usual(500),
  after: usual(50_000),
  cachedPrefix: usual(21_500),
  summary: usual(6_000),
  requests: 40,
  expected: { low: 5, mid: 60, high: 150, samples: 30 },
  typicalSession: { low: 10, mid: 80, high: 300, samples: 60 },
  cache: { ttl: "1h", expiresAt: NOW + 50 * MINUTE, source: "live" },
  boundary: "commit",
  midDebug: false,
  taskFinished: null,
  topicChange: null,
  floor: 20_000,
  largeResults: [],
  effort: "medium",
  promptFits: [],
  fitsWithoutEffort: [],
  subagents: null,
  autoCompactAt: 967_000,
  focus: null,
  options: [OPUS, SONNET, HAIKU],
  ...overrides,
});

export const window = (overrides: Partial<WindowFacts> = {}): WindowFacts => ({
  label: "5-hour",
  quota: { kind: "listPrice", usdPerPercent: { low: 0.5, mid: 0.8, high: 1 } },
  weekEnd: null,
  scopedBind: null,
  ...overrides,
});

/** Sessions on the top tier, each with what it burns an hour. */
export const fleet = (...usdPerHour: number[]): FleetFacts => ({
  sessions: usdPerHour.map((usd, index) => ({
    sessionId: String(index),
    name: `session ${index}`,
    model: "Opus 5.5",
    tier: "strong",
    usdPerHour: usd,
  })),
});
