/**
 * Holds the counted requests against Claude Code's own totals. What a total has beyond them (compaction, titles, side
 * calls are in no transcript) becomes rows of `side`, booked at the report that showed it. docs/prices.md has the rule.
 */
import type { DatabaseSync } from "node:sqlite";
import type { ReportedModel } from "../sources/transcriptRow.ts";
import { canonicalModelId, type PriceBook } from "./prices.ts";

/** Less than any call costs, more than adding up doubles loses. US dollars. */
const NOTHING = 1e-6;

/** US dollars by canonical model id. */
type ByModel = Map<string, number>;

interface Report {
  at: number;
  usd: number;
  unknown: number;
  models: ReportedModel[];
  /** Told by a status line: no models, and no word of whether Claude Code guessed a price. */
  live: number;
}

interface Counted {
  session: number;
  at: number;
  model: string;
  usd: number | null;
}

interface SideRow {
  at: number;
  model: string;
  usd: number;
}

/** Works out the `side` rows of these sessions, and of those that share requests with them, anew. */
export function reconcile(db: DatabaseSync, prices: PriceBook, sessions: Iterable<number>): void {
  const sharing = db.prepare(
    "SELECT DISTINCT h.session FROM held o JOIN held h ON h.request = o.request WHERE o.session = ?",
  );
  const affected = new Set(sessions);
  for (const session of affected) {
    for (const row of sharing.all(session) as { session: number }[]) affected.add(row.session);
  }
  const select = {
    reports: db.prepare("SELECT at, usd, unknown, models, live FROM reported WHERE session = ? ORDER BY at"),
    own: db.prepare(
      "SELECT r.session, r.at, m.name AS model, r.usd FROM request r JOIN model m ON m.id = r.model WHERE r.session = ? ORDER BY r.at",
    ),
    inherited: db.prepare(
      `SELECT r.session, r.at, m.name AS model, r.usd FROM request r JOIN model m ON m.id = r.model
        WHERE r.id IN (SELECT request FROM held WHERE session = ?1) AND r.session <> ?1`,
    ),
    side: db.prepare("SELECT at, model, usd FROM side WHERE session = ? ORDER BY at, model"),
  };
  const clear = db.prepare("DELETE FROM side WHERE session = ?");
  const insert = db.prepare("INSERT INTO side (session, at, model, usd) VALUES (?, ?, ?, ?)");
  const reportsOf = (session: number) =>
    (select.reports.all(session) as (Omit<Report, "models"> & { models: string })[]).map((row): Report => ({
      ...row,
      models: JSON.parse(row.models) as ReportedModel[],
    }));

  for (const session of affected) {
    const stored = reportsOf(session);
    const before = select.side.all(session) as unknown as SideRow[];
    if (stored.length === 0 && before.length === 0) continue;
    const own = select.own.all(session) as unknown as Counted[];
    const inherited = select.inherited.all(session) as unknown as Counted[];
    const comparable = [...own, ...inherited].every((request) => isAtListPrice(request, prices));
    const reports = comparable ? stored : stored.filter(({ live }) => live === 0);
    const owners = new Set(inherited.map((request) => request.session));
    const after = sideRows(
      reports,
      own,
      baseOf(inherited, [...owners].flatMap(reportsOf), own[0]?.at ?? Infinity),
      nameIn([...own, ...inherited]),
      prices,
    );
    if (same(before, after)) continue;
    clear.run(session);
    for (const row of after) insert.run(session, row.at, row.model, row.usd);
  }
}

/**
 * What a fork's totals hold of the sessions it was forked from: the latest total of these up to the fork, and the
 * requests it inherited that came after that.
 */
function baseOf(inherited: readonly Counted[], ancestors: readonly Report[], fork: number) {
  const last = ancestors
    .filter(({ at }) => at <= fork)
    .toSorted(byStanding)
    .at(-1);
  const later = countBy(inherited.filter(({ at }) => at > (last?.at ?? -Infinity)));
  const byModel = reportedBy(last?.models ?? []);
  for (const [model, usd] of later) add(byModel, model, usd);
  return { usd: (last?.usd ?? 0) + total(later), byModel };
}

/** A later total stands; of several at one moment the largest, whatever the order in which they were read. */
const byStanding = (a: Report, b: Report): number =>
  a.at - b.at || a.usd - b.usd || (JSON.stringify(a.models) < JSON.stringify(b.models) ? -1 : 1);

