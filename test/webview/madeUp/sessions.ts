/** Made-up sessions, the Snapshot's live ones among them, and the answers to queries about them. */
import type { SessionRow, SessionSort, SessionsPage, SessionsQuery } from "../../../src/shared/historyPages.ts";
import type { Cost } from "../../../src/shared/snapshot.ts";
import { createRandom, type Random } from "../../bench/random.ts";
import { cost, HOUR, MINUTE, NOW } from "../snapshots.ts";

const DAY = 24 * HOUR;

const PROJECTS = ["harbour", "lighthouse", "ferry-timetable", "buoy", "tide-tables", "chart-room", "pilot-boat"];
const MODELS = [
  { id: "claude-opus-5-5", name: "Opus 5.5" },
  { id: "claude-sonnet-5-5", name: "Sonnet 5.5" },
  { id: "claude-sonnet-4-5", name: "Sonnet 4.5" },
  { id: "claude-haiku-4-5", name: "Haiku 4.5" },
];
const VERBS = ["Add", "Fix", "Rename", "Test", "Move", "Explain", "Speed up", "Review", "Remove", "Translate"];
const THINGS = [
  "the parser of tide tables",
  "the retry of a lost connection",
  "the light's timing",
  "the login page",
  "a flaky test of the timetable",
  "the release workflow",
  "the map's legend",
  "the import of old charts",
  "the index of harbours",
  "error messages of the command line",
  "the nightly job of the reporting service, which fails once a week",
];

export const sessionRows: readonly SessionRow[] = madeUpSessions(180);

/** Most recently active first. */
export function madeUpSessions(count: number): SessionRow[] {
  const random = createRandom(7);
  const live = liveRows();
  const past = Array.from({ length: count - live.length }, () => pastRow(random));
  return [...live, ...past].toSorted((a, b) => b.lastActivity - a.lastActivity);
}

/** As `fullSnapshot` has them. */
function liveRows(): SessionRow[] {
  const [opus, sonnet] = MODELS;
  if (opus === undefined || sonnet === undefined) throw new Error("No models.");
  const common = { startedAt: NOW - 3 * HOUR, lastActivity: NOW - 20_000, live: true };
  return [
    {
      ...common,
      sessionId: "a",
      title: "Keep the last line of a torn transcript",
      project: "harbour",
      projectRoot: "/home/ada/harbour",
      model: opus,
      cost: cost({ requests: 249 }),
      peakContext: 163_900,
      compactions: 2,
    },
    {
      ...common,
      sessionId: "b",
      title: "Write the release notes",
      project: "lighthouse",
      projectRoot: "/home/ada/lighthouse",
      model: sonnet,
      cost: cost({ usd: 1.37, lowerBoundRequests: 1 }),
      peakContext: 148_000,
      compactions: 0,
    },
    {
      ...common,
      sessionId: "c",
      title: "Investigate why the nightly job of the reporting service fails",
      project: "reporting",
      projectRoot: "/home/ada/reporting",
      model: opus,
      cost: cost({ usd: 12.4 }),
      peakContext: 152_000,
      compactions: 1,
    },
  ];
}

function pastRow(random: Random): SessionRow {
  const ago = 40 * MINUTE + 390 * DAY * random.next() ** 2.5;
  const requests = Math.round(random.logUniform(2, 900));
  const usd = requests * random.logUniform(0.012, 0.16);
  const project = skewed(random, PROJECTS);
  const model = ago > 210 * DAY ? MODELS[2] : skewed(random, MODELS);
  const unpriced = random.next() < 0.02;
  return {
    sessionId: random.uuid(),
    title: random.next() < 0.08 ? null : `${skewed(random, VERBS)} ${skewed(random, THINGS)}`,
    project,
    projectRoot: `/home/ada/${project}`,
    model: model ?? null,
    startedAt: NOW - ago - random.logUniform(3 * MINUTE, 9 * HOUR),
    lastActivity: NOW - Math.round(ago),
    live: false,
    cost: cost({
      usd: unpriced ? 0 : usd,
      sideUsd: usd * 0.01,
      requests,
      lowerBoundRequests: random.next() < 0.15 ? 1 : 0,
      unpricedRequests: unpriced ? requests : 0,
    }),
    peakContext: Math.round(random.logUniform(14_000, 166_000)),
    compactions: requests > 300 ? random.integer(1, 4) : 0,
  };
}

/** The first ones more often. */
function skewed<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random.next() ** 1.6 * items.length)];
  if (item === undefined) throw new Error("Nothing to choose from.");
  return item;
}

const VALUES: Record<SessionSort, (row: SessionRow) => number> = {
  lastActivity: (row) => row.lastActivity,
  cost: (row) => row.cost.usd + row.cost.sideUsd,
  requests: (row) => row.cost.requests,
  peakContext: (row) => row.peakContext,
};

export function answerSessions(query: SessionsQuery, rows = sessionRows): SessionsPage {
  const words = query.search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = rows.filter((row) => {
    const text = [row.title, row.project, row.sessionId].join(" ").toLowerCase();
    return (
      words.every((word) => text.includes(word)) &&
      (query.project === null || row.projectRoot === query.project) &&
      (query.model === null || row.model?.id === query.model)
    );
  });
  const value = VALUES[query.sort];
  const sorted = found.toSorted((a, b) => (query.descending ? value(b) - value(a) : value(a) - value(b)));
  return {
    rows: sorted.slice(query.offset, query.offset + query.limit),
    found: found.length,
    cost: sumOf(found.map(({ cost }) => cost)),
    projects: counted(rows, ({ projectRoot, project }) =>
      projectRoot === null ? null : { key: projectRoot, name: project },
    ).map(({ key, name, sessions }) => ({ root: key, name, sessions })),
    models: counted(rows, ({ model }) => (model === null ? null : { key: model.id, name: model.name })).map(
      ({ key, name, sessions }) => ({ id: key, name, sessions }),
    ),
  };
}

export function sumOf(costs: readonly Cost[]): Cost {
  const sum = cost({ usd: 0, requests: 0 });
  for (const each of costs) {
    for (const field of Object.keys(sum) as (keyof Cost)[]) sum[field] += each[field];
  }
  return sum;
}

function counted(
  rows: readonly SessionRow[],
  of: (row: SessionRow) => { key: string; name: string } | null,
): { key: string; name: string; sessions: number }[] {
  const byKey = new Map<string, { key: string; name: string; sessions: number }>();
  for (const row of rows) {
    const it = of(row);
    if (it === null) continue;
    const entry = byKey.get(it.key) ?? { ...it, sessions: 0 };
    entry.sessions++;
    byKey.set(it.key, entry);
  }
  return [...byKey.values()].toSorted((a, b) => b.sessions - a.sessions);
}
