import assert from "node:assert/strict";
import { read, useDashboard } from "./dashboardSuite.ts";
import { fullSnapshot, session, snapshot } from "./snapshots.ts";

describe("the dashboard's tabs", () => {
  const { open, section, button, dashboard } = useDashboard();

  const tab = (name: string) => dashboard().page.getByRole("tab", { name, exact: true });
  const chosen = () => dashboard().page.getByRole("tab", { selected: true });
  const pages = () =>
    dashboard().page.evaluate(() =>
      [...(document.querySelector("bursar-dashboard")?.shadowRoot?.querySelectorAll("bursar-tabs > [slot]") ?? [])]
        .map(({ localName }) => localName)
        .filter((name) => name.endsWith("-page")),
    );

  it("are a list of which one is chosen, with a panel that it names", async () => {
    await open();
    await dashboard().show(snapshot());
    assert.deepEqual(await dashboard().page.getByRole("tablist").getByRole("tab").allInnerTexts(), [
      "Overview",
      "Sessions",
      "History",
      "Models",
      "Settings & sources",
    ]);
    assert.equal(await chosen().innerText(), "Overview");
    assert.equal(await dashboard().page.getByRole("tabpanel", { name: "Overview" }).count(), 1);
    assert.equal(await dashboard().page.getByRole("tabpanel").count(), 1);
  });

  it("are chosen by arrows, Home and End, as one stop for the Tab key", async () => {
    await open();
    await dashboard().show(snapshot());
    await dashboard().page.keyboard.press("Tab");
    const seen: string[] = [];
    for (const key of ["ArrowRight", "ArrowRight", "End", "ArrowRight", "ArrowLeft", "Home"]) {
      await dashboard().page.keyboard.press(key);
      const focused = dashboard().page.locator("[role=tab]:focus");
      assert.equal(await focused.getAttribute("aria-selected"), "true");
      seen.push((await focused.innerText()).trim());
    }
    assert.deepEqual(seen, ["Sessions", "History", "Settings & sources", "Overview", "Settings & sources", "Overview"]);
    await dashboard().page.keyboard.press("Tab");
    assert.equal(await dashboard().page.locator("[role=tab]:focus").count(), 0);
  });

  it("remember the chosen one", async () => {
    await open();
    await dashboard().show(snapshot());
    await tab("Models").click();
    const state = await dashboard().state();
    assert.deepEqual(state, { open: [], chosen: { page: "models" } });
    await dashboard().page.close();
    await open({ state });
    await dashboard().show(snapshot());
    assert.equal(await chosen().innerText(), "Models");
    assert.deepEqual(await pages(), ["bursar-models-page"]);
  });

  it("fall back on the first when what was remembered is none of them", async () => {
    await open({ state: { open: [], chosen: { page: "nowhere" } } });
    await dashboard().show(snapshot());
    assert.equal(await chosen().innerText(), "Overview");
  });

  it("make a page when it is first shown, and give none but the shown one news", async () => {
    await open();
    await dashboard().show(snapshot());
    assert.deepEqual(await pages(), ["bursar-overview-page"]);
    await tab("Settings & sources").click();
    assert.deepEqual(await pages(), ["bursar-overview-page", "bursar-settings-page"]);

    const renamed = session({ project: "anchorage" });
    await dashboard().show(snapshot({ atHand: { session: renamed, why: "terminal" } }));
    const projects = () =>
      dashboard().page.evaluate(() => {
        const root = document.querySelector("bursar-dashboard")?.shadowRoot;
        return ["overview", "settings"].map((name) => {
          const page = root?.querySelector(`bursar-${name}-page`) as unknown as {
            snapshot: { atHand: { session: { project: string } } };
          };
          return page.snapshot.atHand.session.project;
        });
      });
    assert.deepEqual(await projects(), ["harbour", "anchorage"]);
    await tab("Overview").click();
    assert.deepEqual(await projects(), ["anchorage", "anchorage"]);
  });

  it("open a session where a row asks for it, and take the reader there", async () => {
    await open();
    await dashboard().show(fullSnapshot());
    await button("lighthouse Write the release notes").click();
    assert.equal(await chosen().innerText(), "Sessions");
    const opened = dashboard().page.locator("bursar-sessions-page");
    assert.equal(await opened.evaluate((page) => (page as unknown as { sessionId: string }).sessionId), "b");
    assert.equal(await dashboard().page.locator("[role=tabpanel]:focus").count(), 1);
    await opened.evaluate((page) => page.dispatchEvent(new CustomEvent("open", { detail: null })));
    await dashboard().settled();
    assert.equal(await opened.evaluate((page) => (page as unknown as { sessionId: null }).sessionId), null);
  });

  it("lead from many live sessions to all of them", async () => {
    await open();
    const live = Array.from({ length: 7 }, (_, index) => session({ sessionId: `s${index}` }));
    await dashboard().show(snapshot({ atHand: null, live }));
    assert.equal(await section("Live sessions").getByRole("listitem").count(), 3);
    await button("4 more live sessions").click();
    assert.equal(await chosen().innerText(), "Sessions");
  });

  it("hand the shown page over as text, and as a file", async () => {
    await open();
    await dashboard().show(snapshot());
    await button("Copy this page as text").click();
    assert.equal(await dashboard().page.locator("[aria-live=polite]").textContent(), "Copied.");
    await button("Export this page as an HTML file…").click();
    const [copied, exported] = await dashboard().sent();
    assert.ok(copied?.type === "copyText" && exported?.type === "exportPage");
    assert.match(copied.text, /Rate limits[^]*Session at hand[^]*62%[^]*Today/);
    assert.match(exported.html, /^<!DOCTYPE html>[^]*Bursar: Overview[^]*As of 18 Nov, 14:05\./);
  });
});

