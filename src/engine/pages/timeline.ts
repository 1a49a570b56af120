/** One session in detail: its main chain request by request, and what it cost beside that. */
import type { DatabaseSync } from "node:sqlite";
import { costTotal } from "../../shared/format.ts";
import type { SessionRow, SessionTimeline } from "../../shared/historyPages.ts";
import type { Cost } from "../../shared/snapshot.ts";
import { SIDE_CALLS } from "../ledger/sideCosts.ts";
import { UNKNOWN } from "../ledger/usageGroups.ts";
import { promptTokens, type Tokens } from "../sources/transcriptRow.ts";
import { rewrittenTokens, type ChainRequest } from "./cacheBreaks.ts";
import { groupName } from "./names.ts";
import type { PageScope } from "./pageScope.ts";

/** Requests of the main chain that are shown: the latest. */
const SHOWN = 5_000;

type Row = [
  at: number,
  model: string,
  input: number,
  output: number,
  read: number,
  write5m: number,
  write1h: number,
  iterations: string | null,
  usd: number | null,
];

interface MainRequest extends ChainRequest {
  model: string;
  output: number;
  usd: number | null;
}

/** `window`: context window of its last model, where it is known. */
export function sessionTimeline(scope: PageScope, session: SessionRow, window: number | null): SessionTimeline {
  const { db, prices } = scope;
  const { id } = db.prepare("SELECT id FROM session WHERE sid = ?").get(session.sessionId) as { id: number };
  const compactions = compactionsOf(db, id);
  // One more than is shown: the request before the first tells whether the cache broke there.
  const [chain, count] = mainChain(db, id, SHOWN + 1);
  const before = chain.length > SHOWN ? (chain.shift() ?? null) : null;
  const models = [...new Set(chain.map(({ model }) => model))];
  const compactedBetween = (from: number, to: number) => compactions.some(({ at }) => at > from && at <= to);
  return {
    session,
    models: models.map((model) => ({ id: model, name: prices.modelName(model) })),
    requests: {
      at: chain.map(({ at }) => at),
      context: chain.map(({ last }) => promptTokens(last)),
      output: chain.map(({ output }) => output),
      usd: chain.map(({ usd }) => usd),
      model: chain.map(({ model }) => models.indexOf(model)),
      rewritten: chain.map((request, index) => {
        const previous = chain[index - 1] ?? before;
        return rewrittenTokens(request, previous, previous !== null && compactedBetween(previous.at, request.at));
      }),
    },
    leftOut: count - chain.length,
    compactions,
    agents: agentCosts(scope, id),
    window,
  };
}

/** The latest requests of a session's own main chain, oldest first, and how many there are in all. */
function mainChain(db: DatabaseSync, session: number, limit: number): [MainRequest[], number] {
  const { count } = db.prepare("SELECT count(*) AS count FROM request WHERE session = ? AND main = 1").get(session) as {
    count: number;
  };
  const select = db.prepare(
    `SELECT r.at, m.name, r.input, r.output, r.read, r.write_5m, r.write_1h, r.iterations, r.usd
       FROM request r JOIN model m ON m.id = r.model WHERE r.session = ? AND r.main = 1
      ORDER BY r.at DESC, r.id DESC LIMIT ?`,
  );
  select.setReturnArrays(true);
  return [(select.all(session, limit) as unknown as Row[]).map(toRequest).toReversed(), count];
}

function toRequest([at, model, input, output, cacheRead, cacheWrite5m, cacheWrite1h, calls, usd]: Row): MainRequest {
  const tokens = { input, output, cacheRead, cacheWrite5m, cacheWrite1h };
  const each = calls === null ? [] : (JSON.parse(calls) as Tokens[]);
  return { at, model, output, usd, first: each[0] ?? tokens, last: each.at(-1) ?? tokens };
}

function compactionsOf(db: DatabaseSync, session: number): SessionTimeline["compactions"] {
  const rows = db.prepare("SELECT at, auto FROM compaction WHERE session = ? ORDER BY at").all(session) as {
    at: number;
    auto: number | null;
  }[];
  return rows.map(({ at, auto }) => ({ at, auto: auto === null ? null : auto === 1 }));
}

/** What the session cost beside its main chain: subagents by type, and side calls. */
function agentCosts({ db, prices }: PageScope, session: number): SessionTimeline["agents"] {
  const rows = db
    .prepare(
      `SELECT coalesce(o.agent, ?2) AS agent, total(r.usd) AS usd, 0.0 AS sideUsd, count(*) AS requests,
              sum(1 - r.final) AS lowerBoundRequests, total(max(0, r.estimated_usd - r.usd)) AS estimatedMissingUsd,
              sum(r.usd IS NULL) AS unpricedRequests
         FROM request r LEFT JOIN source o ON o.id = r.source WHERE r.session = ?1 AND r.main = 0 GROUP BY 1`,
    )
    .all(session, UNKNOWN) as unknown as (Cost & { agent: string })[];
  const { sideUsd } = db.prepare("SELECT total(usd) AS sideUsd FROM side WHERE session = ?").get(session) as {
    sideUsd: number;
  };
  const agents = rows.map(({ agent, ...cost }) => ({ name: groupName("agent", agent, prices), cost }));
  if (sideUsd > 0) agents.push({ name: groupName("agent", SIDE_CALLS, prices), cost: { ...NOTHING, sideUsd } });
  return agents.toSorted((a, b) => costTotal(b.cost) - costTotal(a.cost));
}

const NOTHING: Cost = {
  usd: 0,
  sideUsd: 0,
  requests: 0,
  lowerBoundRequests: 0,
  estimatedMissingUsd: 0,
  unpricedRequests: 0,
};
