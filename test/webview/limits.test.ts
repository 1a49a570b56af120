import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import type { PastWindowsPage, WindowGauge, WindowsView } from "../../src/shared/snapshot.ts";
import type { OpenOptions } from "./dashboardPage.ts";
import { read, useDashboard } from "./dashboardSuite.ts";
import {
  fiveHour,
  forecast,
  HOUR,
  MINUTE,
  NOW,
  pastWindow,
  sevenDay,
  sevenDayOpus,
  snapshot,
  trend,
  windowsView,
} from "./snapshots.ts";
import { themes } from "./themes.ts";

const SPEND = "Who spent it, and the price of a percent";
const PAST = "Past windows";

const known = (...gauges: WindowGauge[]): Pick<WindowsView, "state"> => ({ state: { kind: "known", gauges } });

describe("the dashboard's rate limits", () => {
  const { open, section, dashboard } = useDashboard({ answers: null });

  async function show(windows: WindowsView[], options?: OpenOptions): Promise<Locator> {
    await open(options);
    await dashboard().show(snapshot({ windows }));
    return section("Rate limits");
  }

  describe("a gauge", () => {
    it("says first what is left, then how it goes on; the one that ends first is marked in words", async () => {
      const limits = await show([windowsView({ routing: [] })]);
      assert.equal(
        await read(limits),
        [
          "Rate limits cached, 12 min ago, from Claude Code’s usage note",
          "even use expected end (80%)",
          "5-hour 59% left 41% used resets in 2 h 14 min, 16:20 14 points behind even use",
          "On course to end with 12–31% left; unlikely to run out (4 in 100).",
          "7-day ends first 17% left 83% used resets in 3 d 4 h, Sat 18:06 21 points ahead of even use",
          "At this pace the 7-day window ends Fri 12:40 (Thu 17:06–Sat 12:06), 1 d 5 h before its reset.",
          `${SPEND} ${PAST}`,
        ].join(" "),
      );
      const meter = limits.getByRole("meter", { name: "5-hour window, left" });
      assert.equal(await meter.getAttribute("aria-valuenow"), "59");
      assert.match(
        (await meter.getAttribute("aria-valuetext")) ?? "",
        /^59% left, 41% used, 14 points behind even use, /,
      );
      assert.equal(await meter.getAttribute("title"), "Even use over all hours would leave 45% now.");
    });
    it("marks even use and the course to the end where they lie on the bar", async () => {
      const limits = await show([windowsView()]);
      const bar = limits.getByRole("meter", { name: "5-hour window, left" });
      const track = await bar.boundingBox();
      const mark = await bar.locator(".mark").boundingBox();
      const band = await bar.locator(".band").boundingBox();
      assert.ok(track && mark && band);
      const percentAt = (x: number): number => Math.round(((x - track.x) / track.width) * 100);
      assert.equal(percentAt(mark.x + mark.width / 2), 45);
      assert.deepEqual([percentAt(band.x), percentAt(band.x + band.width)], [12, 31]);
    });
    it("draws its course as a line with words of its own", async () => {
      const limits = await show([windowsView()]);
      const line = limits.getByRole("img", {
        name: "5-hour window, used: 2% at 11:31 to 41% at 13:54, on course for 69–88% at 16:20",
      });
      assert.equal(await line.locator("path").count(), 6);
      const opus = limits.getByRole("img", { name: /^7-day Opus/ });
      await dashboard().show(snapshot({ windows: [windowsView(known(sevenDayOpus))] }));
      assert.equal(await opus.locator("path").count(), 4);
      assert.match(await read(limits), /Too few changes so far to say how it goes on\./);
      assert.doesNotMatch(await read(limits), /expected end/);
    });
    it("draws no course before there is one: from two readings on", async () => {
      const seen = (points: number): WindowsView =>
        windowsView(known({ ...fiveHour, trend: trend(NOW - HOUR, 41, points) }));
      const limits = await show([seen(2)]);
      assert.equal(await limits.locator("bursar-sparkline").count(), 1);
      await dashboard().show(snapshot({ windows: [seen(1)] }));
      assert.equal(await limits.locator("bursar-sparkline").count(), 0);
    });
    it("stays quiet of what it does not know", async () => {
      const bare: WindowGauge = {
        ...fiveHour,
        startedAt: null,
        resetsAt: null,
        pace: null,
        trend: [],
        outlook: { kind: "silent", reason: "No reset is known." },
      };
      const limits = await show([windowsView({ ...known(bare), routing: [] })]);
      assert.match(
        await read(limits),
        /usage note 5-hour 59% left 41% used reset time unknown No reset is known\. Who/,
      );
      assert.equal(await limits.getByRole("img").count(), 0);
      assert.equal(await limits.locator(".mark, .band").count(), 0);
    });
    it("that is used up has no course any more", async () => {
      const full = { ...sevenDay, usedPercent: 100, leftPercent: 0, trend: trend(NOW - HOUR, 100, 5) };
      const limits = await show([windowsView(known(full))]);
      assert.match(await read(limits), /7-day ends first 0% left 100% used .* Used up until its reset\./);
      assert.equal(await limits.locator(".band").count(), 0);
    });
    it("counts down without a new Snapshot", async () => {
      const limits = await show([windowsView()]);
      await dashboard().page.clock.setFixedTime(NOW + 5 * MINUTE);
      await dashboard().page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
      await limits.getByText("resets in 2 h 9 min").waitFor();
      await limits.getByText("cached, 17 min ago").waitFor();
    });
    it("marks a stale reading, and claims nothing of a window that has reset since", async () => {
      const old = { readAt: NOW - 5 * HOUR, stale: true };
      const limits = await show([
        windowsView(
          known({ ...fiveHour, ...old, resetsAt: NOW - HOUR, binds: true }, { ...sevenDay, ...old, binds: false }),
        ),
      ]);
      const text = await read(limits);
      assert.match(text, /stale: cached, 5 h ago/);
      assert.match(text, /5-hour no reading since its reset at 13:06 41% used before that/);
      assert.doesNotMatch(text, /59% left|7-day ends first|5-hour ends first/);
      assert.equal(await limits.getByRole("meter").count(), 1);
      assert.equal(await limits.getByRole("img").count(), 1);
    });
    it("has its own source and age where those differ", async () => {
      const live = { ...fiveHour, source: "live", toldBy: "status line", readAt: NOW - 30_000 } as const;
      const limits = await show([windowsView(known(live, sevenDay))]);
      assert.match(
        await read(limits),
        /^Rate limits even use .* live, <1 min ago, from the status line 7-day .* cached, 12 min ago, from Claude Code’s usage note/,
      );
    });
  });

  describe("what the windows mean together", () => {
    it("is advised in a sentence; why is told on demand", async () => {
      const limits = await show([windowsView()]);
      const advice = limits.getByRole("listitem");
      assert.equal(await read(advice), "The week ends first: take Sonnet where it will do.");
      await advice.getByText("The week ends first").press("Enter");
      assert.match(await read(advice), /will do\. The 7-day window is likely used up/);
    });
    it("several accounts stand side by side; the one with most room is marked", async () => {
      const other = windowsView({ configDir: "/home/ada/.claude-work", routing: [] });
      const limits = await show([windowsView({ mostRoom: true }), other]);
      const accounts = limits.locator("bursar-account-limits");
      assert.match(await read(accounts.nth(0)), /^\/home\/ada\/\.claude most room cached, 12 min ago/);
      assert.match(await read(accounts.nth(1)), /^\/home\/ada\/\.claude-work cached, 12 min ago/);
      const boxes = [await accounts.nth(0).boundingBox(), await accounts.nth(1).boundingBox()];
      assert.equal(boxes[0]?.y, boxes[1]?.y);
    });
  });

  describe("without a reading", () => {
    const unknown = windowsView({
      configDir: "/home/ada/.claude-work",
      connected: false,
      ladder: null,
      routing: [],
      state: { kind: "unknown", reason: "Live limits are not connected.", remedy: "Connect them." },
    });

    it("they say so with the way out, and what this machine counted, without a percentage", async () => {
      const limits = await show([unknown]);
      const text = await read(limits);
      assert.equal(
        text,
        [
          "Rate limits not connected Live limits are not connected. Connect them. Connect Live Limits",
          "Last 5 hours $20.40 408 requests Last 7 days $224.13 4,483 requests",
          "Counted on this machine. What share of a limit that is, only Claude Code can tell: use elsewhere counts too.",
        ].join(" "),
      );
      await limits.getByRole("button", { name: "Connect Live Limits" }).click();
      assert.deepEqual(await dashboard().sent(), [{ type: "connect", configDir: unknown.configDir }]);
    });
    it("a connection that tells nothing yet offers no second one", async () => {
      const limits = await show([{ ...unknown, connected: true }]);
      assert.match(await read(limits), /^Rate limits unknown /);
      assert.equal(await limits.getByRole("button").count(), 0);
    });
    it("of one account of several, the others stand", async () => {
      const limits = await show([windowsView(), unknown]);
      assert.match(await read(limits), /\/home\/ada\/\.claude cached.*\/home\/ada\/\.claude-work not connected/);
    });
  });

  it("offer the connection below figures that are not live, and say why a connection tells nothing", async () => {
    const limits = await show([windowsView({ connected: false })]);
    await limits.getByRole("button", { name: "Connect Live Limits" }).click();
    assert.deepEqual(await dashboard().sent(), [{ type: "connect", configDir: "/home/ada/.claude" }]);
    const hint = "Sessions in the panel render no status line.";
    await dashboard().show(snapshot({ windows: [windowsView({ hint })] }));
    assert.match(await read(limits), /Sessions in the panel render no status line\..* Who spent it/);
  });
  it("say what was counted below figures that nothing explains", async () => {
    const limits = await show([windowsView(known({ ...fiveHour, spenders: null, price: null }))]);
    assert.match(
      await read(limits),
      /Counted on this machine: \$20\.40, 408 requests in the last 5 hours; \$224\.13, /,
    );
  });

  describe("who spent it", () => {
    it("is of the window that ends first, by session, until something else is chosen, which is remembered", async () => {
      const limits = await show([windowsView()]);
      await limits.getByText(SPEND).click();
      const rows = limits.getByRole("row");
      assert.equal(await read(rows.nth(0)), "Keep the last line of a torn transcript 41% $91.89");
      assert.equal(await rows.count(), 6);
      await limits.getByRole("radio", { name: "Models" }).check();
      assert.equal(await read(rows.nth(0)), "Opus 5.5 71% $159.13");
      await limits.getByRole("radio", { name: "5-hour" }).check();
      assert.equal(await read(rows.nth(0)), "Opus 5.5 71% $14.48");

      const state = await dashboard().state();
      await dashboard().page.close();
      const again = await show([windowsView()], { state });
      assert.equal(await read(again.getByRole("row").nth(0)), "Opus 5.5 71% $14.48");
      assert.equal(await again.getByRole("radio", { name: "5-hour" }).isChecked(), true);
    });
    it("comes with the price of a percent, use from elsewhere, changed limits, and the ladder", async () => {
      const limits = await show([windowsView()], { state: { open: ["spend:/home/ada/.claude"] } });
      const facts = limits.locator("bursar-window-spend").getByRole("listitem");
      assert.deepEqual(await Promise.all((await facts.all()).map(read)), [
        "One percent comes to $3.10–$4.60 at list price, from 84 changes.",
        "About 30% of the 7-day use came from elsewhere (18–41%).",
        "Limits appear to have changed on 14 Sept.",
        "One full 5-hour window takes about 13% of the week (11–16%); 1 full one is left this week.",
        "The forecast’s 80% range held 81% of 240 past changes.",
      ]);
    });
    it("is chosen by the arrow keys", async () => {
      const limits = await show([windowsView()], { state: { open: ["spend:/home/ada/.claude"] } });
      await limits.getByRole("radio", { name: "Sessions" }).focus();
      await dashboard().page.keyboard.press("ArrowRight");
      assert.equal(await limits.getByRole("radio", { name: "Projects" }).isChecked(), true);
      assert.equal(await read(limits.getByRole("row").nth(0)), "harbour 62% $138.96");
    });
    it("is not known for a window that nothing was counted in", async () => {
      const gauge = { ...fiveHour, spenders: null, price: null, outlook: forecast() };
      const limits = await show([windowsView(known(gauge))], { state: { open: ["spend:/home/ada/.claude"] } });
      assert.equal(await limits.getByRole("table").count(), 0);
      assert.match(await read(limits.locator("bursar-window-spend")), /What one percent comes to cannot be told yet\./);
    });
  });

  describe("past windows", () => {
    const remembered = { state: { open: ["past:/home/ada/.claude"] } };
    const HARBOUR = "Wed 18 Nov, 04:10–09:10 83% at its peak, not used up $41.20, 824 requests counted on this machine";

    async function asked(): Promise<{ id: number; params: unknown }[]> {
      return (await dashboard().sent()).flatMap((message) => (message.type === "ask" ? [message] : []));
    }
    /** To the latest question. */
    async function answer(result: PastWindowsPage): Promise<void> {
      await dashboard().tell({ type: "answer", id: (await asked()).at(-1)?.id ?? 0, result });
    }

    it("are asked for when they are opened, not before", async () => {
      const limits = await show([windowsView()]);
      assert.deepEqual(await asked(), []);
      await limits.getByText(PAST, { exact: true }).press("Enter");
      await limits.getByText("Looking them up…").waitFor();
      const [question] = await asked();
      assert.deepEqual(question?.params, { configDir: "/home/ada/.claude", key: "five_hour", before: null });
      await answer({ windows: [pastWindow()], before: null });
      assert.equal(
        await read(limits.locator("bursar-past-windows").getByRole("listitem")),
        `${HARBOUR} Projects: harbour 78%, lighthouse 22% Sessions: Keep the last line of a torn transcript 61%, Write the release notes 22%`,
      );
      assert.equal(await limits.locator("bursar-past-windows").getByRole("img").count(), 1);
      assert.equal(await limits.getByText("Looking them up…").count(), 0);
    });
    it("say when one was used up", async () => {
      const limits = await show([windowsView()], remembered);
      const past = pastWindow({ peakPercent: 100 });
      await answer({ windows: [{ ...past, exhaustedAt: past.resetsAt - HOUR }], before: null });
      assert.match(
        await read(limits.locator("bursar-past-windows").getByRole("listitem")),
        /100% at its peak, used up at 0?8:10, 1 h before its reset/,
      );
    });
    it("come by the page", async () => {
      const limits = await show([windowsView()], remembered);
      await answer({ windows: [pastWindow(), pastWindow()], before: 1_000 });
      await limits.getByRole("button", { name: "Show More" }).press("Enter");
      await dashboard().page.keyboard.press("Enter");
      assert.equal((await asked()).length, 2, "not asked twice for one page");
      assert.deepEqual((await asked()).at(-1)?.params, {
        configDir: "/home/ada/.claude",
        key: "five_hour",
        before: 1_000,
      });
      await answer({ windows: [pastWindow()], before: null });
      const rows = limits.locator("bursar-past-windows").getByRole("listitem");
      assert.equal(await rows.count(), 3);
      assert.equal(await limits.getByRole("button", { name: "Show More" }).count(), 0);
      assert.equal(await rows.nth(2).evaluate((row) => row.matches(":focus")), true, "focus is on the first new one");
    });
    it("are those of the chosen window, whatever is answered late", async () => {
      const limits = await show([windowsView()], remembered);
      await limits.getByRole("radio", { name: "7-day" }).check();
      const [first, second] = await asked();
      assert.deepEqual(second?.params, { configDir: "/home/ada/.claude", key: "seven_day", before: null });
      await dashboard().tell({ type: "answer", id: second.id, result: { windows: [pastWindow()], before: null } });
      const late = { windows: [pastWindow(), pastWindow()], before: null };
      await dashboard().tell({ type: "answer", id: first?.id ?? 0, result: late });
      assert.equal(await limits.locator("bursar-past-windows").getByRole("listitem").count(), 1);
    });
    it("a refusal is said, and can be tried again from where it was", async () => {
      const limits = await show([windowsView()], remembered);
      await answer({ windows: [pastWindow()], before: 1_000 });
      await limits.getByRole("button", { name: "Show More" }).click();
      const message = "The engine did not answer in time.";
      await dashboard().tell({ type: "refusal", id: (await asked()).at(-1)?.id ?? 0, message });
      await limits.getByText(message).waitFor();
      await limits.getByRole("button", { name: "Try Again" }).click();
      assert.equal((await asked()).length, 3);
      assert.deepEqual((await asked()).at(-1)?.params, {
        configDir: "/home/ada/.claude",
        key: "five_hour",
        before: 1_000,
      });
      await answer({ windows: [pastWindow()], before: null });
      assert.equal(await limits.locator("bursar-past-windows").getByRole("listitem").count(), 2);
      assert.equal(await limits.getByText(message).count(), 0);
    });
    it("none so far is said, too", async () => {
      const limits = await show([windowsView()], remembered);
      await answer({ windows: [], before: null });
      await limits.getByText("None yet: each shows up here once it has ended.").waitFor();
    });
    it("are asked for anew when they are opened again", async () => {
      const limits = await show([windowsView()], remembered);
      await answer({ windows: [pastWindow()], before: null });
      await limits.getByText(PAST, { exact: true }).click();
      await limits.getByText(PAST, { exact: true }).click();
      await limits.getByText("Looking them up…").waitFor();
      assert.equal((await asked()).length, 2);
    });
    it("stay as they are when a Snapshot comes", async () => {
      const limits = await show([windowsView()], remembered);
      await answer({ windows: [pastWindow()], before: null });
      await dashboard().show(snapshot());
      assert.equal((await asked()).length, 1);
      assert.equal(await limits.locator("bursar-past-windows").getByRole("listitem").count(), 1);
    });
  });

  describe("for every reader", () => {
    it("a choice shows its focus", async () => {
      const limits = await show([windowsView()], { state: { open: ["spend:/home/ada/.claude"] } });
      await limits.getByText(SPEND).focus();
      await dashboard().page.keyboard.press("Tab");
      const radio = limits.getByRole("radio", { name: "7-day" });
      assert.equal(await radio.evaluate((element) => getComputedStyle(element).outlineStyle), "solid");
    });
    for (const theme of Object.keys(themes) as (keyof typeof themes)[]) {
      it(`tells mark, band and badge from what lies below them in ${theme}`, async () => {
        const limits = await show([windowsView()], { theme });
        const ink = await limits
          .locator(".mark")
          .first()
          .evaluate((mark) => getComputedStyle(mark).backgroundColor);
        const fill = await limits
          .locator(".fill")
          .first()
          .evaluate((fill) => getComputedStyle(fill).backgroundColor);
        const badge = await limits.locator(".badge").evaluate((badge) => {
          const { color, backgroundColor } = getComputedStyle(badge);
          return { color, backgroundColor };
        });
        assert.equal(new Set([ink, fill, badge.color]).size, 3);
        assert.notEqual(badge.color, badge.backgroundColor);
      });
    }
    for (const width of [320, 640, 2000]) {
      it(`never scrolls sideways at ${width} px, with all of it open`, async () => {
        const configDir = `/home/ada/${"a-rather-long-name/".repeat(4)}.claude`;
        const view = windowsView({ ...known(fiveHour, sevenDay, sevenDayOpus), configDir });
        const unknown = windowsView({
          configDir: `${configDir}-work`,
          connected: false,
          state: { kind: "unknown", reason: "Live limits are not connected.", remedy: "Connect them." },
        });
        await show([view, unknown], { width, state: { open: [`spend:${configDir}`, `past:${configDir}`] } });
        const path = "/home/ada/a/very/long/path".repeat(4);
        const long = [{ id: path, name: path, usd: 1, share: 100 }];
        await answerFirst({ windows: [pastWindow({ byProject: long })], before: 1 });
        const wide = await dashboard().page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${wide} px wide`);
      });
    }
    async function answerFirst(result: PastWindowsPage): Promise<void> {
      const question = (await dashboard().sent()).find((message) => message.type === "ask");
      await dashboard().tell({ type: "answer", id: question?.id ?? 0, result });
    }
  });
});