describe("the tab of settings and sources", () => {
  const { open, section, button, dashboard } = useDashboard({ state: { open: [], chosen: { page: "settings" } } });

  it("says what is read, how it goes and how old it is", async () => {
    await open();
    const unreadable = { kind: "unreadable", reason: "permission denied" } as const;
    await dashboard().show(
      snapshot({
        configDirs: [
          { path: "/home/ada/.claude", origin: "default", state: { kind: "ok", files: 412, sessions: 96 } },
          { path: "/srv/claude", origin: "bursar.configDirs", state: unreadable },
        ],
      }),
    );
    assert.equal(
      await read(section("What is read")),
      "What is read as of <1 min ago /home/ada/.claude 412 files, 96 sessions (Claude Code’s default) /srv/claude cannot be read: permission denied (from the setting bursar.configDirs) Name a Directory",
    );
  });
  it("says which account is connected, and where each reading comes from", async () => {
    await open();
    const [view] = fullSnapshot().windows;
    assert.ok(view);
    await dashboard().show(snapshot({ windows: [{ ...view, connected: false }] }));
    assert.match(
      await read(section("Live limits")),
      /\/home\/ada\/\.claude Connect Live Limits 5-hour cached, 12 min ago, from Claude Code’s usage note 7-day cached/,
    );
    await section("Live limits").getByRole("button").click();
    assert.deepEqual((await dashboard().sent()).at(-1), { type: "connect", configDir: "/home/ada/.claude" });
    await dashboard().show(snapshot({ windows: [{ ...view, connected: true }] }));
    assert.match(await read(section("Live limits")), /connected 5-hour/);
    assert.equal(await section("Live limits").getByRole("button").count(), 0);
  });
  it("describes the store, or why it cannot", async () => {
    await open();
    await dashboard().show(snapshot());
    assert.match(await read(section("Bursar’s store")), /File \/home\/ada\/\S+ Size 42 MB .* Last backup 9 h ago/);
    await dashboard().page.close();
    await open({
      answers: {
        storeView: () => {
          throw new Error("The engine does not answer.");
        },
      },
    });
    await dashboard().show(snapshot());
    assert.equal(await read(section("Bursar’s store").getByRole("alert")), "The engine does not answer.");
  });
  it("names the source of each price, and what has none", async () => {
    await open();
    await dashboard().show(snapshot({ unpriced: [{ model: "glm-4.6", requests: 12 }] }));
    assert.match(
      await read(section("Prices")),
      /Sonnet 5\.5 list price .* glm-4\.6 no price known: 12 requests in no sum Set a Price/,
    );
  });
  for (const width of [320, 2000]) {
    it(`never scrolls sideways at ${width} px`, async () => {
      await open({ width });
      const path = "/home/ada/a/very/long/path".repeat(6);
      await dashboard().show(
        snapshot({
          configDirs: [
            { path, origin: "bursar.configDirs", state: { kind: "unreadable", reason: "permission denied" } },
          ],
          unpriced: [{ model: "a-model-with-a-rather-long-name-20261118", requests: 12 }],
        }),
      );
      const wide = await dashboard().page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${wide} px wide`);
    });
  }
  it("opens each setting", async () => {
    await open();
    await dashboard().show(snapshot());
    await button("Change: Pressing Enter after a command").click();
    await button("All Settings").click();
    await button("Set a Price").click();
    assert.deepEqual(
      (await dashboard().sent()).filter(({ type }) => type === "openSettings"),
      [
        { type: "openSettings", setting: "bursar.actions.pressEnter" },
        { type: "openSettings", setting: null },
        { type: "openSettings", setting: "bursar.prices" },
      ],
    );
  });
});
