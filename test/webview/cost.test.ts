import assert from "node:assert/strict";
import { read, useDashboard } from "./dashboardSuite.ts";
import { cost, modelSpend, session, snapshot, spend, usualDay } from "./snapshots.ts";

/** As a reader left it who had opened the details. */
const OPENED = { state: { open: ["costDetails"] } };

describe("the dashboard's cost", () => {
  const { open, section, dashboard } = useDashboard();

  describe("today", () => {
    it("stands against the usual day, and beside 7 and 30 days", async () => {
      await open();
      await dashboard().show(snapshot());
      assert.equal(
        await read(section("Today")),
        "Today list-price equivalent 7 days $56.03 30 days ≥ $189.24 $11.81 about as usual by now usual by now $5.20–$12.40, whole day $14.20 By model",
      );
      await section("Today")
        .getByRole("img", { name: "about as usual by now: usual by now $5.20–$12.40, whole day $14.20" })
        .waitFor();
      await dashboard().show(snapshot({ usualDay: { ...usualDay, soFar: { low: 2, mid: 5.62, high: 7 } } }));
      assert.match(await read(section("Today")), /2\.1× the usual by now/);
    });
    it("claims no usual day from a few, and none of what has no price", async () => {
      await open();
      await dashboard().show(snapshot({ usualDay: { kind: "unknown", days: 3 } }));
      assert.match(await read(section("Today")), /3 days with use so far; 5 tell what is usual/);
      assert.equal(await section("Today").getByRole("img").count(), 0);
      const unpriced = spend([
        { ...modelSpend({ model: "glm", name: "glm" }, 0), cost: cost({ usd: 0, requests: 3, unpricedRequests: 3 }) },
      ]);
      await dashboard().show(snapshot({ spend: { today: unpriced, last7Days: unpriced, last30Days: unpriced } }));
      assert.doesNotMatch(await read(section("Today")), /\$0|usual by now$|more than|less than/);
    });
    it("draws its details only when they are asked for", async () => {
      await open();
      await dashboard().show(snapshot());
      assert.equal(await dashboard().page.locator("bursar-costs").count(), 0);
      await section("Today").getByText("By model").press("Enter");
      await dashboard().page.locator("bursar-costs").waitFor();
    });
  });

  describe("by model", () => {
    it("shows three periods with their total and models", async () => {
      await open(OPENED);
      await dashboard().show(snapshot());
      const text = await read(section("Cost"));
      assert.match(text, /Today \$11\.81 Opus 5\.5 \$8\.93 Sonnet 5\.5 \$2\.28 Haiku 4\.5 \$0\.61/);
      assert.match(text, /7 days \$56\.03/);
      assert.match(text, /30 days ≥ \$189\.24 Sonnet 5\.5 ≥ \$111\.90/);
      assert.equal(text.match(/list-price equivalent/g)?.length, 1);
      assert.match((await section("Cost").getByText("≥ $111.90").getAttribute("title")) ?? "", /^≥: for 9 requests/);
    });
    it("adds what Claude Code reported, and names the parts and where a price comes from on hover", async () => {
      await open(OPENED);
      const reported = cost({ usd: 4.09, sideUsd: 0.03, requests: 10 });
      const own = modelSpend({ model: "claude-next-9", name: "claude-next-9" }, 4.09, { sideUsd: 0.03 });
      const period = spend([{ ...own, priceSource: "derived" }]);
      const spends = { today: period, last7Days: period, last30Days: period };
      await dashboard().show(
        snapshot({ spend: spends, atHand: { session: session({ cost: reported }), why: "terminal" } }),
      );
      assert.match(await read(section("Cost")), /Today \$4\.12 claude-next-9 \$4\.12/);
      const titles = await section("Cost")
        .locator("[title]")
        .evaluateAll((all) => all.map((element) => element.getAttribute("title")));
      assert.ok(titles.includes("Counted $4.09 + compaction, titles, side calls $0.03, as Claude Code reported."));
      assert.ok(titles.includes("claude-next-9: price derived from Claude Code's own totals"));
      assert.match(await read(section("Session at hand")), /\$4\.12 this session/);
    });
    it("names unpriced models and never shows them as $0", async () => {
      await open(OPENED);
      const glm = {
        ...modelSpend({ model: "glm-4.6", name: "glm-4.6" }, 0),
        cost: cost({ usd: 0, requests: 12, unpricedRequests: 12 }),
      };
      const period = spend([glm]);
      const spends = { today: period, last7Days: period, last30Days: period };
      await dashboard().show(snapshot({ spend: spends, unpriced: [{ model: "glm-4.6", requests: 12 }] }));
      const text = await read(section("Cost"));
      assert.match(text, /Today unpriced glm-4\.6 unpriced/);
      assert.match(text, /No known price, in no sum: glm-4\.6 \(12 requests\)\./);
      assert.doesNotMatch(text, /\$0/);
    });
    it("keeps the tokens of each kind one step away, and remembers that they were opened", async () => {
      await open(OPENED);
      await dashboard().show(snapshot());
      await section("Cost").getByText("Tokens by kind").click();
      await section("Cost").getByRole("columnheader", { name: "Cache write" }).waitFor();
      assert.deepEqual(await dashboard().state(), { open: ["costDetails", "tokens"] });
      await dashboard().page.close();
      await open({ state: { open: ["costDetails", "tokens"] } });
      await dashboard().show(snapshot());
      await section("Cost").getByRole("columnheader", { name: "Cache write" }).waitFor();
    });
  });
});
