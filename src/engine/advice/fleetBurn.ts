/** Rule: many sessions at once on the top tier: what they burn together. */
import { formatUsd } from "../../shared/format.ts";
import type { Suggestion } from "../../shared/snapshot.ts";
import { exactly, inBoth } from "./currency.ts";
import type { FleetFacts, WindowFacts } from "./facts.ts";
import { atPrice, line } from "./wording.ts";

/** From here on Claude Code's own audit speaks of many in parallel. */
const MANY = 4;
/** Less than this, in US dollars an hour, is not worth a person's attention. */
const WORTH_SAYING = 10;

export function adviseFleet(fleet: FleetFacts, window: WindowFacts | null): Suggestion | null {
  const burning = fleet.sessions
    .filter(({ usdPerHour }) => usdPerHour > 0)
    .toSorted((a, b) => b.usdPerHour - a.usdPerHour);
  const top = burning.filter(({ tier }) => tier === "strong");
  const sum = (sessions: typeof burning) => sessions.reduce((total, { usdPerHour }) => total + usdPerHour, 0);
  if (top.length < MANY || sum(top) < WORTH_SAYING) return null;
  const total = sum(burning);
  // What the fleet burns is known in dollars alone; its mix of tokens is not.
  const inWindow = window?.quota.kind === "listPrice" ? inBoth(window, () => exactly(total)).window : null;
  const first = burning[0];
  return {
    id: "fleet",
    kind: "fleet",
    sessionId: null,
    title: `${burning.length} sessions at once burn ${formatUsd(total)} an hour`,
    why:
      `${top.length} of them run on the top tier, for ${atPrice(sum(top), window)} an hour` +
      (inWindow
        ? `; together they take about ${Math.round(inWindow.percent.mid)}% of the ${inWindow.label} window an hour`
        : "") +
      `. Dearest is “${first?.name}”, with ${formatUsd(first?.usdPerHour ?? 0)}.`,
    arithmetic: [
      ...burning.map(({ name, model, usdPerHour }) =>
        line(`“${name}”, ${model}, an hour`, usdPerHour, "usd", "measured"),
      ),
      line("Together, an hour", total, "usd", "measured"),
      ...(inWindow
        ? [line(`Of the ${inWindow.label} window, an hour`, inWindow.percent.mid, "percent", "estimated")]
        : []),
    ],
    saving: { usd: null, window: null },
    family: "fleet",
    confidence: {
      level: "medium",
      reason: "The rate is measured; whether the sessions need the top tier is yours to judge.",
    },
    action: { kind: "none" },
    click: "Nothing: it is for you to know.",
    sideEffects: [],
  };
}
