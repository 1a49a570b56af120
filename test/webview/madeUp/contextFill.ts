/** What fills the context of a made-up session, shared out in whole tokens that add up to what the gauge shows. */
import {
  CONTEXT_PARTS,
  type ContextFill,
  type ContextPartName,
  type SessionRow,
} from "../../../src/shared/historyPages.ts";
import { HOUR, NOW } from "../snapshots.ts";
import { lastContext } from "./timeline.ts";

/** Shares of the whole in percent, and of each the percent that is exact. */
const PARTS: Record<ContextPartName, readonly [share: number, exact: number]> = {
  floor: [14.8, 100],
  memory: [3.4, 62],
  summary: [7.2, 100],
  user: [2.1, 20],
  files: [31.6, 71],
  toolOutput: [21.4, 66],
  mcp: [6.3, 80],
  thinking: [3.9, 35],
  assistant: [8.2, 90],
  reminders: [1.1, 0],
};

export function contextFillOf(session: SessionRow): ContextFill {
  if (session.lastActivity < NOW - 30 * 24 * HOUR) {
    return { kind: "unknown", reason: "Its transcript is gone: Claude Code deletes them after 30 days." };
  }
  const total = lastContext(session);
  const tokens = (of: ContextPartName): number => Math.round((total * PARTS[of][0]) / 100);
  const rest = CONTEXT_PARTS.reduce((left, part) => left - tokens(part), total);
  const parts = CONTEXT_PARTS.map((part) => {
    const whole = tokens(part) + (part === "files" ? rest : 0);
    const exact = Math.round((whole * PARTS[part][1]) / 100);
    return { part, exact, allocated: whole - exact };
  });
  const largest = (
    [
      ["files", "Read snapshot.ts", 0.074, true, 0.04],
      ["toolOutput", "Bash npm test", 0.062, true, 0.61],
      ["files", "Read docs/advice.md", 0.051, false, 0.12],
      ["summary", "Summary of a compaction", 0.048, true, 0.75],
      ["mcp", "mcp__tides__harbour_forecast_for_the_next_week", 0.041, true, 0.8],
      ["files", "Read webview/limits/windowTile.ts", 0.033, true, 0.31],
      ["toolOutput", "Grep WindowGauge", 0.021, false, 0.46],
      ["memory", "CLAUDE.md", 0.019, true, 0.01],
    ] as const
  ).map(([part, label, share, exact, when]) => ({
    part,
    label,
    tokens: Math.round(total * share),
    exact,
    at: Math.round(session.startedAt + (session.lastActivity - session.startedAt) * when),
  }));
  return { kind: "known", total, asOf: session.lastActivity, parts, largest };
}
