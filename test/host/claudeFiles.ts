/** Writes what Claude Code writes, into the config directory that this run has for itself. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  assistantRow,
  line,
  type Row,
  toolResultRow,
  transcriptPath,
  userRow,
} from "../../src/engine/sources/testTranscripts.ts";

export const configDir = process.env["CLAUDE_CONFIG_DIR"] ?? "";
assert.ok(configDir, "CLAUDE_CONFIG_DIR must name a folder made for this run");

export interface FakeSession {
  sessionId: string;
  cwd: string;
}

export interface Usage {
  input: number;
  cacheRead: number;
  output: number;
}

/** When it came, and what the answer held; a plain text now where nothing is said. */
interface Answer {
  at?: number;
  content?: { type: string; [member: string]: unknown };
}

/** Appends one finished request of Opus 5.5 (per million tokens: input $4, cache read $0.20, output $20). */
export function appendRequest(
  session: FakeSession,
  usage: Usage,
  { at = Date.now(), content = { type: "text", text: "Done." } }: Answer = {},
): void {
  const row = assistantRow({
    ...common(session, at),
    ...usage,
    cacheWrite1h: 0,
    id: `msg_${randomUUID()}`,
    stopReason: content.type === "tool_use" ? "tool_use" : "end_turn",
    message: { content: [content] },
  });
  appendRow(session, row);
}

/** Appends a prompt, a `git commit` that succeeds, and the answer after it: work that can be cut off here. */
export function appendCommit(session: FakeSession, usage: Usage): void {
  const id = `toolu_${randomUUID()}`;
  const prompt = { text: "Commit what we have of the parser.", row: { promptId: randomUUID() } };
  appendRow(session, userRow({ ...common(session), ...prompt }));
  const input = { command: "git commit -m 'Parse the last line'", description: "Commit" };
  appendRequest(session, usage, { content: { type: "tool_use", id, name: "Bash", input } });
  appendRow(session, toolResultRow({ ...common(session), id, text: "[main 1a2b3c4] Parse the last line" }));
  appendRequest(session, usage);
}

const DAY = 24 * 60 * 60_000;

/** Sessions of the past days, from which it can be learnt how long one goes on. */
export function appendPastSessions(cwd: string, { sessions, requests }: { sessions: number; requests: number }): void {
  for (let index = 1; index <= sessions; index++) {
    const session = { sessionId: randomUUID(), cwd };
    for (let request = 0; request < requests; request++) {
      const at = Date.now() - index * DAY + request * 60_000;
      appendRequest(session, { input: 10, cacheRead: 40_000 + request * 1_000, output: 400 }, { at });
    }
  }
}

/** What all rows of a session have, at a time. */
const common = ({ sessionId, cwd }: FakeSession, at = Date.now()) => ({
  sessionId,
  cwd,
  at,
  uuid: randomUUID(),
  gitBranch: "HEAD",
});

function appendRow({ sessionId, cwd }: FakeSession, row: Row): void {
  const path = transcriptPath(configDir, sessionId, cwd.replaceAll(/[^a-zA-Z0-9]/g, "-"));
  mkdirSync(dirname(path), { recursive: true });
  appendFileSync(path, line(row));
}

/** Says that the session runs in a process; the returned function takes it back, as Claude Code does at its end. */
export function writeSessionRecord(
  { sessionId, cwd }: FakeSession,
  record: { pid: number; status: string; entrypoint: string; waitingFor?: string },
): () => void {
  const folder = join(configDir, "sessions");
  const path = join(folder, `${record.pid}.json`);
  mkdirSync(folder, { recursive: true });
  const now = Date.now();
  const text = JSON.stringify({
    ...record,
    sessionId,
    cwd,
    startedAt: now,
    procStart: processStart(record.pid),
    version: "2.1.330",
    kind: "interactive",
    updatedAt: now,
    statusUpdatedAt: now,
  });
  writeFileSync(`${path}.tmp`, text);
  renameSync(`${path}.tmp`, path);
  return () => {
    rmSync(path, { force: true });
  };
}

/** Field 22 of /proc/<pid>/stat, by which Claude Code tells a process from a later one with the same id. */
function processStart(pid: number): string | undefined {
  if (process.platform !== "linux") return undefined;
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
}

/** Waits until a file's content is as wanted. */
export function untilFile(path: string, wanted: (content: string) => boolean): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const check = (): void => {
    let content: string;
    try {
      content = readFileSync(path, "utf8");
    } catch {
      return;
    }
    if (!wanted(content)) return;
    watcher.close();
    resolve(content);
  };
  const watcher = watch(dirname(path), check);
  check();
  return promise;
}
