/** Who spent a window, as shares of what this machine counted in it (docs/allocation.md, "Who spent it"). */
import * as l10n from "@vscode/l10n";
import { costTotal } from "../../shared/format.ts";
import { lastName } from "../../shared/lastName.ts";
import type { Cost, SpendShare, Spenders } from "../../shared/snapshot.ts";
import { SIDE_CALLS } from "../ledger/sideCosts.ts";
import { MAIN_CHAIN } from "../ledger/usageGroups.ts";

const LARGEST = 5;

/** The cost of one session, project, model and agent together. */
export interface SpendGroup {
  /** Session id and title. */
  session: string;
  title: string | null;
  /** Root of the project. */
  project: string;
  /** Model id; what is not a request's stands under `SIDE_CALLS`, if Claude Code does not say the model. */
  model: string;
  /** Type of subagent, `MAIN_CHAIN` or `SIDE_CALLS`. */
  agent: string;
  cost: Cost;
}

export function spenders(groups: readonly SpendGroup[], modelName: (model: string) => string): Spenders {
  const titles = new Map(groups.map(({ session, title }) => [session, title]));
  const by = (key: "session" | "project" | "model" | "agent", nameOf: (id: string) => string) => {
    const sums = new Map<string, number>();
    for (const group of groups) sums.set(group[key], (sums.get(group[key]) ?? 0) + costTotal(group.cost));
    return spendShares(sums, nameOf);
  };
  return {
    total: sumOf(groups),
    bySession: by("session", (sid) => titles.get(sid) ?? l10n.t("Untitled session {0}", sid.slice(0, 8))),
    byProject: by("project", lastName),
    byModel: by("model", (model) => (model === SIDE_CALLS ? l10n.t("side calls") : modelName(model))),
    byAgent: by("agent", (agent) =>
      agent === SIDE_CALLS ? l10n.t("side calls") : agent === MAIN_CHAIN ? l10n.t("main chain") : agent,
    ),
  };
}

/** Dearest first, what comes after the largest as one under an empty id; nothing where nothing has a price. */
function spendShares(sums: ReadonlyMap<string, number>, nameOf: (id: string) => string): SpendShare[] {
  const sorted = [...sums].filter(([, usd]) => usd > 0).toSorted(([, a], [, b]) => b - a);
  const total = sorted.reduce((sum, [, usd]) => sum + usd, 0);
  const part = (id: string, name: string, usd: number): SpendShare => ({ id, name, usd, share: (100 * usd) / total });
  const largest = sorted.slice(0, LARGEST).map(([id, usd]) => part(id, nameOf(id), usd));
  const rest = sorted.slice(LARGEST);
  if (rest.length === 0) return largest;
  const usd = rest.reduce((sum, [, one]) => sum + one, 0);
  return [...largest, part("", rest.length === 1 ? l10n.t("1 other") : l10n.t("{0} others", rest.length), usd)];
}

function sumOf(groups: readonly SpendGroup[]): Cost {
  const sum: Cost = {
    usd: 0,
    sideUsd: 0,
    requests: 0,
    lowerBoundRequests: 0,
    estimatedMissingUsd: 0,
    unpricedRequests: 0,
  };
  const names = Object.keys(sum) as (keyof Cost)[];
  for (const { cost } of groups) for (const name of names) sum[name] += cost[name];
  return sum;
}
