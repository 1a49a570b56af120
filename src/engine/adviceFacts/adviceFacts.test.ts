import assert from "node:assert/strict";
import type { SessionState } from "../../shared/snapshot.ts";
import { request, tokens } from "../ledger/testParts.ts";
import { SessionReader } from "../sessions/sessionReader.ts";
import { sessionView } from "../sessions/sessionViews.ts";
import type { PromptFacts } from "../sources/promptFacts.ts";
import type { SessionTail } from "../sources/sessionTail.ts";
import type { StatusLineReading } from "../sources/statusLines.ts";
import { AdviceFacts, type AdviceMoment } from "./adviceFacts.ts";
import { compactedAt, HOUR, MINUTE, prompt, TestHistory } from "./testHistory.ts";

const START = Date.UTC(2026, 9, 10, 12);
const NOW = START + 2 * HOUR;
const OPUS = { input: 4, output: 20, cacheWrite5m: 5, cacheWrite1h: 8, cacheRead: 0.2 };
const SONNET = { input: 2, output: 10, cacheWrite5m: 2.5, cacheWrite1h: 4, cacheRead: 0.1 };

const readingOf = (overrides: Partial<StatusLineReading> = {}): StatusLineReading => ({
  sessionId: "a",
  model: "claude-opus-5-5[1m]",
  limits: [],
  contextWindow: null,
  cache: null,
  effort: null,
  totalCostUsd: null,
  answer: "",
  storedAt: NOW,
  ...overrides,
});

const asked = (overrides: Partial<PromptFacts> = {}): PromptFacts => ({
  at: START,
  model: "claude-opus-5-5",
  effort: "medium",
  planMode: false,
  risks: [],
  tools: { Read: 1 },
  commands: {},
  filesEdited: 0,
  filesCreated: 0,
  failedTools: 0,
  checks: "none",
  requests: 2,
  outputTokens: 100,
  corrected: false,
  repeated: false,
  ...overrides,
});

const tailOf = (overrides: Partial<SessionTail> = {}): SessionTail => ({
  cut: false,
  lastRowAt: START,
  lastStop: "answered",
  idleSince: START + MINUTE,
  boundary: { kind: "commit", at: START },
  midDebug: false,
  taskFinished: null,
  topicChange: { known: 1, words: 9 },
  largeResults: [{ tool: "Read", tokens: 20_000, requestsCarried: 3 }],
  prompts: [],
  effort: "high",
  planMode: null,
  focus: "Keep the API.",
  requestsSinceCompaction: 3,
  growth: null,
  output: null,
  cachedPrefix: null,
  afterCompactions: [],
  ...overrides,
});

