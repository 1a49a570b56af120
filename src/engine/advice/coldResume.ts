/** Rule: what taking up a session with a cold cache costs, and the cheapest way to do it. */
import * as l10n from "@vscode/l10n";
import { requests } from "../../shared/costNote.ts";
import { formatAge } from "../../shared/format.ts";
import type { Interval, Saving, Suggestion, SuggestionAction } from "../../shared/snapshot.ts";
import { breakEvenRequests } from "./compaction.ts";
import { compactingPays, savingRange } from "./compactNow.ts";
import { exactly, inBoth, overExpected, type Currency } from "./currency.ts";
import { economicsOf, isWarm, type SessionEconomics } from "./economics.ts";
import type { SessionFacts, WindowFacts } from "./facts.ts";
import { LARGE_CONTEXT } from "./leavingDesk.ts";
import { freshSaving } from "./startFresh.ts";
import {
  atPrice,
  bothWays,
  compactCommand,
  confidenceOf,
  insert,
  insertsText,
  learntLine,
  line,
  ratioLines,
  savingLines,
  tokensText,
} from "./wording.ts";

export function adviseColdResume(session: SessionFacts, window: WindowFacts | null, now: number): Suggestion | null {
  const economics = economicsOf(session);
  if (!economics || session.status !== "idle") return null;
  const { context, usd, cache, assumptions } = economics;
  if (isWarm(cache, now) !== false || cache.expiresAt === null || context < LARGE_CONTEXT) return null;

  const nextMessage = inBoth(window, (view) => exactly(firstMessage(economics, view(usd))));
  const compacting = compactingFirst(economics, usd);
  const best = cheapest(session, economics, window);
  const breakEven = breakEvenRequests(context, usd.ratios, assumptions);
  return {
    id: `coldResume:${session.sessionId}`,
    kind: "coldResume",
    sessionId: session.sessionId,
    title: l10n.t("Taking up “{name}” costs {usd}", {
      name: session.name,
      usd: atPrice(nextMessage.usd?.mid ?? 0, window),
    }),
    why: [
      l10n.t("Its context went cold {age} ago; the next message re-writes {tokens}, about {cost}.", {
        age: formatAge(now - cache.expiresAt),
        tokens: tokensText(context),
        cost: bothWays(nextMessage.usd ?? exactly(0), nextMessage.window, window),
      }),
      compactingSentence(atPrice(compacting, null), breakEven),
      best.verdict,
    ].join(" "),
    arithmetic: [
      line(l10n.t("Context now, not cached"), context, "tokens", session.contextSource),
      line(l10n.t("Cold for"), (now - cache.expiresAt) / 60_000, "minutes", cache.source),
      line(l10n.t("Next message as it is"), nextMessage.usd?.mid ?? 0, "usd", "estimated"),
      ...(nextMessage.window
        ? [
            line(
              l10n.t("… of the {0} window", nextMessage.window.label),
              nextMessage.window.percent.mid,
              "percent",
              "estimated",
            ),
          ]
        : []),
      line(l10n.t("Compacting, then the next message"), compacting, "usd", "estimated"),
      learntLine(l10n.t("Context after, typically (C′)"), session.after),
      ...(Number.isFinite(breakEven)
        ? [line(l10n.t("Compacting is paid back after (N*)"), breakEven, "requests", "estimated")]
        : []),
      ...(session.floor === null
        ? []
        : [
            line(
              l10n.t("First message of a new session"),
              usd.ratios.write * session.floor * usd.input,
              "usd",
              "estimated",
            ),
          ]),
      ...(session.expected
        ? [line(l10n.t("Requests to be expected"), session.expected.mid, "requests", "measured")]
        : []),
      ...savingLines(best.saving),
      ...ratioLines(economics),
    ],
    saving: best.saving,
    family: "context",
    confidence: confidenceOf(session),
    action: best.action,
    click:
      best.action.kind === "insertCommand"
        ? insertsText(best.action.command, session.name)
        : l10n.t("Nothing: it is for you to know."),
    sideEffects: best.sideEffects,
  };
}

const compactingSentence = (cost: string, breakEven: number) =>
  Number.isFinite(breakEven)
    ? l10n.t(
        "Compacting first re-writes them too and costs {cost} until the next answer, paid back after {requests}.",
        { cost, requests: requests(Math.ceil(breakEven)) },
      )
    : l10n.t("Compacting first re-writes them too and costs {cost} until the next answer.", { cost });

/** The next message as it is: everything is written to the cache again. */
const firstMessage = ({ context }: SessionEconomics, { input, ratios }: Currency) => ratios.write * context * input;

/** Compacting, which writes everything again and then the summary, and the next message behind it. */
function compactingFirst({ context, assumptions }: SessionEconomics, { input, ratios }: Currency): number {
  const { summary, after, cachedPrefix } = assumptions;
  const { read, write, output } = ratios;
  return (write * context + output * summary + read * cachedPrefix + write * (after - cachedPrefix)) * input;
}

interface Choice {
  verdict: string;
  saving: Saving;
  action: SuggestionAction;
  sideEffects: string[];
}

const NO_SAVING: Saving = { usd: null, window: null };

function cheapest(session: SessionFacts, economics: SessionEconomics, window: WindowFacts | null): Choice {
  const { expected, floor, midDebug } = session;
  const { context, usd, assumptions } = economics;
  const stay = (verdict: string): Choice => ({ verdict, saving: NO_SAVING, action: { kind: "none" }, sideEffects: [] });
  const say = (usdSaved: Interval | null, saving: Saving) => bothWays(usdSaved ?? exactly(0), saving.window, window);

  const clean = session.taskFinished ?? session.topicChange;
  if (clean !== null && floor !== null && midDebug === false && floor < context) {
    const saving = expected
      ? inBoth(window, (view) =>
          overExpected(expected, (n) => freshSaving(economics, view(usd), floor, true, Math.max(1, n))),
        )
      : NO_SAVING;
    return {
      verdict: l10n.t("Cheapest is a new session ({signs}): {cost} for its first message.", {
        signs: clean,
        cost: atPrice(usd.ratios.write * floor * usd.input, null),
      }),
      saving,
      action: insert("/clear"),
      sideEffects: [l10n.t("It begins a new session; the old one can be taken up again with `/resume`.")],
    };
  }
  if (!expected) return stay(l10n.t("How long it will go on cannot be told yet."));
  if (midDebug === null) return stay(l10n.t("Whether it can be cut here cannot be told."));
  if (midDebug) return stay(l10n.t("In the middle of a hunt for an error it is better left as it is."));
  if (!compactingPays(context, usd, assumptions, expected)) {
    const more = Math.round(expected.mid);
    return stay(l10n.t("With about {0} more to be expected, going on as it is is the safer choice.", more));
  }
  const saving = inBoth(window, (view) => savingRange(context, view(usd), assumptions, expected));
  return {
    verdict: l10n.t("With about {more} more to be expected, compacting first is cheaper, by {saving}.", {
      more: Math.round(expected.mid),
      saving: say(saving.usd, saving),
    }),
    saving,
    action: insert(compactCommand(session.focus)),
    sideEffects: [l10n.t("What the summary leaves out must be read again when it is needed.")],
  };
}
