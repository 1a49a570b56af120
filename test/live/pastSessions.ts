/** Sessions of past days as Claude Code leaves them: long enough that a session is expected to go on. */
import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

const SESSIONS = 6;
const REQUESTS = 60;
const DAY_MS = 24 * 60 * 60_000;
const MINUTE_MS = 60_000;

export async function writePastSessions(configDir: string): Promise<void> {
  const cwd = "/earlier/work";
  const folder = join(configDir, "projects", cwd.replaceAll("/", "-"));
  await mkdir(folder, { recursive: true });
  for (let day = 1; day <= SESSIONS; day++) {
    const sessionId = randomUUID();
    const rows = Array.from({ length: REQUESTS }, (_, request) => {
      const at = Date.now() - day * DAY_MS - (REQUESTS - request) * MINUTE_MS;
      return JSON.stringify(answerRow({ sessionId, cwd, at, cacheRead: 40_000 + request * 1_000 }));
    });
    await writeFile(join(folder, `${sessionId}.jsonl`), `${rows.join("\n")}\n`);
  }
}

interface PastAnswer {
  sessionId: string;
  cwd: string;
  at: number;
  /** Tokens. */
  cacheRead: number;
}

const answerRow = ({ sessionId, cwd, at, cacheRead }: PastAnswer) => ({
  parentUuid: null,
  isSidechain: false,
  uuid: randomUUID(),
  timestamp: new Date(at).toISOString(),
  userType: "external",
  entrypoint: "cli",
  cwd,
  sessionId,
  version: "2.1.330",
  type: "assistant",
  requestId: `req_${randomUUID()}`,
  message: {
    id: `msg_${randomUUID()}`,
    type: "message",
    role: "assistant",
    model: "claude-opus-5-5",
    content: [{ type: "text", text: "Done." }],
    stop_reason: "end_turn",
    stop_sequence: null,
    usage: {
      input_tokens: 10,
      cache_creation_input_tokens: 1_000,
      cache_read_input_tokens: cacheRead,
      output_tokens: 400,
      service_tier: "standard",
      cache_creation: { ephemeral_1h_input_tokens: 0, ephemeral_5m_input_tokens: 1_000 },
    },
  },
});