describe("AdviceFacts", () => {
  let history: TestHistory;
  let facts: AdviceFacts;

  beforeEach(() => {
    history = new TestHistory();
    facts = new AdviceFacts(history.db);
  });
  afterEach(() => history.db.close());

  const live = (status: "busy" | "idle" | "unknown" = "idle"): SessionState => ({
    kind: "live",
    pid: 1,
    status,
    waitingFor: null,
    host: "terminal",
  });
  const gather = (
    sids: readonly string[],
    { state = live(), ...overrides }: Partial<AdviceMoment> & { state?: SessionState } = {},
  ) => {
    const now = overrides.now ?? NOW;
    const reader = new SessionReader(history.db, [history.ledger.dirs.idOf("/c")]);
    const stored = new Map(
      sids.flatMap((sid) => {
        const session = reader.bySid(sid);
        return session ? [[sid, session] as const] : [];
      }),
    );
    const views = sids.map((sessionId) =>
      sessionView(
        {
          sessionId,
          session: stored.get(sessionId) ?? null,
          record: null,
          state,
          reading: overrides.readings?.get(sessionId) ?? null,
        },
        {},
        history.ledger.prices,
      ),
    );
    return facts.gather({
      live: views,
      stored,
      readings: new Map(),
      tails: new Map(),
      subagentPrompts: new Map(),
      windows: [],
      prices: history.ledger.prices,
      now,
      ...overrides,
    });
  };
  const only = (...args: Parameters<typeof gather>) => {
    const { sessions } = gather(...args);
    assert.equal(sessions.length, 1);
    const [first] = sessions;
    assert.ok(first);
    return first.session;
  };
  const growing = (count: number) => Array.from({ length: count }, (_, index) => prompt(20_000 + index * 3_000, 0, 40));

  it("tells of a session what the store knows, and says what is supposed", () => {
    history.add("a", START, [...growing(12), { ...prompt(9_000), main: false, agentId: "x" }]);
    const found = only(["a"]);
    assert.deepEqual(
      [found.context, found.contextSource, found.requests, found.floor, found.name, found.project],
      [53_000, "measured", 12, 20_000, "acme", "/acme"],
    );
    assert.deepEqual(found.model, {
      id: "claude-opus-5-5",
      name: "Opus 5.5",
      tier: "strong",
      tokenizer: "from 4.7",
      rates: OPUS,
      priceSource: "table",
    });
    assert.deepEqual(found.growth, { value: 3_000, source: "measured", samples: 11 });
    assert.deepEqual(found.output, { value: 40, source: "measured", samples: 12 });
    assert.equal(found.after.source, "default");
    assert.deepEqual(found.cache, { ttl: "1h", expiresAt: START + 71 * MINUTE, source: "estimated" });
    assert.equal(found.autoCompactAt, 967_000);
    assert.deepEqual([found.expected, found.boundary, found.midDebug, found.focus], [null, "none", null, null]);
    assert.deepEqual(found.options.map(({ alias, name, rates }) => [alias, name, rates]).slice(0, 2), [
      ["opus", "Opus 5.5", OPUS],
      ["sonnet", "Sonnet 5.5", SONNET],
    ]);
  });

  it("expects what the user's ended sessions that came as far had before them", () => {
    for (const [index, length] of [4, 20, 30, 40, 50, 60].entries())
      history.add(`p${index}`, START - 48 * HOUR, growing(length));
    history.add("a", START, growing(10));
    assert.equal(only(["a"]).expected, null);
    while (!facts.learn(NOW, new Set(["a"])));
    const found = only(["a"]);
    assert.deepEqual([found.expected?.mid, found.expected?.samples], [30, 5]);
    assert.deepEqual([found.typicalSession?.mid, found.typicalSession?.samples], [35, 6]);
  });

  it("takes what the end of the transcript tells, and judges its prompts", () => {
    history.add("a", START, growing(3));
    const tail = tailOf({ prompts: [asked(), asked({ effort: "xhigh" }), asked({ effort: null })] });
    const found = only(["a"], {
      tails: new Map([["a", tail]]),
      readings: new Map([["a", readingOf({ effort: "xhigh" })]]),
    });
    assert.deepEqual([found.boundary, found.midDebug, found.focus], ["commit", false, "Keep the API."]);
    assert.deepEqual(
      [found.taskFinished, found.topicChange, found.effort],
      [null, "only 1 of 9 telling words of the last prompt came up before it", "xhigh"],
    );
    assert.deepEqual(found.largeResults, tail.largeResults);
    assert.deepEqual(found.promptFits, ["small", "strong", "unknown"]);
    assert.deepEqual(found.fitsWithoutEffort, ["small", "small", "unknown"]);
    assert.equal(only(["a"], { tails: new Map([["a", tail]]) }).effort, "high");
  });

  it("knows since when it is idle, and not while it works", () => {
    history.add("a", START, growing(3));
    const tails = new Map([["a", tailOf()]]);
    assert.equal(only(["a"]).idleSince, START + 2 * MINUTE);
    assert.equal(only(["a"], { tails }).idleSince, START + MINUTE);
    assert.equal(only(["a"], { state: live("busy"), tails }).idleSince, null);
    assert.equal(only(["a"], { state: live("unknown") }).idleSince, null);
  });

  it("has no context just after a compaction", () => {
    history.add("a", START, growing(3), compactedAt(START + HOUR));
    const found = only(["a"]);
    assert.deepEqual([found.context, found.cache, found.autoCompactAt], [null, null, null]);
  });

  it("takes the rates that a prompt of this size pays, or none where one is missing", () => {
    const model = "claude-haiku-5-5";
    history.add("a", START, [{ ...prompt(90_000), model }]);
    assert.equal(only(["a"]).model?.rates.input, 0.1);
    history.add("b", START, [{ ...prompt(100_001), model }]);
    assert.equal(only(["b"]).model?.rates.input, 0.5);
    history.add("c", START, [{ ...prompt(1_000), model: "made-up-model" }]);
    assert.equal(only(["c"]).model, null);
    history.add("d", START, [{ ...prompt(1_000), fast: true }]);
    assert.equal(only(["d"]).model?.rates.input, 8);
  });

  it("goes by the model that the user has just switched to, of whose cache nothing tells", () => {
    history.add("a", START, growing(3));
    const cache = { ttl: "1h", expiresAt: NOW + 30 * MINUTE } as const;
    const told = (overrides: Partial<StatusLineReading>) =>
      only(["a"], { readings: new Map([["a", readingOf({ cache, ...overrides })]]) });
    const same = told({});
    assert.deepEqual(
      [same.model?.name, same.cache?.expiresAt, same.cache?.source],
      ["Opus 5.5", cache.expiresAt, "live"],
    );
    const switched = told({ model: "claude-sonnet-5-5" });
    assert.deepEqual(
      [switched.model?.name, switched.cache?.ttl, switched.cache?.expiresAt],
      ["Sonnet 5.5", "1h", null],
    );
    assert.equal(told({ model: "claude-sonnet-5-5", storedAt: START }).model?.name, "Opus 5.5");
  });

  it("tells what subagents used, on the model of most of their requests, and how their prompts were", () => {
    const own = (model: string, agentType: string) => ({ main: false, agentId: "x", agentType, model });
    history.add("a", START, [
      prompt(10_000),
      own("claude-sonnet-5-5", "Explore"),
      { ...own("claude-opus-5-5", "Plan"), tokens: tokens({ output: 7 }) },
      own("claude-opus-5-5", "Plan"),
      // Claude Code's own, not a task that was handed over.
      own("claude-haiku-5-5", "compact"),
      own("claude-haiku-5-5", "prompt suggestion"),
      own("claude-haiku-5-5", "side question"),
    ]);
    const found = only(["a"], { subagentPrompts: new Map([["a", [asked()]]]) }).subagents;
    assert.deepEqual([found?.model, found?.tier, found?.fits], ["Opus 5.5", "strong", ["small"]]);
    const each = tokens();
    assert.deepEqual(found?.tokens, {
      input: 2 * each.input,
      output: each.output + 7,
      cacheRead: 2 * each.cacheRead,
      cacheWrite5m: 0,
      cacheWrite1h: 2 * each.cacheWrite1h,
    });
  });

  it("follows a session that goes on, with the better record of a response", () => {
    history.add("a", START, growing(12));
    assert.equal(only(["a"]).output.value, 40);
    history.add("a", START, [prompt(20_000, 0, 640)]);
    history.add("a", START + HOUR, growing(3));
    assert.equal(only(["a"]).requests, 12);
    const later = only(["a"], { now: NOW + MINUTE });
    assert.deepEqual([later.requests, later.output.value], [15, (14 * 40 + 640) / 15]);
  });

  it("follows a session that lost requests to an older one", () => {
    history.add("a", START, [...growing(2), { id: "shared" }]);
    assert.equal(only(["a"]).requests, 3);
    history.add("older", START - HOUR, [{ id: "shared" }]);
    only(["a"], { now: NOW + MINUTE });
    assert.equal(only(["a"], { now: NOW + 2 * MINUTE }).requests, 2);
  });

  it("reads the largest session in portions, and leaves it out until all is read", () => {
    history.add(
      "a",
      START - 900 * HOUR,
      Array.from({ length: 4_500 }, () => prompt(10_000)),
    );
    history.add("b", START, growing(3));
    const ids = () => gather(["a", "b"]).sessions.map(({ session }) => session.sessionId);
    assert.deepEqual([ids(), ids(), ids()], [[], [], ["a", "b"]]);
  });

  it("leaves out a session that the store does not hold", () => {
    assert.deepEqual(gather(["new"]).sessions, []);
  });

  it("tells what each session costs an hour", () => {
    const usd = (row: Parameters<typeof prompt>) => history.ledger.prices.costOf(request(prompt(...row)), NOW) ?? NaN;
    history.add("steady", NOW - 90 * MINUTE, [prompt(400_000), ...Array.from({ length: 80 }, () => prompt(100_000))]);
    history.add("begun", NOW - 10 * MINUTE, [prompt(100_000)]);
    history.add("idle", NOW - 5 * HOUR, [prompt(100_000)]);
    history.add("unpriced", NOW - 10 * MINUTE, [{ ...prompt(100_000), model: "made-up-model" }, prompt(100_000)]);
    const { sessions } = gather(["steady", "begun", "idle", "unpriced"]).fleet;
    assert.deepEqual(
      sessions.map(({ name, model, tier, sessionId }) => [sessionId, name, model, tier]),
      [
        ["steady", "acme", "Opus 5.5", "strong"],
        ["begun", "acme", "Opus 5.5", "strong"],
      ],
    );
    const [steady, begun] = sessions.map(({ usdPerHour }) => usdPerHour);
    // 51 of its requests are in the last hour; the other has been there for 10 minutes, of at least 30.
    assert.ok(Math.abs((steady ?? 0) - 51 * usd([100_000])) < 1e-9);
    assert.ok(Math.abs((begun ?? 0) - 2 * usd([100_000])) < 1e-9);
  });
});
