/** Replays the advice over past sessions: reads what their transcripts tell, asks the rules, and sums up. */
import { basename, sep } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { replay, type ReplayOutcome } from "../engine/advice/replay.ts";
import { replaySums, type ReplaySums } from "../engine/advice/replaySums.ts";
import type { Boundary } from "../engine/advice/facts.ts";
import { replaySession } from "../engine/adviceFacts/pastReplay.ts";
import { pastSessions, transcriptsIn, type PastSession } from "../engine/ledger/pastSessions.ts";
import type { PriceBook } from "../engine/ledger/prices.ts";
import type { ProjectOf } from "../engine/ledger/projects.ts";
import { UNKNOWN } from "../engine/ledger/usageGroups.ts";
import type { PromptEnd } from "../engine/sources/promptEnds.ts";
import { ReaderPool } from "../engine/sources/readerPool.ts";
import type { Span } from "./arguments.ts";
import { ProgressBar } from "./progressBar.ts";

export interface ReplayQuery {
  /** Numbers of the config directories. */
  dirs: readonly number[];
  /** Within which a session began. */
  span: Span;
  /** As `projectOf` names it; null: all. */
  project: string | null;
  prices: PriceBook;
  projectOf: ProjectOf;
}

/** What advice would have come in a session, and what following it would have saved or cost. */
export interface ReplayRow extends ReplayOutcome {
  title: string | null;
  project: string;
  /** Where the work stood. */
  boundary: Boundary;
  /** What the session's main chain cost. */
  mainChainUsd: number;
}

export interface ReplayReport {
  /** Sessions with requests of their own, and those of them whose transcript is no longer there to be replayed. */
  sessions: number;
  transcriptGone: number;
  /** What the main chains of the replayed sessions cost, but for requests without a price. */
  mainChainUsd: number;
  unpricedRequests: number;
  sums: ReplaySums;
  /** By time. */
  rows: ReplayRow[];
}

/** Throws SQLite's error. */
export async function replayReport(db: DatabaseSync, query: ReplayQuery): Promise<ReplayReport> {
  const { prices, projectOf } = query;
  const past = pastSessions(db, query.dirs);
  const asked = past.filter((session) => isAsked(session, query));
  const ends = await readEnds(filesToRead(past, asked, transcriptsIn(db, query.dirs)));
  const replayed = new Set(asked.filter(({ requests }) => requests.some(({ id }) => ends.has(id))));
  const sessions = past.map((session) => replaySession(session, replayed.has(session) ? ends : null, prices));
  const outcomes = replay(sessions);
  const pastById = new Map(past.map((session) => [session.sessionId, session]));
  const sessionsById = new Map(sessions.map((session) => [session.sessionId, session]));
  return {
    sessions: asked.length,
    transcriptGone: asked.length - replayed.size,
    mainChainUsd: [...replayed].reduce((sum, session) => sum + costOf(session), 0),
    unpricedRequests: [...replayed].reduce(
      (sum, { requests }) => sum + requests.filter(({ usd }) => usd === null).length,
      0,
    ),
    sums: replaySums(outcomes),
    rows: outcomes.flatMap((outcome) => {
      const session = pastById.get(outcome.sessionId);
      if (!session) return [];
      return {
        ...outcome,
        title: session.title,
        project: projectOfSession(session, projectOf),
        boundary: sessionsById.get(outcome.sessionId)?.requests[outcome.requestsBefore - 1]?.boundary ?? "none",
        mainChainUsd: costOf(session),
      };
    }),
  };
}

function isAsked(session: PastSession, { span: { since, until }, project, projectOf }: ReplayQuery): boolean {
  const begin = session.requests[0]?.at ?? 0;
  const isWithin = begin >= (since ?? -Infinity) && begin < (until ?? Infinity);
  return session.held && isWithin && (project === null || projectOfSession(session, projectOf) === project);
}

const projectOfSession = ({ cwd }: PastSession, projectOf: ProjectOf) => (cwd === null ? UNKNOWN : projectOf(cwd));

const costOf = ({ requests }: PastSession) => requests.reduce((sum, { usd }) => sum + (usd ?? 0), 0);

interface File {
  path: string;
  size: number;
}

/** Those that are named after the sessions asked for; where one has none, also those that are named after no session. */
function filesToRead(past: readonly PastSession[], asked: readonly PastSession[], files: readonly File[]): File[] {
  const named = files.map((file) => ({ file, name: basename(file.path, ".jsonl") }));
  const names = new Set(named.map(({ name }) => name));
  const known = new Set(past.map(({ sessionId }) => sessionId));
  const wanted = new Set(asked.map(({ sessionId }) => sessionId));
  const isRenamed = asked.some(({ sessionId }) => !names.has(sessionId));
  return named.flatMap(({ file, name }) => {
    const isStray = !known.has(name) && !file.path.includes(`${sep}subagents${sep}`);
    return wanted.has(name) || (isRenamed && isStray) ? file : [];
  });
}

/** How the work stood after requests, by their id. What cannot be read tells nothing. */
async function readEnds(files: readonly File[]): Promise<ReadonlyMap<string, PromptEnd>> {
  const progress = {
    filesDone: 0,
    files: files.length,
    bytesDone: 0,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    startedAt: Date.now(),
  };
  const bar = new ProgressBar(process.stderr);
  const pool = new ReaderPool(2);
  const byRequest = new Map<string, PromptEnd>();
  bar.follow(() => ({ kind: "indexing", ...progress }));
  try {
    await Promise.all(
      files.map(async ({ path, size }) => {
        for (const end of (await pool.run("promptEnds", path)) ?? []) byRequest.set(end.request, end);
        progress.filesDone++;
        progress.bytesDone += size;
      }),
    );
  } finally {
    bar.end();
    await pool.close();
  }
  return byRequest;
}
