/**
 * Which project a working directory belongs to: the root of the git repository that holds it, the main one for a
 * worktree; without a repository the directory itself. What was found is kept in the store, so that a worktree still
 * belongs to its project when it has been removed.
 */
import { readFile, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, resolve } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { systemClock } from "../../shared/clock.ts";
import { within } from "../../shared/within.ts";

export type ProjectOf = (cwd: string) => string;

/** A folder on a dead network drive must not hold up a report. */
const TIMEOUT_MS = 2_000;

/** The projects as far as the store and the paths tell; no disk is asked. */
export function knownProjects(db: DatabaseSync): ProjectOf {
  const roots = new Map(
    db
      .prepare("SELECT cwd, root FROM project")
      .all()
      .map(({ cwd, root }) => [String(cwd), String(root)]),
  );
  return (cwd) => roots.get(cwd) ?? withoutClaudeWorktree(cwd);
}

/** The projects of all working directories, looked up on the disk where they are still there, and kept. */
export async function lookUpProjects(db: DatabaseSync, home = homedir()): Promise<ProjectOf> {
  const known = knownProjects(db);
  const cwds = db
    .prepare("SELECT DISTINCT cwd FROM place")
    .all()
    .map(({ cwd }) => String(cwd));
  const finder = new RepositoryFinder(home);
  const looking = Promise.all(cwds.map(async (cwd) => [cwd, await look(cwd, finder)] as const));
  const found = new Map(await within(TIMEOUT_MS, systemClock, looking));
  const projectOf = (cwd: string) => {
    const seen = found.get(cwd);
    const stored = known(cwd);
    // A folder that is gone tells less than what was kept of it, and its remaining parents more than nothing.
    return seen?.root && (seen.there || stored === cwd) ? seen.root : stored;
  };
  keep(
    db,
    cwds.filter((cwd) => projectOf(cwd) !== known(cwd)).map((cwd) => [cwd, projectOf(cwd)]),
  );
  return projectOf;
}

/** Whether the folder is there, and the root of its project as far as the disk tells. */
async function look(cwd: string, finder: RepositoryFinder): Promise<{ there: boolean; root: string | null }> {
  const [there, root] = await Promise.all([isFolder(cwd), finder.rootOf(withoutClaudeWorktree(cwd))]);
  return { there, root: root ?? (there ? withoutClaudeWorktree(cwd) : null) };
}

/** Claude Code's own worktrees lie in their repository: `<repository>/.claude/worktrees/<name>`. */
const withoutClaudeWorktree = (cwd: string) => cwd.replace(/[/\\]\.claude[/\\]worktrees(?:[/\\].*)?$/, "") || cwd;

class RepositoryFinder {
  private readonly home: string;
  private readonly roots = new Map<string, Promise<string | null>>();

  constructor(home: string) {
    this.home = home;
  }

  rootOf(folder: string): Promise<string | null> {
    let root = this.roots.get(folder);
    if (!root) this.roots.set(folder, (root = this.find(folder)));
    return root;
  }

  private async find(folder: string): Promise<string | null> {
    const parent = dirname(folder);
    // A repository of dotfiles does not make one project of all that lies in a home.
    if (parent === folder || folder === this.home) return null;
    return (await repositoryAt(folder)) ?? this.rootOf(parent);
  }
}

/** The repository whose working tree begins at `folder`: for a worktree the main one's root; null when none begins here. */
async function repositoryAt(folder: string): Promise<string | null> {
  const git = resolve(folder, ".git");
  try {
    if ((await stat(git)).isDirectory()) return folder;
    const link = /^gitdir: (.+)$/m.exec(await readFile(git, "utf8"))?.[1];
    const common = link && /^(.+)[/\\]worktrees[/\\][^/\\]+[/\\]?$/.exec(resolve(folder, link.trim()))?.[1];
    // Without `worktrees` it is a submodule: a repository of its own.
    if (!common) return folder;
    return basename(common).startsWith(".") ? dirname(common) : common;
  } catch {
    return null;
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

/** Kept for the day when the folder is gone; a report does without when the store cannot be written. */
function keep(db: DatabaseSync, projects: readonly (readonly [cwd: string, root: string])[]): void {
  if (projects.length === 0) return;
  const put = db.prepare(
    "INSERT INTO project (cwd, root) VALUES (?, ?) ON CONFLICT DO UPDATE SET root = excluded.root",
  );
  try {
    db.exec("BEGIN IMMEDIATE");
    for (const [cwd, root] of projects) put.run(cwd, root);
    db.exec("COMMIT");
  } catch {
    if (db.isTransaction) db.exec("ROLLBACK");
  }
}
