/** Reads `<configDir>/sessions/<pid>.json`: which Claude Code processes say that they run. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { LiveStatus } from "../../shared/snapshot.ts";
import { asNumber, asObject, asString } from "./narrow.ts";
import { isAlive, isOwnPidDomain } from "./processes.ts";
import { readRegularFile } from "./regularFile.ts";

export interface SessionRecord {
  pid: number;
  sessionId: string;
  cwd: string | null;
  /** Where it runs: `terminal` for the CLI, `panel` for the VS Code extension's own panel. */
  host: "terminal" | "panel" | "other";
  status: LiveStatus;
  waitingFor: string | null;
  name: string | null;
  /** When the session last said something about itself. */
  updatedAt: number | null;
  alive: boolean;
}

/** Every record in the folder; a broken or foreign one is left out. The folder's `.key` files are secrets and stay closed. */
export function readSessionRecords(configDir: string): SessionRecord[] {
  const folder = join(configDir, "sessions");
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .filter((name) => /^\d+\.json$/.test(name))
    .flatMap((name) => {
      try {
        return narrowRecord(JSON.parse(readRegularFile(join(folder, name)).toString())) ?? [];
      } catch {
        // Removed at exit, or caught half-written: the next look will tell.
        return [];
      }
    });
}

const STATUSES: readonly string[] = ["busy", "idle", "waiting", "shell"] satisfies LiveStatus[];

const isPid = (pid: number | null): pid is number => Number.isInteger(pid) && pid !== null && pid > 0;

function narrowRecord(value: unknown): SessionRecord | null {
  const record = asObject(value);
  const pid = asNumber(record?.["pid"]);
  const sessionId = asString(record?.["sessionId"]);
  if (!record || !isPid(pid) || !sessionId || !isOwnPidDomain(asString(record["pidDomain"]))) return null;
  const status = asString(record["status"]) ?? "";
  const entrypoint = asString(record["entrypoint"]);
  const start = record["procStart"];
  return {
    pid,
    sessionId,
    cwd: asString(record["cwd"]),
    host: entrypoint === "cli" ? "terminal" : entrypoint === "claude-vscode" ? "panel" : "other",
    status: STATUSES.includes(status) ? (status as LiveStatus) : "unknown",
    waitingFor: asString(record["waitingFor"]),
    name: asString(record["name"]),
    updatedAt: asNumber(record["updatedAt"]) ?? asNumber(record["startedAt"]),
    alive: isAlive(pid, typeof start === "string" || typeof start === "number" ? String(start) : null),
  };
}
