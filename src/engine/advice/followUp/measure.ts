/**
 * What came of an action on a suggestion: each request that followed is priced as it was and as it would have been
 * without the action, and the difference is what was saved. docs/advice.md, "Followed up", has the method.
 */
import type { SuggestionKind } from "../../../shared/snapshot.ts";
import type { PriceBook } from "../../ledger/prices.ts";
import { afterClear } from "./afterClear.ts";
import { afterCompaction } from "./afterCompaction.ts";
import { afterSwitch } from "./afterSwitch.ts";
import { nothing, type Outcome } from "./outcome.ts";
import type { FollowedSession, TakenAction } from "./takenAction.ts";
import type { WhyNothing } from "./whyNothing.ts";

/**
 * @param session the one that the action is about; null when the store does not have it
 * @param successor the one that its process went on with; null while that is not known
 */
export function measure(
  action: TakenAction,
  session: FollowedSession | null,
  successor: FollowedSession | null,
  prices: PriceBook,
  now: number,
): Outcome {
  const why = whyNotMeasured(action.kind);
  const [command] = action.command.split(" ", 1);
  if (why !== null) return nothing(why);
  if (!isMeasured(command)) return nothing("no effect");
  if (!session) return nothing("no session");
  switch (command) {
    case "/compact":
      return afterCompaction(action, session, prices, now);
    case "/clear":
      return afterClear(action, session, successor, prices, now);
    case "/model":
      return afterSwitch(action, session, prices, now);
  }
}

const MEASURED = ["/compact", "/clear", "/model"] as const;
const isMeasured = (command: string | undefined): command is (typeof MEASURED)[number] =>
  MEASURED.some((one) => one === command);

function whyNotMeasured(kind: SuggestionKind): WhyNothing | null {
  switch (kind) {
    case "effort":
      return "thinking not known";
    case "subagentModel":
      return "subagents not known";
    case "alwaysOn":
      return "turned off not known";
    case "autoCompact":
      return "all sessions";
    case "largeResult":
      return "habit";
    case "fleet":
      return "many sessions";
    default:
      return null;
  }
}
