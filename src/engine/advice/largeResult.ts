/** Rule: a huge tool result that every request carries along. */
import type { Suggestion } from "../../shared/snapshot.ts";
import { inBoth, type Currency } from "./currency.ts";
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
  const saving = inBoth(window, (view) => {
    const over = (requests: number) => cost(tokens, requestsCarried + requests, view(usd));
    return { low: over(expected.low), mid: over(expected.mid), high: over(expected.high) };
  });
  return {
    id: `largeResult:${sessionId}`,
    kind: "largeResult",
    sessionId,
    title: `Keep results like this one small: ${tool}`,
    why:
      `A result of ${tool} of about ${tokensText(tokens)} has been carried through ${requestsCarried} requests of “${name}”: ` +
      `${atPrice(soFar, window)} so far, and ${bothWays(saving.usd ?? NOTHING, saving.window, window)} by the session's end. Next time ask ` +
      `for a narrower range, cut the output, or let a subagent read it.`,
    arithmetic: [
      line("Size of the result", tokens, "tokens", "estimated"),
      line("Carried by", requestsCarried, "requests", "measured"),
      line("Cost so far", soFar, "usd", "estimated"),
      line("Requests to be expected", expected.mid, "requests", "measured"),
      ...savingLines(saving),
      ...ratioLines(economics),
    ],
    saving,
    family: "context",
    confidence: {
      level: "low",
      reason:
        "It is what the next such result costs, if it is as large and carried as long; sizes of single results are estimates.",
    },
    action: { kind: "none" },
    click: "Nothing: it is a habit to change.",
    sideEffects: [],
  };
}

const NOTHING = { low: 0, mid: 0, high: 0 };
