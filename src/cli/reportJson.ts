/** A usage report as JSON. */
import { cacheHitRate } from "../engine/ledger/cacheSavings.ts";
import type { RowSubject, UsageFigures, UsageReport } from "../engine/ledger/usageReport.ts";

/** Schema 1. Names and meanings stay; new members may come. */
export function reportJson({ totals, rows, unpriced }: UsageReport): string {
  const report = {
    schema: 1,
    totals: figuresJson(totals),
    rows: rows.map(({ key, subject, ...figures }) => ({ key, ...figuresJson(figures), ...subjectJson(subject) })),
    unpriced,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

const figuresJson = (figures: UsageFigures) => ({
  requests: figures.requests,
  inputTokens: figures.inputTokens,
  outputTokens: figures.outputTokens,
  cacheReadTokens: figures.cacheReadTokens,
  cacheWrite5mTokens: figures.cacheWrite5mTokens,
  cacheWrite1hTokens: figures.cacheWrite1hTokens,
  webSearches: figures.webSearches,
  costUSD: figures.costUSD,
  lowerBoundRequests: figures.lowerBoundRequests,
  reportedUSD: figures.reportedUSD,
  cacheHitRate: cacheHitRate(figures),
  cacheSavedUSD: figures.cacheSavedUSD,
});

function subjectJson(subject: RowSubject | null) {
  switch (subject?.kind) {
    case "session": {
      const { title, project, lastActivity } = subject;
      return { title, project, lastActivity: new Date(lastActivity).toISOString() };
    }
    case "prompt": {
      const { excerpt, sessionId, project, time } = subject;
      return { excerpt, sessionId, project, time: new Date(time).toISOString() };
    }
    default:
      return {};
  }
}
