import assert from "node:assert/strict";
import type { ClaudeTerminal } from "./claudeTerminal.ts";
import { initRepository, MAY_USE_GIT } from "./committedWork.ts";
import { claudeSettings } from "./connectLimits.ts";
import { type Desk, openDesk } from "./desk.ts";
import { oneStory } from "./oneStory.ts";

/** Of the last ten prompts seven must be simple; the very last one is not judged. */
const SIMPLE_PROMPTS = 11;

describe("another model at a click", () => {
  oneStory();
  let desk: Desk;
  let claude: ClaudeTerminal;
  let title: string;

  before(async () => {
    desk = await openDesk("model", {
      account: "key",
      settings: MAY_USE_GIT,
      past: true,
      vscodeSettings: { "bursar.actions.pressEnter": "always" },
    });
    await initRepository(desk.home.folder);
    desk.api.growth.next = 300;
  });
  after(() => desk.close());

  it("is suggested after prompts that a smaller one would have done for", async () => {
    const { steps, startClaude, suggestions, ask } = desk;
    claude = await steps.step("claude at its prompt", startClaude);
    await suggestions.open();
    await steps.step("simple prompts", async () => {
      for (let prompt = 1; prompt <= SIMPLE_PROMPTS; prompt++) await ask(claude, `RUN git branch --list v${prompt}`, 2);
    });
    await steps.step("suggested", async () => {
      const card = await suggestions.untilThere("Go on with");
      title = (await card.getByRole("heading").innerText()).trim();
      assert.ok(title.includes(await claude.name()), title);
    });
  });

  it("sends the command, and leaves Claude Code's own question to the user", async () => {
    const { api, steps, suggestions } = desk;
    const [asked, settings] = [api.answered.length, await claudeSettings(desk)];
    await steps.step("clicked", async () => {
      await suggestions.insert(title);
      await claude.untilStatus("waiting");
      await claude.untilShown(/Switch model\?[^]*❯ 1\. Yes, switch to[^]*Enter to confirm/);
    });
    await steps.step("clicked once more", async () => {
      const question = await claude.screen();
      await suggestions.insert(title);
      await suggestions.untilTold(/Copied \/model \w+ to the clipboard\. Claude Code is asking you something/);
      assert.equal(await claude.screen(), question);
    });
    assert.equal(api.answered.length, asked);
    assert.equal(await claudeSettings(desk), settings);
  });

  it("is another model when the user has said yes, and followed up", async () => {
    const { api, steps, suggestions, ask, workbench } = desk;
    await steps.step("the user says yes", async () => {
      await suggestions.clearMessages();
      await claude.answerDialog("Enter");
      await claude.untilStatus("idle");
      await claude.untilShown(/Set model to/);
    });
    await steps.step("followed up", async () => {
      await ask(claude, "What now");
      const before = api.answered.at(-2)?.model ?? "";
      const now = api.answered.at(-1)?.model ?? "";
      assert.match(before, /opus/);
      assert.match(now, /haiku|sonnet/);
      const line = workbench.webview().locator("bursar-follow-ups li", { hasText: /Switched to \w+ / });
      await line.first().waitFor({ timeout: 20_000 });
      await line.first().scrollIntoViewIfNeeded();
      await suggestions.untilGone(title);
    });
    // As the suggestion said: it is the default from now on.
    assert.match(await claudeSettings(desk), /"model": "\w+"/);
  });

  it("asked nobody but the fake API", () => {
    assert.deepEqual(desk.api.refused, []);
  });
});
