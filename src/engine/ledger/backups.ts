/** Copies of the store, one a day, the last three kept: what a damaged store is restored from. */
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { backupTime, storeFiles } from "./storeFiles.ts";

const EVERY_MS = 86_400_000;
const KEPT = 3;

export interface Backup {
  path: string;
  time: number;
}

/** Newest first. One from the future was made before the clock was set back: nobody knows when, so it comes last. */
export function listBackups(dataDir: string, now: number): Backup[] {
  const backups = readdirSync(dataDir).flatMap((name) => {
    const time = backupTime(name);
    return time === null ? [] : [{ path: join(dataDir, name), time }];
  });
  const age = ({ time }: Backup) => (time > now ? Number.MAX_VALUE : now - time);
  return backups.toSorted((a, b) => age(a) - age(b));
}

export function isBackupDue(dataDir: string, now: number): boolean {
  const newest = listBackups(dataDir, now)[0];
  return !newest || newest.time > now || now - newest.time >= EVERY_MS;
}

const workerFile = import.meta.url.endsWith(".ts") ? "./backupWorker.ts" : "./backupWorker.js";

/** Makes a backup in a thread of its own, then drops the oldest ones. Rejects with SQLite's or the system's error. */
export async function backUp(dataDir: string, now: number): Promise<void> {
  const partial = storeFiles.partial(dataDir);
  rmSync(partial, { force: true });
  const workerData: BackupJob = {
    store: storeFiles.store(dataDir),
    partial,
    target: storeFiles.backup(dataDir, now),
  };
  try {
    await ended(new Worker(new URL(workerFile, import.meta.url), { workerData }));
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
  for (const { path } of listBackups(dataDir, now).slice(KEPT)) rmSync(path, { force: true });
}

/** What the backup's thread is given. */
export interface BackupJob {
  store: string;
  partial: string;
  target: string;
}

function ended(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once("error", reject);
    worker.once("exit", () => resolve());
  });
}
