/** Rule: many sessions at once on the top tier: what they burn together. */
import * as l10n from "@vscode/l10n";
import { formatPercent, formatUsd } from "../../shared/format.ts";
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
  const said = { count: top.length, usd: atPrice(sum(top), window) };
  return {
    id: "fleet",
    kind: "fleet",
    sessionId: null,
    title: l10n.t("{0} sessions at once burn {1} an hour", burning.length, formatUsd(total)),
    why: [
      inWindow
        ? l10n.t(
            "{count} of them run on the top tier, for {usd} an hour; together they take about {share} of the {label} window an hour.",
            { ...said, share: formatPercent(Math.round(inWindow.percent.mid)), label: inWindow.label },
          )
        : l10n.t("{count} of them run on the top tier, for {usd} an hour.", said),
      l10n.t("Dearest is “{0}”, with {1}.", first?.name ?? "", formatUsd(first?.usdPerHour ?? 0)),
    ].join(" "),
    arithmetic: [
      ...burning.map(({ name, model, usdPerHour }) =>
        line(l10n.t("“{name}”, {model}, an hour", { name, model }), usdPerHour, "usd", "measured"),
      ),
      line(l10n.t("Together, an hour"), total, "usd", "measured"),
      ...(inWindow
        ? [line(l10n.t("Of the {0} window, an hour", inWindow.label), inWindow.percent.mid, "percent", "estimated")]
        : []),
    ],
    saving: { usd: null, window: null },
    family: "fleet",
    confidence: {
      level: "medium",
      reason: l10n.t("The rate is measured; whether the sessions need the top tier is yours to judge."),
    },
    action: { kind: "none" },
    click: l10n.t("Nothing: it is for you to know."),
    sideEffects: [],
  };
}
