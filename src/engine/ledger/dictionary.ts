/** Numbers for the texts that many rows share: directories, models. */
import type { DatabaseSync, StatementSync } from "node:sqlite";

export class Dictionary {
  private readonly ids = new Map<string, number>();
  private readonly find: StatementSync;
  private readonly insert: StatementSync;

  constructor(db: DatabaseSync, table: "dir" | "model", column: "path" | "name") {
    this.find = db.prepare(`SELECT id FROM ${table} WHERE ${column} = ?`);
    this.insert = db.prepare(`INSERT INTO ${table} (${column}) VALUES (?) ON CONFLICT DO NOTHING`);
  }

  /** The number of `text`, given now if it has none. */
  idOf(text: string): number {
    const cached = this.ids.get(text);
    if (cached !== undefined) return cached;
    this.insert.run(text);
    const { id } = this.find.get(text) as { id: number };
    this.ids.set(text, id);
    return id;
  }

  /** After a rollback: numbers given in the batch are void. */
  forget(): void {
    this.ids.clear();
  }
}
