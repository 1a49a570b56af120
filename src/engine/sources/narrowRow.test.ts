import assert from "node:assert/strict";
import { betterRecord } from "./betterRecord.ts";
import { narrowRow } from "./narrowRow.ts";
import {
  assistantRow,
  compactBoundaryRow,
  costStateRow,
  OTHER_SESSION,
  progressRow,
  SESSION,
  START,
  titleRow,
  toolResultRow,
  usageOf,
  userRow,
  type AssistantFields,
  type Row,
} from "./testTranscripts.ts";
import { promptTokens, type RequestRow, type Tokens } from "./transcriptRow.ts";

/** The row as it comes out of a file. */
const narrow = (row: unknown) => narrowRow(JSON.parse(JSON.stringify(row)));

function request(fields: AssistantFields = {}, make: (fields: AssistantFields) => Row = assistantRow): RequestRow {
  const row = narrow(make(fields));
  assert.equal(row.kind, "request");
  return row;
}

const tokens = (fields: Partial<Tokens> = {}): Tokens => ({
  input: 0,
  output: 0,
  cacheRead: 0,
  cacheWrite5m: 0,
  cacheWrite1h: 0,
  ...fields,
});

describe("narrowRow: a response", () => {
  it("tells everything that Bursar reads", () => {
    const row = assistantRow({
      id: "msg_7",
      model: "claude-sonnet-5-5",
      at: START + 5,
      gitBranch: "fix/parser",
      input: 1,
      output: 2,
      cacheRead: 3,
      cacheWrite5m: 4,
      cacheWrite1h: 5,
      webSearches: 6,
      usage: { speed: "fast", inference_geo: "us" },
    });
    assert.deepEqual(narrow(row), {
      kind: "request",
      id: "msg_7",
      sessionId: SESSION,
      timestamp: START + 5,
      model: "claude-sonnet-5-5",
      tokens: tokens({ input: 1, output: 2, cacheRead: 3, cacheWrite5m: 4, cacheWrite1h: 5 }),
      webSearches: 6,
      fast: true,
      usInference: true,
      final: true,
      main: true,
      agentId: null,
      agentType: null,
      skill: null,
      plugin: null,
      mcpServer: null,
      promptKey: null,
      visibleChars: 5,
      cwd: "/home/dev/acme",
      gitBranch: "fix/parser",
      iterations: null,
      context: { tokens: 13, output: 2 },
    });
  });

  const uncounted: [title: string, row: Row][] = [
    ["a synthetic model", assistantRow({ model: "<synthetic>" })],
    ["an API error", assistantRow({ row: { isApiErrorMessage: true } })],
    ["an unmetered answer", assistantRow({ row: { isUnmetered: true } })],
    ["no usage", assistantRow({ message: { usage: undefined } })],
    ["usage that is null", assistantRow({ message: { usage: null } })],
    ["no message", assistantRow({ row: { message: null } })],
    ["no id of any kind", assistantRow({ message: { id: null }, row: { requestId: undefined, uuid: undefined } })],
    ["a synthetic model in a progress row", progressRow({ model: "<synthetic>" })],
    ["a progress row of a prompt", { type: "progress", data: { type: "agent_progress", message: { type: "user" } } }],
    ["a progress row of a hook", { type: "progress", data: { type: "hook_progress", hookName: "Stop" } }],
    ["usage in a tool's result", toolResultRow({ row: { toolUseResult: { totalTokens: 9, usage: usageOf() } } })],
  ];
  for (const [title, row] of uncounted) {
    it(`is not counted: ${title}`, () => assert.deepEqual(narrow(row), { kind: "other", type: row["type"] }));
  }

  it("is counted when isApiErrorMessage and isUnmetered say false", () => {
    assert.equal(request({ row: { isApiErrorMessage: false, isUnmetered: false } }).id, "msg_1");
  });

  const ids: [title: string, fields: AssistantFields, id: string][] = [
    ["message.id", { id: "msg_9" }, "msg_9"],
    ["the requestId without one", { message: { id: undefined } }, "request:req_msg_1"],
    ["the requestId where it is empty", { message: { id: "" } }, "request:req_msg_1"],
    ["the requestId where it is no text", { message: { id: 4 } }, "request:req_msg_1"],
    ["the uuid without either", { message: { id: null }, uuid: "u-1", row: { requestId: null } }, "row:u-1"],
  ];
  for (const [title, fields, id] of ids) {
    it(`is known by ${title}`, () => assert.equal(request(fields).id, id));
  }

  it("is told apart by a progress row's own uuid when nothing else is there", () => {
    const row = progressRow({ uuid: "outer", message: { id: undefined } });
    const data = row["data"] as { message: Row };
    delete data.message["requestId"];
    delete data.message["uuid"];
    assert.equal((narrow(row) as RequestRow).id, "row:outer");
  });

  const writes: [title: string, usage: Row, cacheWrite5m: number, cacheWrite1h: number][] = [
    ["the split", {}, 300, 700],
    ["all for 5 minutes without a split (CLI 1.0)", { cache_creation: undefined }, 1000, 0],
    ["all for 5 minutes where the split is null", { cache_creation: null }, 1000, 0],
    ["the split beside a total of 0 (before CLI 2.1.152)", { cache_creation_input_tokens: 0 }, 300, 700],
    ["the split beside a total of null", { cache_creation_input_tokens: null }, 300, 700],
    ["what the total holds beyond the split as 5 minutes", { cache_creation_input_tokens: 1200 }, 500, 700],
    [
      "a split of nulls",
      { cache_creation: { ephemeral_5m_input_tokens: null, ephemeral_1h_input_tokens: null } },
      1000,
      0,
    ],
    ["half a split", { cache_creation: { ephemeral_1h_input_tokens: 700 } }, 300, 700],
  ];
  for (const [title, usage, cacheWrite5m, cacheWrite1h] of writes) {
    it(`counts cache writes: ${title}`, () => {
      const row = request({ cacheWrite5m: 300, cacheWrite1h: 700, usage });
      assert.deepEqual([row.tokens.cacheWrite5m, row.tokens.cacheWrite1h], [cacheWrite5m, cacheWrite1h]);
    });
  }

  it("keeps the usage whatever else is null or strange", () => {
    const nulls = {
      output_tokens_details: null,
      server_tool_use: null,
      service_tier: null,
      cache_creation: null,
      inference_geo: null,
      iterations: null,
      speed: null,
      cache_read_input_tokens: null,
    };
    const row = request({
      input: 5,
      output: 6,
      cacheWrite1h: 0,
      usage: nulls,
      message: { content: null, model: null, stop_reason: null },
      row: { timestamp: "yesterday", cwd: 7, gitBranch: "", sessionId: "", version: 3, isSidechain: null },
    });
    assert.deepEqual(row.tokens, tokens({ input: 5, output: 6 }));
    assert.equal(row.model, "unknown");
    const { timestamp, cwd, gitBranch, sessionId, main, final, fast, usInference, webSearches } = row;
    assert.deepEqual([timestamp, cwd, gitBranch, sessionId, webSearches], [null, null, null, null, 0]);
    assert.deepEqual([main, final, fast, usInference], [true, false, false, false]);
  });

  it("counts as 0 what is no count", () => {
    const usage = { input_tokens: -4, output_tokens: "12", cache_read_input_tokens: true, cache_creation: [1] };
    assert.deepEqual(request({ cacheWrite1h: 0, usage }).tokens, tokens());
  });

  it("is told although what it calls is nested deeper than the stack goes", () => {
    const row = assistantRow({ message: { content: [{ type: "tool_use", name: "Edit", input: "DEEP" }] } });
    const deep = "[".repeat(50_000) + "]".repeat(50_000);
    const found = narrowRow(JSON.parse(JSON.stringify(row).replace('"DEEP"', deep)));
    assert.equal(found.kind === "request" && found.visibleChars, 0);
  });

  it("is final when it says why it stopped", () => {
    for (const reason of ["end_turn", "tool_use", "max_tokens"])
      assert.equal(request({ stopReason: reason }).final, true);
    assert.equal(request({ stopReason: null }).final, false);
    assert.equal(request({ message: { stop_reason: undefined } }).final, false);
  });

  it("is of the main chain, unless it is a sidechain's or names an agent", () => {
    assert.equal(request().main, true);
    const sidechain = request({ row: { isSidechain: true } });
    assert.deepEqual([sidechain.main, sidechain.agentId], [false, null]);
    const agent = request({ agentId: "abc", row: { isSidechain: false } });
    assert.deepEqual([agent.main, agent.agentId], [false, "abc"]);
  });

  it("is read out of a progress row, as a subagent's", () => {
    const row = request({ id: "msg_p", agentId: "a1", output: 1, stopReason: null }, progressRow);
    assert.deepEqual(
      [row.id, row.main, row.agentId, row.sessionId, row.timestamp, row.tokens.output, row.final],
      ["msg_p", false, "a1", SESSION, START, 1, false],
    );
  });
});

