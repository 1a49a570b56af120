/** What the dashboard shows and is answered of 10,000 sessions with 100,000 requests. */
import type { SessionRow, SessionTimeline } from "../../src/shared/historyPages.ts";
import type { SessionView, Snapshot } from "../../src/shared/snapshot.ts";
import type { ToWebview } from "../../src/shared/webviewProtocol.ts";
import { answerSessions, madeUpSessions } from "../webview/madeUp/sessions.ts";
import { timelineOf } from "../webview/madeUp/timeline.ts";
import { type PageAnswers, pageAnswers } from "../webview/pageAnswers.ts";
import { SETTINGS } from "../webview/settingsView.ts";
import { cost, fullSnapshot, knownContext, NOW, session, THRESHOLDS } from "../webview/snapshots.ts";

export const SESSIONS = 10_000;
/** The most that a Snapshot and a timeline hold. */
const RECENT = 50;
const TIMELINE = 5_000;

const rows = madeUpSessions(SESSIONS);

export const largeAnswers: PageAnswers = {
  ...pageAnswers,
  sessions: remembered((query) => answerSessions(query, rows)),
  timeline: ({ sessionId }) => {
    const row = rows.find((each) => each.sessionId === sessionId);
    return row === undefined ? null : longTimeline(row);
  },
};

/** To sort ten thousand rows for each question would be measured too, and the engine answers by an index. */
function remembered<Q, A>(answer: (question: Q) => A): (question: Q) => A {
  const answers = new Map<string, A>();
  return (question) => {
    const key = JSON.stringify(question);
    const known = answers.get(key) ?? answer(question);
    answers.set(key, known);
    return known;
  };
}

function longTimeline(row: SessionRow): SessionTimeline {
  const { requests, ...rest } = timelineOf(row);
  const length = requests.at.length;
  const longer = <T>(column: readonly T[]): T[] =>
    Array.from({ length: TIMELINE }, (_, index) => column[Math.floor((index * length) / TIMELINE)] as T);
  const columns = {
    at: longer(requests.at),
    context: longer(requests.context),
    output: longer(requests.output),
    usd: longer(requests.usd),
    model: longer(requests.model),
    rewritten: longer(requests.rewritten),
  };
  return { ...rest, requests: columns };
}

const recent: SessionView[] = rows
  .slice(0, RECENT)
  .map(({ sessionId, title, project, model, lastActivity }) =>
    session({ sessionId, title, project, model, lastActivity, state: { kind: "ended", at: lastActivity } }),
  );

/** The nth of a busy time: each has other figures than the one before. */
export function busySnapshot(n: number): ToWebview {
  const base = fullSnapshot();
  const tokens = 60_000 + ((n * 731) % 100_000);
  const context = knownContext({ tokens, percent: tokens / 2_000, runway: 167_000 - tokens });
  const live = base.live.map((each, index) => ({
    ...each,
    context,
    cost: cost({ usd: 4 + index + n / 100, requests: 84 + n }),
    lastActivity: NOW - (n % 7) * 1_000,
  }));
  const atHand = live[0] ?? session();
  const snapshot: Snapshot = {
    ...base,
    takenAt: NOW + n * 250,
    atHand: { session: atHand, why: "terminal" },
    live,
    recent: [...live, ...recent].slice(0, RECENT),
  };
  return { type: "snapshot", snapshot, thresholds: THRESHOLDS, settings: SETTINGS };
}
