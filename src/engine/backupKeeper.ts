/** Has the store backed up whenever that is due. */
import type { Log } from "./indexer.ts";
import { backUp, isBackupDue } from "./ledger/backups.ts";
import { isDamage } from "./ledger/damage.ts";
import type { StoreHealth } from "./storeHealth.ts";

export class BackupKeeper {
  private readonly dataDir: string;
  private readonly health: Pick<StoreHealth, "failed" | "reopen">;
  private readonly log: Log;
  private underway: Promise<void> | null = null;

  constructor(dataDir: string, health: Pick<StoreHealth, "failed" | "reopen">, log: Log) {
    this.dataDir = dataDir;
    this.health = health;
    this.log = log;
  }

  startIfDue(now: number): void {
    if (this.underway || !this.isDue(now)) return;
    this.underway = backUp(this.dataDir, now)
      .catch((error: unknown) => {
        this.log("warn", `cannot back up the ledger: ${String(error)}`);
        if (isDamage(error)) this.health.failed(error);
      })
      .finally(() => (this.underway = null));
  }

  /** Fulfilled when none is being made. */
  async ended(): Promise<void> {
    await this.underway;
  }

  private isDue(now: number): boolean {
    try {
      return isBackupDue(this.dataDir, now);
    } catch (error) {
      this.log("warn", `cannot list the backups of the ledger: ${String(error)}`);
      // The folder is gone, and the store with it: opening it afresh makes both anew, or says what is the matter.
      this.health.reopen();
      return false;
    }
  }
}
