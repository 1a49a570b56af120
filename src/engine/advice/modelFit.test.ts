import assert from "node:assert/strict";
import type { PromptFacts } from "../sources/promptFacts.ts";
import { modelClass, promptFit } from "./modelFit.ts";

const facts = (overrides: Partial<PromptFacts> = {}): PromptFacts => ({
  at: 0,
  model: "claude-opus-5-5",
  effort: "medium",
  planMode: false,
  risks: [],
  tools: { Read: 3, Grep: 2 },
  commands: {},
  filesEdited: 0,
  filesCreated: 0,
  failedTools: 0,
  checks: "none",
  requests: 4,
  outputTokens: 900,
  corrected: false,
  repeated: false,
  ...overrides,
});
const edits = { tools: { Read: 3, Edit: 2, Bash: 1 }, commands: { check: 1 }, filesEdited: 2 };

describe("promptFit", () => {
  const table: [ReturnType<typeof promptFit>, string, Partial<PromptFacts>][] = [
    ["small", "reads and searches", {}],
    ["small", "git and a formatter", { tools: { Bash: 3, TodoWrite: 1 }, commands: { git: 2, format: 1 } }],
    ["small", "ten calls", { tools: { Read: 10 } }],
    ["medium", "eleven calls", { tools: { Read: 11 } }],
    ["medium", "a long answer", { outputTokens: 2_001 }],
    ["medium", "one failed call", { failedTools: 1 }],
    ["medium", "tests", { tools: { Bash: 1 }, commands: { check: 1 }, checks: "passed" }],
    ["medium", "edits whose checks passed", { ...edits, checks: "passed" }],
    ["medium", "three files and one failure", { ...edits, filesEdited: 3, failedTools: 1, checks: "passed" }],
    ["unknown", "edits that nothing checked", { ...edits, checks: "none" }],
    ["unknown", "edits whose checks cannot be told", { ...edits, checks: "unclear" }],
    ["unknown", "a new file", { ...edits, filesCreated: 1, checks: "passed" }],
    ["unknown", "a shell that changes files", { tools: { Bash: 1 }, commands: { write: 1 } }],
    ["unknown", "a subagent", { tools: { Read: 1, Agent: 1 } }],
    ["unknown", "an MCP server", { tools: { mcp__db__query: 1 } }],
    ["unknown", "no tool", { tools: {} }],
    ["unknown", "only its own list of tasks", { tools: { TodoWrite: 2, Skill: 1 } }],
    ["unknown", "an effort that was not noted", { effort: null }],
    ["strong", "a risky subject", { risks: ["payment"] }],
    ["strong", "plan mode", { planMode: true }],
    ["strong", "four files", { ...edits, filesEdited: 4, checks: "passed" }],
    ["strong", "failing checks", { ...edits, checks: "failed" }],
    ["strong", "two failed calls", { failedTools: 2 }],
    ["strong", "a correction", { corrected: true }],
    ["strong", "a repetition", { repeated: true }],
    ["strong", "high effort", { effort: "high" }],
    ["strong", "highest effort", { effort: "xhigh" }],
    ["strong", "a veto, whatever is unknown beside it", { effort: null, planMode: true, tools: {} }],
  ];
  for (const [fit, what, overrides] of table) {
    it(`takes ${what} for ${fit}`, () => assert.equal(promptFit(facts(overrides)), fit));
  }
});

describe("modelClass", () => {
  it("goes by the family", () => {
    assert.deepEqual(
      [
        "claude-haiku-5-5",
        "claude-sonnet-4-20250514",
        "us.anthropic.claude-opus-5-5-v1:0",
        "claude-fable-5-2",
        "gpt-7",
      ].map(modelClass),
      ["small", "medium", "strong", "strong", null],
    );
  });
});
