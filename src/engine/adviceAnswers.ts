/** What the user does on suggestions, wants of them and asks about them. */
import type { EngineRequests, SuggestionWish } from "../shared/engineProtocol.ts";
import type { FollowUpPage, Snapshot } from "../shared/snapshot.ts";
import type { AdviceRecords } from "./adviceRecords.ts";

export interface AdviceAnswersOptions {
  records: AdviceRecords;
  now: () => number;
  /** The last that was sent: its suggestions are those that stand. */
  snapshot: () => Pick<Snapshot, "live" | "suggestions"> | null;
  /** There is something to tell. */
  changed: () => void;
}

export class AdviceAnswers {
  private readonly options: AdviceAnswersOptions;

  constructor(options: AdviceAnswersOptions) {
    this.options = options;
  }

  /** Notes that a suggestion was acted on; false when it no longer stands. */
  acted({ suggestionId, result }: EngineRequests["acted"]["params"]): boolean {
    const { records, now, changed } = this.options;
    const snapshot = this.options.snapshot();
    const suggestion = snapshot?.suggestions.find(({ id }) => id === suggestionId);
    if (!suggestion) return false;
    const session = snapshot?.live.find(({ sessionId }) => sessionId === suggestion.sessionId);
    const context = session?.context.kind === "known" ? session.context : null;
    const on = {
      sessionName: session ? (session.title ?? session.project) : "",
      autoCompactAt: context?.autoCompactAt ?? null,
    };
    const noted = records.acted(suggestion, on, result, now());
    changed();
    return noted;
  }

  wish(wish: SuggestionWish): null {
    const { records, now, snapshot, changed } = this.options;
    records.wish(wish, snapshot()?.suggestions ?? [], now());
    changed();
    return null;
  }

  followUps(): FollowUpPage {
    return this.options.records.followUps(this.options.now());
  }
}
