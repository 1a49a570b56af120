/** Lists the transcripts of a config directory. Synchronous: it runs in a reading thread. */
import { readdirSync, realpathSync, statSync, type Stats } from "node:fs";
import { basename, dirname, join, sep } from "node:path";

export interface ListedFile {
  path: string;
  inode: number;
  size: number;
  modifiedMs: number;
}

export type TreeListing =
  | {
      kind: "listed";
      files: ListedFile[];
      /** Every folder that was looked into, `projects` first. */
      folders: string[];
      problems: { path: string; reason: string }[];
    }
  | { kind: "missing" }
  | { kind: "unreadable"; reason: string };

/** Folders beside transcripts that hold none, and can hold many files. */
const SKIPPED_FOLDERS = new Set(["tool-results", "memory"]);

/** Whether a file below `projects/` is a transcript: `resume-head.jsonl` only repeats the start of one. */
export const isTranscript = (name: string) => name.endsWith(".jsonl") && name !== "resume-head.jsonl";

/** Whether a folder below `projects` holds no transcripts; a project itself may have any name. */
export const isSkippedFolder = (projects: string, path: string) =>
  SKIPPED_FOLDERS.has(basename(path)) && dirname(path) !== projects;

/** Every transcript below `<configDir>/projects`, at any depth: sessions, subagents, workflows. */
export function listTranscripts(configDir: string): TreeListing {
  const root = join(configDir, "projects");
  const files: ListedFile[] = [];
  const folders: string[] = [];
  const problems: { path: string; reason: string }[] = [];
  const links = new FolderLinks(root);
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
    folders.push(folder);
    for (const entry of entries) {
      const path = folder + sep + entry.name;
      if (entry.isDirectory()) {
        if (!isSkippedFolder(root, path)) pending.push(path);
      } else if (entry.isSymbolicLink() || isTranscript(entry.name)) {
        const stat = statOf(path);
        if (stat?.isDirectory()) {
          if (!isSkippedFolder(root, path) && links.isNew(path)) pending.push(path);
        } else if (stat?.isFile() && isTranscript(entry.name)) {
          files.push({ path, inode: stat.ino, size: stat.size, modifiedMs: stat.mtimeMs });
        }
      }
    }
  }
  return { kind: "listed", files, folders, problems };
}

/** Null when there is nothing, or a link that leads nowhere. */
function statOf(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}

/** Tells the linked folders that are worth following from those that lead back, or to what is listed anyway. */
class FolderLinks {
  private readonly root: string;
  private readonly followed: string[] = [];

  constructor(root: string) {
    this.root = root;
  }

  isNew(link: string): boolean {
    if (this.followed.length === 0) this.followed.push(realpathSync(this.root));
    const target = realpathSync(link);
    if (this.followed.some((place) => isWithin(place, target)) || isWithin(target, this.followed[0] ?? ""))
      return false;
    this.followed.push(target);
    return true;
  }
}

const isWithin = (folder: string, path: string) =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
