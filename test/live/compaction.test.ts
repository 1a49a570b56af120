import assert from "node:assert/strict";
import type { ClaudeTerminal } from "./claudeTerminal.ts";
import { growAndCommit, initRepository, MAY_USE_GIT } from "./committedWork.ts";
import { type Desk, openDesk } from "./desk.ts";
import { oneStory } from "./oneStory.ts";

/** What the session is about, as its user says: the command that keeps it takes two rows of the terminal. */
const SUBJECT = "the parser of the order lines, its tests, and the mistakes that it tells the customers of";
const COMMAND = `/compact Focus on ${SUBJECT}`;

describe("compacting at a click", () => {
  oneStory();
  let desk: Desk;
  let claude: ClaudeTerminal;
  let compact: string;

  before(async () => {
    desk = await openDesk("compaction", { account: "key", settings: MAY_USE_GIT, past: true });
    await initRepository(desk.home.folder);
  });
  after(() => desk.close());

  it("is suggested when the session has grown and its work is committed", async () => {
    const { steps, startClaude, suggestions, api } = desk;
    claude = await steps.step("claude at its prompt", startClaude);
    await steps.step("nothing to suggest", async () => {
      await suggestions.open();
      assert.equal(await desk.workbench.webview().locator("bursar-suggestion-card").count(), 0);
    });
    await steps.step("committed and suggested", async () => {
      await growAndCommit(desk, claude);
      await claude.untilShown(/Committed [0-9a-f]{7}/);
      await claude.submit(`/rename ${SUBJECT}`);
      compact = `Compact “${SUBJECT}”`;
      // The name is known before the words that a summary is to keep.
      await suggestions.untilThere(compact);
      await suggestions.untilThere(COMMAND);
    });
    assert.equal(
      api.answered.some(({ asks }) => asks.kind === "summary"),
      false,
    );
  });

  it("puts the command into the empty prompt, and offers to press Enter", async () => {
    const { steps, api, suggestions } = desk;
    const before = api.answered.length;
    await steps.step("inserted and offered", async () => {
      await suggestions.insert(compact);
      await claude.untilPrompt(COMMAND);
      await suggestions.untilTold("press Enter there to send it");
    });
    await steps.step("accepted and erased", async () => {
      const offer = await suggestions.untilTold("press Enter there to send it");
      await offer.getByText("Press Enter for Me from Now On").click();
      // It clears a row at a time, and the break before it.
      await claude.press("Control+u", "Control+u", "Control+u");
      await claude.untilPrompt("");
    });
    assert.equal(api.answered.length, before);
  });

  it("compacts for real with the next click, and the gauge falls", async () => {
    const { steps, api, suggestions, untilMeter, ask } = desk;
    const before = api.answered.length;
    await untilMeter("the grown context", (text) => text.startsWith("32% ctx"));
    await steps.step("compacted", async () => {
      await suggestions.insert(compact);
      await claude.untilShown(/Compacted/);
      await untilMeter("compacted", (text) => text.startsWith("compacted"));
    });
    assert.deepEqual(
      api.answered.slice(before).map(({ asks }) => asks.kind),
      ["summary"],
    );
    await steps.step("the gauge has fallen", async () => {
      const { contextPercent } = await ask(claude, "What now");
      assert.equal(contextPercent, 2);
      await untilMeter("the small context", (text) => text.startsWith("2% ctx"));
      await suggestions.untilGone(compact);
    });
  });

  it("is followed up: what it came to stands in the dashboard", async () => {
    const { steps, ask, workbench } = desk;
    await steps.step("followed up", async () => {
      for (const prompt of ["And then", "And after that", "And at last"]) await ask(claude, prompt);
      const line = workbench.webview().locator("bursar-follow-ups li", { hasText: /Compacted .*: 32\dK\s→\s2\dK/ });
      await line.first().waitFor({ timeout: 20_000 });
      await line.first().scrollIntoViewIfNeeded();
      assert.match(await line.first().innerText(), /paid back after \d+ requests?, \$\d+\.\d\d saved so far/);
    });
  });

  it("asked nobody but the fake API", () => {
    assert.deepEqual(desk.api.refused, []);
  });
});
