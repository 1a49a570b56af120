import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ClaudeTerminal } from "./claudeTerminal.ts";
import { type Desk, openDesk } from "./desk.ts";
import { oneStory } from "./oneStory.ts";
import { until } from "./until.ts";

describe("what the real Claude Code is doing, in the dashboard", () => {
  oneStory();
  let desk: Desk;
  let claude: ClaudeTerminal;

  before(async () => {
    desk = await openDesk("states", { account: "key" });
  });
  after(() => desk.close());

  const untilSaid = async (words: RegExp): Promise<void> => {
    await desk.workbench.webview().locator(".status", { hasText: words }).first().waitFor({ timeout: 20_000 });
  };

  it("at its prompt", async () => {
    const { steps, workbench, startClaude, ask } = desk;
    claude = await steps.step("claude at its prompt", startClaude);
    await steps.step("at the prompt", async () => {
      await ask(claude, "Hello");
      await workbench.runCommand("Bursar: Open Budget Dashboard");
      await untilSaid(/Idle/);
    });
  });

  it("working, with its prompt free", async () => {
    const { api, steps } = desk;
    await steps.step("working", async () => {
      await claude.submit("WAIT for me");
      await claude.untilStatus("busy");
      await claude.untilPrompt("");
      await untilSaid(/Working/);
    });
    await steps.step("done", async () => {
      api.release();
      await claude.untilStatus("idle");
      await claude.untilShown(/You said: WAIT for me/);
      await untilSaid(/Idle/);
    });
  });

  it("asking whether it may write a file", async () => {
    const { api, steps, home } = desk;
    const file = join(home.folder, "notes.txt");
    await steps.step("asking", async () => {
      await claude.submit(`WRITE ${file}`);
      const { waitingFor } = await claude.untilStatus("waiting");
      assert.equal(waitingFor, "permission prompt");
      await claude.untilShown(/Do you want to create notes\.txt\?/);
      await untilSaid(/Waiting for you: permission prompt/);
    });
    await steps.step("refused", async () => {
      await claude.answerDialog("Escape");
      await claude.untilStatus("idle");
      assert.equal(existsSync(file), false);
    });
    await steps.step("allowed", async () => {
      const before = api.answered.length;
      await claude.submit(`Again WRITE ${file}`);
      await claude.untilStatus("waiting");
      await claude.untilShown(/❯ 1\. Yes/);
      await claude.answerDialog("Enter");
      await until("the tool's result", () => api.answered[before + 1]);
      await claude.untilShown(/The tool has finished/);
      assert.equal(existsSync(file), true);
    });
  });

  it("gone", async () => {
    const { steps } = desk;
    await steps.step("a long answer", async () => {
      await claude.submit("LONG");
      await claude.untilShown(/Line 80\./);
      await claude.untilStatus("idle");
    });
    await steps.step("ended", async () => {
      await claude.submit("/exit");
      await claude.untilEnded();
      await claude.untilShown(/Resume this session with/);
      await untilSaid(/Ended/);
    });
  });
});
