import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ClaudeTerminal } from "./claudeTerminal.ts";
import { commit, growAndCommit, initRepository, MAY_USE_GIT } from "./committedWork.ts";
import { type Desk, openDesk } from "./desk.ts";
import { oneStory } from "./oneStory.ts";
import { until } from "./until.ts";

describe("a click that would not reach an empty prompt", () => {
  oneStory();
  let desk: Desk;
  let claude: ClaudeTerminal;
  let compact: string;

  before(async () => {
    desk = await openDesk("guards", {
      account: "key",
      settings: MAY_USE_GIT,
      past: true,
      vscodeSettings: { "bursar.actions.pressEnter": "always" },
    });
    await initRepository(desk.home.folder);
  });
  after(() => desk.close());

  /** Clicks, and waits until Bursar says why it only copied the command. Claude Code has asked the API for nothing. */
  const clickCopies = async (why: RegExp): Promise<void> => {
    const { api, suggestions } = desk;
    const before = api.answered.length;
    await suggestions.insert(compact);
    const message = await suggestions.untilTold("Copied /compact to the clipboard.");
    assert.match(await message.innerText(), why);
    assert.equal(api.answered.length, before);
  };

  it("is possible: compacting is suggested", async () => {
    const { steps, startClaude, suggestions } = desk;
    claude = await steps.step("claude at its prompt", startClaude);
    compact = `Compact “${await claude.name()}”`;
    await steps.step("suggested", async () => {
      await suggestions.open();
      await growAndCommit(desk, claude);
      await suggestions.untilThere(compact);
    });
  });

  it("types nothing into a permission dialog and approves nothing", async () => {
    const { api, steps, home } = desk;
    const file = join(home.folder, "notes.txt");
    const before = api.answered.length;
    await steps.step("a dialog is open", async () => {
      await claude.submit(`WRITE ${file}`);
      await claude.untilStatus("waiting");
      await claude.untilShown(/❯ 1\. Yes[^]*Esc to cancel/);
    });
    const dialog = await claude.screen();
    await steps.step("clicked at the dialog", () =>
      clickCopies(/Claude Code is asking you something: answer it first/),
    );
    assert.equal(await claude.screen(), dialog);
    assert.equal(existsSync(file), false);
    assert.equal(api.answered.length, before + 1);
    await steps.step("the user says yes", async () => {
      await claude.answerDialog("Enter");
      await until("the tool's result", () => api.answered[before + 1]);
      await claude.untilShown(/The tool has finished/);
      await claude.untilStatus("idle");
    });
    assert.equal(existsSync(file), true);
    assert.equal(api.answered.length, before + 2);
    await steps.step("suggested again", async () => {
      await commit(desk, claude);
      await desk.suggestions.untilThere(compact);
    });
  });

  it("types nothing in shell mode", async () => {
    await desk.steps.step("clicked in shell mode", async () => {
      await claude.type("!");
      await claude.untilShown(/^!$/m);
      await clickCopies(/shell mode/);
      await claude.untilShown(/^!$/m);
    });
    await claude.press("Backspace");
    await claude.untilPrompt("");
  });

  it("types nothing into the search of earlier prompts", async () => {
    await desk.steps.step("clicked in the search", async () => {
      await claude.press("Control+r");
      await claude.untilShown(/Search prompts/);
      await claude.untilShown(/⌕ Filter history…/);
      await clickCopies(/Claude Code's prompt is not to be seen/);
      await claude.untilShown(/⌕ Filter history…/);
    });
    await desk.suggestions.clearMessages();
    await claude.press("Escape");
    await claude.untilPrompt("");
  });

  it("types nothing into the transcript view", async () => {
    await desk.steps.step("clicked in the transcript view", async () => {
      await claude.press("Control+o");
      await claude.untilShown(/Showing detailed transcript/);
      await clickCopies(/Claude Code's prompt is not to be seen/);
      await claude.untilShown(/Showing detailed transcript/);
    });
    await claude.press("Control+o");
    await claude.untilPrompt("");
  });

  it("leaves a draft as it is, character for character, and its cursor where it is", async () => {
    const { api, steps } = desk;
    await steps.step("clicked at a draft", async () => {
      await claude.type("Say it  twice: a<b && c|d; `ls` $HOME äöü 漢字 /compact");
      const draft = await until("the draft", async () => {
        const text = await claude.prompt();
        return text?.endsWith("/compact") ? text : null;
      });
      await claude.press("ArrowLeft", "ArrowLeft", "ArrowLeft");
      await clickCopies(/draft of yours/);
      await claude.untilPrompt(draft);
    });
    await steps.step("the draft was sent", async () => {
      const before = api.answered.length;
      await claude.type("-");
      await claude.press("Enter");
      const { asks } = await until("the draft", () => api.answered[before]);
      assert.deepEqual(asks, { kind: "prompt", text: "Say it  twice: a<b && c|d; `ls` $HOME äöü 漢字 /comp-act" });
      await claude.untilStatus("idle");
      await claude.untilPrompt("");
    });
  });

  it("leaves a draft of several rows as it is", async () => {
    const { api, steps } = desk;
    await steps.step("clicked at a draft of two rows", async () => {
      await claude.type("one\\");
      await claude.press("Enter");
      await claude.type("two");
      await claude.untilShown(/^❯ one\n {2}two$/m);
      await clickCopies(/draft of yours/);
      await claude.untilShown(/^❯ one\n {2}two$/m);
    });
    const before = api.answered.length;
    await claude.press("Enter");
    const { asks } = await until("the draft", () => api.answered[before]);
    assert.deepEqual(asks, { kind: "prompt", text: "one\ntwo" });
    await claude.untilStatus("idle");
  });

  it("types nothing into the shell while Claude Code is suspended, and compacts when it is back", async () => {
    const { api, steps, suggestions } = desk;
    await steps.step("clicked while suspended", async () => {
      await claude.press("Control+z");
      await claude.untilShown(/\[1\]\+ +Stopped[^\n]*\n[^\n]*[$#]\s*$/);
      const shell = await claude.screen();
      await clickCopies(/fg/);
      assert.equal(await claude.screen(), shell);
    });
    await steps.step("back", async () => {
      await claude.type("fg");
      await claude.press("Enter");
      await claude.untilPrompt("");
    });
    await steps.step("compacted", async () => {
      const before = api.answered.length;
      await suggestions.insert(compact);
      await claude.untilShown(/Compacted/);
      assert.deepEqual(
        api.answered.slice(before).map(({ asks }) => asks.kind),
        ["summary"],
      );
    });
  });

  it("types nothing into the shell when Claude Code has exited", async () => {
    const { steps, workbench, suggestions } = desk;
    await steps.step("suggested again", async () => {
      await growAndCommit(desk, claude);
      await suggestions.untilThere(compact);
    });
    await steps.step("chosen just before the exit", async () => {
      await suggestions.clearMessages();
      await workbench.runCommand("Bursar: Act on a Suggestion…");
      await workbench.page.locator(".quick-input-list .monaco-list-row", { hasText: compact }).waitFor();
      process.kill(claude.pid, "SIGTERM");
      await claude.untilEnded();
      await claude.untilShown(/[$#]\s*$/);
    });
    await steps.step("clicked after the exit", async () => {
      const shell = await claude.screen();
      await workbench.page.keyboard.press("Enter");
      await suggestions.untilTold("Copied /compact to the clipboard.");
      assert.equal(await claude.screen(), shell);
      await claude.type("echo $((6*7))");
      await claude.press("Enter");
      await claude.untilShown(/[$#] echo \$\(\(6\*7\)\)\n42\n/);
      await suggestions.untilGone(compact);
    });
  });

  it("asked nobody but the fake API", () => {
    assert.deepEqual(desk.api.refused, []);
  });
});
