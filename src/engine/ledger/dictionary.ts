/** Numbers for the texts that many rows share: directories, models, places, causes. Few enough to be held in memory. */
import type { DatabaseSync, StatementSync } from "node:sqlite";

/** The tables and the columns that tell their rows apart. */
const TABLES = {
  dir: ["path"],
  model: ["name"],
  place: ["cwd", "branch"],
  source: ["agent", "skill", "plugin", "server"],
} as const;

/** The texts of a row, in the order of the columns. */
interface Texts {
  dir: [path: string];
  model: [name: string];
  place: [cwd: string, branch: string];
  source: [agent: string, skill: string, plugin: string, server: string];
}

export class Dictionary<T extends keyof Texts> {
  private readonly ids = new Map<string, number>();
  private readonly find: StatementSync;
  private readonly insert: StatementSync;

  constructor(db: DatabaseSync, table: T) {
    const columns = TABLES[table];
    const marks = columns.map(() => "?").join(", ");
    this.find = db.prepare(`SELECT id FROM ${table} WHERE ${columns.map((column) => `${column} = ?`).join(" AND ")}`);
    this.insert = db.prepare(`INSERT INTO ${table} (${columns.join(", ")}) VALUES (${marks}) ON CONFLICT DO NOTHING`);
  }

  /** The number of a row with these texts, given now if it has none. */
  idOf(...texts: Texts[T]): number {
    const key = texts.join("\0");
    const cached = this.ids.get(key);
    if (cached !== undefined) return cached;
    this.insert.run(...texts);
    const { id } = this.find.get(...texts) as { id: number };
    this.ids.set(key, id);
    return id;
  }

  /** After a rollback: numbers given in the batch are void. */
  forget(): void {
    this.ids.clear();
  }
}
