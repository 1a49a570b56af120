/** What a request tells about its session: when it was active, where, and how full its context is. */
import type { RequestRow } from "../sources/transcriptRow.ts";
import type { StoredSession } from "./sessionTable.ts";

export function noteActivity(session: StoredSession, row: RequestRow, at: number, model: number): void {
  // A request older than what is known, from a file that is read late, does not reopen a session.
  if (at > session.last) session.ended = 0;
  session.last = Math.max(session.last, at);
  if (!row.main) return;
  session.main_peak = Math.max(session.main_peak, row.context.tokens);
  session.first_context ??= row.context.tokens;
  if (session.main_at !== null && at < session.main_at) return;
  session.main_at = at;
  session.main_model = model;
  session.main_context = row.context.tokens;
  session.main_output = row.context.output;
  session.cwd = row.cwd ?? session.cwd;
  if (row.tokens.cacheWrite1h + row.tokens.cacheWrite5m > 0) session.cache_ttl_1h = Number(row.tokens.cacheWrite1h > 0);
}
