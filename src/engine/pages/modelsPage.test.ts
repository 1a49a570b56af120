import assert from "node:assert/strict";
import type { ModelRow } from "../../shared/historyPages.ts";
import { tokens } from "../ledger/testParts.ts";
import { usageReport } from "../ledger/usageReport.ts";
import { modelsPage } from "./modelsPage.ts";
import { noon, TestHistory } from "./testPages.ts";

const OPUS = "claude-opus-5-5";
const HAIKU = "claude-haiku-5-5";

describe("modelsPage", () => {
  let history: TestHistory;
  beforeEach(() => (history = new TestHistory()));
  afterEach(() => history.db.close());

  const page = (period: "7d" | "30d" | "all" = "all") => modelsPage(history.scope(), period);
  const row = async (model: string): Promise<ModelRow> => {
    const found = (await page()).rows.find((candidate) => candidate.model === model);
    assert.ok(found);
    return found;
  };
  const output = (count: number) => tokens({ input: 0, cacheRead: 0, cacheWrite1h: 0, output: count });

  it("has each model's cost, its share of all and its tokens, dearest first", async () => {
    // Dollars a million of output: 20 and 2.5.
    history.requests(
      "a",
      { timestamp: noon(), model: HAIKU, tokens: output(100_000) },
      { timestamp: noon(), tokens: output(100_000) },
    );
    history.side("a", noon(), HAIKU, 0.25);
    const { rows, total } = await page();
    assert.deepEqual(
      rows.map(({ name, priceSource }) => [name, priceSource]),
      [
        ["Opus 5.5", "table"],
        ["Haiku 5.5", "table"],
      ],
    );
    assert.deepEqual([rows[1]?.cost.sideUsd, rows[1]?.outputTokens], [0.25, 100_000]);
    assert.ok(Math.abs(rows.reduce((sum, { share }) => sum + share, 0) - 100) < 1e-9);
    assert.ok((rows[0]?.share ?? 0) > (rows[1]?.share ?? 0));
    assert.equal(total.requests, 2);
  });

  it("adds up to what `bursar usage` says", async () => {
    history.requests("a", { timestamp: noon(3) }, { timestamp: noon(40), model: HAIKU });
    history.side("a", noon(2), "", 0.75);
    const { dirs } = history.scope();
    const { reportedUSD } = usageReport(history.db, { by: "model", dirs, since: null, until: null }).totals;
    const { total, rows } = await page();
    assert.ok(Math.abs(total.usd + total.sideUsd - reportedUSD) < 1e-12);
    assert.ok(Math.abs(rows.reduce((sum, { cost }) => sum + cost.usd + cost.sideUsd, 0) - reportedUSD) < 1e-12);
  });

  it("counts today and the days before it that belong to the period", async () => {
    history.requests(
      "a",
      { timestamp: noon(6) },
      { timestamp: noon(7) },
      { timestamp: noon(29) },
      { timestamp: noon(30) },
    );
    assert.deepEqual(
      await Promise.all((["7d", "30d", "all"] as const).map(async (period) => (await page(period)).total.requests)),
      [1, 3, 4],
    );
  });

  it("tells what a prompt cost: all that it had the model do, subagents included", async () => {
    history.requests(
      "a",
      { timestamp: noon(), promptKey: "p1", tokens: output(10_000) },
      { timestamp: noon(), promptKey: "p1", tokens: output(20_000), main: false, agentType: "Explore" },
      { timestamp: noon(), promptKey: "p2", tokens: output(30_000) },
      { timestamp: noon(), promptKey: "p2", tokens: output(40_000), model: HAIKU },
      { timestamp: noon(), promptKey: null, tokens: output(50_000) },
    );
    assert.deepEqual([(await row(OPUS)).prompts, (await row(HAIKU)).prompts], [2, 1]);
    assert.ok(Math.abs(((await row(OPUS)).usdPerPrompt ?? 0) - (60_000 * 20) / 1e6 / 2) < 1e-12);
    history.requests("b", { timestamp: noon(), model: "claude-next-9", promptKey: "p3" });
    assert.deepEqual([(await row("claude-next-9")).prompts, (await row("claude-next-9")).usdPerPrompt], [1, null]);
  });

  it("tells what was read from the cache, and what that saved", async () => {
    history.requests("a", {
      timestamp: noon(),
      tokens: tokens({ input: 100, cacheRead: 300, cacheWrite1h: 100, output: 5 }),
    });
    assert.equal((await row(OPUS)).cacheHitPercent, 60);
    assert.equal((await row(OPUS)).cacheWriteTokens, 100);
    assert.ok(Math.abs(((await row(OPUS)).cacheSavedUsd ?? 0) - (300 * (4 - 0.2) + 100 * (4 - 8)) / 1e6) < 1e-12);
  });

  it("knows neither price nor savings of a model without one", async () => {
    history.requests("a", { timestamp: noon(), model: "claude-next-9" });
    const { priceSource, cost, cacheSavedUsd, share } = await row("claude-next-9");
    assert.deepEqual([priceSource, cost.unpricedRequests, cacheSavedUsd, share], [null, 1, null, 0]);
  });

  it("has side calls of no known model under an empty id", async () => {
    history.requests("a", { timestamp: noon() });
    history.side("a", noon(), "", 3);
    const { name, cost, cacheHitPercent, prompts } = await row("");
    assert.deepEqual([name, cost.sideUsd, cacheHitPercent, prompts], ["Side calls", 3, null, 0]);
  });
});
