/** The rows of `file`: how far each transcript was read, and by what it is recognised. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { FileMark } from "../sources/transcriptFile.ts";

type Row = Omit<FileMark, "modifiedMs" | "firstTimestamp"> & { path: string; modified: number; first: number | null };

export class FileTable {
  private readonly insert: StatementSync;
  private readonly select: StatementSync;

  constructor(db: DatabaseSync) {
    this.insert = db.prepare("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    this.select = db.prepare(
      "SELECT path, inode, size, modified, offset, head, tail, first, prompt FROM file WHERE dir = ?",
    );
  }

  put(dir: number, path: string, mark: FileMark): void {
    const { inode, size, modifiedMs, offset, head, tail, firstTimestamp, prompt } = mark;
    this.insert.run(path, dir, inode, size, modifiedMs, offset, head, tail, firstTimestamp, prompt);
  }

  /** Every file known of a directory, by path. */
  of(dir: number): Map<string, FileMark> {
    const marks = new Map<string, FileMark>();
    for (const row of this.select.iterate(dir) as Iterable<unknown>) {
      const { path, modified, first, ...rest } = row as Row;
      marks.set(path, { ...rest, modifiedMs: modified, firstTimestamp: first });
    }
    return marks;
  }
}
