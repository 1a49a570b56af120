/** Forgets history for good: what the user names goes, and stays gone although its transcripts may be there. */
import { rmSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import type { ForgetCount, ForgetRule } from "../../shared/engineProtocol.ts";
import { backUp, listBackups } from "./backups.ts";
import type { ForgottenKind } from "./keepRules.ts";
import type { ProjectOf } from "./projects.ts";
import { rebuildSums } from "./rebuildSums.ts";
import { UNKNOWN } from "./usageGroups.ts";

/** What a rule would remove. */
export function countForgettable(db: DatabaseSync, rule: ForgetRule, projectOf: ProjectOf): ForgetCount {
  return count(db, choose(db, rule, projectOf));
}

/**
 * Removes what the rule names, and makes it stay away; of a project, what comes after `now` is counted again.
 * Throws SQLite's error, and has then removed nothing.
 */
export function forget(db: DatabaseSync, rule: ForgetRule, projectOf: ProjectOf, now: number): ForgetCount {
  // What is deleted is overwritten in the file too.
  db.exec("PRAGMA secure_delete = ON; BEGIN IMMEDIATE");
  let counted: ForgetCount;
  try {
    const choice = choose(db, rule, projectOf);
    counted = count(db, choice);
    const before = rule.kind === "before" ? rule.before : Math.max(now, (counted.last ?? 0) + 1);
    const losers = losingSessions(db, choice);
    remember(db, choice, losers, before);
    removeRequests(db, choice);
    removeBeside(db, choice, losers, before);
    rebuildSums(db);
    db.exec("COMMIT");
  } catch (error) {
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
  // Out of the write-ahead log too, as far as no other process is reading.
  db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  return counted;
}

/** Replaces the backups, which still hold what was forgotten, by one that does not. */
export async function renewBackups(dataDir: string, now: number): Promise<void> {
  const old = listBackups(dataDir, now);
  try {
    await backUp(dataDir, now);
  } finally {
    for (const { path } of old) rmSync(path, { force: true });
  }
}

/** A choice of requests: SQL over `request r`, with its parameter. */
interface Choice {
  where: string;
  value: number | string;
  /** The directories of a project; null: a choice by time. */
  cwds: string[] | null;
}

function choose(db: DatabaseSync, rule: ForgetRule, projectOf: ProjectOf): Choice {
  if (rule.kind === "before") return { where: "r.at < ?1", value: rule.before, cwds: null };
  const places = (db.prepare("SELECT id, cwd FROM place").all() as { id: number; cwd: string }[]).filter(
    ({ cwd }) => projectOf(cwd) === rule.project,
  );
  // Requests that no directory is known of have a rule for the empty one.
  const unplaced = rule.project === UNKNOWN;
  return {
    where: `(r.place IN ${LIST_1}${unplaced ? " OR r.place IS NULL" : ""})`,
    value: JSON.stringify(places.map(({ id }) => id)),
    cwds: [...new Set(places.map(({ cwd }) => cwd)), ...(unplaced ? [""] : [])],
  };
}

/** The first and the second parameter as lists, given as JSON. */
const LIST_1 = "(SELECT value FROM json_each(?1))";
const LIST_2 = "(SELECT value FROM json_each(?2))";
const SIDS_1 = `(SELECT sid FROM session WHERE id IN ${LIST_1})`;
const HAS_NO_REQUEST = "id NOT IN (SELECT prompt FROM request WHERE prompt IS NOT NULL)";

function count(db: DatabaseSync, { where, value }: Choice): ForgetCount {
  return db
    .prepare(
      `SELECT count(*) AS requests, count(DISTINCT r.session) AS sessions, total(r.usd) AS usd,
              min(r.at) AS first, max(r.at) AS last FROM request r WHERE ${where}`,
    )
    .get(value) as unknown as ForgetCount;
}

/** The sessions that own or hold what goes, as JSON. */
function losingSessions(db: DatabaseSync, { where, value }: Choice): string {
  const rows = db
    .prepare(
      `SELECT r.session FROM request r WHERE ${where}
       UNION SELECT h.session FROM held h JOIN request r ON r.id = h.request WHERE ${where}`,
    )
    .all(value);
  return JSON.stringify(rows.map(({ session }) => session));
}

/** What keepRules.ts goes by when a transcript tells of it again. */
function remember(db: DatabaseSync, { cwds }: Choice, losers: string, before: number): void {
  const put = (kind: ForgottenKind, values: string, list: string) =>
    db
      .prepare(
        `INSERT INTO forgotten (kind, value, before) SELECT ?2, value, ?3 FROM (${values}) WHERE true
         ON CONFLICT DO UPDATE SET before = max(before, excluded.before)`,
      )
      .run(list, kind, before);
  const each = "SELECT value FROM json_each(?1)";
  if (cwds) put("cwd", each, JSON.stringify(cwds));
  else put("before", each, '[""]');
  put("session", `SELECT sid AS value FROM session WHERE id IN ${LIST_1}`, losers);
}

function removeRequests(db: DatabaseSync, { where, value }: Choice): void {
  db.prepare(`DELETE FROM held WHERE request IN (SELECT r.id FROM request r WHERE ${where})`).run(value);
  db.prepare(`DELETE FROM request AS r WHERE ${where}`).run(value);
}

/** Removes what is left of the sessions and prompts that had those requests. */
function removeBeside(db: DatabaseSync, { cwds }: Choice, losers: string, before: number): void {
  db.prepare(`DELETE FROM prompt WHERE session IN ${LIST_1} AND at < ?2 AND ${HAS_NO_REQUEST}`).run(losers, before);
  // Claude Code's own totals of these sessions hold what was forgotten: they tell nothing any more.
  db.prepare(`DELETE FROM reported WHERE session IN ${LIST_1}`).run(losers);
  db.prepare(`DELETE FROM side WHERE session IN ${LIST_1}`).run(losers);
  db.prepare(`UPDATE session SET reported_usd = NULL, reported_unknown = 0 WHERE id IN ${LIST_1}`).run(losers);
  db.prepare(`DELETE FROM compaction WHERE session IN ${LIST_1} AND at < ?2`).run(losers, before);
  db.prepare(`DELETE FROM action WHERE sid IN ${SIDS_1} AND at < ?2`).run(losers, before);
  // The names of suggestions hold sessions and folders.
  db.prepare("DELETE FROM wish WHERE until IS NOT NULL AND at < ?").run(before);
  if (!cwds) {
    db.prepare("DELETE FROM compaction WHERE at < ?").run(before);
    db.prepare("DELETE FROM action WHERE at < ?").run(before);
    db.prepare(`DELETE FROM prompt WHERE at < ? AND ${HAS_NO_REQUEST}`).run(before);
    db.prepare("DELETE FROM side WHERE at < ?").run(before);
    removeTold(db, before);
  }

  const emptied = db
    .prepare(
      `SELECT id FROM session WHERE (id IN ${LIST_1} OR ${cwds ? `cwd IN ${LIST_2}` : "last < ?2"})
          AND id NOT IN (SELECT session FROM held) AND NOT EXISTS (SELECT 1 FROM request WHERE session = session.id)`,
    )
    .all(losers, cwds ? JSON.stringify(cwds) : before);
  const gone = JSON.stringify(emptied.map(({ id }) => id));
  db.prepare(`DELETE FROM prompt WHERE session IN ${LIST_1} AND ${HAS_NO_REQUEST}`).run(gone);
  // A prompt that a fork's requests still belong to goes over to the fork.
  db.prepare(
    `UPDATE prompt SET session = (SELECT session FROM request WHERE prompt = prompt.id) WHERE session IN ${LIST_1}`,
  ).run(gone);
  db.prepare(`DELETE FROM side WHERE session IN ${LIST_1}`).run(gone);
  db.prepare(`DELETE FROM reported WHERE session IN ${LIST_1}`).run(gone);
  db.prepare(`DELETE FROM compaction WHERE session IN ${LIST_1}`).run(gone);
  db.prepare(`DELETE FROM action WHERE sid IN ${SIDS_1}`).run(gone);
  db.prepare(`DELETE FROM session WHERE id IN ${LIST_1}`).run(gone);
  // The numbers of the last requests may be given again.
  db.exec("UPDATE action SET after_request = min(after_request, (SELECT ifnull(max(id), 0) FROM request))");
}

/**
 * What was told of the windows before; of who was signed in remains who was then. Which answers and notifications were
 * there stays for the days in which they would otherwise pass for new.
 */
function removeTold(db: DatabaseSync, before: number): void {
  db.prepare("DELETE FROM reading WHERE until < ?").run(before);
  db.prepare("UPDATE OR REPLACE reading SET at = ?1 WHERE at < ?1").run(before);
  db.prepare("DELETE FROM limit_hit WHERE at < ?").run(before);
  db.prepare(
    "DELETE FROM account WHERE EXISTS (SELECT 1 FROM account l WHERE l.dir = account.dir AND l.id > account.id AND l.since <= ?)",
  ).run(before);
}
