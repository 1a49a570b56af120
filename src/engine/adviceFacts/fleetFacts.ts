/** What each live session costs an hour. */
import type { SessionView } from "../../shared/snapshot.ts";
import type { FleetFacts } from "../advice/facts.ts";
import { modelClass } from "../advice/modelFit.ts";
import type { RecentCost } from "../ledger/burnRates.ts";
import { nameOf } from "./sessionName.ts";

/** The time that is looked back over. */
export const BURN_MS = 60 * 60_000;
/** A session that has just begun is not taken to go on at the speed of its first minutes. */
const LEAST_MS = 30 * 60_000;

/** A session without a request in the last hour, or with one that has no price, is left out. */
export function fleetFacts(
  live: readonly SessionView[],
  recent: ReadonlyMap<string, RecentCost>,
  now: number,
): FleetFacts {
  return {
    sessions: live.flatMap((session) => {
      const cost = recent.get(session.sessionId);
      if (!cost || cost.unpriced > 0 || !session.model) return [];
      const hours = Math.max(LEAST_MS, Math.min(BURN_MS, now - cost.first)) / 3_600_000;
      return [
        {
          sessionId: session.sessionId,
          name: nameOf(session),
          model: session.model.name,
          tier: modelClass(session.model.id),
          usdPerHour: cost.usd / hours,
        },
      ];
    }),
  };
}
