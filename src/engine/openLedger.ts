/** Opens the ledger; when the store cannot be had, one in memory, and says so. */
import * as l10n from "@vscode/l10n";
import type { EngineSettings } from "../shared/engineProtocol.ts";
import { formatMoment } from "../shared/format.ts";
import type { Notice } from "../shared/snapshot.ts";
import type { Log } from "./indexer.ts";
import { isDamage } from "./ledger/damage.ts";
import { Ledger } from "./ledger/ledger.ts";
import { lastRecovery, type Recovery } from "./ledger/recovery.ts";
import { openStore, suspect, type Store, type StorePlace } from "./ledger/store.ts";

/** For so long after the ledger was damaged the user is told. */
const TOLD_MS = 86_400_000;

export interface OpenLedger {
  store: Store;
  ledger: Ledger;
  inMemory: boolean;
  /** What the user should know about it. */
  notice: Notice | null;
}

export function openLedger(settings: EngineSettings, now: number, log: Log): OpenLedger {
  const { dataDir } = settings;
  const place: StorePlace = { kind: "folder", dataDir };
  try {
    const opened = openFirstReadable(place, settings, now);
    const recovery = lastRecovery(dataDir);
    const told = recovery !== null && Math.abs(now - recovery.time) < TOLD_MS;
    return { ...opened, inMemory: false, notice: told ? recoveryNotice(recovery, dataDir) : null };
  } catch (error) {
    log("error", `cannot open the ledger in ${dataDir}: ${String(error)}`);
    const notice: Notice = {
      id: "store",
      level: "error",
      message: l10n.t(
        "Bursar's ledger cannot be opened ({0}). Figures come from the transcripts alone until it can.",
        String(error),
      ),
      remedy: l10n.t(
        "Make {0} writable and free some disk space, or update Bursar in every editor. Bursar tries again by itself.",
        dataDir,
      ),
    };
    return { ...openIn({ kind: "memory" }, settings, now), inMemory: true, notice };
  }
}

/** Damage may show only when the first rows are read: the store is checked then, once. */
function openFirstReadable(place: StorePlace & { kind: "folder" }, settings: EngineSettings, now: number) {
  try {
    return openIn(place, settings, now);
  } catch (error) {
    if (!isDamage(error)) throw error;
    suspect(place.dataDir);
    return openIn(place, settings, now);
  }
}

function openIn(place: StorePlace, settings: EngineSettings, now: number): { store: Store; ledger: Ledger } {
  const store = openStore(place, now);
  try {
    const ledger = new Ledger(store, settings.prices);
    // Written now, so that a store that cannot be written to shows here.
    for (const { path } of settings.configDirs) ledger.dirs.idOf(path);
    return { store, ledger };
  } catch (error) {
    store.close();
    throw error;
  }
}

function recoveryNotice({ time, reason, setAside, backupTime }: Recovery, dataDir: string): Notice {
  const restored =
    backupTime === null
      ? l10n.t("There was no good backup: what is no longer in Claude Code's transcripts is missing from the figures.")
      : l10n.t(
          "The backup of {0} took its place, and what came since is read again from the transcripts.",
          formatMoment(backupTime),
        );
  return {
    id: "recovered",
    level: "warning",
    message: `${l10n.t("Bursar's ledger was damaged on {0} ({1}).", formatMoment(time), reason)} ${restored}`,
    remedy: l10n.t(
      "There is nothing to do. The damaged one is kept as {file}; should this happen again, check the disk that holds {folder}.",
      { file: setAside, folder: dataDir },
    ),
  };
}
