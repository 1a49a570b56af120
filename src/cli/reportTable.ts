/** A usage report as an aligned table: with as many of its columns as fit the width. */
import { sep } from "node:path";
import { cacheHitRate } from "../engine/ledger/cacheSavings.ts";
import { isPeriod, type UsageGroup } from "../engine/ledger/usageGroups.ts";
import type { UsageFigures, UsageReport, UsageRow } from "../engine/ledger/usageReport.ts";
import { localDay } from "../shared/days.ts";
import { formatCost, formatCount, formatPercent, formatTokens, formatUsd } from "../shared/format.ts";
import { leastWidth, printable, table, type Column, type TableLook } from "./table.ts";
import { wrap } from "./terminal.ts";
import { textWidthFor } from "./textWidth.ts";

type Cell = (row: UsageRow) => string;
type Cells = Record<string, Column & { cell: Cell }>;

const number = (title: string, cell: (figures: UsageFigures) => string): Column & { cell: Cell } => ({
  title,
  right: true,
  cell,
});

const NUMBERS: Cells = {
  requests: number("Requests", ({ requests }) => formatCount(requests)),
  input: number("Input", ({ inputTokens }) => formatTokens(inputTokens)),
  output: number("Output", ({ outputTokens }) => formatTokens(outputTokens)),
  read: number("Cache read", ({ cacheReadTokens }) => formatTokens(cacheReadTokens)),
  write: number("Cache write", (figures) => formatTokens(figures.cacheWrite5mTokens + figures.cacheWrite1hTokens)),
  write5m: number("Write 5m", ({ cacheWrite5mTokens }) => formatTokens(cacheWrite5mTokens)),
  write1h: number("Write 1h", ({ cacheWrite1hTokens }) => formatTokens(cacheWrite1hTokens)),
  hit: number("Hit", (figures) => {
    const rate = cacheHitRate(figures);
    return rate === null ? "" : formatPercent(rate * 100);
  }),
  saved: number("Saved", ({ cacheSavedUSD: saved }) => (saved < 0 ? `-${formatUsd(-saved)}` : formatUsd(saved))),
  cost: number("Cost", (figures) =>
    formatCost({
      usd: figures.costUSD,
      sideUsd: figures.reportedUSD - figures.costUSD,
      requests: figures.requests,
      lowerBoundRequests: figures.lowerBoundRequests,
      unpricedRequests: figures.unpricedRequests,
    }),
  ),
};

/** What the title of a column does not say. */
const MEANINGS: Readonly<Record<string, string>> = {
  Hit: "Hit: the share of prompt tokens that came from the cache.",
  Saved: "Saved: what the cache saved against sending everything afresh.",
};

/** Which figures a table shows, the most first: the first that fits is taken. */
const NUMBERS_BY_WIDTH = [
  "requests input output read write5m write1h hit saved cost",
  "requests input output read write5m write1h hit cost",
  "requests input output read write hit cost",
  "requests input output read write cost",
  "requests output hit cost",
  "requests output cost",
  "requests cost",
  "cost",
];

const TITLES: Record<UsageGroup, string> = {
  day: "Day",
  week: "Week",
  month: "Month",
  hour: "Hour",
  session: "Session",
  prompt: "Prompt",
  project: "Project",
  branch: "Branch",
  model: "Model",
  agent: "Agent",
  skill: "Skill",
  plugin: "Plugin",
  "mcp-server": "MCP server",
  "config-dir": "Config directory",
};

interface Layout {
  cells: Cells;
  /** Names of columns, the widest layout first. */
  sets: string[];
}

/** How far a text may be shortened before figures are left out instead. */
const LEAST_LABEL = 24;

