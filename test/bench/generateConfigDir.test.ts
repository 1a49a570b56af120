import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileSizesFor } from "./fileSizes.ts";
import { type ConfigDirSpec, generateConfigDir } from "./generateConfigDir.ts";
import { type CountsByDay, countOn } from "./tokenCounts.ts";

interface Row {
  type: string;
  isSidechain?: boolean;
  sessionId: string;
  timestamp: string;
  message: {
    id: string;
    model: string;
    stop_reason: string | null;
    usage: {
      input_tokens: number;
      output_tokens: number;
      cache_read_input_tokens: number;
      cache_creation: { ephemeral_1h_input_tokens: number; ephemeral_5m_input_tokens: number };
    };
  };
}

describe("generateConfigDir", () => {
  const endsAt = Date.UTC(2026, 10, 21);
  const fileSizes = [236, 5000, 40_000, 300_000, 80_000, 120_000, 9000, 60_000, 700_000, 100_000];
  const spec: ConfigDirSpec = { seed: 7, fileSizes, projects: 3, sessionsWithSubagents: 1, endsAt };
  let dir = "";

  before(() => {
    dir = mkdtempSync(join(tmpdir(), "bursar-bench-"));
  });
  after(() => {
    rmSync(dir, { recursive: true });
  });

  it("writes valid rows, and knows what they hold", () => {
    const generated = generateConfigDir(join(dir, "rows"), spec);
    const complete = new Map<string, Row>();
    for (const { path, identity } of generated.files) {
      for (const line of readFileSync(join(dir, "rows", path), "utf8")
        .trimEnd()
        .split("\n")) {
        const row = JSON.parse(line) as Row;
        assert.equal(row.sessionId, identity.sessionId);
        if (row.type !== "assistant") continue;
        assert.equal(row.isSidechain, path.includes("subagents"));
        assert.ok(Date.parse(row.timestamp) <= endsAt);
        if (row.message.stop_reason !== null) complete.set(row.message.id, row);
      }
    }
    const days: CountsByDay = {};
    for (const { timestamp, message } of complete.values()) {
      countOn(days, timestamp.slice(0, 10), message.model, {
        requests: 1,
        inputTokens: message.usage.input_tokens,
        outputTokens: message.usage.output_tokens,
        cacheReadTokens: message.usage.cache_read_input_tokens,
        cacheWrite5mTokens: message.usage.cache_creation.ephemeral_5m_input_tokens,
        cacheWrite1hTokens: message.usage.cache_creation.ephemeral_1h_input_tokens,
      });
    }
    assert.deepEqual(days, generated.days);
    assert.equal(complete.size, generated.requests);
  });

  it("gives every fifth file to a subagent", () => {
    const { files } = generateConfigDir(join(dir, "subagents"), spec);
    const subagents = files.filter(({ path }) => /\/subagents\/agent-a[0-9a-f]{16}\.jsonl$/.test(path));
    assert.equal(subagents.length, 2);
    assert.ok(subagents.every(({ path, identity }) => path.includes(`/${identity.sessionId}/subagents/`)));
  });

  it("writes the same bytes for the same spec", () => {
    const [first, second] = ["first", "second"].map((name) =>
      generateConfigDir(join(dir, name), spec).files.map(({ path }) => [
        path,
        readFileSync(join(dir, name, path), "utf8"),
      ]),
    );
    assert.deepEqual(first, second);
  });
});

describe("fileSizesFor", () => {
  it("has the field's mix and adds up to the total", () => {
    const sizes = fileSizesFor(2 ** 30);
    assert.equal(sizes.length, 2253);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    assert.ok(Math.abs(total / 2 ** 30 - 1) < 0.001);
    const median = sizes[1126] ?? 0;
    assert.ok(Math.abs(median / 105_000 - 1) < 0.1, `median ${median}`);
  });
});
