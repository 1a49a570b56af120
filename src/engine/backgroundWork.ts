/** What is worked out beside the Snapshot, which takes what is there and waits for none of it. */
import type { Snapshot } from "../shared/snapshot.ts";
import type { AdviceFacts } from "./adviceFacts/adviceFacts.ts";
import type { AdviceRecords } from "./adviceRecords.ts";
import type { Log } from "./indexer.ts";
import { isDamage } from "./ledger/damage.ts";
import { oneAtATime } from "./oneAtATime.ts";
import type { SessionTails } from "./sessionTails.ts";
import type { StoreHealth } from "./storeHealth.ts";
import type { WindowStudy } from "./windowStudy.ts";

export interface BackgroundWorkOptions {
  study: WindowStudy;
  adviceFacts: AdviceFacts;
  adviceRecords: AdviceRecords;
  tails: SessionTails;
  health: StoreHealth;
  now: () => number;
  log: Log;
  /** The last that was sent; null before the first. */
  snapshot: () => Snapshot | null;
  /** There is something to tell. */
  changed: () => void;
}

export class BackgroundWork {
  private readonly options: BackgroundWorkOptions;
  private closed = false;

  constructor(options: BackgroundWorkOptions) {
    this.options = options;
  }

  /** What the windows mean. */
  readonly studyWindows = oneAtATime(async () => {
    const { study, now, snapshot, changed } = this.options;
    const windows = snapshot()?.windows;
    if (this.closed || !windows) return;
    try {
      for (const { configDir, state } of windows) {
        if (state.kind === "known") await study.refresh(configDir, state.gauges, now());
      }
    } catch (error) {
      this.warn("work out what the windows mean", error);
    }
    changed();
  });

  /** What goes on in the live transcripts. */
  readonly readTails = oneAtATime(async () => {
    const { tails, snapshot, changed } = this.options;
    try {
      const live = snapshot()?.live;
      if (live && (await tails.refresh(live))) changed();
    } catch (error) {
      this.warn("look at the live transcripts", error);
    }
  });

  /** Spends some milliseconds on learning from past sessions. */
  learn(): void {
    const { adviceFacts, health, now, snapshot, changed } = this.options;
    const live = new Set(snapshot()?.live.map(({ sessionId }) => sessionId));
    if (health.attempt(() => adviceFacts.learn(now(), live))) changed();
  }

  /** Remembers for good what came of the user's actions. */
  settle(): void {
    const { adviceRecords, health, now } = this.options;
    health.attempt(() => adviceRecords.settle(now()));
  }

  close(): void {
    this.closed = true;
  }

  /** Nothing that goes wrong counts once the engine is closed. */
  private warn(what: string, error: unknown): void {
    if (this.closed) return;
    this.options.log("warn", `cannot ${what}: ${String(error)}`);
    if (isDamage(error)) this.options.health.failed(error);
  }
}
