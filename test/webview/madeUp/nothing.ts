/** The answers where nothing was ever counted. */
import type { PageAnswers } from "../pageAnswers.ts";
import { followUpPage } from "../snapshots.ts";
import { answerCalendar, answerHistory, answerModels } from "./history.ts";
import { answerSessions } from "./sessions.ts";
import { dayUse } from "./days.ts";

const quiet = dayUse.map(({ day, startedAt }) => ({ day, startedAt, usd: 0, tokens: 0, requests: 0, byModel: [] }));

export const noAnswers: PageAnswers = {
  pastWindows: () => ({ windows: [], before: null }),
  followUps: () => followUpPage({ followUps: [], savedUsd: 0, kinds: [] }),
  wish: () => null,
  sessions: (query) => answerSessions(query, []),
  timeline: () => null,
  contextFill: () => ({ kind: "unknown", reason: "No such session." }),
  history: (query) => answerHistory(query, quiet),
  calendar: () => answerCalendar(quiet),
  models: ({ period }) => answerModels(period, quiet),
  storeView: () => ({
    path: "/home/ada/.local/share/bursar/ledger.sqlite",
    bytes: 245_760,
    requests: 0,
    sessions: 0,
    firstRequest: null,
    lastBackup: null,
  }),
};
