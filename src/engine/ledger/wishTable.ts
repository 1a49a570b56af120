/** The rows of `wish`: which suggestions the user wants to see no more, in any VS Code window. */
import type { DatabaseSync, StatementSync } from "node:sqlite";

/** `again`: the user wanted the kind again, so that only what came later counts against it. */
export type WishKind = "dismiss" | "snooze" | "never" | "again";

export interface StoredWish {
  wish: WishKind;
  /** A suggestion's id for `dismiss` and `snooze`, else a kind of suggestions. */
  subject: string;
  at: number;
  /** When it ends by itself; null: never. */
  until: number | null;
  /** The size in tokens that the suggestion was about; null where it names none. */
  size: number | null;
}

export class WishTable {
  private readonly insert: StatementSync;
  private readonly drop: StatementSync;
  private readonly prune: StatementSync;
  private readonly inForce: StatementSync;

  constructor(db: DatabaseSync) {
    this.insert = db.prepare("INSERT OR REPLACE INTO wish (wish, subject, at, until, size) VALUES (?, ?, ?, ?, ?)");
    this.drop = db.prepare("DELETE FROM wish WHERE wish = ? AND subject = ?");
    this.prune = db.prepare("DELETE FROM wish WHERE until <= ?");
    this.inForce = db.prepare("SELECT wish, subject, at, until, size FROM wish WHERE until IS NULL OR until > ?");
  }

  /** In place of an earlier one about the same; what has ended is dropped. */
  put({ wish, subject, at, until, size }: StoredWish): void {
    this.prune.run(Math.floor(at));
    this.insert.run(wish, subject, Math.floor(at), until === null ? null : Math.floor(until), size);
  }

  remove(wish: WishKind, subject: string): void {
    this.drop.run(wish, subject);
  }

  /** Those that hold now. */
  all(now: number): StoredWish[] {
    return this.inForce.all(Math.floor(now)) as unknown as StoredWish[];
  }
}
