/**
 * What the store is not to keep: what the user had forgotten, although its transcripts are still there and may be read
 * again, and the words of prompts when the user wants none stored.
 */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { TranscriptPart } from "../sources/transcriptFile.ts";
import type { PartOrigin } from "./ledger.ts";

/**
 * What was forgotten up to a moment: `before` everything, `cwd` the requests of a working directory, `session` what a
 * session that lost requests has beside them.
 */
export type ForgottenKind = "before" | "cwd" | "session";

export class KeepRules {
  private readonly read: StatementSync;
  private readonly readExcerpts: StatementSync;
  private readonly findSession: StatementSync;
  private before = -Infinity;
  private excerpts = true;
  private readonly cwds = new Map<string, number>();
  private readonly sessions = new Map<string, number>();
  private loaded = "";

  constructor(db: DatabaseSync) {
    this.read = db.prepare("SELECT kind, value, before FROM forgotten ORDER BY kind, value");
    this.readExcerpts = db.prepare("SELECT value FROM meta WHERE name = 'excerpts'");
    this.findSession = db.prepare("SELECT 1 FROM session WHERE sid = ?");
  }

  /** Reads the rules, which another process may have changed. True: something was forgotten since the last time. */
  load(): boolean {
    const rows = this.read.all() as unknown as { kind: ForgottenKind; value: string; before: number }[];
    const excerpts = this.readExcerpts.get() as { value: string } | undefined;
    this.excerpts = excerpts?.value !== "0";
    const loaded = JSON.stringify(rows);
    if (loaded === this.loaded) return false;
    this.before = -Infinity;
    this.cwds.clear();
    this.sessions.clear();
    for (const { kind, value, before } of rows) {
      if (kind === "before") this.before = before;
      else (kind === "cwd" ? this.cwds : this.sessions).set(value, before);
    }
    const first = this.loaded === "";
    this.loaded = loaded;
    return !first;
  }

  /** What of a reading is to be written. */
  keptOf(part: TranscriptPart, origin: Pick<PartOrigin, "sessionId" | "firstTimestamp">): TranscriptPart {
    if (this.excerpts && this.before === -Infinity && this.cwds.size + this.sessions.size === 0) return part;
    const sidOf = (row: { sessionId: string | null }) => row.sessionId ?? origin.sessionId;
    const timeOf = (row: { timestamp: number | null }) => row.timestamp ?? origin.firstTimestamp;
    const isOld = (sid: string, at: number) => at < Math.max(this.before, this.sessions.get(sid) ?? -Infinity);

    const requests = part.requests.filter(
      (row) => timeOf(row) >= Math.max(this.before, this.cwds.get(row.cwd ?? "") ?? -Infinity),
    );
    const begins = new Set(requests.map(sidOf));
    const goesOn = (sid: string) => begins.has(sid) || this.findSession.get(sid) !== undefined;
    return {
      ...part,
      requests,
      prompts: part.prompts
        .filter((row) => !isOld(sidOf(row), timeOf(row)))
        .map((row) => (this.excerpts ? row : { ...row, excerpt: null })),
      compactions: part.compactions.filter((row) => !isOld(sidOf(row), timeOf(row))),
      titles: part.titles.filter((row) => !isOld(sidOf(row), origin.firstTimestamp) || goesOn(sidOf(row))),
      limitHits: part.limitHits.filter(({ timestamp }) => timestamp >= this.before),
      reports: part.reports.filter(({ row }) => this.keepsReports(sidOf(row), origin.firstTimestamp)),
    };
  }

  /** Whether Claude Code's own totals of a session say something: of one that lost requests they still hold these. */
  keepsReports(sid: string, start: number): boolean {
    return start >= this.before && !this.sessions.has(sid);
  }
}

/** Keeps the beginnings of prompts from now on, or keeps none and removes those that are stored. */
export function keepPromptExcerpts(db: DatabaseSync, keep: boolean): void {
  const stored = db.prepare("SELECT value FROM meta WHERE name = 'excerpts'").get() as { value: string } | undefined;
  if ((stored?.value !== "0") === keep) return;
  db.exec("BEGIN IMMEDIATE");
  try {
    db.prepare("INSERT INTO meta VALUES ('excerpts', ?) ON CONFLICT DO UPDATE SET value = excluded.value").run(
      keep ? "1" : "0",
    );
    if (!keep) db.exec("PRAGMA secure_delete = ON; UPDATE prompt SET excerpt = NULL WHERE excerpt IS NOT NULL");
    db.exec("COMMIT");
  } catch (error) {
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}
