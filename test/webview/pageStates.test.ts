import assert from "node:assert/strict";
import { read, useDashboard } from "./dashboardSuite.ts";
import {
  emptySnapshot,
  errorSnapshot,
  firstRunSnapshot,
  indexingSnapshot,
  NOW,
  nothingLiveSnapshot,
  snapshot,
  staleSnapshot,
} from "./snapshots.ts";

describe("the dashboard's states", () => {
  const { open, section, button, dashboard } = useDashboard();

  it("no Claude Code: what was looked for, what to do", async () => {
    await open();
    await dashboard().show(emptySnapshot());
    await dashboard().page.getByRole("heading", { name: "No Claude Code found" }).waitFor();
    assert.match(await read(dashboard().page.getByRole("listitem")), /\/home\/ada\/\.claude not there/);
    await button("Name a Directory").click();
    await button("Show Log").click();
    assert.deepEqual(await dashboard().sent(), [
      { type: "openSettings", setting: "bursar.configDirs" },
      { type: "showLog" },
    ]);
  });
  it("Claude Code without sessions: three steps, and the way to each", async () => {
    await open();
    await dashboard().show(firstRunSnapshot());
    const welcome = section("Welcome to Bursar");
    assert.deepEqual(await welcome.getByRole("heading", { level: 3 }).allTextContents(), [
      "See the meter",
      "Connect live limits",
      "Act on a suggestion",
    ]);
    await button("Open the Walkthrough").click();
    await button("Connect Live Limits").click();
    assert.deepEqual(await dashboard().sent(), [
      { type: "openWalkthrough" },
      { type: "connect", configDir: "/home/ada/.claude" },
    ]);
  });
  it("nothing live: what was last, how to begin, and the history", async () => {
    await open();
    await dashboard().show(nothingLiveSnapshot());
    await dashboard()
      .page.getByText(/^\s*No session is live\./)
      .waitFor();
    assert.match(await read(section("Last session")), /Ended 3 h ago/);
    assert.equal(await section("Today").count(), 1);
    await dashboard().page.getByRole("tab", { name: "History" }).click();
    assert.equal(await dashboard().page.locator("bursar-history-page").count(), 1);
  });
  it("a stale source: how old what is shown is", async () => {
    await open();
    await dashboard().show(staleSnapshot());
    assert.match(await read(section("Rate limits")), /cached, 7 h ago/);
  });
  it("indexing: how far, with the figures so far", async () => {
    await open();
    await dashboard().show(indexingSnapshot());
    const bar = dashboard().page.getByRole("progressbar");
    assert.equal(await bar.getAttribute("aria-valuenow"), "25");
    await dashboard().page.getByText("1,204 of 6,612 files, 105 MB of 420 MB.").waitFor();
    await dashboard().page.getByText("about 2 min left").waitFor();
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
  it("an error with its remedy, above figures that stay", async () => {
    await open();
    await dashboard().show(errorSnapshot());
    assert.match(await read(dashboard().page.getByRole("alert")), /^Error: .* permission denied\. Give your user/);
    assert.equal(await section("Session at hand").count(), 1);
  });
});
