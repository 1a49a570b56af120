/** All rules over all live sessions: the few advices worth showing, dearest first. Ranking: docs/advice.md. */
import { adviseAlwaysOn } from "./alwaysOn.ts";
import type { Suggestion } from "../../shared/snapshot.ts";
import { adviseAutoCompact } from "./autoCompact.ts";
import { adviseColdResume } from "./coldResume.ts";
import { adviseCompactNow } from "./compactNow.ts";
import { adviseEffort } from "./effort.ts";
import type { FleetFacts, SessionFacts, WindowFacts } from "./facts.ts";
import { adviseFleet } from "./fleetBurn.ts";
import { adviseLargeResult } from "./largeResult.ts";
import { adviseLeavingDesk } from "./leavingDesk.ts";
import { adviseTaskFinished, adviseTopicChanged } from "./startFresh.ts";
import { adviseStrongerModel } from "./strongerModel.ts";
import { adviseSubagentModel } from "./subagentModel.ts";
import { adviseSwitchModel } from "./switchModel.ts";

/** A live session with the window that binds its plan, one object for all sessions of a plan; null without a plan or while nothing is known of it. */
export interface AdvisedSession {
  session: SessionFacts;
  window: WindowFacts | null;
}

type Rule = (session: SessionFacts, window: WindowFacts | null, now: number) => Suggestion | null;

/** What the moment asks for: the first that speaks goes before everything else, the free before the paid. */
const OF_THE_MOMENT: readonly Rule[] = [
  adviseTaskFinished,
  adviseColdResume,
  adviseTopicChanged,
  adviseLeavingDesk,
  adviseCompactNow,
];
/** What holds for longer, by what it saves. */
const LASTING: readonly Rule[] = [
  adviseSwitchModel,
  adviseStrongerModel,
  adviseEffort,
  adviseSubagentModel,
  adviseAutoCompact,
  adviseLargeResult,
  adviseAlwaysOn,
];

const MOST = 3;
/** Less than this is not worth a person's attention. */
const WORTH_SAYING_USD = 0.1;

/** The advices about one session: of each savings family one at most, and of those that touch its context or cache. */
function adviceFor({ session, window }: AdvisedSession, now: number): Suggestion[] {
  const ask = (rule: Rule) => {
    const advice = rule(session, window, now);
    return advice && isWorthSaying(advice) ? [advice] : [];
  };
  const lasting = LASTING.flatMap(ask).toSorted((a, b) => rank(b) - rank(a));
  const chosen: Suggestion[] = [];
  for (const advice of [...OF_THE_MOMENT.flatMap(ask), ...lasting]) {
    if (chosen.some((other) => other.family === advice.family || (touches(other) && touches(advice)))) continue;
    chosen.push(advice);
  }
  return chosen;
}

/** At most three, by expected saving; those whose saving is not known, or not one in the plan's own currency, come after. */
export function advise(
  sessions: readonly AdvisedSession[],
  fleet: FleetFacts,
  now: number,
  wanted: (all: readonly Suggestion[]) => Suggestion[] = (all) => [...all],
): Suggestion[] {
  const all = sessions.flatMap((session) => adviceFor(session, now));
  const [first] = sessions;
  const oneWindow = first && sessions.every(({ window }) => window === first.window) ? first.window : null;
  const ofFleet = adviseFleet(fleet, oneWindow);
  return (
    wanted(withoutRepeats(ofFleet ? [...all, ofFleet] : all))
      // Equal ones keep their places, so that a click meets the one it was meant for.
      .toSorted((a, b) => rank(b) - rank(a) || (a.id < b.id ? -1 : 1))
      .slice(0, MOST)
  );
}

/** It changes what the cache holds: after a compaction a switch of model is cheap, before it is not. */
const touches = ({ kind, action }: Suggestion) =>
  action.kind === "insertCommand" && kind !== "autoCompact" && kind !== "alwaysOn";

const isWorthSaying = ({ saving }: Suggestion) => saving.usd === null || saving.usd.mid >= WORTH_SAYING_USD;

const paysInWindow = ({ saving }: Suggestion) => saving.window === null || saving.window.percent.mid > 0;

const rank = (advice: Suggestion) => (paysInWindow(advice) ? (advice.saving.usd?.mid ?? 0) : 0);

/** A setting for all sessions is advised once, with the larger saving. */
function withoutRepeats(all: readonly Suggestion[]): Suggestion[] {
  const byId = new Map<string, Suggestion>();
  for (const advice of all) {
    const known = byId.get(advice.id);
    if (!known || rank(advice) > rank(known)) byId.set(advice.id, advice);
  }
  return [...byId.values()];
}
