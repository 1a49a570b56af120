/** Where the real Claude Code runs: a home and a config directory of its own, an account that leads to the fake API. */
import assert from "node:assert/strict";
import { mkdir, readFile, realpath, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { isolatedHome } from "../../scripts/lib/isolatedHome.mjs";
import { asObject, type JsonObject } from "../../src/engine/sources/narrow.ts";
import type { FakeApi } from "./fakeApi/fakeApi.ts";
import { writePastSessions } from "./pastSessions.ts";

/** What Claude Code shows beneath its prompt because the user's own status line says so. */
export const OWN_STATUS_LINE = "my own status line";

export interface ClaudeHome {
  configDir: string;
  /** The folder that `claude` is started in, trusted already. */
  folder: string;
  /** For VS Code and all that it starts. */
  env: Record<string, string>;
  /** For its terminals only, beyond `env`: where `claude` is, and whom it talks to. */
  terminalEnv: Record<string, string>;
  /** Everything that Claude Code handed to the user's own status line so far, oldest first. */
  statusInputs: () => Promise<JsonObject[]>;
  remove: () => Promise<void>;
}

export interface ClaudeHomeOptions {
  /** `subscriber`: rate limits are told. `key`: they are not. */
  account: "subscriber" | "key";
  /** Members of settings.json beyond the status line. */
  settings?: JsonObject;
  /** Whether there are sessions of past days, from which it can be learnt how long one goes on. */
  past?: boolean;
}

/** Not a key: nothing but the fake API ever sees it. */
const KEY = "not-a-key-only-for-the-fake-api";

export async function claudeHome(
  api: FakeApi,
  { account, settings, past = false }: ClaudeHomeOptions,
): Promise<ClaudeHome> {
  const claudeDir = process.env["BURSAR_LIVE_CLAUDE"];
  assert.ok(claudeDir, "BURSAR_LIVE_CLAUDE must name the folder with Claude Code: run `npm run test:live`");
  const { path, env, claudeDir: configDir, remove } = await isolatedHome();
  const folder = join(await realpath(path), "shop");
  await mkdir(folder);
  const inputs = join(path, "status-line-inputs.jsonl");
  const statusLine = join(path, "own-status-line.sh");
  await writeFile(statusLine, `input=$(cat)\nprintf '%s\\n' "$input" >>'${inputs}'\necho '${OWN_STATUS_LINE}'\n`);
  await writeJson(join(configDir, "settings.json"), {
    // Else its first question is whether a model may judge tool calls in the user's place.
    disableAutoMode: "disable",
    statusLine: { type: "command", command: `/bin/sh '${statusLine}'` },
    ...settings,
  });
  await writeJson(join(configDir, ".claude.json"), {
    hasCompletedOnboarding: true,
    theme: "dark",
    customApiKeyResponses: { approved: [KEY.slice(-20)], rejected: [] },
    projects: { [folder]: { hasTrustDialogAccepted: true } },
  });
  if (past) writePastSessions(configDir);
  return {
    configDir,
    folder,
    env: Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined)),
    terminalEnv: {
      PATH: claudeDir + delimiter + (env["PATH"] ?? ""),
      ANTHROPIC_BASE_URL: api.origin,
      [account === "subscriber" ? "CLAUDE_CODE_OAUTH_TOKEN" : "ANTHROPIC_API_KEY"]: KEY,
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
      DISABLE_TELEMETRY: "1",
      DISABLE_ERROR_REPORTING: "1",
      DISABLE_AUTOUPDATER: "1",
      CLAUDE_CODE_DISABLE_OFFICIAL_MARKETPLACE_AUTOINSTALL: "1",
      // Inside VS Code it would install its extension.
      CLAUDE_CODE_IDE_SKIP_AUTO_INSTALL: "1",
      HTTP_PROXY: api.origin,
      HTTPS_PROXY: api.origin,
      NO_PROXY: "127.0.0.1",
    },
    statusInputs: async () => {
      const text = await readFile(inputs, "utf8").catch(() => "");
      const lines = text.split("\n").slice(0, -1);
      return lines.map((line) => asObject(JSON.parse(line))).filter((input) => input !== null);
    },
    remove,
  };
}

const writeJson = (file: string, value: JsonObject): Promise<void> =>
  writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
