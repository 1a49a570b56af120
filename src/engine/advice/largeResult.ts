/** Rule: a huge tool result that every request carries along. */
import * as l10n from "@vscode/l10n";
import type { Suggestion } from "../../shared/snapshot.ts";
import { exactly, inBoth, overExpected, type Currency } from "./currency.ts";
import { economicsOf } from "./economics.ts";
import type { SessionFacts, WindowFacts } from "./facts.ts";
import { atPrice, bothWays, line, ratioLines, savingLines, tokensText } from "./wording.ts";

/** From here on Claude Code's own audit calls a result large. */
const LARGE_RESULT = 10_000;

export function adviseLargeResult(session: SessionFacts, window: WindowFacts | null): Suggestion | null {
  const economics = economicsOf(session);
  const { expected, sessionId, name } = session;
  if (!economics || !expected) return null;
  const { usd } = economics;
  const cost = (tokens: number, carried: number, { input, ratios }: Currency) =>
    (ratios.write + ratios.read * carried) * tokens * input;
  const results = session.largeResults
    .filter(({ tokens }) => tokens >= LARGE_RESULT)
    .toSorted((a, b) => cost(b.tokens, b.requestsCarried, usd) - cost(a.tokens, a.requestsCarried, usd));
  const [largest] = results;
  if (!largest) return null;
  const { tool, tokens, requestsCarried } = largest;
  const soFar = cost(tokens, requestsCarried, usd);
  const saving = inBoth(window, (view) =>
    overExpected(expected, (requests) => cost(tokens, requestsCarried + requests, view(usd))),
  );
  return {
    id: `largeResult:${sessionId}`,
    kind: "largeResult",
    sessionId,
    title: l10n.t("Keep results like this one small: {0}", tool),
    why: l10n.t(
      "A result of {tool} of about {tokens} has been carried through {count} requests of “{name}”: {soFar} so far, and {inAll} by the session's end. " +
        "Next time ask for a narrower range, cut the output, or let a subagent read it.",
      {
        tool,
        tokens: tokensText(tokens),
        count: requestsCarried,
        name,
        soFar: atPrice(soFar, window),
        inAll: bothWays(saving.usd ?? exactly(0), saving.window, window),
      },
    ),
    arithmetic: [
      line(l10n.t("Size of the result"), tokens, "tokens", "estimated"),
      line(l10n.t("Carried by"), requestsCarried, "requests", "measured"),
      line(l10n.t("Cost so far"), soFar, "usd", "estimated"),
      line(l10n.t("Requests to be expected"), expected.mid, "requests", "measured"),
      ...savingLines(saving),
      ...ratioLines(economics),
    ],
    saving,
    family: "context",
    confidence: {
      level: "low",
      reason: l10n.t(
        "It is what the next such result costs, if it is as large and carried as long; sizes of single results are estimates.",
      ),
    },
    action: { kind: "none" },
    click: l10n.t("Nothing: it is a habit to change."),
    sideEffects: [],
  };
}