describe("narrowRow: calls inside one response", () => {
  const call = (fields: Parameters<typeof usageOf>[0], type = "message") => {
    const { input_tokens, output_tokens, cache_read_input_tokens, cache_creation_input_tokens, cache_creation } =
      usageOf({
        input: 0,
        output: 0,
        cacheRead: 0,
        cacheWrite1h: 0,
        ...fields,
      });
    return { type, input_tokens, output_tokens, cache_read_input_tokens, cache_creation_input_tokens, cache_creation };
  };
  const two = [call({ input: 10, output: 3, cacheWrite1h: 100 }), call({ input: 2, output: 4, cacheRead: 100 })];
  const totals = { input: 12, output: 7, cacheRead: 100, cacheWrite1h: 100 };

  it("are told where they add up to the totals", () => {
    assert.deepEqual(request({ ...totals, usage: { iterations: two } }).iterations, [
      tokens({ input: 10, output: 3, cacheWrite1h: 100 }),
      tokens({ input: 2, output: 4, cacheRead: 100 }),
    ]);
  });

  it("are left out where they do not, or where there is one", () => {
    assert.equal(request({ ...totals, output: 8, usage: { iterations: two } }).iterations, null);
    assert.equal(
      request({ input: 10, output: 3, cacheRead: 0, cacheWrite1h: 100, usage: { iterations: two.slice(0, 1) } })
        .iterations,
      null,
    );
    assert.equal(request({ ...totals, usage: { iterations: [null, "x", ...two.slice(1)] } }).iterations, null);
  });

  it("make the last one the context, without the advisor's and the compaction's", () => {
    const iterations = [...two, call({ input: 5000 }, "advisor_message"), call({ input: 9000 }, "compaction")];
    assert.deepEqual(request({ ...totals, usage: { iterations } }).context, { tokens: 102, output: 4 });
  });

  it("leave the context at the totals when they say nothing", () => {
    for (const iterations of [[], null, [call({})], [{ type: "message", input_tokens: null }]]) {
      assert.deepEqual(request({ ...totals, usage: { iterations } }).context, { tokens: 212, output: 7 });
    }
  });
});

