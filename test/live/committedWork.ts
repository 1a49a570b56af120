/** What makes Bursar suggest a compaction: a context that has grown, and work that was just committed. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { ClaudeTerminal } from "./claudeTerminal.ts";
import type { Desk } from "./desk.ts";

/** Members of settings.json under which Claude Code may use git unasked. */
export const MAY_USE_GIT = { permissions: { allow: ["Bash(git:*)"] } };

/** Makes the folder a repository. */
export async function initRepository(folder: string): Promise<void> {
  const git = (...args: string[]): Promise<unknown> => promisify(execFile)("git", args, { cwd: folder });
  await git("init", "--quiet", "--initial-branch=main");
  await git("config", "user.name", "A user");
  await git("config", "user.email", "user@example.invalid");
}

/** Some prompts, a context past 300,000 tokens, a commit. */
export async function growAndCommit({ api, ask }: Desk, claude: ClaudeTerminal): Promise<void> {
  await ask(claude, "Hello");
  api.growth.next = 300_000;
  await ask(claude, "Read the parser");
  api.growth.next = 2_000;
  await commit({ ask }, claude);
}

export async function commit({ ask }: Pick<Desk, "ask">, claude: ClaudeTerminal): Promise<void> {
  await ask(claude, "Commit it: RUN git commit --allow-empty -m Parser", 2);
}
