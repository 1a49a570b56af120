/** What the transcripts of the live sessions tell about the work in them, read again when they grow. */
import { sep } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import type { SessionView } from "../shared/snapshot.ts";
import type { PromptFacts } from "./sources/promptFacts.ts";
import type { ReaderPool } from "./sources/readerPool.ts";
import type { SessionTail } from "./sources/sessionTail.ts";

/** The rules of the advice judge the last ten. */
const PROMPTS = 10;

export class SessionTails {
  private readonly db: DatabaseSync;
  private readonly poolOf: (configDir: string) => ReaderPool | null;
  private readonly paths = new Map<string, string>();
  private readonly read = new Map<string, { activity: number; tail: SessionTail | null; tasks: PromptFacts[] }>();

  /** @param poolOf the reading threads of a config directory; null where it is not watched. */
  constructor(db: DatabaseSync, poolOf: (configDir: string) => ReaderPool | null) {
    this.db = db;
    this.poolOf = poolOf;
  }

  /** By session id, as far as they have been read. */
  get all(): ReadonlyMap<string, SessionTail> {
    return new Map([...this.read].flatMap(([sid, { tail }]) => (tail ? [[sid, tail] as const] : [])));
  }

  /** What the latest subagents of each session were asked to do. */
  get subagentPrompts(): ReadonlyMap<string, readonly PromptFacts[]> {
    return new Map([...this.read].map(([sid, { tasks }]) => [sid, tasks]));
  }

  /** Reads those that grew since; forgets those of sessions that are no longer live. True: something was read. */
  async refresh(live: readonly Pick<SessionView, "sessionId" | "configDir" | "lastActivity">[]): Promise<boolean> {
    const ids = new Set(live.map(({ sessionId }) => sessionId));
    for (const sid of this.read.keys()) if (!ids.has(sid)) this.read.delete(sid);
    const grown = live.filter(({ sessionId, lastActivity }) => this.read.get(sessionId)?.activity !== lastActivity);
    for (const { sessionId, configDir, lastActivity } of grown) {
      const [path, pool] = [this.pathOf(sessionId), this.poolOf(configDir)];
      if (path === null || pool === null || pool.stalled) continue;
      const tail = await pool.run("sessionTail", { path, prompts: PROMPTS });
      const agents = await Promise.all(
        this.subagentPaths(path).map((agent) => pool.run("promptFacts", { path: agent, prompts: 1, ofSubagent: true })),
      );
      this.read.set(sessionId, { activity: lastActivity, tail, tasks: agents.flat() });
    }
    return grown.length > 0;
  }

  /** The transcripts of its latest subagents, which lie in a folder of the session's name beside it; oldest first. */
  private subagentPaths(path: string): string[] {
    const folder = path.slice(0, -".jsonl".length);
    const rows = this.db
      .prepare(`SELECT path FROM file WHERE path > ?1 AND path < ?2 ORDER BY modified DESC LIMIT ${PROMPTS}`)
      .all(folder + sep, `${folder}${sep}\u{10ffff}`);
    return rows.map((row) => String(row["path"])).toReversed();
  }

  /** Null until the store knows the transcript. */
  private pathOf(sid: string): string | null {
    const known = this.paths.get(sid);
    if (known !== undefined) return known;
    const names = [`%/${sid}.jsonl`, `%\\${sid}.jsonl`] as const;
    const row = this.db
      .prepare("SELECT path FROM file WHERE path LIKE ? OR path LIKE ? ORDER BY modified DESC")
      .get(...names);
    if (!row) return null;
    const path = String(row["path"]);
    this.paths.set(sid, path);
    return path;
  }
}
