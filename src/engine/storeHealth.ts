/** How the store fares: what of it failed, what the user is told of that, and when it is to be opened afresh. */
import * as l10n from "@vscode/l10n";
import type { Notice } from "../shared/snapshot.ts";
import type { Log } from "./indexer.ts";
import { isDamage } from "./ledger/damage.ts";
import { isSuspect, openStore, suspect } from "./ledger/store.ts";

export interface StoreHealthOptions {
  dataDir: string;
  inMemory: boolean;
  /** What opening it found. */
  notice: Notice | null;
  log: Log;
  /** There is something to tell. */
  changed: () => void;
  /** The store is to be opened afresh. Called once. */
  reopen: () => void;
}

export class StoreHealth {
  private readonly options: StoreHealthOptions;
  private writeNotice: Notice | null = null;
  private reopening = false;
  private closed = false;

  constructor(options: StoreHealthOptions) {
    this.options = options;
  }

  get notices(): Notice[] {
    return [this.options.notice, this.writeNotice].filter((notice) => notice !== null);
  }

  /** Writing to it failed, and has not succeeded since. */
  get failing(): boolean {
    return this.writeNotice !== null;
  }

  /** Does something with the store; null when that failed. */
  attempt<T>(work: () => T): T | null {
    try {
      return work();
    } catch (error) {
      this.failed(error);
      return null;
    }
  }

  failed(error: unknown): void {
    const { dataDir, inMemory, log } = this.options;
    if (isDamage(error) && !inMemory) {
      log("error", `the ledger is damaged: ${String(error)}`);
      suspect(dataDir);
      this.reopen();
      return;
    }
    // What is still underway then finds the store closed.
    if (this.closed) return;
    if (!this.failing) log("error", `cannot write to the ledger: ${String(error)}`);
    this.writeNotice = {
      id: "write",
      level: "error",
      message: l10n.t("Bursar cannot write to its ledger: {0}", String(error)),
      remedy: l10n.t("Free disk space or make {0} writable; nothing is lost while the transcripts are there.", dataDir),
    };
    this.options.changed();
  }

  works(): void {
    if (!this.failing) return;
    this.writeNotice = null;
    this.options.log("info", "the ledger can be written again");
  }

  /** True: somebody found it damaged, and it is being opened afresh. */
  lookForSuspicion(): boolean {
    const { dataDir, inMemory } = this.options;
    if (inMemory || !isSuspect(dataDir)) return false;
    this.reopen();
    return true;
  }

  /** In place of a store in memory the one on disk is opened, as soon as it can be had. */
  retryOpening(now: number): void {
    const { dataDir, inMemory } = this.options;
    if (!inMemory) return;
    try {
      openStore({ kind: "folder", dataDir }, now, 0).close();
    } catch {
      // The Notice says why already.
      return;
    }
    this.reopen();
  }

  reopen(): void {
    if (this.reopening || this.closed) return;
    this.reopening = true;
    this.options.reopen();
  }

  close(): void {
    this.closed = true;
  }
}
