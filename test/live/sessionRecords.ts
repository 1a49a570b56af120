/** What the running Claude Codes say of themselves: `<config directory>/sessions/<pid>.json`. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { asNumber, asObject, asString } from "../../src/engine/sources/narrow.ts";

export interface SessionRecord {
  pid: number;
  sessionId: string;
  /** What Claude Code calls the session. */
  name: string | null;
  /** `idle`, `busy`, `waiting`, `shell`; null while it says none. */
  status: string | null;
  waitingFor: string | null;
}

export async function sessionRecords(configDir: string): Promise<SessionRecord[]> {
  const dir = join(configDir, "sessions");
  const files = (await readdir(dir).catch(() => [])).filter((name) => /^\d+\.json$/.test(name));
  const records = await Promise.all(files.map((name) => readRecord(join(dir, name))));
  return records.filter((record) => record !== null);
}

/** Null while it is being written, or when it has just gone. */
async function readRecord(file: string): Promise<SessionRecord | null> {
  try {
    const record = asObject(JSON.parse(await readFile(file, "utf8")));
    const pid = asNumber(record?.["pid"]);
    const sessionId = asString(record?.["sessionId"]);
    if (record === null || pid === null || sessionId === null) return null;
    return {
      pid,
      sessionId,
      name: asString(record["name"]),
      status: asString(record["status"]),
      waitingFor: asString(record["waitingFor"]),
    };
  } catch {
    return null;
  }
}
