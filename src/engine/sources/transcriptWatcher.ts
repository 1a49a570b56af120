/** Tells when a transcript in one of the watched folders changes. One watch a folder, none a file: there are thousands. */
import { watch, type FSWatcher } from "node:fs";
import { basename, join } from "node:path";
import type { WatchedFolders } from "./activeFolders.ts";
import { isSkippedFolder, isTranscript } from "./transcriptTree.ts";

export interface TranscriptEvents {
  transcript: (path: string) => void;
  /** A folder came or went, so that other folders are to be watched. */
  folders: () => void;
  /** A folder cannot be watched; the regular sweeps go on. Said once a reason. */
  failed: (reason: string) => void;
}

export class TranscriptWatcher {
  private readonly projects: string;
  private readonly events: TranscriptEvents;
  private readonly watchers = new Map<string, FSWatcher>();
  private readonly said = new Set<string>();
  private asleep: WatchedFolders["asleep"] = new Map();

  /** Watches nothing yet. `projects` is the folder of that name in the config directory. */
  constructor(projects: string, events: TranscriptEvents) {
    this.projects = projects;
    this.events = events;
  }

  /** Watches these folders and no others. True: some are new, and what changed in them before was not told. */
  watch({ active, asleep }: WatchedFolders): boolean {
    this.asleep = asleep;
    for (const folder of this.watchers.keys()) {
      if (!active.has(folder)) this.leave(folder);
    }
    let added = false;
    for (const folder of active) added = this.add(folder) || added;
    return added;
  }

  close(): void {
    for (const folder of this.watchers.keys()) this.leave(folder);
  }

  private add(folder: string): boolean {
    if (this.watchers.has(folder)) return false;
    try {
      const watcher = watch(folder, (type, name) => this.heard(folder, type, name));
      watcher.on("error", () => this.leave(folder));
      this.watchers.set(folder, watcher);
      return true;
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? String(error);
      // One that is gone has told its parent.
      if (reason !== "ENOENT" && !this.said.has(reason)) {
        this.said.add(reason);
        this.events.failed(reason);
      }
      return false;
    }
  }

  private leave(folder: string): void {
    this.watchers.get(folder)?.close();
    this.watchers.delete(folder);
  }

  private heard(folder: string, type: string, name: string | null): void {
    if (name === null) return this.events.folders();
    const path = join(folder, name);
    if (isTranscript(name)) {
      // A sleeping session that is written to may start subagents at once.
      for (const woken of this.asleep.get(path) ?? []) this.add(woken);
      this.events.transcript(path);
      return;
    }
    // Claude Code's folders have no dot in their names; files that come and go beside them are no reason to look.
    if (type !== "rename" || name.includes(".") || isSkippedFolder(this.projects, path)) return;
    // A folder that was replaced is watched anew; its own end is told by its own name.
    this.leave(path);
    if (name === basename(folder)) this.leave(folder);
    this.events.folders();
  }
}
