/** All that a live test needs: the fake API, a home for Claude Code, and VS Code with Bursar. */
import assert from "node:assert/strict";
import { Workbench } from "../workbench/workbench.ts";
import { type ClaudeHome, claudeHome, type ClaudeHomeOptions } from "./claudeHome.ts";
import { ClaudeTerminal, readableTerminal } from "./claudeTerminal.ts";
import { FakeApi } from "./fakeApi/fakeApi.ts";
import { sessionRecords } from "./sessionRecords.ts";
import { type StatusInput, untilTold } from "./statusInput.ts";
import { Steps } from "./steps.ts";
import { Suggestions } from "./suggestions.ts";
import { until } from "./until.ts";

export interface DeskOptions extends ClaudeHomeOptions {
  /** User settings of VS Code. */
  vscodeSettings?: Record<string, unknown>;
}

export interface Desk {
  api: FakeApi;
  home: ClaudeHome;
  workbench: Workbench;
  steps: Steps;
  suggestions: Suggestions;
  /** Opens a terminal and starts Claude Code there. */
  startClaude: (options?: { beside?: boolean }) => Promise<ClaudeTerminal>;
  /**
   * Asks something, waits for the answer, and says what the status line was told after it.
   * @param requests how many the turn takes
   */
  ask: (claude: ClaudeTerminal, prompt: string, requests?: number) => Promise<StatusInput>;
  /** What Bursar's item in the status bar says, without its icon. */
  meter: () => Promise<string>;
  /** Waits until it says what is wanted, which is returned. */
  untilMeter: (what: string, wanted: (text: string) => boolean) => Promise<string>;
  /** Ends everything that was started. */
  close: () => Promise<void>;
}

const METER = '.statusbar-item[id^="bursar.bursar"]';

/** @param name of the folder for the screenshots */
export async function openDesk(name: string, { vscodeSettings, ...options }: DeskOptions): Promise<Desk> {
  const ends: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of ends.splice(0).toReversed()) await end();
  };
  try {
    const api = await FakeApi.start();
    ends.push(() => api.close());
    const home = await claudeHome(api, options);
    ends.push(home.remove);
    ends.push(() => endSessions(home.configDir));
    const workbench = await Workbench.open({
      folder: home.folder,
      env: home.env,
      size: { width: 1280, height: 1000 },
      settings: {
        ...readableTerminal,
        "terminal.integrated.env.linux": home.terminalEnv,
        // It would tell of every server of this machine, above what the screenshots are to show.
        "remote.autoForwardPorts": false,
        ...vscodeSettings,
      },
    });
    ends.push(() => workbench.close());
    // When an extension comes to change the terminals' environment, VS Code starts them anew and forgets what was typed.
    await workbench.page.locator(METER).waitFor({ timeout: 30_000 });
    const steps = new Steps(workbench, name);
    ends.push(() =>
      steps.note("asked of the API.json", JSON.stringify({ answered: api.answered, refused: api.refused }, null, 2)),
    );
    const meter = async (): Promise<string> => (await workbench.page.locator(METER).innerText()).trim();
    return {
      api,
      home,
      workbench,
      steps,
      suggestions: new Suggestions(workbench),
      startClaude: (where) => ClaudeTerminal.start(workbench, home.configDir, where),
      ask: async (claude, prompt, requests = 1) => {
        const before = api.answered.length;
        await claude.submit(prompt);
        const last = await until("the requests", () => api.answered[before + requests - 1]);
        const told = await untilTold(home, last.tokens);
        await claude.untilStatus("idle");
        assert.equal(api.answered.length, before + requests);
        return told;
      },
      meter,
      untilMeter: (what, wanted) =>
        until(
          `the meter showing ${what}`,
          async () => {
            const text = await meter();
            return wanted(text) ? text : null;
          },
          meter,
        ),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** VS Code lets go of its terminals without waiting for what runs in them. */
async function endSessions(configDir: string): Promise<void> {
  for (const { pid } of await sessionRecords(configDir)) {
    try {
      process.kill(pid, "SIGTERM");
    } catch {
      continue;
    }
    await until(`the end of process ${pid}`, () => (isAlive(pid) ? null : true));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
