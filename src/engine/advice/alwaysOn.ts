/** Rule: a session that begins large pays for it with every request. */
import * as l10n from "@vscode/l10n";
import type { Suggestion } from "../../shared/snapshot.ts";
import { COMPACTION_DEFAULTS } from "./compaction.ts";
import { inBoth, type Currency } from "./currency.ts";
import { economicsOf } from "./economics.ts";
import type { SessionFacts, WindowFacts } from "./facts.ts";
import { bothWays, insert, insertsText, line, ratioLines, savingLines, tokensText } from "./wording.ts";

/** From here on Claude Code's own audit calls it large. */
const LARGE_FLOOR = 40_000;

export function adviseAlwaysOn(session: SessionFacts, window: WindowFacts | null): Suggestion | null {
  const economics = economicsOf(session);
  const { floor, typicalSession, sessionId, name } = session;
  if (!economics || floor === null || !typicalSession || floor <= LARGE_FLOOR) return null;
  const { usd } = economics;
  // Not the user's own prefix: a floor that is always large would be its own measure.
  const usual = COMPACTION_DEFAULTS.cachedPrefix;
  const excess = floor - usual;
  if (excess <= 0) return null;
  const perSession = (requests: number, { input, ratios }: Currency) =>
    (ratios.write + ratios.read * Math.max(0, requests - 1)) * excess * input;
  // How much of it can go is not known: from nothing to all of it.
  const saving = inBoth(window, (view) => {
    const all = perSession(typicalSession.mid, view(usd));
    return { low: 0, mid: all / 2, high: all };
  });
  return {
    id: `alwaysOn:${session.project}`,
    kind: "alwaysOn",
    sessionId,
    title: l10n.t("Begin with less: system prompt, MCP servers, CLAUDE.md"),
    why: l10n.t(
      "“{name}” began with {floor} before any work, {excess} more than is usual. A session of {count} requests pays {cost} for those.",
      {
        name,
        floor: tokensText(floor),
        excess: tokensText(excess),
        count: Math.round(typicalSession.mid),
        cost: bothWays({ low: 0, mid: saving.usd?.high ?? 0, high: 0 }, null, window),
      },
    ),
    arithmetic: [
      line(l10n.t("First prompt"), floor, "tokens", "measured"),
      line(l10n.t("Usual for system prompt and tools"), usual, "tokens", "default"),
      line(l10n.t("Requests of a session"), typicalSession.mid, "requests", "measured"),
      line(l10n.t("Cost of the difference, a session"), saving.usd?.high ?? 0, "usd", "estimated"),
      ...savingLines(saving),
      ...ratioLines(economics),
    ],
    saving,
    family: "floor",
    confidence: {
      level: "low",
      reason: l10n.t(
        "How much of it you can do without is not known; half is supposed. The first prompt's own words are part of it.",
      ),
    },
    action: insert("/context"),
    click: [
      insertsText("/context", name),
      l10n.t("It shows what the context holds; unused servers and skills can then be turned off."),
    ].join(" "),
    sideEffects: [
      l10n.t(
        "Turning a server off changes the tools, and the next request writes the whole context again: best before a new session.",
      ),
    ],
  };
}
