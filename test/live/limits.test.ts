import assert from "node:assert/strict";
import { formatCountdown } from "../../src/shared/format.ts";
import { OWN_STATUS_LINE } from "./claudeHome.ts";
import type { ClaudeTerminal } from "./claudeTerminal.ts";
import { askToConnect, claudeSettings, confirmConnecting } from "./connectLimits.ts";
import { type Desk, openDesk } from "./desk.ts";
import type { LimitWindow } from "./fakeApi/limitHeaders.ts";
import { oneStory } from "./oneStory.ts";
import { until } from "./until.ts";

const HOUR = 60 * 60;

describe("live limits from the real Claude Code", () => {
  oneStory();
  let desk: Desk;
  let claude: ClaudeTerminal;
  let settingsBefore: string;
  const now = Math.floor(Date.now() / 1000);
  const limits = {
    fiveHour: { usedPercent: 42, resetsAt: now + 2 * HOUR + 900 },
    sevenDay: { usedPercent: 17, resetsAt: now + 80 * HOUR },
  };

  before(async () => {
    desk = await openDesk("limits", { account: "subscriber" });
    desk.api.limits = limits;
    settingsBefore = await settings();
  });
  after(() => desk.close());

  const settings = (): Promise<string> => claudeSettings(desk);
  const ownLineIsShown = async (): Promise<void> => {
    await claude.untilShown(new RegExp(`^ *${OWN_STATUS_LINE}$`, "m"));
  };

  /** Waits until the dashboard's gauge has this percentage and this reset. */
  const untilGauge = async (name: string, { usedPercent, resetsAt }: LimitWindow): Promise<void> => {
    const meter = desk.workbench.webview().getByRole("meter", { name });
    const shown = async (): Promise<string[]> =>
      (await meter.count()) === 0
        ? []
        : meter.evaluateAll((all) => all.map((each) => each.getAttribute("aria-valuetext") ?? ""));
    await until(
      `the ${name} gauge at ${usedPercent}%`,
      async () => {
        const [text, ...more] = await shown();
        const parts = text?.split(", ") ?? [];
        const resets = `resets in ${formatCountdown(resetsAt * 1000 - Date.now())}`;
        return (more.length === 0 && parts.includes(`${usedPercent}% used`) && parts.includes(resets)) || null;
      },
      async () => (await shown()).join("\n"),
    );
  };

  it("are not known before they are connected", async () => {
    const { steps, startClaude, ask, meter } = desk;
    claude = await steps.step("claude at its prompt", startClaude);
    await steps.step("an answer, not connected", async () => {
      const { contextPercent, totalCostUsd } = await ask(claude, "Hello");
      const expected = `${contextPercent}% ctx · $${totalCostUsd.toFixed(2)}`;
      await until(`the meter showing ${expected}`, async () => (await meter()) === expected || null, meter);
      await ownLineIsShown();
    });
  });

  it("are connected by the command, which shows the change first", async () => {
    const { steps } = desk;
    await steps.step("what connecting changes", async () => {
      await askToConnect(desk);
      assert.equal(await settings(), settingsBefore);
    });
    await steps.step("connected", () => confirmConnecting(desk));
  });

  it("come with the next answer, through the bridge that Claude Code runs", async () => {
    const { steps, ask, workbench } = desk;
    await steps.step("dashboard", async () => {
      await workbench.runCommand("Bursar: Open Budget Dashboard");
      await workbench.webview().locator("body *").first().waitFor({ state: "attached" });
    });
    await steps.step("the limits of the answer", async () => {
      await ask(claude, "And now");
      await untilGauge("5-hour", limits.fiveHour);
      await untilGauge("7-day", limits.sevenDay);
      await ownLineIsShown();
    });
  });

  it("follow the answers", async () => {
    const { api, steps, ask } = desk;
    api.limits = {
      fiveHour: { ...limits.fiveHour, usedPercent: 57 },
      sevenDay: { ...limits.sevenDay, usedPercent: 18 },
    };
    await steps.step("the limits of the next answer", async () => {
      await ask(claude, "Go on");
      await untilGauge("5-hour", { ...limits.fiveHour, usedPercent: 57 });
      await untilGauge("7-day", { ...limits.sevenDay, usedPercent: 18 });
    });
  });

  it("are disconnected by the command: the file is as it was, and so is the user's own line", async () => {
    const { steps, ask, workbench } = desk;
    await steps.step("disconnected", async () => {
      await workbench.runCommand("Bursar: Disconnect Live Limits");
      await until("the file as it was", async () => (await settings()) === settingsBefore || null, settings);
      await ask(claude, "Thanks");
      await ownLineIsShown();
    });
  });

  it("asked nobody but the fake API", () => {
    assert.deepEqual(desk.api.refused, []);
  });
});
