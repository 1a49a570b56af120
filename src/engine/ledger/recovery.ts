/** Sets a damaged store aside and puts the newest good backup in its place. */
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { asNumber, asObject, asString } from "../sources/narrow.ts";
import { listBackups } from "./backups.ts";
import { COMPANIONS, storeFiles } from "./storeFiles.ts";

/** What was done about a damaged store. Kept in a file, so that the user hears of it whichever program did it. */
export interface Recovery {
  time: number;
  reason: string;
  /** Where the damaged store lies now. */
  setAside: string;
  /** When the backup was made that took its place; null: none was good, the new store is empty. */
  backupTime: number | null;
}

/**
 * To be called while nobody has the store open. `check` throws for a backup that is no good. The files that were read
 * since the backup was made are not marked as read in it, so they are read again.
 */
export function recover(dataDir: string, reason: string, now: number, check: (path: string) => void): Recovery {
  const store = storeFiles.store(dataDir);
  const setAside = storeFiles.damaged(dataDir, now);
  // The log goes first: should this be cut short, no store may meet a log that is not its own.
  for (const suffix of [...COMPANIONS, ""]) {
    if (existsSync(store + suffix)) renameSync(store + suffix, setAside + suffix);
  }
  const recovery: Recovery = { time: now, reason, setAside, backupTime: restoreBackup(dataDir, now, check) };
  writeFileSync(storeFiles.recovery(dataDir), JSON.stringify(recovery));
  return recovery;
}

/** What was done the last time; null when nothing is known of any. */
export function lastRecovery(dataDir: string): Recovery | null {
  try {
    const note = asObject(JSON.parse(readFileSync(storeFiles.recovery(dataDir), "utf8")));
    const time = asNumber(note?.["time"]);
    const [reason, setAside] = [asString(note?.["reason"]), asString(note?.["setAside"])];
    if (time === null || reason === null || setAside === null) return null;
    return { time, reason, setAside, backupTime: asNumber(note?.["backupTime"]) };
  } catch {
    return null;
  }
}

/** Puts the newest good backup in the store's place, and says when it was made; null: none was good. */
function restoreBackup(dataDir: string, now: number, check: (path: string) => void): number | null {
  const partial = storeFiles.partial(dataDir);
  for (const { path, time } of listBackups(dataDir, now)) {
    try {
      removeStore(partial);
      copyFileSync(path, partial);
      check(partial);
      renameSync(partial, storeFiles.store(dataDir));
      return time;
    } catch {
      // An older one may be good.
    }
  }
  removeStore(partial);
  return null;
}

function removeStore(path: string): void {
  for (const suffix of [...COMPANIONS, ""]) rmSync(path + suffix, { force: true });
}
