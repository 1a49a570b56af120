/** Gathers what the rules of the advice are told of all live sessions. */
import type { DatabaseSync } from "node:sqlite";
import type { SessionView, WindowsView } from "../../shared/snapshot.ts";
import type { AdvisedSession } from "../advice/advise.ts";
import type { FleetFacts } from "../advice/facts.ts";
import { BurnRates, type RecentCost } from "../ledger/burnRates.ts";
import type { PriceBook } from "../ledger/prices.ts";
import { SessionShapes } from "../ledger/sessionShapes.ts";
import type { LedgerSession } from "../sessions/sessionReader.ts";
import type { PromptFacts } from "../sources/promptFacts.ts";
import type { SessionTail } from "../sources/sessionTail.ts";
import type { StatusLineReading } from "../sources/statusLines.ts";
import { BURN_MS, fleetFacts } from "./fleetFacts.ts";
import { modelOptions } from "./modelOptions.ts";
import { sessionFacts } from "./sessionFacts.ts";
import { SessionLearning } from "./sessionLearning.ts";
import { ShapeInMaking } from "./shapeInMaking.ts";
import { windowFacts } from "./windowFacts.ts";

/** What is known of the moment; the maps are by session id. */
export interface AdviceMoment {
  live: readonly SessionView[];
  stored: ReadonlyMap<string, LedgerSession>;
  readings: ReadonlyMap<string, StatusLineReading>;
  tails: ReadonlyMap<string, SessionTail>;
  subagentPrompts: ReadonlyMap<string, readonly PromptFacts[]>;
  windows: readonly WindowsView[];
  prices: PriceBook;
  now: number;
}

/** Requests of live sessions that are read at a time: 5 to 10 ms. */
const REQUESTS_A_TIME = 2_000;
/** How long what the requests came to holds, in the middle of a burst of Snapshots. */
const FRESH_MS = 5_000;
const BURN_FRESH_MS = 30_000;

export class AdviceFacts {
  private readonly learning: SessionLearning;
  private readonly shapes: SessionShapes;
  private readonly burn: BurnRates;
  private readonly making = new Map<string, { shape: ShapeInMaking; readAt: number }>();
  private recent: { at: number; costs: Map<string, RecentCost> } | null = null;

  constructor(db: DatabaseSync) {
    this.learning = new SessionLearning(db);
    this.shapes = new SessionShapes(db);
    this.burn = new BurnRates(db);
  }

  /** Learns from past sessions for some milliseconds: to be called once a second. True: there is something new. Throws SQLite's error. */
  learn(now: number, live: ReadonlySet<string>): boolean {
    return this.learning.step(now, live);
  }

  /** The facts of the moment. A session that has no request in the store, or that is still being read, is left out. Throws SQLite's error. */
  gather(moment: AdviceMoment): { sessions: AdvisedSession[]; fleet: FleetFacts } {
    const { live, prices, now } = moment;
    const options = modelOptions(prices, now);
    const windows = new Map(moment.windows.map((view) => [view.configDir, windowFacts(view, now)]));
    const ids = new Set(live.map(({ sessionId }) => sessionId));
    for (const sid of this.making.keys()) if (!ids.has(sid)) this.making.delete(sid);
    this.readOn(
      live.flatMap(({ sessionId }) => moment.stored.get(sessionId) ?? []),
      now,
    );
    const sessions = live.flatMap((view) => {
      const stored = moment.stored.get(view.sessionId);
      const shape = this.making.get(view.sessionId)?.shape.current;
      if (!stored || !shape) return [];
      const knowledge = {
        view,
        stored,
        shape,
        reading: moment.readings.get(view.sessionId) ?? null,
        tail: moment.tails.get(view.sessionId) ?? null,
        subagentPrompts: moment.subagentPrompts.get(view.sessionId) ?? [],
      };
      const session = sessionFacts(knowledge, this.learning.figures, options, prices, now);
      return [{ session, window: windows.get(view.configDir) ?? null }];
    });
    return { sessions, fleet: fleetFacts(live, this.recentCosts(now), now) };
  }

  private readOn(sessions: readonly LedgerSession[], now: number): void {
    let left = REQUESTS_A_TIME;
    for (const session of sessions) {
      let making = this.making.get(session.sid);
      if (!making)
        this.making.set(session.sid, (making = { shape: new ShapeInMaking(this.shapes), readAt: -Infinity }));
      if (left <= 0 || Math.abs(now - making.readAt) < FRESH_MS) continue;
      const { kind, read } = making.shape.readOn(session, left);
      left -= read;
      if (kind === "whole") making.readAt = now;
    }
  }

  private recentCosts(now: number): Map<string, RecentCost> {
    if (!this.recent || Math.abs(now - this.recent.at) >= BURN_FRESH_MS) {
      this.recent = { at: now, costs: this.burn.since(now - BURN_MS) };
    }
    return this.recent.costs;
  }
}
