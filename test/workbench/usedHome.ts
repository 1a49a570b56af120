/** Sixty days of made-up use: transcripts, what the windows told, and a session that is live now. */
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { Ledger } from "../../src/engine/ledger/ledger.ts";
import { ReadingTable } from "../../src/engine/ledger/readingTable.ts";
import { openStore } from "../../src/engine/ledger/store.ts";
import { dataDir } from "../../src/shared/dataDir.ts";
import { appendCommit, appendRequest, configDir, writeSessionRecord } from "../host/claudeFiles.ts";
import { REGIMES } from "../simulation/regimes.ts";
import { BEGIN, DAY, MINUTE, simulateHistory, type SimulatedHistory } from "../simulation/simulatedHistory.ts";

const MODELS = ["claude-opus-5-5", "claude-sonnet-5-5"];
const PROJECTS = ["acme", "lighthouse", "harbour"];
const TITLES = [
  "Add paging to the invoices list",
  "Write the release notes",
  "Move the queue to SQLite",
  "Fix the flaky upload test",
];
/** A pause from which the next request belongs to another session. */
const PAUSE = 45 * MINUTE;

/** Ends what is live. */
export function writeUsedHome(folder: string): () => void {
  const regime = REGIMES.at(-1);
  if (regime === undefined) throw new Error("no regime");
  const history = simulateHistory(regime, 7);
  const at = momentInWindow(history);
  const shift = Date.now() - at - 15_000;
  writeTranscripts(folder, history, at, shift);
  writeReadings(history, at, shift);
  return writeLiveSession(folder);
}

/** Well inside a 5-hour window of a working day. */
function momentInWindow({ fiveHours }: SimulatedHistory): number {
  const window = fiveHours.truth.filter(({ startedAt, used }) => startedAt > BEGIN + 95 * DAY && used > 55)[2];
  const told = fiveHours.told.filter(({ at }) => window && at > window.startedAt && at < window.resetsAt);
  const moment = told[Math.floor(told.length * 0.6)];
  if (moment === undefined) throw new Error("no such window");
  return moment.at + 20_000;
}

function writeTranscripts(folder: string, { use }: SimulatedHistory, until: number, shift: number): void {
  const files = new Map<string, string[]>();
  let [last, session] = [0, 0];
  for (const [index, at] of use.at.entries()) {
    if (at > until || at < until - 60 * DAY) continue;
    if (at - last > PAUSE) session++;
    last = at;
    const sessionId = `00000000-0000-4000-8000-${String(session).padStart(12, "0")}`;
    const cwd = join(folder, "..", PROJECTS[session % PROJECTS.length] ?? "");
    const path = join(configDir, "projects", cwd.replaceAll(/[^a-zA-Z0-9]/g, "-"), `${sessionId}.jsonl`);
    const rows = files.get(path) ?? [
      JSON.stringify({ type: "ai-title", aiTitle: TITLES[session % TITLES.length], sessionId }),
    ];
    files.set(path, rows);
    const of = (column: Float64Array): number => Math.round(column[index] ?? 0);
    const common = { timestamp: new Date(at + shift).toISOString(), cwd, sessionId, version: "2.1.330" };
    rows.push(
      JSON.stringify({
        ...common,
        parentUuid: null,
        isSidechain: false,
        uuid: `u${index}`,
        type: "assistant",
        requestId: `req_${index}`,
        message: {
          id: `msg_${index}`,
          type: "message",
          role: "assistant",
          model: MODELS[use.model[index] ?? 0] ?? MODELS[0],
          content: [{ type: "text", text: "Done." }],
          stop_reason: "end_turn",
          usage: {
            input_tokens: of(use.input),
            cache_creation_input_tokens: of(use.write),
            cache_read_input_tokens: of(use.read),
            output_tokens: of(use.output),
            cache_creation: { ephemeral_1h_input_tokens: of(use.write), ephemeral_5m_input_tokens: 0 },
          },
        },
      }),
    );
  }
  for (const [path, rows] of files) {
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, `${rows.join("\n")}\n`);
  }
}

function writeReadings({ fiveHours, week }: SimulatedHistory, until: number, shift: number): void {
  const store = openStore({ kind: "folder", dataDir: dataDir(process.env, process.platform, homedir()) });
  try {
    const dir = new Ledger(store).dirs.idOf(configDir);
    const table = new ReadingTable(store);
    for (const [key, label, { readings }] of [
      ["five_hour", "5-hour", fiveHours],
      ["seven_day", "7-day", week],
    ] as const) {
      for (const reading of readings) {
        if (reading.at > until) break;
        for (const at of new Set([reading.at, Math.min(reading.until, until)])) {
          const resetsAt = reading.resetsAt === null ? null : reading.resetsAt + shift;
          const told = { key, label, usedPercent: reading.usedPercent, resetsAt, at: at + shift };
          table.note(dir, "", [{ ...told, toldBy: "status line" }]);
        }
      }
    }
  } finally {
    store.close();
  }
}

/** A large context, just after a commit: a compaction pays. */
function writeLiveSession(folder: string): () => void {
  const session = { sessionId: "aaaaaaaa-0000-4000-8000-000000000001", cwd: folder };
  for (let request = 0; request < 40; request++) {
    appendRequest(session, { input: 30, cacheRead: 80_000 + request * 4_000, output: 500 });
  }
  appendCommit(session, { input: 100, cacheRead: 265_000, output: 900 });
  const file = join(configDir, "projects", folder.replaceAll(/[^a-zA-Z0-9]/g, "-"), `${session.sessionId}.jsonl`);
  const title = { type: "ai-title", aiTitle: "Keep the last line of a torn transcript", sessionId: session.sessionId };
  appendFileSync(file, `${JSON.stringify(title)}\n`);
  return writeSessionRecord(session, { pid: process.pid, status: "idle", entrypoint: "cli" });
}
