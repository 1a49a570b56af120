/**
 * The rows of `account`: who was signed in to Claude Code in a config directory, from when on. An account is a hash; it
 * is empty while nothing names one, which is no other account: what was told then belongs to the first that is named.
 */
import type { DatabaseSync, StatementSync } from "node:sqlite";

export interface SignedIn {
  account: string;
  /** What was told before this moment belongs to another account; 0: there was none before. */
  since: number;
}

const NOBODY: SignedIn = { account: "", since: 0 };

export class AccountTable {
  private readonly db: DatabaseSync;
  private readonly latest: StatementSync;

  constructor(db: DatabaseSync) {
    this.db = db;
    this.latest = db.prepare("SELECT account, since FROM account WHERE dir = ? ORDER BY id DESC LIMIT 1");
  }

  /** Who is signed in, as far as was noted. */
  current(dir: number): SignedIn {
    const row = this.latest.get(dir) as SignedIn | undefined;
    return row ? { ...row } : NOBODY;
  }

  /** Notes who is signed in now; null, where nothing says so, changes nothing. Any process may, several at once. */
  note(dir: number, account: string | null, now: number): void {
    if (account === null || this.isKnown(dir, account, now)) return;
    this.db.exec("BEGIN IMMEDIATE");
    try {
      // Looked at again under the write lock: another process may have been faster.
      if (!this.isKnown(dir, account, now)) this.write(dir, account, now);
      this.db.exec("COMMIT");
    } catch (error) {
      // A full disk has ended the transaction already.
      if (this.db.isTransaction) this.db.exec("ROLLBACK");
      throw error;
    }
  }

  /** A beginning in the future was noted before the clock was set back: it would shut out all that is told until then. */
  private isKnown(dir: number, account: string, now: number): boolean {
    const known = this.current(dir);
    return known.account === account && known.since <= now;
  }

  private write(dir: number, account: string, now: number): void {
    const known = this.current(dir);
    if (known.account === account) {
      this.db.prepare("UPDATE account SET since = min(since, ?) WHERE dir = ?").run(now, dir);
      return;
    }
    const first = known === NOBODY;
    this.db.prepare("INSERT INTO account (dir, account, since) VALUES (?, ?, ?)").run(dir, account, first ? 0 : now);
    if (!first) return;
    this.db.prepare("UPDATE OR IGNORE reading SET account = ? WHERE dir = ? AND account = ''").run(account, dir);
    this.db.prepare("UPDATE alert SET account = ? WHERE dir = ? AND account = ''").run(account, dir);
  }
}

/** SQL for the account that was signed in to the directory `dir` at the time `at`. */
export const accountAt = (dir: string, at: string): string =>
  `coalesce((SELECT account FROM account a WHERE a.dir = ${dir} AND a.since <= ${at} ORDER BY a.id DESC LIMIT 1), '')`;
