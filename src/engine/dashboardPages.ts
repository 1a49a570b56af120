/** What the dashboard asks for beside the Snapshot: the pages of `src/engine/pages`, over the store that is open. */
import type { DatabaseSync } from "node:sqlite";
import type {
  CalendarPage,
  HistoryPage,
  HistoryQuery,
  ModelPeriod,
  ModelsPage,
  SessionRow,
  SessionsPage,
  SessionsQuery,
  SessionTimeline,
  StoreView,
} from "../shared/historyPages.ts";
import { systemClock } from "../shared/clock.ts";
import type { Snapshot } from "../shared/snapshot.ts";
import { within } from "../shared/within.ts";
import type { Ledger } from "./ledger/ledger.ts";
import { knownProjects, lookUpProjects } from "./ledger/projects.ts";
import { calendarPage } from "./pages/calendarPage.ts";
import { historyPage } from "./pages/historyPage.ts";
import { modelsPage } from "./pages/modelsPage.ts";
import type { PageScope } from "./pages/pageScope.ts";
import { defineFolded } from "./pages/sessionFilter.ts";
import { sessionRow } from "./pages/sessionRows.ts";
import { sessionsPage } from "./pages/sessionsPage.ts";
import { storeView } from "./pages/storeView.ts";
import { sessionTimeline } from "./pages/timeline.ts";
import { contextWindow } from "./sessions/context.ts";

export interface DashboardPagesOptions {
  db: DatabaseSync;
  ledger: Ledger;
  /** Numbers of the config directories to count. */
  dirs: readonly number[];
  /** Bursar's own data folder; null while the store is in memory. */
  dataDir: string | null;
  /** Context window in tokens by model id, from the user's settings. */
  contextWindows: Readonly<Record<string, number>>;
  now: () => number;
  /** The last that was sent: it knows what is live. */
  snapshot: () => Pick<Snapshot, "live" | "recent"> | null;
}

/** A page waits so long for the disk to tell which folders belong to one project; the next one has it. */
const PROJECTS_WITHIN_MS = 50;
/** How often the disk is asked. */
const PROJECTS_EVERY_MS = 60_000;

export class DashboardPages {
  readonly #options: DashboardPagesOptions;
  #lookedUpAt = -Infinity;

  constructor(options: DashboardPagesOptions) {
    this.#options = options;
    defineFolded(options.db);
  }

  async sessions(query: SessionsQuery): Promise<SessionsPage> {
    return sessionsPage(await this.#scope(), query, this.#live());
  }

  async timeline(sessionId: string): Promise<SessionTimeline | null> {
    const scope = await this.#scope();
    const session = sessionRow(scope, sessionId, this.#live());
    return session && sessionTimeline(scope, session, this.#windowOf(session));
  }

  async history(query: HistoryQuery): Promise<HistoryPage> {
    return historyPage(await this.#scope(), query);
  }

  async calendar(): Promise<CalendarPage> {
    return calendarPage(await this.#scope());
  }

  async models(period: ModelPeriod): Promise<ModelsPage> {
    return modelsPage(await this.#scope(), period);
  }

  storeView(): Promise<StoreView> {
    const { db, dataDir, now } = this.#options;
    return storeView(db, dataDir, now());
  }

  async #scope(): Promise<PageScope> {
    const { db, dirs, ledger, now } = this.#options;
    if (Math.abs(now() - this.#lookedUpAt) >= PROJECTS_EVERY_MS) {
      this.#lookedUpAt = now();
      await within(PROJECTS_WITHIN_MS, systemClock, lookUpProjects(db));
    }
    return { db, dirs, prices: ledger.prices, projectOf: knownProjects(db), now: now() };
  }

  #live(): ReadonlySet<string> {
    return new Set(this.#options.snapshot()?.live.map(({ sessionId }) => sessionId));
  }

  /** As the session's gauge has it; null where that is an assumption. */
  #windowOf({ sessionId, model, peakContext }: SessionRow): number | null {
    const { snapshot, contextWindows, ledger } = this.#options;
    const shown = snapshot()?.recent.find((session) => session.sessionId === sessionId)?.context;
    if (shown?.kind === "known") return shown.windowSource === "assumed" ? null : shown.window;
    if (!model) return null;
    const { window, source } = contextWindow(model.id, peakContext, contextWindows, ledger.prices);
    return source === "assumed" ? null : window;
  }
}
