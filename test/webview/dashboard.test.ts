import assert from "node:assert/strict";
import { read, useDashboard } from "./dashboardSuite.ts";
import {
  cache,
  cost,
  days,
  emptySnapshot,
  followUp,
  HOUR,
  knownContext,
  MINUTE,
  modelSpend,
  NOW,
  session,
  snapshot,
  spend,
  subagentModel,
  suggestion,
  switchModel,
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
        "Session at hand in the focused terminal harbour Keep the last line of a torn transcript Working 62% of context $4.12 this session 42K to auto-compact 124K of 200K tokens Opus 5.5 measured, <1 min ago",
      );
    });
    it("show every other live one, once", async () => {
      await open();
      await dashboard().show(snapshot());
      const rows = section("Other live sessions").getByRole("listitem");
      assert.equal(await rows.count(), 1);
      assert.match(
        await read(rows),
        /lighthouse Write the release notes Waiting for you: permission prompt 74% of context ≥ \$1\.37 19K to auto-compact Sonnet 5\.5/,
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
      assert.match(await read(section("Session at hand")), /\$0\.00 this session Context not known yet.*No model yet/);
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

  describe("cost", () => {
    it("shows three periods with their total and models", async () => {
      await open();
      await dashboard().show(snapshot());
      const text = await read(section("Cost"));
      assert.match(text, /Today \$11\.81 Opus 5\.5 \$8\.93 Sonnet 5\.5 \$2\.28 Haiku 4\.5 \$0\.61/);
      assert.match(text, /7 days \$56\.03/);
      assert.match(text, /30 days ≥ \$189\.24 Sonnet 5\.5 ≥ \$111\.90/);
      assert.equal(text.match(/list-price equivalent/g)?.length, 1);
      assert.match((await section("Cost").getByText("≥ $111.90").getAttribute("title")) ?? "", /^≥: for 9 requests/);
    });
    it("adds what Claude Code reported, and names the parts and where a price comes from on hover", async () => {
      await open();
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
      await open();
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
      await open();
      await dashboard().show(snapshot());
      await section("Cost").getByText("Tokens by kind").click();
      await section("Cost").getByRole("columnheader", { name: "Cache write" }).waitFor();
      assert.deepEqual(await dashboard().state(), { open: ["tokens"] });
      await dashboard().page.close();
      await open({ state: { open: ["tokens"] } });
      await dashboard().show(snapshot());
      await section("Cost").getByRole("columnheader", { name: "Cache write" }).waitFor();
    });
  });

  describe("the chart", () => {
    /** How many of the canvas's pixels have this colour. */
    async function pixels(hex: string): Promise<number> {
      return dashboard()
        .page.locator("canvas")
        .evaluate((canvas, hex) => {
          if (!(canvas instanceof HTMLCanvasElement)) throw new Error("No canvas.");
          // Read from a copy: reading makes Chromium draw the original another way.
          const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
          copy?.drawImage(canvas, 0, 0);
          const data = copy?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
          const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
          let count = 0;
          for (let at = 0; at < data.length; at += 4) {
            if (data[at] === r && data[at + 1] === g && data[at + 2] === b) count++;
          }
          return count;
        }, hex);
    }

    it("draws each model in a colour of the theme, and follows a change of theme", async () => {
      await open();
      await dashboard().show(snapshot());
      assert.ok((await pixels(themes.dark.variables["charts-purple"] ?? "")) > 1000);
      assert.ok((await pixels(themes.dark.variables["charts-yellow"] ?? "")) > 1000);
      await dashboard().setTheme("light");
      assert.ok((await pixels(themes.light.variables["charts-purple"] ?? "")) > 1000);
      assert.equal(await pixels(themes.dark.variables["charts-purple"] ?? ""), 0);
    });
    it("is updated in place", async () => {
      await open();
      await dashboard().show(snapshot());
      const canvas = await dashboard().page.locator("canvas").elementHandle();
      const yellow = themes.dark.variables["charts-yellow"] ?? "";
      const before = await pixels(yellow);
      const withoutOpus = days().map((day) => ({
        ...day,
        byModel: day.byModel.filter(({ name }) => name !== "Opus 5.5"),
      }));
      await dashboard().show(snapshot({ days: withoutOpus }));
      assert.ok((await pixels(yellow)) !== before);
      await dashboard().show(snapshot());
      assert.equal(await pixels(yellow), before);
      assert.equal(await canvas.evaluate((element) => element.isConnected), true);
    });
    it("can be read as text", async () => {
      await open();
      await dashboard().show(snapshot());
      await dashboard()
        .page.getByRole("img", { name: /Bar chart, by model\. last 30 days, most on 11 Nov: \$13\.50/ })
        .waitFor();
      await section("Cost per day").getByText("Show as table").press("Enter");
      const rows = section("Cost per day").getByRole("row");
      assert.equal(await rows.count(), 31);
      assert.match(await read(rows.nth(1)), /^18 Nov \$11\.81 /);
    });
    it("gives way to words when nothing was spent", async () => {
      await open();
      const quiet = emptySnapshot().days;
      await dashboard().show(snapshot({ days: quiet }));
      assert.match(await read(section("Cost per day")), /nothing in the last 30 days/);
      assert.equal(await dashboard().page.locator("canvas").isVisible(), false);
    });
  });

  describe("states", () => {
    it("no Claude Code: what was looked for, what to do", async () => {
      await open();
      await dashboard().show(emptySnapshot());
      await dashboard().page.getByRole("heading", { name: "No Claude Code found" }).waitFor();
      assert.match(await read(dashboard().page.getByRole("listitem")), /\/home\/ada\/\.claude not there/);
      await button("Open Settings").click();
      await button("Show Log").click();
      assert.deepEqual(await dashboard().sent(), [{ type: "openSettings" }, { type: "showLog" }]);
    });
    it("Claude Code without sessions", async () => {
      await open();
      const state = { kind: "ok", files: 0, sessions: 0 } as const;
      await dashboard().show(emptySnapshot({ configDirs: [{ path: "/home/ada/.claude", origin: "default", state }] }));
      await dashboard().page.getByRole("heading", { name: "No sessions yet" }).waitFor();
    });
    it("indexing: how far, with the figures so far", async () => {
      await open();
      const index = {
        kind: "indexing",
        filesDone: 1204,
        files: 6612,
        bytesDone: 21e7,
        bytes: 42e7,
        startedAt: NOW,
      } as const;
      await dashboard().show(snapshot({ index }));
      const bar = dashboard().page.getByRole("progressbar");
      assert.equal(await bar.getAttribute("aria-valuenow"), "50");
      await dashboard().page.getByText("1,204 of 6,612 files, 210 MB of 420 MB.").waitFor();
      assert.equal(await section("Session at hand").count(), 1);
    });
    it("indexing before the first session is found", async () => {
      await open();
      const index = { kind: "indexing", filesDone: 0, files: 0, bytesDone: 0, bytes: 0, startedAt: NOW } as const;
      await dashboard().show(emptySnapshot({ index }));
      await dashboard().page.getByText("No session found so far.").waitFor();
      assert.equal(await dashboard().page.getByRole("heading", { name: "No Claude Code found" }).count(), 0);
    });
    it("live sessions of which none is at hand", async () => {
      await open();
      await dashboard().show(snapshot({ atHand: null }));
      assert.equal(await section("Live sessions").getByRole("listitem").count(), 2);
    });
    it("a notice with its remedy", async () => {
      await open();
      const notice = { id: "n", level: "warning", message: "The ledger is full.", remedy: "Free some space." } as const;
      await dashboard().show(snapshot({ notices: [notice] }));
      assert.equal(
        await read(dashboard().page.getByRole("status").filter({ hasText: "ledger" })),
        "Warning: The ledger is full. Free some space.",
      );
    });
    it("a dead engine: the last figures stay, marked; they lose the mark with the next Snapshot", async () => {
      await open();
      await dashboard().show(snapshot());
      await dashboard().tell({ type: "engineDown", message: "Bursar's engine has stopped." });
      assert.match(await read(dashboard().page.getByRole("alert")), /has stopped\. What you see is from 14:05\./);
      assert.equal(await section("Session at hand").count(), 1);
      await dashboard().show(snapshot());
      assert.equal(await dashboard().page.getByRole("alert").count(), 0);
    });
    it("an unreadable directory at the foot", async () => {
      await open();
      const state = { kind: "unreadable", reason: "permission denied" } as const;
      await dashboard().show(snapshot({ configDirs: [{ path: "/srv/claude", origin: "bursar.configDirs", state }] }));
      await dashboard().page.getByText("cannot be read: permission denied").waitFor();
    });
  });

  describe("for every reader", () => {
    it("works by keyboard alone, with a visible focus at every stop", async () => {
      await open();
      await dashboard().show(snapshot());
      const stops: string[] = [];
      for (let press = 0; press < 15; press++) {
        await dashboard().page.keyboard.press("Tab");
        stops.push(
          await dashboard().page.evaluate(() => {
            let element = document.activeElement;
            while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
            if (element === null) return "nothing";
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
        "The week ends first: take Sonnet where it will do.",
        "Who spent it, and the price of a percent",
        "Past windows",
        "Pin to the status bar: harbour: Keep the last line of a torn transcript",
        "Pin to the status bar: lighthouse: Write the release notes",
        "Compact “harbour”",
        "Dismiss or snooze: Compact “harbour”",
        "Insert into its terminal",
        "Medium confidence",
        "The arithmetic",
        "What advice saved",
        "Show as table",
        "Tokens by kind",
        "Settings",
        "Log",
      ]);
      await dashboard().page.keyboard.press("Enter");
      await button("Insert into its terminal").press("Enter");
      assert.deepEqual(await dashboard().sent(), [{ type: "showLog" }, { type: "act", suggestionId: "compact:a" }]);
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
      it(`shows limits, session, three suggestions and today's cost on a first screen of 1280x800 in ${theme}`, async () => {
        await open({ theme });
        const suggestions = [suggestion(), switchModel, subagentModel];
        await dashboard().show(snapshot({ suggestions, followUps: [followUp(), followUp({ id: 2 })] }));
        const first = [
          section("Rate limits"),
          section("Session at hand"),
          section("Suggestions"),
          section("Cost").getByRole("table", { name: "Today, by model" }),
        ];
        for (const part of first) {
          const box = await part.boundingBox();
          assert.ok(
            box && box.y + box.height <= 800,
            `${await read(part)} ends at ${(box?.y ?? 0) + (box?.height ?? 0)} px`,
          );
        }
      });
    }
    for (const width of [320, 360, 600, 980, 2000]) {
      it(`never scrolls sideways at ${width} px`, async () => {
        await open({ width });
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
    assert.ok(server().scriptSize < 350_000, `${server().scriptSize} bytes`);
  });
});