describe("narrowRow: other rows", () => {
  it("tells a compaction", () => {
    assert.deepEqual(narrow(compactBoundaryRow({ trigger: "manual", preTokens: 14_885, postTokens: 2_879 })), {
      kind: "compaction",
      sessionId: SESSION,
      timestamp: START,
      trigger: "manual",
      preTokens: 14_885,
      postTokens: 2_879,
    });
    const old = narrow(compactBoundaryRow({ trigger: "new word", row: { timestamp: null } }));
    assert.deepEqual(old, {
      kind: "compaction",
      sessionId: SESSION,
      timestamp: null,
      trigger: "unknown",
      preTokens: 160_000,
      postTokens: null,
    });
  });

  describe("a prompt", () => {
    const excerptOf = (text: string, row: Row = {}) => {
      const found = narrow(userRow({ row: { message: { role: "user", content: text }, ...row } }));
      return found.kind === "prompt" ? found.excerpt : found.kind;
    };

    it("is told by its first line, shortened", () => {
      assert.equal(excerptOf("Fix the login bug\nIt fails on Tuesdays"), "Fix the login bug");
      assert.equal(excerptOf("x".repeat(500)), "x".repeat(80));
      assert.equal(excerptOf(`${"x".repeat(79)}😀`), "x".repeat(79));
      assert.equal(
        excerptOf("<command-message>compact</command-message>\n<command-name>/compact</command-name>"),
        "/compact",
      );
      assert.equal(excerptOf("<command-name>/model</command-name>"), "/model");
    });

    it("has no words where they are not the user's", () => {
      assert.equal(excerptOf("<task-notification>done</task-notification>"), null);
      assert.equal(excerptOf("", { promptId: "p" }), null);
    });

    it("of a subagent belongs to the one that its rows name", () => {
      assert.equal(excerptOf("Look for tests", { isSidechain: true, promptId: "p" }), null);
      assert.equal(excerptOf("Look for tests", { isSidechain: true, promptId: undefined }), "other");
    });

    it("is none where Claude Code wrote it", () => {
      assert.equal(excerptOf("Caveat", { isMeta: true }), "other");
      assert.equal(excerptOf("Summary", { isCompactSummary: true }), "other");
      assert.equal(excerptOf("<local-command-stdout>ok</local-command-stdout>"), "other");
    });
  });

  it("passes over a subagent's compaction, which leaves the session's context as it is", () => {
    assert.deepEqual(narrow(compactBoundaryRow({ agentId: "a1" })), { kind: "other", type: "system" });
    assert.deepEqual(narrow(compactBoundaryRow({ row: { isSidechain: true } })), { kind: "other", type: "system" });
  });

  it("tells Claude Code's own total", () => {
    const row = narrow(costStateRow({ sessionId: OTHER_SESSION, usd: 1.5, unknownModel: true }));
    assert.deepEqual(row, {
      kind: "costState",
      sessionId: OTHER_SESSION,
      totalCostUsd: 1.5,
      hasUnknownModelCost: true,
      models: [],
    });
    assert.deepEqual(narrow({ ...costStateRow(), totalCostUSD: "1.5" }), { kind: "other", type: "cost-state" });
  });

  it("tells titles, and who gave them", () => {
    assert.deepEqual(narrow(titleRow("Parser")), { kind: "title", sessionId: SESSION, title: "Parser", byUser: false });
    assert.deepEqual(narrow(titleRow("Mine", true)), {
      kind: "title",
      sessionId: SESSION,
      title: "Mine",
      byUser: true,
    });
    assert.deepEqual(narrow(titleRow("")), { kind: "other", type: "ai-title" });
    const long = narrow(titleRow("x".repeat(1 << 20), true));
    assert.equal(long.kind === "title" && long.title, "x".repeat(300));
  });

  it("passes over everything else", () => {
    for (const value of [null, 7, "text", [], [1], true])
      assert.deepEqual(narrow(value), { kind: "other", type: null });
    assert.deepEqual(narrow({}), { kind: "other", type: null });
    assert.deepEqual(narrow({ type: 7 }), { kind: "other", type: null });
    assert.deepEqual(narrow({ type: "brand-new", usage: usageOf() }), { kind: "other", type: "brand-new" });
    assert.deepEqual(narrow({ type: "system", subtype: "turn_duration" }), { kind: "other", type: "system" });
  });
});

describe("betterRecord", () => {
  it("keeps one whole record: that with more output, whichever comes first", () => {
    const small = request({ output: 1, input: 900 });
    const large = request({ output: 55, input: 3 });
    const kept = { ...large, visibleChars: small.visibleChars + large.visibleChars };
    assert.deepEqual(betterRecord(small, large), kept);
    assert.deepEqual(betterRecord(large, small), kept);
  });

  it("lets any line say that the answer is complete, or of the main chain", () => {
    const large = request({ output: 55, stopReason: null, row: { isSidechain: true } });
    const small = request({ output: 1 });
    for (const kept of [betterRecord(small, large), betterRecord(large, small)]) {
      const visibleChars = small.visibleChars + large.visibleChars;
      assert.deepEqual(kept, { ...large, final: true, main: true, visibleChars });
    }
  });
});

it("promptTokens counts all that was sent", () => {
  assert.equal(promptTokens({ input: 1, output: 1000, cacheRead: 20, cacheWrite5m: 300, cacheWrite1h: 4000 }), 4321);
});
