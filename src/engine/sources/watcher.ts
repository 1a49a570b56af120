/** Tells when a transcript, a session record or the usage cache of a config directory changes. */
import { basename, join } from "node:path";
import { watch, type FSWatcher } from "chokidar";
import { isSkippedFolder, isTranscript } from "./transcriptTree.ts";
import { usageCachePlaces } from "./usageCache.ts";

export interface WatchEvents {
  /** From now on changes are told; what changed before may not have been. */
  ready: () => void;
  transcript: (path: string) => void;
  /** `sessions/` changed. */
  sessionRecords: () => void;
  /** `.claude.json` changed. */
  usageCache: () => void;
  /** Watching failed; the regular sweeps go on. */
  failed: (reason: string) => void;
}

/** Watches until `close`. A folder that is not there yet is watched as soon as it is. */
export class ConfigDirWatcher {
  private readonly watchers: FSWatcher[];

  constructor(configDir: string, events: WatchEvents) {
    const projects = join(configDir, "projects");
    const options = { ignoreInitial: true, ignorePermissionErrors: true };
    const transcripts = watch(projects, {
      ...options,
      ignored: (path, stats) => (stats?.isFile() ? !isTranscript(basename(path)) : isSkippedFolder(projects, path)),
    });
    const changed = (path: string) => {
      if (isTranscript(basename(path))) events.transcript(path);
    };
    transcripts.on("add", changed).on("change", changed);

    // No `depth`: where the folder is not there yet, chokidar counts it from the folder above.
    const sessions = join(configDir, "sessions");
    const records = watch(sessions, { ...options, ignored: (path) => path !== sessions && !path.endsWith(".json") });
    records.on("all", (_, path) => {
      if (path.endsWith(".json")) events.sessionRecords();
    });

    const places = usageCachePlaces(configDir);
    // Where the config directory is not there yet, chokidar would watch all that comes into it.
    const cache = watch(places, { ...options, ignored: (path) => !places.includes(path) });
    cache.on("all", (_, path) => {
      if (places.includes(path)) events.usageCache();
    });

    this.watchers = [transcripts, records, cache];
    let starting = this.watchers.length;
    for (const watcher of this.watchers) {
      watcher.once("ready", () => {
        if (--starting === 0) events.ready();
      });
    }
    for (const watcher of this.watchers) watcher.on("error", (error) => events.failed(String(error)));
  }

  async close(): Promise<void> {
    await Promise.all(this.watchers.map((watcher) => watcher.close()));
  }
}
