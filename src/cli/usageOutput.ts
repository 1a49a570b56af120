/** How a usage report is printed: the JSON contract (schema 1), and a table. */
import type { Figures } from "../engine/ledger/figures.ts";
import type { UsageGroup, UsageReport } from "../engine/ledger/usageReport.ts";
import { formatCost, formatTokens } from "../shared/format.ts";
import { table, type Column } from "./table.ts";

/** Schema 1. Names and meanings stay; new members may come. */
export function usageJson(report: UsageReport): string {
  const rows = report.rows.map(({ key, ...figures }) => ({ key, ...contractFigures(figures) }));
  const { totals, unpriced } = report;
  return `${JSON.stringify({ schema: 1, totals: contractFigures(totals), rows, unpriced }, null, 2)}\n`;
}

function contractFigures({ unpricedRequests: _, ...figures }: Figures): Omit<Figures, "unpricedRequests"> {
  return figures;
}

const COLUMNS: readonly (Column & { text: (figures: Figures) => string })[] = [
  { title: "Requests", right: true, text: (figures) => figures.requests.toLocaleString("en-US") },
  { title: "Input", right: true, text: (figures) => formatTokens(figures.inputTokens) },
  { title: "Output", right: true, text: (figures) => formatTokens(figures.outputTokens) },
  { title: "Cache read", right: true, text: (figures) => formatTokens(figures.cacheReadTokens) },
  { title: "Write 5m", right: true, text: (figures) => formatTokens(figures.cacheWrite5mTokens) },
  { title: "Write 1h", right: true, text: (figures) => formatTokens(figures.cacheWrite1hTokens) },
  { title: "Cost", right: true, text: (figures) => formatCost(costOf(figures)) },
];

const costOf = (figures: Figures) => ({
  usd: figures.costUSD,
  requests: figures.requests,
  lowerBoundRequests: figures.lowerBoundRequests,
  unpricedRequests: figures.unpricedRequests,
});

const TITLES: Record<UsageGroup, string> = { day: "Day", session: "Session", model: "Model", project: "Project" };

/** An aligned table that fits `width` characters, with the totals last. */
export function usageTable(report: UsageReport, by: UsageGroup, width: number): string {
  if (report.totals.requests === 0) return "No requests found.\n";
  const cells = (key: string, figures: Figures) => [key, ...COLUMNS.map((column) => column.text(figures))];
  const rows = report.rows.map(({ key, ...figures }) => cells(key, figures));
  const lines = [
    table([{ title: TITLES[by], right: false }, ...COLUMNS], rows, cells("Total", report.totals), width),
    "Cost is at list price. ≥: some answers were not recorded to their end, so their output is a lower bound.",
    ...report.unpriced.map(
      ({ model, requests }) => `Unpriced: ${model}, ${requests} requests (not in any sum of dollars).`,
    ),
  ];
  return `${lines.join("\n")}\n`;
}
