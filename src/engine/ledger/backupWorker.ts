/** The thread that makes a backup: copying holds up neither Snapshots nor writers. */
import { closeSync, fsyncSync, openSync, renameSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { workerData } from "node:worker_threads";
import type { BackupJob } from "./backups.ts";
import { assertPages } from "./damage.ts";

const { store, partial, target } = workerData as BackupJob;

const source = new DatabaseSync(store);
source.exec("PRAGMA busy_timeout = 10000");
source.prepare("VACUUM INTO ?").run(partial);
source.close();

const copy = new DatabaseSync(partial, { readOnly: true });
assertPages(copy, "quick_check");
copy.close();

const file = openSync(partial, "r+");
fsyncSync(file);
closeSync(file);
renameSync(partial, target);
