/** Rule: a large context is idle and its cache is about to go cold: compact while it is read at the low price. */
import * as l10n from "@vscode/l10n";
import { formatCountdown } from "../../shared/format.ts";
import type { Suggestion } from "../../shared/snapshot.ts";
import { leavingDeskThreshold } from "./compaction.ts";
import type { CompactionAssumptions } from "./compaction.ts";
import { exactly, inBoth, type Currency } from "./currency.ts";
import { economicsOf } from "./economics.ts";
import type { SessionFacts, WindowFacts } from "./facts.ts";
import {
  atPrice,
  bothWays,
  compactCommand,
  insert,
  insertsText,
  learntLine,
  line,
  ratioLines,
  savingLines,
  tokensText,
} from "./wording.ts";

/** Where Claude Code itself asks whether to resume from a summary. */
export const LARGE_CONTEXT = 100_000;
/** How long before the cache expires is soon, by its duration. */
export const SOON_MS = { "5m": 2.5 * 60_000, "1h": 15 * 60_000 } as const;

export function adviseLeavingDesk(session: SessionFacts, window: WindowFacts | null, now: number): Suggestion | null {
  const economics = economicsOf(session);
  const { expected, idleSince, status, midDebug } = session;
  if (!economics || !expected || idleSince === null || status !== "idle" || midDebug !== false) return null;
  const { context, usd, assumptions, cache } = economics;
  if (cache.expiresAt === null || cache.expiresAt <= now || cache.expiresAt - now > SOON_MS[cache.ttl]) return null;
  if (context < LARGE_CONTEXT || context <= leavingDeskThreshold(usd.ratios, assumptions) || expected.mid < 1)
    return null;

  const { ratios, input } = usd;
  const rewarm = ratios.write * context * input;
  const compactNow = (ratios.read * context + ratios.output * assumptions.summary) * input;
  const rewarmAfter = ratios.write * assumptions.after * input;
  const left = cache.expiresAt - now;
  const saving = inBoth(window, (view) => {
    const over = (requests: number) => leavingSaving(context, view(usd), assumptions, requests);
    return { low: over(expected.low), mid: over(expected.mid), high: over(expected.high) };
  });
  return {
    id: `leavingDesk:${session.sessionId}`,
    kind: "leavingDesk",
    sessionId: session.sessionId,
    title: l10n.t("Leaving? Compact “{0}” first", session.name),
    why: l10n.t(
      "Idle for {idle}, its {tokens} stay cached for {left} more. Taken up later, the next message writes them again for {rewarm}; " +
        "compacting now costs {compacting}, and the next message then {later}. With the requests to be expected that saves {saving}.",
      {
        idle: formatCountdown(now - idleSince),
        tokens: tokensText(context),
        left: formatCountdown(left),
        rewarm: atPrice(rewarm, window),
        compacting: atPrice(compactNow, null),
        later: atPrice(rewarmAfter, null),
        saving: bothWays(saving.usd ?? exactly(0), saving.window, window),
      },
    ),
    arithmetic: [
      line(l10n.t("Context now"), context, "tokens", session.contextSource),
      line(l10n.t("Cache lives for"), left / 60_000, "minutes", cache.source),
      line(l10n.t("Writing it again when cold"), rewarm, "usd", "estimated"),
      line(l10n.t("Compacting now"), compactNow, "usd", "estimated"),
      learntLine(l10n.t("Context after, typically (C′)"), session.after),
      line(l10n.t("Writing that when cold"), rewarmAfter, "usd", "estimated"),
      line(l10n.t("Pays above"), leavingDeskThreshold(ratios, assumptions), "tokens", "estimated"),
      line(l10n.t("Requests to be expected"), expected.mid, "requests", "measured"),
      ...savingLines(saving),
      ...ratioLines(economics),
    ],
    saving,
    family: "context",
    confidence: {
      level: "medium",
      reason: l10n.t(
        "It holds if you go on with this session after the cache has expired; sooner, or never, compacting does not pay.",
      ),
    },
    action: insert(compactCommand(session.focus)),
    click: insertsText(compactCommand(session.focus), session.name),
    sideEffects: [l10n.t("What the summary leaves out must be read again when it is needed.")],
  };
}

/** What compacting while warm saves when the session goes on cold, with so many requests. */
function leavingSaving(
  context: number,
  { input, ratios: { read, write, output } }: Currency,
  { summary, after }: CompactionAssumptions,
  requests: number,
): number {
  const compacting = read * context + output * summary;
  if (requests < 1) return -compacting * input;
  return (write * (context - after) + read * (context - after) * (requests - 1) - compacting) * input;
}
