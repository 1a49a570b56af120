/** Names of the files in Bursar's data folder. */
import { join } from "node:path";

/** What SQLite keeps beside a database; the log must never meet another database than its own. */
export const COMPANIONS = ["-wal", "-shm"] as const;

/** `time` in a form that every file system takes and that sorts. */
const stamp = (time: number) => new Date(time).toISOString().replaceAll(":", "-");

const BACKUP = /^ledger\.backup-(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\d\.\d{3}Z)\.sqlite$/;

export const storeFiles = {
  store: (dataDir: string) => join(dataDir, "ledger.sqlite"),
  /** Held by every process that has the store open. */
  lock: (dataDir: string) => join(dataDir, "ledger.lock"),
  /** There while somebody has found the store damaged and nobody has checked it since. */
  suspicion: (dataDir: string) => join(dataDir, "ledger.suspect"),
  damaged: (dataDir: string, time: number) => join(dataDir, `ledger.damaged-${stamp(time)}.sqlite`),
  backup: (dataDir: string, time: number) => join(dataDir, `ledger.backup-${stamp(time)}.sqlite`),
  /** What was done about the last damage. */
  recovery: (dataDir: string) => join(dataDir, "ledger.recovery.json"),
  /** A backup or a restored store that is not finished yet. */
  partial: (dataDir: string) => join(dataDir, "ledger.partial"),
};

/** When a backup was made, from its name; null for other files. */
export function backupTime(name: string): number | null {
  const match = BACKUP.exec(name);
  return match ? Date.parse(`${match[1]}:${match[2]}:${match[3]}`) : null;
}
