/** Where the process of a session is: what a command is typed into. */
import * as l10n from "@vscode/l10n";
import type { SessionPlace } from "../shared/engineProtocol.ts";
import type { LiveRecord } from "./sessions/sessionViews.ts";
import { ancestorsOf, isInForeground } from "./sources/processes.ts";

/** @param records of the session processes, read just now */
export async function sessionPlace(records: readonly LiveRecord[], sessionId: string): Promise<SessionPlace> {
  const record = records.find((candidate) => candidate.sessionId === sessionId && candidate.alive);
  if (!record) return { kind: "none", reason: l10n.t("no running process of this session is known") };
  const { pid, host } = record;
  const status = host === "terminal" && isInForeground(pid) === false ? "background" : record.status;
  return { kind: "process", pid, ancestors: await ancestorsOf(pid), status, host };
}
