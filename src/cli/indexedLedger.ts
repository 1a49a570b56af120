/** Opens the ledger and brings it up to date before a command looks at it. */
import type { DatabaseSync } from "node:sqlite";
import { Indexer } from "../engine/indexer.ts";
import { isDamage } from "../engine/ledger/damage.ts";
import { Ledger } from "../engine/ledger/ledger.ts";
import type { Recovery } from "../engine/ledger/recovery.ts";
import { openStore, suspect, type Store, type StorePlace } from "../engine/ledger/store.ts";
import { ReaderPool } from "../engine/sources/readerPool.ts";
import { listTranscripts } from "../engine/sources/transcriptTree.ts";
import type { JobInput, JobName, JobResult } from "../engine/sources/readerJobs.ts";
import type { TranscriptPart } from "../engine/sources/transcriptFile.ts";
import { localDay } from "../shared/days.ts";
import type { Source } from "./arguments.ts";
import { ProgressBar } from "./progressBar.ts";

export interface IndexedLedger {
  db: DatabaseSync;
  ledger: Ledger;
  /** Numbers of the config directories that the command is about. */
  dirs: number[];
}

/** Reads what is new, then does the work. What went wrong with single files is said on stderr. */
export async function withIndexedLedger<T>(
  source: Source,
  work: (indexed: IndexedLedger) => T | Promise<T>,
): Promise<T> {
  const store = open(source.place);
  const pool = new CommandReaders(2);
  const failures: unknown[] = [];
  const bar = new ProgressBar(process.stderr);
  const warn = (message: string) => {
    bar.clear();
    process.stderr.write(`bursar: ${message}\n`);
  };
  try {
    if (store.recovery) warn(recoveryText(store.recovery));
    const ledger = new Ledger(store);
    const indexer = new Indexer(ledger, pool, Date.now, {
      log: (level, message) => {
        if (level !== "info") warn(message);
      },
      written: () => {},
      storeFailed: (error) => {
        if (error !== null) failures.push(error);
      },
    });
    bar.follow(() => indexer.state);
    for (const configDir of source.configDirs) {
      const result = await indexer.sweep(configDir, true);
      if (result.kind === "missing") warn(`no transcripts in ${configDir} (there is no projects folder)`);
      else if (result.kind === "unreadable") warn(`cannot read ${configDir}: ${result.reason}`);
    }
    bar.end();
    const [failure] = failures;
    if (isDamage(failure)) throw failure;
    if (failure !== undefined) throw new Error(`cannot write to the ledger (${textOf(failure)}); try --no-store`);
    return await work({ db: store, ledger, dirs: source.configDirs.map((path) => ledger.dirs.idOf(path)) });
  } catch (error) {
    if (!isDamage(error) || source.place.kind === "memory") throw error;
    suspect(source.place.dataDir);
    throw new Error(`the ledger is damaged (${textOf(error)}); run this again to have it repaired`, { cause: error });
  } finally {
    bar.end();
    await pool.close();
    store.close();
  }
}

const textOf = (error: unknown) => (error instanceof Error ? error.message : JSON.stringify(error));

function recoveryText({ reason, setAside, backupTime }: Recovery): string {
  const restored =
    backupTime === null
      ? "there was no backup, so history that no transcript holds any more is in that file alone"
      : `restored from the backup of ${localDay(backupTime)}`;
  return `the ledger was damaged (${reason}); it was set aside as ${setAside}, and ${restored}. Transcripts are read again.`;
}

/** Lists transcripts right here: mostly nothing has changed, and then no thread needs to start. */
class CommandReaders extends ReaderPool {
  override run<N extends JobName>(
    name: N,
    input: JobInput<N>,
    part?: (part: TranscriptPart) => void,
  ): Promise<JobResult<N>> {
    if (name !== "transcripts") return super.run(name, input, part);
    return Promise.resolve(listTranscripts(input as JobInput<"transcripts">) as JobResult<N>);
  }
}

function open(place: StorePlace): Store {
  try {
    return openStore(place);
  } catch (error) {
    if (place.kind === "memory") throw error;
    throw new Error(`cannot open the ledger in ${place.dataDir} (${textOf(error)}); try --no-store`, { cause: error });
  }
}
