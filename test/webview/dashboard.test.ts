import assert from "node:assert/strict";
import { read, useDashboard } from "./dashboardSuite.ts";
import {
  cache,
  cost,
  followUp,
  fullSnapshot,
  HOUR,
  knownContext,
  MINUTE,
  NOW,
  session,
  snapshot,
  subagentModel,
  suggestion,
  switchModel,
  usualDay,
} from "./snapshots.ts";
import { themes } from "./themes.ts";

describe("the dashboard", () => {
  const { open, section, button, dashboard, server } = useDashboard();

  describe("before the first Snapshot", () => {
    it("says that it is ready, and shows that it waits", async () => {
      await open();
      assert.equal(await dashboard().page.getByText("Waiting for the first figures").count(), 1);
    });
    it("offers a restart when there is no engine", async () => {
      await open();
      await dashboard().tell({ type: "engineDown", message: "Bursar's engine does not start." });
      assert.match(await read(dashboard().page.getByRole("alert")), /does not start\./);
      await button("Restart").click();
      assert.deepEqual(await dashboard().sent(), [{ type: "restartEngine" }]);
    });
  });

  describe("sessions", () => {
    it("show the one at hand with context, runway, cost, model and state", async () => {
      await open();
      await dashboard().show(snapshot());
      assert.equal(
        await read(section("Session at hand")),
        "Session at hand in the focused terminal harbour Keep the last line of a torn transcript Working Opus 5.5 62% of context $4.12 this session 42K to auto-compact 124K of 200K tokens measured, <1 min ago",
      );
    });
    it("show every other live one, once", async () => {
      await open();
      await dashboard().show(snapshot());
      const rows = section("Other live sessions").getByRole("listitem");
      assert.equal(await rows.count(), 1);
      assert.match(
        await read(rows),
        /lighthouse Write the release notes Waiting for you: permission prompt 74% ≥ \$1\.37$/,
      );
    });
    it("say that a session has ended, was just compacted, or has no request yet", async () => {
      await open();
      const ended = session({ state: { kind: "ended", at: NOW - 3 * HOUR } });
      await dashboard().show(snapshot({ atHand: { session: ended, why: "lastInWorkspace" }, live: [] }));
      assert.match(await read(section("Last session")), /the last one in this workspace .* Ended 3 h ago/);
      assert.equal(await section("Other live sessions").count(), 0);

      const context = { kind: "compacted", estimate: 18_200, window: 200_000, asOf: NOW } as const;
      await dashboard().show(snapshot({ atHand: { session: session({ context }), why: "workspace" } }));
      assert.match(await read(section("Session at hand")), /Just compacted\. About 18K tokens kept \(estimated\)\./);
      assert.equal(await section("Session at hand").getByRole("meter").count(), 0);

      const fresh = session({ context: { kind: "unknown" }, model: null, cost: cost({ usd: 0, requests: 0 }) });
      await dashboard().show(snapshot({ atHand: { session: fresh, why: "workspace" } }));
      assert.match(await read(section("Session at hand")), /No model yet \$0\.00 this session Context not known yet/);
    });
    it("count down the life of the prompt cache, without a new Snapshot and without moving anything", async () => {
      await open({ width: 320 });
      const warm = session({ cache: cache({ expiresAt: NOW + 42 * MINUTE + 500 }) });
      await dashboard().show(snapshot({ atHand: { session: warm, why: "terminal" } }));
      const card = section("Session at hand");
      assert.match(await read(card), /cache warm for 42 min more \(1 h\) live, <1 min ago$/);
      const before = await card.boundingBox();
      await dashboard().page.clock.setFixedTime(NOW + MINUTE);
      await dashboard().page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
      await card.getByText("cache warm for 41 min more (1 h)").waitFor();
      assert.deepEqual(await card.boundingBox(), before);
      assert.equal(await card.getByRole("timer").count(), 1);
    });
    it("say what the next message costs a cold cache, and where that is known from", async () => {
      await open();
      const cold = session({
        cache: cache({ expiresAt: NOW - 12 * MINUTE, source: "estimated", asOf: NOW - HOUR }),
        context: knownContext({ tokens: 310_000, window: 1_000_000, percent: 31 }),
      });
      await dashboard().show(
        snapshot({ atHand: { session: cold, why: "terminal" }, live: [cold, { ...cold, sessionId: "b" }] }),
      );
      assert.match(
        await read(section("Session at hand")),
        /cache cold for 12 min: the next message re-writes 310K tokens estimated, 1 h ago$/,
      );
      assert.match(await read(section("Other live sessions")), /Working cache cold /);
    });
    it("pin and unpin", async () => {
      await open();
      await dashboard().show(snapshot());
      await button(/^Pin to the status bar: lighthouse/).click();
      await button(/^Pin to the status bar: harbour/).click();
      await dashboard().show(snapshot({ atHand: { session: session(), why: "pinned" } }));
      await button(/^Unpin from the status bar: harbour/).click();
      assert.deepEqual(await dashboard().sent(), [
        { type: "pin", sessionId: "b" },
        { type: "pin", sessionId: "a" },
        { type: "pin", sessionId: null },
      ]);
    });
  });

  describe("for every reader", () => {
    it("works by keyboard alone, with a visible focus at every stop", async () => {
      await open();
      await dashboard().show(snapshot());
      const stops: string[] = [];
      for (let press = 0; press < 18; press++) {
        await dashboard().page.keyboard.press("Tab");
        stops.push(
          await dashboard().page.evaluate(() => {
            let element = document.activeElement;
            while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
            if (element === null) return "nothing";
            if (element.role === "tabpanel") return "the page";
            const outlined = [element, ...(element.shadowRoot?.querySelectorAll("*") ?? [])].some(
              (each) => getComputedStyle(each).outlineStyle === "solid",
            );
            const host =
              element.getRootNode() instanceof ShadowRoot ? (element.getRootNode() as ShadowRoot).host : element;
            const name = element.getAttribute("aria-label") ?? (element.textContent.trim() || host.textContent.trim());
            return `${name}${outlined ? "" : " (focus not visible)"}`;
          }),
        );
      }
      assert.deepEqual(stops, [
        "Overview",
        "Copy this page as text",
        "Export this page as an HTML file…",
        "the page",
        "The week ends first: take Sonnet where it will do.",
        "Who spent it, and the price of a percent",
        "Past windows",
        "Pin to the status bar: harbour: Keep the last line of a torn transcript",
        "harbour Keep the last line of a torn transcript",
        "lighthouse Write the release notes",
        "Pin to the status bar: lighthouse: Write the release notes",
        "By model",
        "What advice saved",
        "Compact “harbour”",
        "Dismiss or snooze: Compact “harbour”",
        "Insert into its terminal",
        "Medium confidence",
        "The arithmetic",
      ]);
      await button("Insert into its terminal").press("Enter");
      assert.deepEqual(await dashboard().sent(), [{ type: "act", suggestionId: "compact:a" }]);
    });
    it("announces politely what changed enough", async () => {
      await open();
      await dashboard().show(snapshot());
      const live = dashboard().page.locator("[aria-live=polite]");
      assert.equal(await live.textContent(), "");
      const fuller = session({ context: knownContext({ percent: 71 }) });
      await dashboard().show(snapshot({ atHand: { session: fuller, why: "terminal" } }));
      assert.equal(await live.textContent(), "Context 71% full.");
    });
    it("moves nothing for who asked for that", async () => {
      await open({ reducedMotion: true });
      await dashboard().show(snapshot());
      const durations = await dashboard()
        .page.locator("bursar-gauge .fill")
        .evaluateAll((fills) => fills.map((fill) => getComputedStyle(fill).transitionDuration));
      assert.deepEqual(new Set(durations), new Set(["0s"]));
    });
    it("has its headings in order", async () => {
      await open();
      await dashboard().show(snapshot());
      const levels = await dashboard()
        .page.getByRole("heading")
        .evaluateAll((all) => all.map(({ tagName }) => Number(tagName[1])));
      assert.equal(levels[0], 1);
      for (const [index, level] of levels.entries()) assert.ok(level - (levels[index - 1] ?? 0) <= 1);
    });
  });

  describe("layout", () => {
    for (const theme of Object.keys(themes) as (keyof typeof themes)[]) {
      it(`has all of the first screen in an editor of 1280x800 in ${theme}, without scrolling`, async () => {
        // What VS Code leaves of it for a webview.
        await open({ theme, width: 1205, height: 698 });
        await dashboard().show(fullSnapshot());
        const { whole, seen } = await dashboard().page.evaluate(() => ({
          whole: document.documentElement.scrollHeight,
          seen: document.documentElement.clientHeight,
        }));
        assert.ok(whole <= seen, `${whole} px of ${seen}`);
        for (const name of ["Rate limits", "Session at hand", "Other live sessions", "Today", "Suggestions"]) {
          assert.equal(await section(name).count(), 1, name);
        }
        assert.equal(await section("Session at hand").getByRole("timer").count(), 1);
      });
    }
    for (const locale of [undefined, "de"] as const) {
      it(`has room on it for what came of an action${locale === undefined ? "" : `, in ${locale}`}`, async () => {
        await open({ width: 1205, height: 698, ...(locale === undefined ? {} : { locale }) });
        await dashboard().show(fullSnapshot({ followUps: [followUp()] }));
        assert.equal(await dashboard().page.locator("bursar-follow-ups li").count(), 1);
        const { whole, seen } = await dashboard().page.evaluate(() => ({
          whole: document.documentElement.scrollHeight,
          seen: document.documentElement.clientHeight,
        }));
        assert.ok(whole <= seen, `${whole} px of ${seen}`);
      });
    }
    it("draws the bars of all windows in one line", async () => {
      await open({ width: 1205, height: 698 });
      await dashboard().show(fullSnapshot());
      for (const part of ["bursar-gauge", "bursar-sparkline"]) {
        const boxes = await Promise.all(
          (await dashboard().page.locator(`bursar-window-tile ${part}`).all()).map((each) => each.boundingBox()),
        );
        assert.ok(boxes.length > 1);
        assert.equal(new Set(boxes.map((box) => box?.y)).size, 1, part);
      }
    });
    it("moves nothing when figures change", async () => {
      await open({ width: 1205, height: 698 });
      await dashboard().show(fullSnapshot());
      const places = (): Promise<unknown> =>
        Promise.all(["Session at hand", "Other live sessions", "Today"].map((name) => section(name).boundingBox()));
      const before = await places();
      const context = knownContext({ tokens: 9_400, percent: 4.7, runway: 157_000 });
      const fresh = session({ context, cost: cost({ usd: 1004.5 }), cache: cache({ expiresAt: NOW + 5 * MINUTE }) });
      const usual = { ...usualDay, soFar: { low: 0.4, mid: 0.9, high: 1.1 } };
      await dashboard().show(
        fullSnapshot({
          atHand: { session: fresh, why: "terminal" },
          live: [fresh, ...fullSnapshot().live.slice(1)],
          usualDay: usual,
        }),
      );
      assert.deepEqual(await places(), before);
    });
    for (const [width, locale] of [[320], [360], [600], [980], [2000], [320, "de"]] as const) {
      it(`never scrolls sideways at ${width} px${locale === undefined ? "" : `, in ${locale}`}`, async () => {
        await open({ width, ...(locale === undefined ? {} : { locale }) });
        const cold = session({ cache: cache({ expiresAt: NOW - 12 * MINUTE, source: "estimated" }) });
        const long = session({
          sessionId: "c",
          project: "a-monorepo-with-a-rather-long-name",
          title: "Investigate why the nightly job of the reporting service fails",
          context: { kind: "compacted", estimate: 18_200, window: 200_000, asOf: NOW },
          cost: cost({ usd: 1234.5, unpricedRequests: 40 }),
        });
        const message = `${"/home/ada/a/very/long/path".repeat(6)} cannot be read.`;
        const index = { kind: "indexing", filesDone: 1, files: 9, bytesDone: 1, bytes: 9, startedAt: NOW } as const;
        const base = snapshot();
        await dashboard().show(
          snapshot({
            index,
            atHand: { session: cold, why: "lastInWorkspace" },
            live: [...base.live, long],
            notices: [{ id: "n", level: "error", message, remedy: "Give your user the right to read it." }],
            suggestions: [suggestion(), switchModel, subagentModel],
            followUps: [
              followUp({ sessionId: "b", sessionName: "a-monorepo-with-a-rather-long-name", command: "/model sonnet" }),
            ],
            unpriced: [{ model: "a-model-with-a-long-name-20261118", requests: 12 }],
          }),
        );
        const wide = await dashboard().page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${wide} px wide`);
      });
    }
  });

  it("is a small bundle", async () => {
    await open();
    assert.ok(server().scriptSize < 500_000, `${server().scriptSize} bytes`);
  });
});
