/** Rule: let Claude Code compact by itself far below a large window's end. */
import * as l10n from "@vscode/l10n";
import { requests } from "../../shared/costNote.ts";
import { formatTokens } from "../../shared/format.ts";
import type { Suggestion } from "../../shared/snapshot.ts";
import { compactionCost, compactionThreshold, type CompactionAssumptions } from "./compaction.ts";
import { inBoth, overExpected, type Currency } from "./currency.ts";
import { economicsOf } from "./economics.ts";
import type { SessionFacts, WindowFacts } from "./facts.ts";
import { bothWays, insert, insertsText, line, ratioLines, savingLines } from "./wording.ts";

/** What Claude Code keeps free below the size that `/autocompact` takes (docs/context.md). */
const RESERVED = 33_000;
const SMALLEST_SETTING = 100_000;
/** Room above C*, as compacting by itself comes in the middle of work. */
const ROOM = 1.25;

export function adviseAutoCompact(session: SessionFacts, window: WindowFacts | null): Suggestion | null {
  const economics = economicsOf(session);
  const { autoCompactAt, expected, midDebug, sessionId, name } = session;
  if (!economics || autoCompactAt === null || !expected || midDebug !== false) return null;
  const { context, usd, assumptions } = economics;
  const best = compactionThreshold(usd.ratios, assumptions);
  const setting = Math.max(SMALLEST_SETTING, Math.ceil((best * ROOM + RESERVED) / 50_000) * 50_000);
  const at = setting - RESERVED;
  // It must not compact at once, in the middle of work.
  if (!Number.isFinite(best) || at >= autoCompactAt || context >= at) return null;
  const saving = inBoth(window, (view) =>
    overExpected(expected, (requests) => {
      const cost = (threshold: number) => growingCost(context, requests, threshold, view(usd), assumptions);
      return cost(autoCompactAt) - cost(at);
    }),
  );
  if (!saving.usd || saving.usd.mid <= 0) return null;
  const command = `/autocompact ${setting / 1000}k`;
  return {
    id: `autoCompact:${setting}`,
    kind: "autoCompact",
    sessionId,
    title: l10n.t("Compact by itself at {0} instead of {1}", formatTokens(at), formatTokens(autoCompactAt)),
    why: l10n.t(
      "“{name}” grows by {growth} a request and would compact by itself only at {at}; with {model} compacting pays above {best}. " +
        "Over {requests} to be expected that saves {saving}.",
      {
        name,
        growth: formatTokens(assumptions.growth),
        at: formatTokens(autoCompactAt),
        model: economics.model.name,
        best: formatTokens(best),
        requests: requests(Math.round(expected.mid)),
        saving: bothWays(saving.usd, saving.window, window),
      },
    ),
    arithmetic: [
      line(l10n.t("Context now"), context, "tokens", session.contextSource),
      line(l10n.t("Growth per request"), assumptions.growth, "tokens", session.growth.source),
      line(l10n.t("Compacts by itself at"), autoCompactAt, "tokens", "estimated"),
      line(l10n.t("Worth compacting above (C*)"), best, "tokens", "estimated"),
      line(l10n.t("Requests to be expected"), expected.mid, "requests", "measured"),
      ...savingLines(saving),
      ...ratioLines(economics),
    ],
    saving,
    family: "context",
    confidence: {
      level: "low",
      reason: l10n.t("It supposes that the session grows on as it did and that a summary costs no extra work."),
    },
    action: insert(command),
    click: insertsText(command, name),
    sideEffects: [
      l10n.t("It holds for all your sessions from then on."),
      l10n.t("Compacting by itself can come in the middle of work."),
    ],
  };
}

/** What carrying a growing context through so many requests costs when it is compacted at a threshold. */
function growingCost(
  start: number,
  requests: number,
  threshold: number,
  { input, ratios }: Currency,
  assumptions: CompactionAssumptions,
): number {
  let context = start;
  let cost = 0;
  for (let request = 0; request < requests; request++) {
    if (context >= threshold) {
      cost += compactionCost(context, ratios, assumptions);
      context = assumptions.after;
    }
    cost += ratios.read * context;
    context += assumptions.growth;
  }
  return cost * input;
}
