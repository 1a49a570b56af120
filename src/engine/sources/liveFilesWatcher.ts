/** Tells when a session record, the usage cache or a status line of a config directory changes: the small files that say what is live. */
import { join } from "node:path";
import { watch, type FSWatcher } from "chokidar";
import { bridgePlaces } from "../../shared/bridgePlaces.ts";
import { usageCachePlaces } from "./usageCache.ts";

export interface LiveFilesEvents {
  /** From now on changes are told; what changed before may not have been. */
  ready: () => void;
  /** `sessions/` changed. */
  sessionRecords: () => void;
  /** `.claude.json` changed. */
  usageCache: () => void;
  /** A status-line input, or `settings.json`, which says whether there are any, changed. */
  statusLines: () => void;
  /** Watching failed; the regular looks go on. */
  failed: (reason: string) => void;
}

/** Watches until `close`. A folder that is not there yet is watched as soon as it is. */
export class LiveFilesWatcher {
  private readonly watchers: FSWatcher[];

  /** `dataDir`: where the status-line bridge stores its inputs. */
  constructor(configDir: string, dataDir: string, events: LiveFilesEvents) {
    const options = { ignoreInitial: true, ignorePermissionErrors: true };

    // No `depth`: where the folder is not there yet, chokidar counts it from the folder above.
    const sessions = join(configDir, "sessions");
    const records = watch(sessions, { ...options, ignored: (path) => path !== sessions && !path.endsWith(".json") });
    records.on("all", (_, path) => {
      if (path.endsWith(".json")) events.sessionRecords();
    });

    const { status } = bridgePlaces(dataDir, configDir, process.platform);
    const inputs = watch(status, { ...options, ignored: (path) => path !== status && !path.endsWith(".json") });
    inputs.on("all", (_, path) => {
      if (path.endsWith(".json")) events.statusLines();
    });

    const caches = usageCachePlaces(configDir);
    const settings = join(configDir, "settings.json");
    const places = [...caches, settings];
    // Where the config directory is not there yet, chokidar would watch all that comes into it.
    const cache = watch(places, { ...options, ignored: (path) => !places.includes(path) });
    cache.on("all", (_, path) => {
      if (caches.includes(path)) events.usageCache();
      if (path === settings) events.statusLines();
    });

    this.watchers = [records, inputs, cache];
    let starting = this.watchers.length;
    for (const watcher of this.watchers) {
      watcher.once("ready", () => {
        if (--starting === 0) events.ready();
      });
      watcher.on("error", (error) => events.failed(String(error)));
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.watchers.map((watcher) => watcher.close()));
  }
}
