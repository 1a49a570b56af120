import assert from "node:assert/strict";
import type { ClaudeTerminal } from "./claudeTerminal.ts";
import { growAndCommit, initRepository, MAY_USE_GIT } from "./committedWork.ts";
import { type Desk, openDesk } from "./desk.ts";
import { oneStory } from "./oneStory.ts";

describe("two sessions in two terminals", () => {
  oneStory();
  let desk: Desk;
  let left: ClaudeTerminal;
  let right: ClaudeTerminal;

  before(async () => {
    desk = await openDesk("two sessions", {
      account: "key",
      settings: MAY_USE_GIT,
      past: true,
      vscodeSettings: { "bursar.actions.pressEnter": "never" },
    });
    await initRepository(desk.home.folder);
  });
  after(() => desk.close());

  const compactOf = async (claude: ClaudeTerminal): Promise<string> => `Compact “${await claude.name()}”`;

  it("have a suggestion each", async () => {
    const { steps, startClaude, suggestions, workbench } = desk;
    // Room for two.
    await workbench.runCommand("View: Toggle Primary Side Bar Visibility");
    left = await steps.step("one", startClaude);
    right = await steps.step("and another beside it", () => startClaude({ beside: true }));
    await steps.step("the right one", () => growAndCommit(desk, right));
    await steps.step("the left one", () => growAndCommit(desk, left));
    await steps.step("both suggested", async () => {
      await suggestions.open();
      await suggestions.untilThere(await compactOf(left));
      await suggestions.untilThere(await compactOf(right));
    });
  });

  it("each receive only what is theirs, whichever has the keyboard", async () => {
    const { api, steps, suggestions } = desk;
    const before = api.answered.length;
    await steps.step("into the right one", async () => {
      await left.press("Escape");
      await suggestions.insert(await compactOf(right));
      await right.untilPrompt("/compact");
      assert.equal(await left.prompt(), "");
    });
    await steps.step("into the left one", async () => {
      await suggestions.insert(await compactOf(left));
      await left.untilPrompt("/compact");
      await right.untilPrompt("/compact");
    });
    assert.equal(api.answered.length, before);
  });

  it("are still themselves: what the user then sends goes on in each", async () => {
    const { api, steps } = desk;
    await steps.step("sent in the right one", async () => {
      const before = api.answered.length;
      await right.press("Enter");
      await right.untilShown(/Compacted/);
      await left.untilPrompt("/compact");
      assert.deepEqual(
        api.answered.slice(before).map(({ asks, sessionId }) => [asks.kind, sessionId]),
        [["summary", await right.sessionId()]],
      );
    });
  });

  it("asked nobody but the fake API", () => {
    assert.deepEqual(desk.api.refused, []);
  });
});
