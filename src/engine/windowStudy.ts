/**
 * What the windows of each config directory mean, worked out at most once a minute: outlook, price of a percent, who
 * spent it, ladder. A Snapshot takes what is there and never waits for it.
 */
import type { DatabaseSync } from "node:sqlite";
import * as l10n from "@vscode/l10n";
import type { Ladder, Spenders, WindowGauge, WindowOutlook, WindowPoint, WindowPrice } from "../shared/snapshot.ts";
import type { Ledger } from "./ledger/ledger.ts";
import { LocalUseReader } from "./ledger/localUseReader.ts";
import { lookUpProjects, type ProjectOf } from "./ledger/projects.ts";
import { readSpendGroups } from "./ledger/spendersReader.ts";
import type { WindowRecords } from "./windowRecords.ts";
import { ladder } from "./windows/ladder.ts";
import type { LocalUse } from "./windows/localUse.ts";
import { workingHours, type WorkingHours } from "./windows/pace.ts";
import type { RoutedPrompt } from "./windows/routing.ts";
import { isInScope, scopeOf, useInScope } from "./windows/scope.ts";
import { spenders } from "./windows/spenders.ts";
import { trendOf, windowsByReset } from "./windows/windowHistory.ts";
import { FIVE_HOURS_MS, isSameReset, windowLength } from "./windows/windowKinds.ts";
import { windowOutlook } from "./windows/windowOutlook.ts";

const HISTORY_MS = 90 * 24 * 60 * 60_000;

/** What was found out about one open window; it holds for the window that ends then. */
export interface StudiedWindow {
  resetsAt: number | null;
  outlook: WindowOutlook;
  price: WindowPrice | null;
  spenders: Spenders | null;
  trend: WindowPoint[];
}

export interface StudiedDir {
  windows: ReadonlyMap<string, StudiedWindow>;
  ladder: Ladder | null;
  hours: WorkingHours | null;
  /** The last prompts, oldest first; none while no model's own window is short. */
  recentPrompts: readonly RoutedPrompt[];
}

type OpenWindow = Pick<WindowGauge, "key" | "usedPercent" | "leftPercent" | "startedAt" | "resetsAt">;

export interface WindowStudyOptions {
  db: DatabaseSync;
  ledger: Ledger;
  records: WindowRecords;
  /** The last prompts of a config directory, oldest first. */
  recentPrompts: (configDir: string) => Promise<RoutedPrompt[]>;
}

export class WindowStudy {
  private readonly options: WindowStudyOptions;
  private readonly readers = new Map<number, LocalUseReader>();
  private readonly dirs = new Map<string, StudiedDir>();

  constructor(options: WindowStudyOptions) {
    this.options = options;
  }

  /** Null before the first study of a directory. */
  of(configDir: string): StudiedDir | null {
    return this.dirs.get(configDir) ?? null;
  }

  /** Studies the open windows of a directory anew. Throws SQLite's error. */
  async refresh(configDir: string, open: readonly OpenWindow[], now: number): Promise<void> {
    const { db, ledger } = this.options;
    const projectOf = await lookUpProjects(db);
    const dir = ledger.dirs.idOf(configDir);
    const use = this.readerOf(dir).read(now - HISTORY_MS, ledger.prices);
    const windows = new Map<string, StudiedWindow>();
    for (const window of open) {
      windows.set(window.key, this.study(configDir, dir, window, use, projectOf, now));
      // One window takes some milliseconds: what waits for the engine comes in between.
      await new Promise((resolve) => setImmediate(resolve));
    }
    const week = open.find(({ key }) => key === "seven_day");
    const since = now - HISTORY_MS;
    this.dirs.set(configDir, {
      windows,
      ladder: week
        ? ladder(
            this.options.records.readingsOf(configDir, "five_hour", since),
            this.options.records.readingsOf(configDir, "seven_day", since),
            week.leftPercent,
          )
        : null,
      hours: workingHours(use.at, now),
      recentPrompts: open.some(isShortScoped) ? await this.options.recentPrompts(configDir) : [],
    });
  }

  /** Requests were removed: what was read of them is no longer true. */
  forget(): void {
    for (const reader of this.readers.values()) reader.forget();
  }

  private readerOf(dir: number): LocalUseReader {
    let reader = this.readers.get(dir);
    if (!reader) this.readers.set(dir, (reader = new LocalUseReader(this.options.db, [dir])));
    return reader;
  }

  private study(
    configDir: string,
    dir: number,
    { key, usedPercent, startedAt, resetsAt }: OpenWindow,
    use: LocalUse,
    projectOf: ProjectOf,
    now: number,
  ): StudiedWindow {
    const { db, ledger, records } = this.options;
    const scope = scopeOf(key);
    const windowMs = windowLength(key);
    const readings = records.readingsOf(configDir, key, now - HISTORY_MS);
    const span = windowsByReset(readings, windowMs).findLast((window) => isSameReset(window.resetsAt, resetsAt));
    const { outlook, price } =
      windowMs === null
        ? { outlook: noLength(), price: null }
        : windowOutlook({
            readings,
            use: useInScope(use, scope),
            windowMs,
            resetsAt,
            usedPercent,
            now,
            seed: seedOf(key, resetsAt),
          });
    return {
      resetsAt,
      outlook,
      price,
      spenders:
        startedAt === null
          ? null
          : spenders(
              readSpendGroups(db, [dir], startedAt, now, projectOf).filter(({ model }) => isInScope(model, scope)),
              (model) => ledger.prices.modelName(model),
            ),
      trend: span ? trendOf(span) : [],
    };
  }
}

const noLength = (): WindowOutlook => ({
  kind: "silent",
  reason: l10n.t("How long such a window lasts is not known."),
});

/** The last prompts are looked at only when they can matter. */
const isShortScoped = ({ key, usedPercent }: OpenWindow) => key.includes(":") && usedPercent >= 50;

/** The same for a window, so that its figures do not move while nothing happens. */
const seedOf = (key: string, resetsAt: number | null) => key.length + Math.round((resetsAt ?? 0) / FIVE_HOURS_MS);
