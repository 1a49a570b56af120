/** The states that the dashboard can be in, by name: what the host tells it, and what it is answered. */
import type { Snapshot } from "../../src/shared/snapshot.ts";
import type { ToWebview } from "../../src/shared/webviewProtocol.ts";
import { noAnswers } from "./madeUp/nothing.ts";
import { type PageAnswers, pageAnswers } from "./pageAnswers.ts";
import { SETTINGS } from "./settingsView.ts";
import {
  cost,
  emptySnapshot,
  errorSnapshot,
  firstRunSnapshot,
  followUp,
  fullSnapshot,
  indexingSnapshot,
  knownContext,
  manyWindowsSnapshot,
  MINUTE,
  nothingLiveSnapshot,
  NOW,
  session,
  snapshot,
  staleSnapshot,
  subagentModel,
  suggestion,
  switchModel,
  THRESHOLDS,
  windowsView,
} from "./snapshots.ts";

export interface DashboardState {
  title: string;
  /** In the order in which they come. */
  messages: ToWebview[];
  answers: PageAnswers;
}

function told(snapshot: Snapshot): ToWebview {
  return { type: "snapshot", snapshot, thresholds: THRESHOLDS, settings: SETTINGS };
}

function state(title: string, messages: ToWebview[], answers: PageAnswers = pageAnswers): DashboardState {
  return { title, messages, answers };
}

const base = snapshot();

function compacted(): Snapshot {
  const context = { kind: "compacted", estimate: 18_200, window: 200_000, asOf: NOW - 30_000 } as const;
  return snapshot({ atHand: { session: session({ context }), why: "workspace" }, suggestions: [] });
}

function unknownLimits(): Snapshot {
  const unknown = windowsView({
    connected: false,
    state: {
      kind: "unknown",
      reason: "Claude Code has not told of a limit.",
      remedy: "Connect live limits, or run /usage in Claude Code once.",
    },
    ladder: null,
    routing: [],
  });
  return snapshot({ windows: [unknown], tightestWindow: null });
}

/** What is long in real life: names, paths, models, sums. */
function longNames(): Snapshot {
  const long = session({
    sessionId: "c",
    project: "a-monorepo-with-a-rather-long-name-and-no-spaces-in-it",
    title: "Investigate why the nightly job of the reporting service fails on the last day of each month",
    model: { id: "a-model-with-a-long-name-20261118", name: "a-model-with-a-long-name-20261118" },
    context: knownContext({
      tokens: 931_000,
      window: 1_000_000,
      percent: 93.1,
      autoCompactAt: 967_000,
      runway: 35_000,
    }),
    cost: cost({ usd: 12_345.5, unpricedRequests: 40, lowerBoundRequests: 3 }),
    state: { kind: "live", pid: 4713, status: "waiting", waitingFor: "permission prompt", host: "panel" },
  });
  const path = `${"/home/ada/a/very/long/path".repeat(4)}/.claude`;
  return snapshot({
    atHand: { session: long, why: "pinned" },
    live: [long, ...base.live],
    recent: [long, ...base.live],
    index: indexingSnapshot().index,
    configDirs: [{ path, origin: "claudeCode.environmentVariables", state: { kind: "ok", files: 412, sessions: 96 } }],
    suggestions: [suggestion({ title: `Compact “${long.project}”`, sessionId: "c" }), switchModel, subagentModel],
    followUps: [followUp({ sessionId: "c", sessionName: long.project, command: "/model sonnet" })],
    unpriced: [{ model: "a-model-with-a-long-name-20261118", requests: 40 }],
    notices: [
      { id: "n", level: "warning", message: `${path} cannot be read.`, remedy: "Give your user the right to read it." },
    ],
  });
}

/** The first look at a machine with many transcripts: none was read so far. */
function indexingFirst(): Snapshot {
  const { takenAt } = base;
  const index = { kind: "indexing", filesDone: 0, files: 6612, bytesDone: 0, bytes: 42e7, startedAt: takenAt } as const;
  return emptySnapshot({ index });
}

export const states = {
  full: state("Full", [told(fullSnapshot())]),
  waiting: state("Before the first figures", [], noAnswers),
  firstRun: state("First run", [told(firstRunSnapshot())], noAnswers),
  noClaudeCode: state("No Claude Code", [told(emptySnapshot())], noAnswers),
  indexingFirst: state("Indexing, nothing yet", [told(indexingFirst())], noAnswers),
  indexing: state("Indexing", [told(indexingSnapshot())]),
  nothingLive: state("Nothing live", [told(nothingLiveSnapshot())]),
  noneAtHand: state("None at hand", [told(snapshot({ atHand: null, suggestions: [] }))]),
  compacted: state("Just compacted", [told(compacted())]),
  limitsUnknown: state("Limits unknown", [told(unknownLimits())]),
  stale: state("Stale", [told(staleSnapshot())]),
  manyWindows: state("Many windows", [told(manyWindowsSnapshot())]),
  longNames: state("Long names", [told(longNames())]),
  error: state("Error with its remedy", [told(errorSnapshot())]),
  engineDown: state("Engine down", [
    told(fullSnapshot({ takenAt: NOW - 3 * MINUTE })),
    { type: "engineDown", message: "Bursar's engine has stopped." },
  ]),
  engineNever: state(
    "Engine never up",
    [{ type: "engineDown", message: "Bursar's engine does not start." }],
    noAnswers,
  ),
  refused: state("Nothing is answered", [told(fullSnapshot())], refusing()),
} as const satisfies Record<string, DashboardState>;
export type StateName = keyof typeof states;

function refusing(): PageAnswers {
  const refuse = (): never => {
    throw new Error("The engine did not answer in time.");
  };
  return Object.fromEntries(Object.keys(pageAnswers).map((method) => [method, refuse])) as unknown as PageAnswers;
}
