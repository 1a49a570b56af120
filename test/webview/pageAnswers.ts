/** Made-up answers to all that the dashboard asks for: plausible, and the same at every run. */
import type { PastWindowsPage } from "../../src/shared/snapshot.ts";
import type { WebviewQuestions } from "../../src/shared/webviewProtocol.ts";
import { contextFillOf } from "./madeUp/contextFill.ts";
import { answerCalendar, answerHistory, answerModels } from "./madeUp/history.ts";
import { answerSessions, sessionRows } from "./madeUp/sessions.ts";
import { timelineOf } from "./madeUp/timeline.ts";
import { dayUse } from "./madeUp/days.ts";
import { followUpPage, HOUR, NOW, pastWindow } from "./snapshots.ts";

/** One function a question; one that throws refuses with its message. */
export type PageAnswers = {
  [M in keyof WebviewQuestions]: (params: WebviewQuestions[M]["params"]) => WebviewQuestions[M]["result"];
};

/** What the engine answers when nothing was ever counted is not made up here: see the states that override some of these. */
export const pageAnswers: PageAnswers = {
  pastWindows: ({ before }) => pastWindows(before),
  followUps: () => followUpPage(),
  wish: () => null,
  sessions: (query) => answerSessions(query),
  timeline: ({ sessionId }) => {
    const row = rowOf(sessionId);
    return row === undefined ? null : timelineOf(row);
  },
  contextFill: ({ sessionId }) => {
    const row = rowOf(sessionId);
    return row === undefined ? { kind: "unknown", reason: "No such session." } : contextFillOf(row);
  },
  history: (query) => answerHistory(query),
  calendar: () => answerCalendar(),
  models: ({ period }) => answerModels(period),
  storeView: () => ({
    path: "/home/ada/.local/share/bursar/ledger.sqlite",
    bytes: 41_800_000,
    requests: dayUse.reduce((sum, { requests }) => sum + requests, 0),
    sessions: sessionRows.length,
    firstRequest: dayUse[0]?.startedAt ?? null,
    lastBackup: NOW - 9 * HOUR,
  }),
};

function rowOf(sessionId: string): (typeof sessionRows)[number] | undefined {
  return sessionRows.find((row) => row.sessionId === sessionId);
}

/** Two pages of five. */
function pastWindows(before: number | null): PastWindowsPage {
  const latest = new Date(NOW);
  latest.setHours(4, 10, 0, 0);
  const windows = Array.from({ length: 10 }, (_, index) => {
    const startedAt = latest.getTime() - index * 19 * HOUR;
    const peakPercent = 100 - ((index * 37 + 17) % 83);
    const resetsAt = startedAt + 5 * HOUR;
    const exhaustedAt = peakPercent === 100 ? resetsAt - 40 * 60_000 : null;
    return pastWindow({ startedAt, resetsAt, peakPercent, exhaustedAt });
  }).filter(({ resetsAt }) => before === null || resetsAt < before);
  return { windows: windows.slice(0, 5), before: windows.length > 5 ? (windows[4]?.resetsAt ?? null) : null };
}
