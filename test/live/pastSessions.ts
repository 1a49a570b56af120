/** Sessions of past days as Claude Code leaves them: long enough that a session is expected to go on. */
import { randomUUID } from "node:crypto";
import { assistantRow, transcriptPath, writeTranscript } from "../../src/engine/sources/testTranscripts.ts";

const SESSIONS = 6;
const REQUESTS = 60;
const DAY_MS = 24 * 60 * 60_000;
const MINUTE_MS = 60_000;

export function writePastSessions(configDir: string): void {
  for (let day = 1; day <= SESSIONS; day++) {
    const sessionId = randomUUID();
    const rows = Array.from({ length: REQUESTS }, (_, request) =>
      assistantRow({
        id: `msg_${randomUUID()}`,
        uuid: randomUUID(),
        sessionId,
        cwd: "/earlier/work",
        at: Date.now() - day * DAY_MS - (REQUESTS - request) * MINUTE_MS,
        input: 10,
        cacheRead: 40_000 + request * 1_000,
        cacheWrite5m: 1_000,
        cacheWrite1h: 0,
        output: 400,
      }),
    );
    writeTranscript(transcriptPath(configDir, sessionId, "-earlier-work"), rows);
  }
}
