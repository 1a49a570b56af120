/** Turns what the ledger and the running processes say of a session into what a person sees of it. */
import type { CacheView, SessionState, SessionView } from "../../shared/snapshot.ts";
import { lastName } from "../../shared/lastName.ts";
import { canonicalModelId, type PriceBook } from "../ledger/prices.ts";
import type { SessionRecord } from "../sources/sessionRecords.ts";
import type { StatusLineReading } from "../sources/statusLines.ts";
import { contextView } from "./context.ts";
import type { LedgerSession } from "./sessionReader.ts";

/** A session without a process record counts as live this long after its last row. */
export const LIVE_WITHOUT_RECORD_MS = 10 * 60_000;

/** A running Claude Code process and the config directory that told of it. */
export type LiveRecord = SessionRecord & { configDir: string };

/**
 * Whether a session is live. A living process says so; without any record, rows of the last 10 minutes do, unless
 * the session closed its books or its process is known to have ended.
 */
export function sessionState(
  session: LedgerSession | null,
  record: LiveRecord | null,
  processEnded: boolean,
  now: number,
): SessionState {
  if (record?.alive) {
    return { kind: "live", pid: record.pid, status: record.status, waitingFor: record.waitingFor, host: record.host };
  }
  const last = session?.last ?? record?.updatedAt ?? 0;
  if (session && !processEnded && !record && session.ended === 0 && now - last < LIVE_WITHOUT_RECORD_MS) {
    return { kind: "live", pid: null, status: "unknown", waitingFor: null, host: "other" };
  }
  return { kind: "ended", at: last };
}

/** What there is to know of a session: its rows in the ledger, its process, its status line. */
export interface SessionSources {
  sessionId: string;
  session: LedgerSession | null;
  record: LiveRecord | null;
  state: SessionState;
  reading: StatusLineReading | null;
}

/** The view of a session that the ledger holds, that runs, or both. */
export function sessionView(
  { sessionId, session, record, state, reading }: SessionSources,
  contextWindows: Readonly<Record<string, number>>,
  prices: PriceBook,
): SessionView {
  const cwd = record?.cwd ?? session?.cwd ?? null;
  return {
    sessionId,
    title: session?.title ?? record?.name ?? null,
    project: cwd === null ? "" : lastName(cwd),
    cwd,
    configDir: record?.configDir ?? session?.configDir ?? "",
    state,
    model: session?.model ? { id: session.model, name: prices.modelName(session.model) } : null,
    context: contextView(session && contextFacts(session, reading), contextWindows, prices),
    cache: cacheView(session, reading),
    cost: {
      usd: session?.usd ?? 0,
      sideUsd: session?.side_usd ?? 0,
      requests: session?.requests ?? 0,
      lowerBoundRequests: session?.lower_bounds ?? 0,
      estimatedMissingUsd: session?.estimated_extra ?? 0,
      unpricedRequests: session?.unpriced ?? 0,
    },
    inheritedRequests: session?.inherited ?? 0,
    lastActivity: Math.max(session?.last ?? 0, record?.alive ? (record.updatedAt ?? 0) : 0),
  };
}

/** A status line is rendered this soon after an answer. */
const RENDERED_MS = 5_000;
const TTL_MS = { "5m": 5 * 60_000, "1h": 60 * 60_000 } as const;

/**
 * What the status line tells. Where it does not, or no longer does, the last request's time and the duration of the
 * session's last write to the cache; nothing just after a compaction, when most of what is cached is not asked for again.
 */
function cacheView(session: LedgerSession | null, reading: StatusLineReading | null): CacheView | null {
  const told = reading?.cache ? { ...reading.cache, source: "live" as const, asOf: reading.storedAt } : null;
  const at = session?.main_at ?? null;
  if (!session || at === null || (told && at <= told.asOf + RENDERED_MS)) return told;
  if (session.cached === 0 || (session.compacted_at ?? -Infinity) > at) return null;
  const ttl = session.cache_ttl_1h === 1 ? "1h" : "5m";
  return { expiresAt: at + TTL_MS[ttl], ttl, source: "estimated", asOf: at };
}

function contextFacts(session: LedgerSession, reading: StatusLineReading | null) {
  const { model, main_at: at, main_context: tokens, main_output: output, compacted_at: compactedAt } = session;
  if (model === null || at === null || tokens === null || output === null) return null;
  return {
    model,
    tokens,
    output,
    at,
    peak: session.main_peak,
    told: told(reading, model),
    first: session.first_context,
    compaction: compactedAt === null ? null : { at: compactedAt, kept: session.compacted_to },
  };
}

/** The window that the status line tells, while it tells it of the same model. */
function told(reading: StatusLineReading | null, model: string): number | null {
  const same =
    reading !== null && reading.model !== null && canonicalModelId(reading.model) === canonicalModelId(model);
  return same ? reading.contextWindow : null;
}
