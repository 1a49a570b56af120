import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import type { HistoryQuery } from "../../src/shared/historyPages.ts";
import type { FromWebview } from "../../src/shared/webviewProtocol.ts";
import { read, useDashboard } from "./dashboardSuite.ts";
import { dayUse } from "./madeUp/days.ts";
import { answerCalendar, answerHistory } from "./madeUp/history.ts";
import type { PageAnswers } from "./pageAnswers.ts";
import { cost, snapshot, spend } from "./snapshots.ts";

type Question = Extract<FromWebview, { type: "ask" }>;

describe("the tab History", function () {
  const { open: openPage, dashboard, button } = useDashboard({ state: { open: [], chosen: { page: "history" } } });

  const open: typeof openPage = async (options) => {
    await openPage(options);
    await dashboard().show(snapshot());
  };
  const region = (name: string | RegExp): Locator => dashboard().page.getByRole("region", { name });
  const chart = (): Locator => region(/^(Cost|Tokens) by (model|project|agent)$/);
  const bars = (): Locator => dashboard().page.getByRole("application");
  const said = async (): Promise<string> => (await chart().locator("[aria-live]").last().textContent()) ?? "";
  const choose = async (name: string): Promise<void> => {
    await chart().getByRole("radio", { name, exact: true }).check();
    await dashboard().settled();
  };
  const press = async (key: string): Promise<void> => {
    await dashboard().page.keyboard.press(key);
    await dashboard().settled();
  };
  const asked = async (method: Question["method"]): Promise<Question[]> =>
    (await dashboard().sent()).filter(
      (message): message is Question => message.type === "ask" && message.method === method,
    );
  const lastQuery = async (): Promise<HistoryQuery> => (await asked("history")).at(-1)?.params as HistoryQuery;

  describe("the bars", () => {
    it("show the last 30 days by model, with their sum, mean, peak and today", async () => {
      await open();
      assert.deepEqual(await lastQuery(), { unit: "day", stack: "model", periods: 30, back: 0 });
      assert.match(
        await read(chart()),
        /30 days together \$189\.24 Mean per day \$6\.12 Peak: Wed,? 11 Nov \$13\.50 Today so far \$11\.81/,
      );
      assert.match(await read(chart()), /Sonnet 5\.5 \$111\.90 Opus 5\.5 \$65\.28 Haiku 4\.5 \$12\.06/);
      assert.match((await bars().getAttribute("aria-label")) ?? "", /^Stacked bars, 30 days together: \$189\.24\./);
    });

    it("keep the legend's samples when the theme changes while another tab is open", async () => {
      await open();
      const { page } = dashboard();
      const drawn = () =>
        chart()
          .locator("bursar-series-swatch canvas")
          .first()
          .evaluate((canvas: HTMLCanvasElement) => (canvas.width === 0 ? "" : canvas.toDataURL()));
      const dark = await drawn();
      await page.getByRole("tab", { name: "Models" }).click();
      await dashboard().setTheme("light");
      await dashboard().settled();
      await page.getByRole("tab", { name: "History" }).click();
      await dashboard().settled();
      assert.notEqual(await drawn(), "");
      assert.notEqual(await drawn(), dark);
    });

    it("are chosen by keyboard, and the choice is remembered", async () => {
      await open();
      await chart().getByRole("radio", { name: "Day", exact: true }).focus();
      await press("ArrowRight");
      assert.deepEqual(await lastQuery(), { unit: "week", stack: "model", periods: 26, back: 0 });
      await chart().getByRole("radio", { name: "Model", exact: true }).focus();
      await press("ArrowRight");
      assert.deepEqual(await lastQuery(), { unit: "week", stack: "project", periods: 26, back: 0 });
      const questions = (await asked("history")).length;
      await chart().getByRole("radio", { name: "Cost", exact: true }).focus();
      await press("ArrowRight");
      assert.equal((await asked("history")).length, questions);
      assert.match(await read(chart()), /^Tokens by project .* 26 weeks together [\d.]+[MB] tokens/);
      assert.match(await read(chart()), /harbour [\d.]+M lighthouse/);
      const { chosen } = (await dashboard().state()) as { chosen: Record<string, string> };
      assert.equal(chosen["history.unit"], "week");
      assert.equal(chosen["history.stack"], "project");
      assert.equal(chosen["history.measure"], "tokens");
    });

    it("come back as they were left", async () => {
      const chosen = {
        page: "history",
        "history.unit": "month",
        "history.stack": "agent",
        "history.measure": "tokens",
      };
      await open({ state: { open: [], chosen } });
      assert.deepEqual(await lastQuery(), { unit: "month", stack: "agent", periods: 12, back: 0 });
      assert.equal(await chart().getByRole("radio", { name: "Tokens", exact: true }).isChecked(), true);
    });

    it("are walked along by key; the line says period, sum and parts", async () => {
      await open();
      await chart().getByRole("button", { name: "Later" }).focus();
      await press("Tab");
      assert.equal(await bars().evaluate((element) => element.matches(":focus-visible")), true);
      assert.match(await said(), /^Wed,? 18 Nov, still running: \$11\.81\. Of that Sonnet 5\.5 \$/);
      await press("ArrowLeft");
      assert.match(await said(), /^Tue,? 17 Nov: \$8\.44\. Of that Sonnet 5\.5 \$[\d.]+, Opus 5\.5 \$[\d.]+, Haiku/);
      assert.match(await read(region("Cost by model")), /Tue,? 17 Nov \$8\.44 Sonnet 5\.5/);
      await press("Home");
      assert.match(await said(), /^Tue,? 20 Oct/);
      await press("ArrowLeft");
      assert.match(await said(), /^Tue,? 20 Oct/);
      await press("End");
      await press("Tab");
      assert.equal(await said(), "");
      assert.match(await read(chart()), /Sonnet 5\.5 \$111\.90/);
    });

    it("tell the parts of the one that is pointed at", async () => {
      await open();
      const box = await bars().boundingBox();
      assert.ok(box);
      await dashboard().page.mouse.move(box.x + box.width - 20, box.y + box.height / 2);
      await dashboard().settled();
      assert.match(await read(chart()), /Wed,? 18 Nov, still running \$11\.81 Sonnet 5\.5 \$/);
      await dashboard().page.mouse.move(box.x + box.width / 2, box.y + box.height + 200);
      await dashboard().settled();
      assert.match(await read(chart()), /Sonnet 5\.5 \$111\.90/);
    });

    it("are turned to earlier and later pages, without losing the focus at either end", async () => {
      await open();
      const [earlier, later] = [
        chart().getByRole("button", { name: "Earlier" }),
        chart().getByRole("button", { name: "Later" }),
      ];
      assert.equal(await later.getAttribute("aria-disabled"), "true");
      await earlier.focus();
      await press("Enter");
      assert.equal((await lastQuery()).back, 30);
      assert.match(await read(chart()), /20 Sept? – 19 Oct 2026/u);
      assert.doesNotMatch(await read(chart()), /so far|still running/);
      await later.focus();
      await press("Enter");
      assert.equal((await lastQuery()).back, 0);
      assert.equal(await later.evaluate((element) => element.matches(":focus")), true);
      const questions = (await asked("history")).length;
      await press("Enter");
      assert.equal((await asked("history")).length, questions);
    });

    it("end with what is recorded", async () => {
      await open({ state: { open: [], chosen: { page: "history", "history.unit": "month" } } });
      for (
        let pages = 0;
        (await chart().getByRole("button", { name: "Earlier" }).getAttribute("aria-disabled")) === "false";
        pages++
      ) {
        assert.ok(pages < 5);
        await chart().getByRole("button", { name: "Earlier" }).click();
        await dashboard().settled();
      }
      assert.match(await read(chart()), /12 months together/);
    });

    it("stand in the table with the same figures", async () => {
      await open();
      await dashboard().page.getByText("Show as table").click();
      await dashboard().settled();
      const rows = await chart()
        .getByRole("row")
        .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent.trim())));
      assert.deepEqual(rows[0], ["Day", "Total", "Sonnet 5.5", "Opus 5.5", "Haiku 4.5"]);
      assert.deepEqual(rows.at(-1), ["Together", "$189.24", "$111.90", "$65.28", "$12.06"]);
      const days = rows.slice(1, -1);
      const page = answerHistory({ unit: "day", stack: "model", periods: 30, back: 0 });
      const used = page.periods.filter(({ tokens }) => tokens > 0);
      assert.equal(days.length, used.length);
      assert.deepEqual(
        days.map(([, total]) => total),
        used.map(({ total }) => `$${total.usd.toFixed(2)}`).toReversed(),
      );
      assert.match(days[0]?.[0] ?? "", /^Wed,? 18 Nov, still running$/);
    });

    it("stay while they are asked anew", async () => {
      await open();
      const before = await read(chart());
      await dashboard().page.evaluate(() => {
        window.answerFor = () => Promise.resolve(null);
      });
      await choose("Week");
      assert.equal((await asked("history")).length, 2);
      assert.equal((await read(chart())).replace(/^.*?\$/u, ""), before.replace(/^.*?\$/u, ""));
    });

    it("say why they are not there, and try again", async () => {
      let refused = true;
      const history: PageAnswers["history"] = (query) => {
        if (refused) throw new Error("The engine does not answer.");
        return answerHistory(query);
      };
      await open({ answers: { history } });
      assert.match(await read(chart()), /The engine does not answer\. Try Again/);
      refused = false;
      await button("Try Again").click();
      await dashboard().settled();
      assert.match(await read(chart()), /30 days together \$189\.24/);
    });
  });

  describe("the calendar", () => {
    const grid = (): Locator => dashboard().page.getByRole("grid");
    const focused = async (): Promise<string | null> => grid().locator(":focus").getAttribute("aria-label");

    it("has a row a weekday, from Monday here, and a day each that says what it cost", async () => {
      await open();
      const rows = grid().getByRole("row");
      assert.equal(await rows.count(), 7);
      assert.equal(await rows.first().getByRole("rowheader").textContent(), "Mon");
      assert.equal(await rows.first().getByRole("gridcell").count(), 53);
      const today = grid().getByRole("gridcell", { name: /^Wednesday,? 18 November 2026: \$11\.81, 237 requests$/ });
      assert.equal(await today.count(), 1);
      assert.equal(await today.getAttribute("title"), await today.getAttribute("aria-label"));
      assert.match(await read(region("Calendar")), /^Calendar Dec Jan .* Mon Tue Wed/);
    });

    it("is walked by key, one stop for Tab; the line below says the day", async () => {
      await open();
      assert.equal(await grid().locator("[tabindex='0']").count(), 1);
      await grid().locator("[tabindex='0']").focus();
      assert.match((await focused()) ?? "", /^Wednesday,? 18 November 2026/);
      await press("ArrowLeft");
      assert.match((await focused()) ?? "", /^Wednesday,? 11 November 2026/);
      await press("ArrowUp");
      assert.match((await focused()) ?? "", /^Tuesday,? 10 November 2026/);
      assert.match(await read(region("Calendar")), /Tuesday,? 10 November 2026: \$10\.\d\d, \d+ requests/);
      await press("PageUp");
      assert.match((await focused()) ?? "", /^Tuesday,? 13 October 2026/);
      await press("Home");
      assert.match((await focused()) ?? "", /^Monday,? 17 November 2025/);
      await press("ArrowUp");
      assert.match((await focused()) ?? "", /^Monday,? 17 November 2025/);
      await press("End");
      assert.match((await focused()) ?? "", /^Wednesday,? 18 November 2026/);
      assert.equal(await grid().locator("[tabindex='0']").count(), 1);
    });

    it("says the day that is pointed at", async () => {
      await open();
      await grid()
        .getByRole("gridcell", { name: /9 November 2026/ })
        .hover();
      await dashboard().settled();
      assert.match(await read(region("Calendar")), /Monday,? 9 November 2026: /);
    });

    it("tells the levels apart by size, not by shade alone", async () => {
      await open({ theme: "highContrast" });
      const sizes = await grid().evaluate((root) =>
        [0, 1, 2, 3, 4].map((level) => root.querySelector(`.level-${level} .mark`)?.getBoundingClientRect().width ?? 0),
      );
      for (const [level, size] of sizes.entries()) assert.ok(size > (sizes[level - 1] ?? 0) + 1, String(sizes));
    });

    it("scrolls within its own box where it has no room, the latest weeks in view", async () => {
      await open({ width: 320 });
      const page = await dashboard().page.evaluate(() => document.documentElement.scrollWidth);
      assert.equal(page, 320);
      const today = await grid().locator("[tabindex='0']").boundingBox();
      assert.ok(today !== null && today.x > 200 && today.x + today.width <= 320, JSON.stringify(today));
      await grid().locator("[tabindex='0']").focus();
      await press("Home");
      const first = await grid().locator(":focus").boundingBox();
      assert.ok(first !== null && first.x >= 0 && first.x < 200, JSON.stringify(first));
    });
  });

  describe("peak days and pattern", () => {
    it("say what a peak cost, against what, and what drove it; its session opens", async () => {
      await open();
      const peaks = region("Peak days");
      assert.equal(await peaks.getByRole("listitem").count(), 5);
      assert.match(
        await read(peaks),
        /^Peak days Wed,? 14 Oct \$13\.84 2\.2× your median day Largest session Move the import of old charts to the new store 62% Largest project harbour 81% Largest model Sonnet 5\.5 68%/,
      );
      await peaks.getByRole("button", { name: "Move the import" }).focus();
      await press("Enter");
      assert.equal(await dashboard().page.getByRole("tab", { name: "Sessions" }).getAttribute("aria-selected"), "true");
    });

    it("name the pattern with its basis", async () => {
      await open();
      assert.match(await read(region("Your pattern")), /^Your pattern Light .*median day with use cost \$\d+\.\d\d\. /);
    });

    it("say how many days are needed, and that no day stands out", async () => {
      await open({
        answers: { calendar: () => ({ ...answerCalendar(dayUse.slice(-371)), pattern: null, peaks: [] }) },
      });
      assert.match(await read(region("Your pattern")), /Shown from 5 whole days with use on; so far there are \d+\./);
      assert.equal(await region("Peak days").count(), 0);
      await dashboard().page.close();
      await open({ answers: { calendar: () => ({ ...answerCalendar(), peaks: [] }) } });
      assert.match(await read(region("Peak days")), /No day stands out/);
    });
  });

  it("says so when there was no use at all, and shows no empty charts", async () => {
    const unused = dayUse.map((day) => ({ ...day, usd: 0, tokens: 0, requests: 0, byModel: [] }));
    await open({
      answers: { history: (query) => answerHistory(query, unused), calendar: () => answerCalendar(unused) },
    });
    assert.match(await read(chart()), /No use so far\./);
    assert.equal(await dashboard().page.getByRole("application").count(), 0);
    assert.equal(await region("Calendar").count(), 0);
  });

  it("says why there is no calendar, and tries again", async () => {
    let refused = true;
    const calendar: PageAnswers["calendar"] = () => {
      if (refused) throw new Error("The engine does not answer.");
      return answerCalendar();
    };
    await open({ answers: { calendar } });
    assert.match(await read(region("Calendar")), /The engine does not answer\. Try Again/);
    refused = false;
    await button("Try Again").click();
    await dashboard().settled();
    assert.match(await read(region("Calendar")), /\d requests No use/);
  });

  it("asks anew once today has changed, not before 30 s have passed", async () => {
    await open();
    const today = spend([]);
    today.total = cost({ usd: 99, requests: 999 });
    await dashboard().show(snapshot({ spend: { ...snapshot().spend, today } }));
    assert.equal((await asked("calendar")).length, 1);
    await dashboard().page.clock.fastForward(31_000);
    await dashboard().settled();
    assert.equal((await asked("calendar")).length, 2);
    assert.equal((await asked("history")).length, 2);
    await dashboard().page.clock.fastForward(31_000);
    await dashboard().settled();
    assert.equal((await asked("calendar")).length, 2);
  });
});
