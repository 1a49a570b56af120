/** Chooses the folders that are worth watching: most of a long history never changes again. */
import { sep } from "node:path";
import type { ListedFile } from "./transcriptTree.ts";

/** A session of which no transcript was written for this long sleeps. */
const ACTIVE_MS = 7 * 86_400_000;

export interface WatchedFolders {
  /** `projects` and each project, where sessions start and go on, and the folders of the sessions active lately. */
  active: ReadonlySet<string>;
  /** The folders of each sleeping session, by the path of its transcript: to be watched when that is written to. */
  asleep: ReadonlyMap<string, readonly string[]>;
}

/** `listing` is of the config directory whose projects lie in `projects`. */
export function foldersToWatch(
  projects: string,
  listing: { files: readonly ListedFile[]; folders: readonly string[] },
  now: number,
): WatchedFolders {
  const awake = new Set<string | null>();
  for (const { path, modifiedMs } of listing.files) {
    if (now - modifiedMs < ACTIVE_MS) awake.add(sessionTranscript(projects, path));
  }
  const active = new Set<string>();
  const asleep = new Map<string, string[]>();
  for (const folder of listing.folders) {
    const session = sessionTranscript(projects, folder);
    if (session === null || awake.has(session)) {
      active.add(folder);
      continue;
    }
    const folders = asleep.get(session);
    if (folders) folders.push(folder);
    else asleep.set(session, [folder]);
  }
  return { active, asleep };
}

/** The transcript of the session that a folder, or a file in one, belongs to; null above the sessions' folders. */
function sessionTranscript(projects: string, path: string): string | null {
  const project = path.indexOf(sep, projects.length + 1);
  if (project < 0) return null;
  const session = path.indexOf(sep, project + 1);
  if (session >= 0) return `${path.slice(0, session)}.jsonl`;
  return path.endsWith(".jsonl") ? path : `${path}.jsonl`;
}
