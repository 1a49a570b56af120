/** `bursar daily`, `weekly` …, and `bursar usage --by …`. */
import { homedir } from "node:os";
import { lookUpProjects } from "../engine/ledger/projects.ts";
import { USAGE_GROUPS, type UsageGroup } from "../engine/ledger/usageGroups.ts";
import { usageReport } from "../engine/ledger/usageReport.ts";
import {
  choiceOf,
  parse,
  SOURCE_HELP,
  SOURCE_OPTIONS,
  sourceOf,
  SPAN_HELP,
  SPAN_OPTIONS,
  spanOf,
} from "./arguments.ts";
import { withIndexedLedger } from "./indexedLedger.ts";
import { reportJson } from "./reportJson.ts";
import { reportTable } from "./reportTable.ts";
import { emphasis, terminalWidth } from "./terminal.ts";
import { UsageError } from "./usageError.ts";

/** The commands that print one grouping each. */
const FIXED_GROUPS: Readonly<Record<string, UsageGroup>> = {
  daily: "day",
  weekly: "week",
  monthly: "month",
  sessions: "session",
  models: "model",
  projects: "project",
  prompts: "prompt",
};

/** So many rows are on a terminal at most, unless --limit says otherwise. */
const DEFAULT_LIMITS: Partial<Record<UsageGroup, number>> = { session: 50, prompt: 20 };

const OPTIONS_HELP = `  --json            the figures as JSON, schema 1
  --limit N         at most N rows: the newest periods, the dearest of everything else
${SPAN_HELP}
${SOURCE_HELP}
`;

export function reportHelp(name: string, about: string): string {
  if (FIXED_GROUPS[name]) return `bursar ${name} [option]…: ${about}\n\n${OPTIONS_HELP}`;
  return `bursar ${name} [--by GROUP] [option]…: usage by any of
    ${USAGE_GROUPS.slice(0, 8).join(", ")},
    ${USAGE_GROUPS.slice(8).join(", ")}

  --by GROUP        how to group (day)
${OPTIONS_HELP}`;
}

/** Reads what is new, prints the report on stdout and what went wrong on stderr. */
export async function report(name: string, args: readonly string[]): Promise<void> {
  const fixed = FIXED_GROUPS[name];
  const values = parse(args, {
    by: { type: "string" },
    json: { type: "boolean" },
    limit: { type: "string" },
    ...SPAN_OPTIONS,
    ...SOURCE_OPTIONS,
  });
  if (fixed && values.by !== undefined) throw new UsageError(`${name} has its own --by; "bursar usage --by" takes any`);
  const by = fixed ?? choiceOf("--by", values.by, USAGE_GROUPS) ?? "day";
  const span = spanOf(values);
  const limit = limitOf(values.limit) ?? (values.json || !fixed ? null : (DEFAULT_LIMITS[by] ?? null));
  const text = await withIndexedLedger(sourceOf(values), async ({ db, ledger, dirs }) => {
    const namesProjects = by === "project" || by === "session" || by === "prompt";
    const projects = namesProjects ? { projectOf: await lookUpProjects(db) } : {};
    const usage = usageReport(db, { by, dirs, ...span, limit, prices: ledger.prices, ...projects });
    if (values.json) return reportJson(usage);
    return reportTable(usage, { by, width: terminalWidth(), home: homedir(), emphasis });
  });
  process.stdout.write(text);
}

function limitOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const limit = /^\d+$/.test(text) ? Number(text) : 0;
  if (limit < 1 || !Number.isSafeInteger(limit)) throw new UsageError(`--limit takes a number of rows; not "${text}"`);
  return limit;
}