function sideRows(
  reports: readonly Report[],
  own: readonly Counted[],
  base: { usd: number; byModel: ByModel },
  nameOf: (model: string) => string | undefined,
  prices: PriceBook,
): SideRow[] {
  const beyond = reports.map((report) => {
    const counted = countBy(own.filter(({ at }) => at <= report.at));
    const reported = reportedBy(report.models);
    const byModel: ByModel = new Map();
    for (const [model, usd] of reported) {
      byModel.set(model, usd - (counted.get(model) ?? 0) - (base.byModel.get(model) ?? 0));
    }
    let usd = report.usd - total(counted) - base.usd;
    // A total for which Claude Code guessed a price says nothing about the models that it may have guessed.
    for (const model of report.unknown ? guesses(report, prices) : []) {
      usd -= byModel.get(model) ?? 0;
      byModel.delete(model);
    }
    return { report, byModel, usd: Math.max(0, usd) };
  });

  const rows: SideRow[] = [];
  const booked: ByModel = new Map();
  for (const [index, { report, byModel }] of beyond.entries()) {
    // What a later total takes back was never beyond the count: a request's line may follow its report.
    const lasting = Math.min(...beyond.slice(index).map(({ usd }) => usd));
    const amount = lasting - total(booked);
    if (amount < NOTHING) continue;
    const names = new Map(report.models.map(({ model }) => [canonicalModelId(model), model]));
    for (const [model, usd] of split(amount, byModel, booked)) {
      add(booked, model, usd);
      rows.push({ at: report.at, model: nameOf(model) ?? names.get(model) ?? model, usd });
    }
  }
  return rows.toSorted((a, b) => a.at - b.at || (a.model < b.model ? -1 : 1));
}

/** Divides an amount among models by what each is beyond what is booked; "" takes what no model explains. The parts add up to the amount. */
function split(amount: number, beyond: ByModel, booked: ByModel): ByModel {
  const open = [...beyond]
    .map(([model, usd]) => [model, usd - (booked.get(model) ?? 0)] as const)
    .filter(([, usd]) => usd >= NOTHING)
    .toSorted(([, a], [, b]) => a - b);
  const sum = open.reduce((sum, [, usd]) => sum + usd, 0);
  const parts: ByModel = new Map();
  let left = amount;
  for (const [model, usd] of open) {
    const part = sum > amount ? Math.min(left, usd * (amount / sum)) : usd;
    parts.set(model, part);
    left -= part;
  }
  const largest = open.at(-1)?.[0];
  if (left >= NOTHING || largest === undefined) parts.set("", left);
  else add(parts, largest, left);
  return parts;
}

/** Models of a report whose cost is not what their known price makes of their tokens. */
function guesses(report: Report, prices: PriceBook): Set<string> {
  const guessed = report.models.filter(({ model, costUsd, tokens, webSearches }) => {
    const request = { model, tokens, webSearches, fast: false, usInference: false, iterations: [tokens] };
    const known = prices.costOf(request, report.at);
    return known === null || Math.abs(known - costUsd) > NOTHING;
  });
  return new Set(guessed.map(({ model }) => canonicalModelId(model)));
}

/** Whether Claude Code's price of a request is that of the count: it guesses unknown ones, and knows nothing of the user's. */
const isAtListPrice = ({ usd, model, at }: Counted, prices: PriceBook) =>
  usd !== null && prices.priceOf(model, at)?.source !== "setting";

function countBy(requests: readonly Counted[]): ByModel {
  const sums: ByModel = new Map();
  for (const { model, usd } of requests) add(sums, canonicalModelId(model), usd ?? 0);
  return sums;
}

function reportedBy(models: readonly ReportedModel[]): ByModel {
  const sums: ByModel = new Map();
  for (const { model, costUsd } of models) add(sums, canonicalModelId(model), costUsd);
  return sums;
}

/** How the requests name a model. */
function nameIn(requests: readonly Counted[]): (model: string) => string | undefined {
  const names = new Map(requests.map(({ model }) => [canonicalModelId(model), model]));
  return (model) => names.get(model);
}

const add = (sums: ByModel, model: string, usd: number) => sums.set(model, (sums.get(model) ?? 0) + usd);
const total = (sums: ByModel) => [...sums.values()].reduce((sum, usd) => sum + usd, 0);

const same = (a: readonly SideRow[], b: readonly SideRow[]) =>
  a.length === b.length &&
  a.every((row, index) => row.at === b[index]?.at && row.model === b[index].model && row.usd === b[index].usd);
