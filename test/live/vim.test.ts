import assert from "node:assert/strict";
import type { ClaudeTerminal } from "./claudeTerminal.ts";
import { growAndCommit, initRepository, MAY_USE_GIT } from "./committedWork.ts";
import { type Desk, openDesk } from "./desk.ts";
import { oneStory } from "./oneStory.ts";

describe("a click with vim keys on", () => {
  oneStory();
  let desk: Desk;
  let claude: ClaudeTerminal;
  let compact: string;

  before(async () => {
    desk = await openDesk("vim", {
      account: "key",
      settings: { ...MAY_USE_GIT, editorMode: "vim" },
      past: true,
      vscodeSettings: { "bursar.actions.pressEnter": "always" },
    });
    await initRepository(desk.home.folder);
  });
  after(() => desk.close());

  it("is possible: compacting is suggested", async () => {
    const { steps, startClaude, suggestions } = desk;
    claude = await steps.step("claude at its prompt", startClaude);
    compact = `Compact “${await claude.name()}”`;
    await steps.step("suggested", async () => {
      await suggestions.open();
      await growAndCommit(desk, claude);
      await suggestions.untilThere(compact);
      await claude.untilShown(/-- INSERT --/);
    });
  });

  it("types nothing in NORMAL mode", async () => {
    const { api, steps, suggestions } = desk;
    const before = api.answered.length;
    await steps.step("clicked in NORMAL mode", async () => {
      await claude.press("Escape");
      await claude.untilNotShown(/-- INSERT --/);
      await suggestions.insert(compact);
      const message = await suggestions.untilTold("Copied /compact to the clipboard.");
      assert.match(await message.innerText(), /NORMAL mode: press i/);
      await claude.untilPrompt("");
    });
    assert.equal(api.answered.length, before);
  });

  it("compacts in INSERT mode", async () => {
    const { api, steps, suggestions } = desk;
    const before = api.answered.length;
    await steps.step("clicked in INSERT mode", async () => {
      await claude.press("i");
      await claude.untilShown(/-- INSERT --/);
      await suggestions.insert(compact);
      await claude.untilShown(/Compacted/);
    });
    assert.deepEqual(
      api.answered.slice(before).map(({ asks }) => asks.kind),
      ["summary"],
    );
  });

  it("asked nobody but the fake API", () => {
    assert.deepEqual(desk.api.refused, []);
  });
});
