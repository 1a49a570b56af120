import assert from "node:assert/strict";
import { seededRandom } from "./random.mjs";
import { Transcript } from "./transcript.mjs";

/** @typedef {{ type: string, parentUuid?: string | null, uuid?: string, message?: { id?: string, usage?: { cache_read_input_tokens: number, cache_creation_input_tokens: number } } }} Row */

function conversation() {
  /** @type {Row[]} */
  const rows = [];
  const transcript = new Transcript(
    seededRandom(1),
    { sessionId: "s", cwd: "/demo", model: "claude-opus-5-5" },
    (line) => rows.push(/** @type {Row} */ (JSON.parse(line))),
  );
  const tool = { name: "Bash", input: { command: "ls" }, result: "a" };
  return { rows, transcript, tool };
}

describe("the demo's transcript", () => {
  it("reads from the cache what the request before had read and written", () => {
    const { rows, transcript, tool } = conversation();
    transcript.prompt(0, "Go");
    transcript.request(1_000, { text: "a", tool, growth: 3_000, output: 100 });
    transcript.request(2_000, { text: "b", growth: 0, output: 50 });
    const usages = new Map(rows.flatMap(({ message }) => (message?.usage ? [[message.id, message.usage]] : [])));
    const [first, second] = [...usages.values()];
    assert.ok(first && second);
    assert.equal(second.cache_read_input_tokens, first.cache_read_input_tokens + first.cache_creation_input_tokens);
    assert.equal(second.cache_creation_input_tokens, 3_100);
  });

  it("chains its rows, and starts a new chain when it is compacted", () => {
    const { rows, transcript, tool } = conversation();
    transcript.prompt(0, "Go");
    transcript.request(1_000, { text: "a", tool, growth: 300_000, output: 100 });
    const before = transcript.contextTokens;
    transcript.compact(2_000, "manual", 20_000);
    transcript.request(3_000, { text: "b", growth: 0, output: 50 });
    for (const [index, row] of rows.entries()) {
      const starts = index === 0 || row.type === "system";
      assert.equal(row.parentUuid, starts ? null : rows[index - 1]?.uuid);
    }
    assert.ok(transcript.contextTokens < before + 300_000);
  });

  it("goes on where it was left, also just after a compaction", () => {
    const { rows, transcript, tool } = conversation();
    transcript.prompt(0, "Go");
    transcript.request(1_000, { text: "a", tool, growth: 3_000, output: 100 });
    const resumed = () => {
      const next = conversation();
      next.transcript.resume(`${rows.map((row) => JSON.stringify(row)).join("\n")}\n`);
      return next;
    };
    const { rows: later, transcript: same } = resumed();
    assert.equal(same.contextTokens, transcript.contextTokens);
    same.prompt(2_000, "Go on");
    assert.equal(later[0]?.parentUuid, rows.at(-1)?.uuid);
    transcript.compact(3_000, "manual", 20_000);
    const usage = resumed().transcript.request(4_000, { text: "b", growth: 0, output: 50 });
    assert.equal(usage.cache_creation_input_tokens, 20_000);
  });
});
