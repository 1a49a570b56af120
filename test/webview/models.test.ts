import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { read, useDashboard } from "./dashboardSuite.ts";
import { answerModels } from "./madeUp/history.ts";
import type { PageAnswers } from "./pageAnswers.ts";
import { cost, snapshot } from "./snapshots.ts";

describe("the tab Models", function () {
  const { open: openPage, dashboard, button } = useDashboard({ state: { open: [], chosen: { page: "models" } } });

  const open: typeof openPage = async (options) => {
    await openPage(options);
    await dashboard().show(snapshot());
  };
  const models = (): Locator => dashboard().page.getByRole("region", { name: "Models", exact: true });
  const row = (name: string | RegExp): Locator => models().getByRole("row", { name });
  const periods = async (): Promise<unknown[]> =>
    (await dashboard().sent()).flatMap((message) =>
      message.type === "ask" && message.method === "models" ? [message.params.period] : [],
    );

  it("says of each model what it cost and did, and the sums", async () => {
    await open();
    assert.deepEqual(await periods(), ["30d"]);
    assert.match(
      await read(row(/^Sonnet 5\.5/)),
      /^Sonnet 5\.5 price table \$111\.90 59% 320 \$0\.35 97% \$458\.79 90K 1\.4M 181M 5\.1M$/,
    );
    assert.match(await read(row(/^Together/)), /^Together \$189\.24 9\d% \$633\.26 151K 2\.3M 281M 16\.1M$/);
    const bar = row(/^Sonnet 5\.5/).getByRole("meter", { name: "Share of the cost: Sonnet 5.5" });
    assert.equal(await bar.getAttribute("aria-valuetext"), "59%");
  });

  it("is asked for another period by keyboard, and remembers it", async () => {
    await open();
    await models().getByRole("radio", { name: "30 days" }).focus();
    await dashboard().page.keyboard.press("ArrowRight");
    await dashboard().settled();
    assert.deepEqual(await periods(), ["30d", "all"]);
    assert.equal(((await dashboard().state()) as { chosen: Record<string, string> }).chosen["models.period"], "all");
    assert.equal(await row(/^glm-4\.6/).count(), 1);
  });

  it("never makes what has no price free", async () => {
    await open({ state: { open: [], chosen: { page: "models", "models.period": "all" } } });
    assert.match(await read(row(/^glm-4\.6/)), /^glm-4\.6 no known price unpriced – 2 – – – 214K 7\.3K – –$/);
    assert.match(await read(models()), /Models without a known price are in no sum of money\./);
    assert.match(await read(row(/^Together/)), /\+ 12 unpriced/);
  });

  it("names what only Claude Code reported, and savings that were losses", async () => {
    const answer = answerModels("30d");
    const [first] = answer.rows;
    assert.ok(first);
    answer.rows = [
      { ...first, cacheSavedUsd: -1.5, priceSource: "setting" },
      {
        ...first,
        model: "",
        name: "Side calls",
        priceSource: null,
        cost: cost({ usd: 0, sideUsd: 2, requests: 0 }),
        share: 2,
        prompts: 0,
        usdPerPrompt: null,
        cacheHitPercent: null,
        cacheSavedUsd: null,
        inputTokens: 0,
        outputTokens: 0,
        cacheReadTokens: 0,
        cacheWriteTokens: 0,
      },
    ];
    await open({ answers: { models: () => answer } });
    assert.match(await read(row(/^Sonnet/)), /^Sonnet 5\.5 your settings .* -\$1\.50/);
    assert.equal(await read(row(/^Side calls/)), "Side calls reported by Claude Code $2.00 2% – – – – – – – –");
  });

  it("scrolls within its own box at 320 px, by key too, the model in view", async () => {
    await open({ width: 320 });
    assert.equal(await dashboard().page.evaluate(() => document.documentElement.scrollWidth), 320);
    const box = models().getByRole("region", { name: "Figures by model" });
    await box.focus();
    await dashboard().page.keyboard.press("ArrowRight");
    await dashboard().page.keyboard.press("ArrowRight");
    await box.evaluate((element) => {
      element.scrollLeft = element.scrollWidth;
    });
    const header = await row(/^Sonnet/)
      .getByRole("rowheader")
      .boundingBox();
    assert.ok(header !== null && header.x >= 0 && header.x < 30, JSON.stringify(header));
  });

  it("stays while it is asked anew", async () => {
    await open();
    await dashboard().page.evaluate(() => {
      window.answerFor = () => Promise.resolve(null);
    });
    await models().getByRole("radio", { name: "7 days" }).check();
    await dashboard().settled();
    assert.equal((await periods()).length, 2);
    assert.match(await read(row(/^Sonnet/)), /\$111\.90/);
  });

  it("says why it is not there, and tries again", async () => {
    let refused = true;
    const answer: PageAnswers["models"] = ({ period }) => {
      if (refused) throw new Error("The engine does not answer.");
      return answerModels(period);
    };
    await open({ answers: { models: answer } });
    assert.match(await read(models()), /The engine does not answer\. Try Again/);
    refused = false;
    await button("Try Again").click();
    await dashboard().settled();
    assert.match(await read(models()), /Sonnet 5\.5/);
  });

  it("says so when nothing was used", async () => {
    await open({ answers: { models: () => ({ rows: [], total: cost({ usd: 0, requests: 0 }) }) } });
    assert.match(await read(models()), /No use in this time\./);
    await models().getByRole("radio", { name: "All time" }).check();
    await dashboard().settled();
    assert.match(await read(models()), /No use so far\./);
  });
});
