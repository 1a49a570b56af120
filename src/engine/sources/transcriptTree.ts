/** Lists the transcripts of a config directory. Synchronous: it runs in a reading thread. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

export interface ListedFile {
  path: string;
  inode: number;
  size: number;
  modifiedMs: number;
}

export type TreeListing =
  | { kind: "listed"; files: ListedFile[]; problems: { path: string; reason: string }[] }
  | { kind: "missing" }
  | { kind: "unreadable"; reason: string };

/** Folders beside transcripts that hold none, and can hold many files. */
const SKIPPED_FOLDERS = new Set(["tool-results", "memory"]);

/** Whether a file below `projects/` is a transcript: `resume-head.jsonl` only repeats the start of one. */
export const isTranscript = (name: string) => name.endsWith(".jsonl") && name !== "resume-head.jsonl";

/** Every transcript below `<configDir>/projects`, at any depth: sessions, subagents, workflows. */
export function listTranscripts(configDir: string): TreeListing {
  const root = join(configDir, "projects");
  const files: ListedFile[] = [];
  const problems: { path: string; reason: string }[] = [];
  const pending = [root];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    let entries;
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? String(error);
      if (folder === root) return reason === "ENOENT" ? { kind: "missing" } : { kind: "unreadable", reason };
      // A folder that vanishes while being listed is no problem: nothing in it can be read any more.
      if (reason !== "ENOENT") problems.push({ path: folder, reason });
      continue;
    }
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!SKIPPED_FOLDERS.has(entry.name)) pending.push(path);
      } else if (isTranscript(entry.name)) {
        const stat = statSync(path, { throwIfNoEntry: false });
        if (stat?.isFile()) files.push({ path, inode: stat.ino, size: stat.size, modifiedMs: stat.mtimeMs });
        else if (stat?.isDirectory()) pending.push(path);
      }
    }
  }
  return { kind: "listed", files, problems };
}
