/** Usage by period, session, prompt, project and the rest: the figures of `bursar usage`. */
import type { DatabaseSync } from "node:sqlite";
import { cacheSaved } from "./cacheSavings.ts";
import { addFigures, NO_FIGURES, type Figures } from "./figures.ts";
import { PriceBook } from "./prices.ts";
import { knownProjects, type ProjectOf } from "./projects.ts";
import { readSideCosts, sideKeys } from "./sideCosts.ts";
import { unpricedModels } from "./spend.ts";
import { isPeriod, type UsageGroup } from "./usageGroups.ts";
import { usageParts } from "./usageParts.ts";

export interface UsageQuery {
  by: UsageGroup;
  /** Numbers of the config directories to count. */
  dirs: readonly number[];
  /** Beginning of the first day and end of the last, in milliseconds; null: no bound. */
  since: number | null;
  until: number | null;
  /** At most so many rows: of periods the newest, of everything else the dearest. Totals count all. */
  limit?: number | null;
  /** Default: what the store knows of projects. */
  projectOf?: ProjectOf;
  /** Default: those of the price table. */
  prices?: Pick<PriceBook, "priceOf">;
}

export interface UsageFigures extends Figures {
  /** `costUSD` and what Claude Code reported beyond it: compaction, titles, side calls. */
  reportedUSD: number;
  /** What caching saved against sending everything afresh; negative when it cost more. */
  cacheSavedUSD: number;
}

/** What a row is about, where its key does not say. Times in milliseconds. */
export type RowSubject =
  | { kind: "session"; title: string | null; project: string | null; lastActivity: number }
  | { kind: "prompt"; excerpt: string | null; sessionId: string; project: string | null; time: number };

export interface UsageRow extends UsageFigures {
  key: string;
  subject: RowSubject | null;
}

export interface UsageReport {
  totals: UsageFigures;
  /** Periods oldest first, everything else dearest first. */
  rows: UsageRow[];
  /** Rows beyond the limit. */
  leftOut: number;
  unpriced: { model: string; requests: number }[];
}

export function usageReport(db: DatabaseSync, query: UsageQuery): UsageReport {
  const projectOf = query.projectOf ?? knownProjects(db);
  const prices = query.prices ?? new PriceBook();
  const scope = {
    dirs: query.dirs,
    since: query.since ?? 0,
    until: query.until ?? Number.MAX_SAFE_INTEGER / 2,
  };
  const rows = new Map<string, UsageFigures>();
  const models = new Map<string, Figures>();
  const totals = noUsage();
  for (const part of usageParts(db, query.by, scope, projectOf)) {
    const saved = cacheSaved(prices.priceOf(part.model, part.at), part);
    for (const sum of [entry(rows, part.key, noUsage), totals]) {
      addFigures(sum, part);
      sum.reportedUSD += part.costUSD;
      sum.cacheSavedUSD += saved;
    }
    addFigures(
      entry(models, part.model, () => ({ ...NO_FIGURES })),
      part,
    );
  }
  const keyOfSide = sideKeys(query.by, projectOf);
  for (const side of readSideCosts(db, scope)) {
    entry(rows, keyOfSide(side), noUsage).reportedUSD += side.usd;
    totals.reportedUSD += side.usd;
  }

  const sorted = [...rows].toSorted(
    isPeriod(query.by)
      ? ([a], [b]) => (a < b ? -1 : 1)
      : ([, a], [, b]) => b.reportedUSD - a.reportedUSD || b.requests - a.requests,
  );
  const limit = query.limit ?? sorted.length;
  const shown = isPeriod(query.by) ? sorted.slice(Math.max(0, sorted.length - limit)) : sorted.slice(0, limit);
  const subjectOf = rowSubjects(db, query.by, projectOf);
  return {
    totals,
    rows: shown.map(([key, figures]) => ({ key, ...figures, subject: subjectOf(key) })),
    leftOut: sorted.length - shown.length,
    unpriced: unpricedModels(models),
  };
}

const noUsage = (): UsageFigures => ({ ...NO_FIGURES, reportedUSD: 0, cacheSavedUSD: 0 });

function entry<T>(sums: Map<string, T>, key: string, create: () => T): T {
  let sum = sums.get(key);
  if (sum === undefined) sums.set(key, (sum = create()));
  return sum;
}

function rowSubjects(db: DatabaseSync, by: UsageGroup, projectOf: ProjectOf): (key: string) => RowSubject | null {
  const projectAt = (cwd: string | null) => (cwd === null ? null : projectOf(cwd));
  if (by === "session") {
    const find = db.prepare("SELECT title, cwd, last FROM session WHERE sid = ?");
    return (key) => {
      const row = find.get(key) as { title: string | null; cwd: string | null; last: number } | undefined;
      return row ? { kind: "session", title: row.title, project: projectAt(row.cwd), lastActivity: row.last } : null;
    };
  }
  if (by === "prompt") {
    const find = db.prepare(
      "SELECT p.excerpt, p.at, s.sid, s.cwd FROM prompt p JOIN session s ON s.id = p.session WHERE p.key = ?",
    );
    return (key) => {
      const row = find.get(key) as { excerpt: string | null; at: number; sid: string; cwd: string | null } | undefined;
      if (!row) return null;
      return { kind: "prompt", excerpt: row.excerpt, sessionId: row.sid, project: projectAt(row.cwd), time: row.at };
    };
  }
  return () => null;
}