function layoutOf(by: UsageGroup, home: string): Layout {
  const folder = (path: string | null | undefined) => (path ? atHome(path, home) : "");
  switch (by) {
    case "session":
      return {
        cells: {
          last: {
            title: "Last used",
            cell: ({ subject }) => (subject?.kind === "session" ? localDay(subject.lastActivity) : ""),
          },
          id: { title: "Id", cell: ({ key }) => key.slice(0, 8) },
          title: {
            title: TITLES.session,
            cut: "end",
            cell: ({ subject }) => (subject?.kind === "session" ? (subject.title ?? "(no title)") : ""),
          },
          label: {
            title: TITLES.session,
            cut: "end",
            cell: ({ key, subject }) => (subject?.kind === "session" && subject.title) || key,
          },
          project: {
            title: "Project",
            cut: "start",
            cell: ({ subject }) => (subject?.kind === "session" ? folder(subject.project) : ""),
          },
        },
        sets: [
          ...NUMBERS_BY_WIDTH.slice(0, 4).map((numbers) => `last id title project ${numbers}`),
          "last id title project requests output hit cost",
          "last id title requests output cost",
          "last label requests output cost",
          "last label requests cost",
          "label requests cost",
          "label cost",
        ],
      };
    case "prompt":
      return {
        cells: {
          day: { title: "Day", cell: ({ subject }) => (subject?.kind === "prompt" ? localDay(subject.time) : "") },
          label: {
            title: TITLES.prompt,
            cut: "end",
            cell: ({ key, subject }) =>
              subject?.kind === "prompt" ? (subject.excerpt ?? `(no text) ${key.slice(0, 8)}`) : key,
          },
          session: {
            title: "Session",
            cell: ({ subject }) => (subject?.kind === "prompt" ? subject.sessionId.slice(0, 8) : ""),
          },
          project: {
            title: "Project",
            cut: "start",
            cell: ({ subject }) => (subject?.kind === "prompt" ? folder(subject.project) : ""),
          },
        },
        sets: [
          ...NUMBERS_BY_WIDTH.slice(0, 4).map((numbers) => `day label session project ${numbers}`),
          "day label session project requests output cost",
          "day label session project requests cost",
          "day label session requests cost",
          "day label requests cost",
          "label requests cost",
          "label cost",
        ],
      };
    default: {
      const isFolder = by === "project" || by === "config-dir";
      const label: Column & { cell: Cell } = {
        title: TITLES[by],
        cell: ({ key }) => (isFolder ? folder(key) : key),
        ...(isPeriod(by) ? {} : { cut: isFolder ? "start" : "end" }),
      };
      return { cells: { label }, sets: NUMBERS_BY_WIDTH.map((numbers) => `label ${numbers}`) };
    }
  }
}

export interface ReportLook extends Omit<TableLook, "textWidth"> {
  by: UsageGroup;
  /** The user's home, shown as `~`. */
  home: string;
}

/** The table with the totals last, and below it what its figures mean. */
export async function reportTable(report: UsageReport, { by, home, ...look }: ReportLook): Promise<string> {
  const { rows, totals } = report;
  if (rows.length === 0) return "No requests found.\n";
  const { cells, sets } = layoutOf(by, home);
  const all: Cells = { ...cells, ...NUMBERS };
  const candidates = sets.map((set) => {
    const columns = set.split(" ").flatMap((name) => all[name] ?? []);
    const textOf = (row: UsageRow) => columns.map(({ cell }) => cell(row));
    const last = textOf({ key: "", ...totals, subject: null }).map((text, index) => (index === 0 ? "Total" : text));
    return { columns, texts: rows.map(textOf), last };
  });
  const textWidth = await textWidthFor(candidates.flatMap(({ texts }) => texts.flat()).join(""));
  const fits = ({ columns, texts, last }: (typeof candidates)[number]) =>
    leastWidth(columns, [...texts, last], LEAST_LABEL, textWidth) <= look.width;
  const chosen = candidates.find(fits) ?? candidates.at(-1);
  if (!chosen) return "";
  const lines = [
    table(chosen.columns, chosen.texts, chosen.last, { ...look, textWidth }),
    ...notes(report, by, chosen.columns).map((note) => look.emphasis("rule", wrap(note, look.width))),
  ];
  return `${lines.join("\n")}\n`;
}

function notes({ rows, totals, unpriced, leftOut }: UsageReport, by: UsageGroup, columns: readonly Column[]): string[] {
  const beyond = totals.reportedUSD - totals.costUSD;
  const all = formatCount(rows.length + leftOut);
  return [
    ...(leftOut > 0
      ? [
          `${isPeriod(by) ? "The last" : "The dearest"} ${rows.length} of ${all}; --limit N shows more. The total is of all.`,
        ]
      : []),
    `Cost is at list price${beyond > 0 ? `, with ${formatUsd(beyond)} that Claude Code reported beyond the requests counted here: compaction, titles, side calls` : ""}.`,
    ...columns.flatMap(({ title }) => MEANINGS[title] ?? []),
    ...(totals.lowerBoundRequests > 0
      ? ["≥: some answers were not recorded to their end; their output is a lower bound."]
      : []),
    ...unpriced.map(
      ({ model, requests }) => `Unpriced: ${printable(model)}, ${requests} requests (not in any sum of dollars).`,
    ),
  ];
}

const atHome = (path: string, home: string) =>
  path === home ? "~" : path.startsWith(home + sep) ? `~${path.slice(home.length)}` : path;
