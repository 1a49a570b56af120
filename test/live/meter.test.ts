import assert from "node:assert/strict";
import type { ClaudeTerminal } from "./claudeTerminal.ts";
import { askToConnect, confirmConnecting } from "./connectLimits.ts";
import { type Desk, openDesk } from "./desk.ts";
import { oneStory } from "./oneStory.ts";
import { type StatusInput, statusInput } from "./statusInput.ts";
import { until } from "./until.ts";

describe("the meter beside the real Claude Code", () => {
  oneStory();
  let desk: Desk;
  let claude: ClaudeTerminal;

  before(async () => {
    desk = await openDesk("meter", { account: "key", settings: { permissions: { allow: ["Bash(echo:*)"] } } });
  });
  after(() => desk.close());

  /** Asks, and waits until the meter shows what the status line was told: the same context, the same cost. */
  const askAndCompare = async (prompt: string, requests?: number): Promise<string> => {
    const { contextPercent, totalCostUsd } = await desk.ask(claude, prompt, requests);
    const expected = `${contextPercent}% ctx · $${totalCostUsd.toFixed(2)}`;
    return desk.untilMeter(expected, (text) => text === expected);
  };

  /** What the status line was told last. */
  const told = async (): Promise<StatusInput> => {
    const input = (await desk.home.statusInputs()).at(-1);
    assert.ok(input);
    return statusInput(input);
  };

  /** Waits until the meter shows this context, and beside it the total that the status line was told last. */
  const untilTotal = (context: string): Promise<true> =>
    until(
      `the meter showing ${context} and the status line's total`,
      async () => (await desk.meter()) === `${context} · $${(await told()).totalCostUsd.toFixed(2)}` || null,
      async () => `${await desk.meter()}, told ${JSON.stringify(await told())}`,
    );

  it("waits for the first answer", async () => {
    claude = await desk.steps.step("claude at its prompt", desk.startClaude);
    assert.doesNotMatch(await desk.meter(), /ctx|\$/);
  });

  it("follows each answer: context and cost are the status line's own", async () => {
    const { api, steps } = desk;
    const shown = [await steps.step("first answer", () => askAndCompare("Hello"))];
    // Rounded down, rounded up, and past the threshold of the warning colour.
    for (const growth of [122_300, 41_700, 300_000, 240_000]) {
      api.growth.next = growth;
      shown.push(await steps.step(`${growth} tokens more`, () => askAndCompare(`Go on with ${growth}`)));
    }
    assert.equal(new Set(shown).size, 5, shown.join("\n"));
  });

  it("follows a turn with a tool", async () => {
    const { api, steps } = desk;
    api.growth.next = 10_000;
    await steps.step("a tool has run", () => askAndCompare("RUN echo done", 2));
    await claude.untilShown(/The tool has finished/);
  });

  it("says that the context was compacted, and knows it again with the next answer", async () => {
    const { api, steps, ask, untilMeter } = desk;
    await steps.step("compacted", async () => {
      await claude.submit("/compact");
      await claude.untilShown(/Compacted/);
      await untilMeter("compacted", (text) => text.startsWith("compacted"));
      assert.equal(api.answered.at(-1)?.asks.kind, "summary");
    });
    await steps.step("after the compaction", async () => {
      const { contextPercent } = await ask(claude, "What now");
      await untilMeter(`${contextPercent}% ctx`, (text) => text.startsWith(`${contextPercent}% ctx`));
    });
  });

  it("shows the status line's own total once live limits are connected: compactions are in it", async () => {
    const { api, steps } = desk;
    await steps.step("asked to connect", () => askToConnect(desk));
    await steps.step("connected", () => confirmConnecting(desk));
    await steps.step("the whole total", () => askAndCompare("And now"));
    const before = (await told()).totalCostUsd;
    await steps.step("compacted while connected", async () => {
      await claude.submit("/compact");
      await untilTotal("compacted");
      assert.equal(api.answered.at(-1)?.asks.kind, "summary");
      assert.ok((await told()).totalCostUsd > before);
    });
    await steps.step("after it", () => askAndCompare("What next"));
  });

  it("asked nobody but the fake API", () => {
    assert.deepEqual(desk.api.refused, []);
  });
});
