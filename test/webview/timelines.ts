/** Builds a session's timeline for tests from what each request is about. */
import type { SessionRow, SessionTimeline } from "../../src/shared/historyPages.ts";
import { cost, MINUTE, NOW } from "./snapshots.ts";

export interface MadeUpRequest {
  context?: number;
  usd?: number | null;
  model?: number;
  rewritten?: number;
  /** Minutes before `NOW`; else one a minute up to it. */
  ago?: number;
}

export function sessionRow(overrides: Partial<SessionRow> = {}): SessionRow {
  return {
    sessionId: "a",
    title: "Keep the last line of a torn transcript",
    project: "harbour",
    projectRoot: "/home/ada/harbour",
    model: { id: "claude-opus-5-5", name: "Opus 5.5" },
    startedAt: NOW - 180 * MINUTE,
    lastActivity: NOW,
    live: false,
    cost: cost(),
    peakContext: 150_000,
    compactions: 0,
    ...overrides,
  };
}

export function timeline(requests: MadeUpRequest[], overrides: Partial<SessionTimeline> = {}): SessionTimeline {
  return {
    session: sessionRow(),
    models: [
      { id: "claude-sonnet-5-5", name: "Sonnet 5.5" },
      { id: "claude-opus-5-5", name: "Opus 5.5" },
    ],
    requests: {
      at: requests.map(({ ago }, index) => NOW - (ago ?? requests.length - 1 - index) * MINUTE),
      context: requests.map(({ context }) => context ?? 100_000),
      output: requests.map(() => 500),
      usd: requests.map(({ usd }) => (usd === undefined ? 0.1 : usd)),
      model: requests.map(({ model }) => model ?? 0),
      rewritten: requests.map(({ rewritten }) => rewritten ?? 0),
    },
    leftOut: 0,
    compactions: [],
    agents: [],
    window: 200_000,
    ...overrides,
  };
}
