/** What Bursar's ledger would hold by now if it had run for eight weeks: made by Bursar's own modules. */
import { appendFile, mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { COMPACTION_DEFAULTS } from "../../src/engine/advice/compaction.ts";
import { savingRange } from "../../src/engine/advice/compactNow.ts";
import { dollars } from "../../src/engine/advice/currency.ts";
import { AdviceRecords } from "../../src/engine/adviceRecords.ts";
import { Indexer } from "../../src/engine/indexer.ts";
import { Ledger } from "../../src/engine/ledger/ledger.ts";
import { isComplete } from "../../src/engine/ledger/prices.ts";
import { openStore } from "../../src/engine/ledger/store.ts";
import { ReaderPool } from "../../src/engine/sources/readerPool.ts";
import { readClaudeJson } from "../../src/engine/sources/usageCache.ts";
import { WindowRecords } from "../../src/engine/windowRecords.ts";

/** @typedef {import("./past.mjs").Compaction} Compaction */
/** @typedef {import("../../src/shared/snapshot.ts").Suggestion} Suggestion */

/** How long a session was expected to go on. */
const expected = { low: 12, mid: 45, high: 110, samples: 40 };

/**
 * Writes the transcripts and reads them into the ledger, with what Claude Code noted of the limits meanwhile. Of the
 * `advised` compactions Bursar is told before the rest of their sessions is written, as it was when they were clicked.
 * @param {import("./past.mjs").Past} past
 * @param {{ configDir: string, dataDir: string, advised: readonly Compaction[] }} options
 */
export async function writePast({ files, notes }, { configDir, dataDir, advised }) {
  const cuts = new Map(advised.map(({ file, rows }) => [file, rows]));
  for (const [file, lines] of files) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, lines.slice(0, cuts.get(file)).join(""));
  }
  const store = openStore({ kind: "folder", dataDir });
  const readers = new ReaderPool(2);
  /** @type {unknown[]} */
  const failures = [];
  try {
    const ledger = new Ledger(store);
    const indexer = new Indexer(ledger, readers, Date.now, {
      log: (_level, message) => console.error(message),
      written: () => {},
      storeFailed: (error) => {
        if (error !== null) failures.push(error);
      },
    });
    await indexer.sweep(configDir, true);
    const records = new AdviceRecords(store, () => ledger.prices);
    for (const compaction of advised) {
      const { title: sessionName, at } = compaction;
      records.acted(suggestion(compaction, ledger), { sessionName, autoCompactAt: 967_000 }, "inserted", at - 20_000);
      await appendFile(compaction.file, files.get(compaction.file)?.slice(compaction.rows).join("") ?? "");
    }
    await indexer.sweep(configDir, true);
    if (failures.length > 0) throw new Error("The demo's history could not be kept.", { cause: failures[0] });
    noteLimits(new WindowRecords(store, ledger.dirs), configDir, notes);
  } finally {
    await readers.close();
    store.close();
  }
}

/**
 * @param {WindowRecords} records
 * @param {string} configDir
 * @param {readonly import("./past.mjs").Note[]} notes
 */
function noteLimits(records, configDir, notes) {
  const { signedIn } = readClaudeJson(configDir);
  for (const { at, limits } of notes) {
    const usageCache = /** @type {const} */ ({
      kind: "read",
      fetchedAt: at,
      account: signedIn,
      limits: limits.map(({ kind, model, usedPercent, resetsAt }) => ({
        key: model === null ? kind : `${kind}:${model}`,
        label: `${kind === "session" ? "5-hour" : "7-day"}${model === null ? "" : ` ${model}`}`,
        usedPercent,
        resetsAt,
      })),
    });
    records.note({ path: configDir, usageCache, statusLines: { readings: [] }, signedIn }, true, at);
  }
}

/**
 * The advice that led to a compaction.
 * @param {Compaction} compaction
 * @param {Ledger} ledger
 * @returns {Suggestion}
 */
function suggestion({ sessionId, title, model, contextTokens }, ledger) {
  const rates = ledger.prices.priceOf(model)?.rates;
  const currency = rates && isComplete(rates) ? dollars(rates, "1h") : null;
  return {
    id: `compact:${sessionId}`,
    kind: "compact",
    sessionId,
    title: `Compact “${title}”`,
    why: "",
    arithmetic: [],
    saving: {
      usd: currency && savingRange(contextTokens, currency, COMPACTION_DEFAULTS, expected),
      window: null,
    },
    family: "context",
    confidence: { level: "medium", reason: "" },
    action: { kind: "insertCommand", command: "/compact" },
    click: "",
    sideEffects: [],
  };
}
