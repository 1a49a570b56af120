/** Writes what Claude Code writes, into the config directory that this run has for itself. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

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
  const id = randomUUID();
  appendRow(session, at, {
    type: "assistant",
    requestId: `req_${id}`,
    message: {
      id: `msg_${id}`,
      type: "message",
      role: "assistant",
      model: "claude-opus-5-5",
      content: [content],
      stop_reason: content.type === "tool_use" ? "tool_use" : "end_turn",
      stop_sequence: null,
      usage: {
        input_tokens: usage.input,
        cache_creation_input_tokens: 0,
        cache_read_input_tokens: usage.cacheRead,
        output_tokens: usage.output,
        server_tool_use: { web_search_requests: 0, web_fetch_requests: 0 },
        service_tier: "standard",
        cache_creation: { ephemeral_1h_input_tokens: 0, ephemeral_5m_input_tokens: 0 },
      },
    },
  });
}

/** Appends a prompt, a `git commit` that succeeds, and the answer after it: work that can be cut off here. */
export function appendCommit(session: FakeSession, usage: Usage): void {
  const id = `toolu_${randomUUID()}`;
  appendRow(session, Date.now(), {
    type: "user",
    promptId: randomUUID(),
    message: { role: "user", content: "Commit what we have of the parser." },
  });
  const input = { command: "git commit -m 'Parse the last line'", description: "Commit" };
  appendRequest(session, usage, { content: { type: "tool_use", id, name: "Bash", input } });
  appendRow(session, Date.now(), {
    type: "user",
    message: {
      role: "user",
      content: [
        { type: "tool_result", tool_use_id: id, content: "[main 1a2b3c4] Parse the last line", is_error: false },
      ],
    },
    toolUseResult: { stdout: "[main 1a2b3c4] Parse the last line", stderr: "", interrupted: false },
  });
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

function appendRow({ sessionId, cwd }: FakeSession, at: number, members: Record<string, unknown>): void {
  const row = {
    parentUuid: null,
    isSidechain: false,
    uuid: randomUUID(),
    timestamp: new Date(at).toISOString(),
    userType: "external",
    entrypoint: "cli",
    cwd,
    sessionId,
    version: "2.1.330",
    gitBranch: "HEAD",
    ...members,
  };
  const folder = join(configDir, "projects", cwd.replaceAll(/[^a-zA-Z0-9]/g, "-"));
  mkdirSync(folder, { recursive: true });
  appendFileSync(join(folder, `${sessionId}.jsonl`), `${JSON.stringify(row)}\n`);
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
