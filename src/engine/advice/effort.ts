/** Rule: less effort where the last prompts did not need it, at a moment when changing it costs nothing. */
import * as l10n from "@vscode/l10n";
import type { Suggestion } from "../../shared/snapshot.ts";
import { economicsOf, isWarm } from "./economics.ts";
import type { SessionFacts, WindowFacts } from "./facts.ts";
import { fitting, classThatFits } from "./lastPrompts.ts";
import { insert, insertsText, line } from "./wording.ts";

/** Above the usual. */
const GREATEST_EFFORT = new Set(["xhigh", "max", "ultracode"]);
const COMMAND = "/effort medium";

export function adviseEffort(session: SessionFacts, _window: WindowFacts | null, now: number): Suggestion | null {
  const { effort, fitsWithoutEffort, midDebug, sessionId, name } = session;
  const economics = economicsOf(session);
  if (!economics || effort === null || !GREATEST_EFFORT.has(effort) || midDebug !== false) return null;
  if (classThatFits(fitsWithoutEffort) === null) return null;
  const cold = isWarm(economics.cache, now) === false;
  // Effort is part of the cache's key: a large warm context would be written again for it.
  if (!cold && economics.context > session.after.value) return null;
  const agreeing = fitting(fitsWithoutEffort, "medium");
  return {
    id: `effort:${sessionId}`,
    kind: "effort",
    sessionId,
    title: l10n.t("Less effort in “{0}”", name),
    why: [
      l10n.t("{agreeing} of the last 10 prompts were simple work, at effort {effort}.", { agreeing, effort }),
      cold
        ? l10n.t("The cache is cold, so changing it costs nothing extra.")
        : l10n.t("The context is still small, so changing it costs little."),
    ].join(" "),
    arithmetic: [
      line(l10n.t("Simple ones of the last 10 prompts"), agreeing * 10, "percent", "estimated"),
      line(l10n.t("Context now"), economics.context, "tokens", session.contextSource),
    ],
    // How much less a model thinks at another effort is not known beforehand.
    saving: { usd: null, window: null },
    family: "model",
    confidence: { level: "low", reason: l10n.t("How much it saves cannot be told beforehand.") },
    action: insert(COMMAND),
    click: insertsText(COMMAND, name),
    sideEffects: [
      l10n.t("`/effort` also changes the default for new sessions."),
      l10n.t("The next request writes the context to the cache again."),
    ],
  };
}
