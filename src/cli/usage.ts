/** `bursar usage`: usage by day, session, model or project. */
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Indexer } from "../engine/indexer.ts";
import { Ledger } from "../engine/ledger/ledger.ts";
import { openStore, type StorePlace } from "../engine/ledger/store.ts";
import { USAGE_GROUPS, usageReport, type UsageGroup, type UsageReport } from "../engine/ledger/usageReport.ts";
import { ReaderPool } from "../engine/sources/readerPool.ts";
import { dataDir } from "../shared/dataDir.ts";
import { dayStart, parseDay } from "../shared/days.ts";
import { UsageError } from "./usageError.ts";
import { usageJson, usageTable } from "./usageOutput.ts";

export const USAGE_HELP = `bursar usage [--by day|session|model|project] [--json] [--since D] [--until D]
             [--config-dir DIR]… [--no-store]

    --by          how to group (day)
    --json        the figures as JSON, schema 1
    --since D     from this local day on, YYYY-MM-DD
    --until D     to the end of this local day
    --config-dir  a Claude Code config directory instead of CLAUDE_CONFIG_DIR or ~/.claude; repeatable
    --no-store    read everything afresh and keep nothing`;

interface UsageOptions {
  by: UsageGroup;
  json: boolean;
  since: number | null;
  until: number | null;
  configDirs: string[];
  place: StorePlace;
}

/** Reads what is new, prints the report on stdout and what went wrong on stderr. */
export async function usage(args: readonly string[]): Promise<number> {
  const options = parseOptions(args);
  const report = await indexAndReport(options);
  process.stdout.write(
    options.json ? usageJson(report) : usageTable(report, options.by, process.stdout.columns ?? 100),
  );
  return 0;
}

function parseOptions(args: readonly string[]): UsageOptions {
  const values = readArguments(args);
  const by = USAGE_GROUPS.find((group) => group === (values.by ?? "day"));
  if (!by) throw new UsageError(`--by takes ${USAGE_GROUPS.join(", ")}; not "${values.by}"`);
  const since = day("--since", values.since);
  const until = day("--until", values.until);
  const named = values["config-dir"] ?? [process.env["CLAUDE_CONFIG_DIR"] || join(homedir(), ".claude")];
  const store: StorePlace = { kind: "folder", dataDir: dataDir(process.env, process.platform, homedir()) };
  return {
    by,
    json: values.json ?? false,
    since,
    until: until === null ? null : dayStart(until, 1),
    configDirs: [...new Set(named.map((path) => resolve(path).normalize("NFC")))],
    place: values["no-store"] ? { kind: "memory" } : store,
  };
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        by: { type: "string" },
        json: { type: "boolean" },
        since: { type: "string" },
        until: { type: "string" },
        "config-dir": { type: "string", multiple: true },
        "no-store": { type: "boolean" },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function day(option: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const start = parseDay(text);
  if (start === null) throw new UsageError(`${option} takes a day as YYYY-MM-DD; not "${text}"`);
  return start;
}

async function indexAndReport(options: UsageOptions): Promise<UsageReport> {
  const warn = (message: string) => process.stderr.write(`bursar: ${message}\n`);
  const db = openStore(options.place);
  const pool = new ReaderPool(2);
  let failure: string | null = null;
  try {
    const ledger = new Ledger(db);
    const indexer = new Indexer(ledger, pool, Date.now, {
      log: (level, message) => {
        if (level !== "info") warn(message);
      },
      written: () => {},
      storeFailed: (reason) => (failure = reason),
    });
    for (const configDir of options.configDirs) {
      const result = await indexer.sweep(configDir, true);
      if (result.kind === "missing") warn(`no transcripts in ${configDir} (there is no projects folder)`);
      else if (result.kind === "unreadable") warn(`cannot read ${configDir}: ${result.reason}`);
    }
    if (failure !== null) throw new Error(`cannot write to the ledger (${String(failure)}); try --no-store`);
    const dirs = options.configDirs.map((path) => ledger.dirs.idOf(path));
    return usageReport(db, { by: options.by, dirs, since: options.since, until: options.until });
  } finally {
    await pool.close();
    db.close();
  }
}
