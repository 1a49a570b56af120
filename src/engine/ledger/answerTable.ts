/**
 * The rows of `answer`: when the answer that a session's status line tells of was first seen. It is rendered again and
 * again, also after a restart of Bursar and after another account signed in.
 */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { SeenAnswer } from "../windows/datedReadings.ts";

/** As long as status lines are kept. */
const KEPT_MS = 8 * 24 * 60 * 60_000;

export class AnswerTable {
  private readonly find: StatementSync;
  private readonly put: StatementSync;
  private readonly prune: StatementSync;

  constructor(db: DatabaseSync) {
    this.find = db.prepare("SELECT sid AS sessionId, answer, at AS answeredAt FROM answer WHERE dir = ?");
    this.put = db.prepare(
      `INSERT INTO answer (dir, sid, answer, at) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET answer = excluded.answer, at = excluded.at`,
    );
    this.prune = db.prepare("DELETE FROM answer WHERE dir = ? AND at < ?");
  }

  /** The last answer of each session of a directory. */
  of(dir: number): SeenAnswer[] {
    return this.find.all(dir) as unknown as SeenAnswer[];
  }

  /** Keeps the answers that are new. */
  note(dir: number, answers: readonly SeenAnswer[], now: number): void {
    const known = new Map(this.of(dir).map(({ sessionId, answer }) => [sessionId, answer]));
    const fresh = answers.filter(({ sessionId, answer }) => known.get(sessionId) !== answer);
    for (const { sessionId, answer, answeredAt } of fresh) this.put.run(dir, sessionId, answer, Math.floor(answeredAt));
    if (fresh.length > 0) this.prune.run(dir, now - KEPT_MS);
  }
}
