/** What came of an action, in words. Code stands between backticks. */
import { requests as requestCount } from "../../src/shared/costNote.ts";
import { formatClock, formatTokens, formatUsd, formatUsdRange } from "../../src/shared/format.ts";
import type { ActionResult, FollowUp, FollowUpState } from "../../src/shared/snapshot.ts";

type Measured = Extract<FollowUpState, { kind: "measured" }>;

/** How it went, for a sign beside the words. */
export type FollowUpTone = "open" | "paid" | "lost" | "nothing";

export function followUpTone({ state }: FollowUp): FollowUpTone {
  switch (state.kind) {
    case "waiting":
    case "measuring":
      return "open";
    case "nothing":
      return "nothing";
    case "measured":
      if (state.savedUsd >= 0) return "paid";
      return state.final ? "lost" : "open";
  }
}

/**
 * "Compacted 14:02: 212K → 41K, paid back after 5 requests, $2.31 saved so far".
 * @param named whether it says which session it was.
 */
export function followUpText(followUp: FollowUp, named: boolean, now: number): string {
  const { state, command, result, sessionName } = followUp;
  const who = named && sessionName !== "" ? `“${sessionName}”` : null;
  const clock = formatClock(followUp.at, now);
  const when = who === null ? ` ${clock}` : ` in ${who} ${clock}`;
  switch (state.kind) {
    case "waiting":
      return `\`${short(command)}\` ${WAITING[result](who)} ${clock}: ${UNSEEN[result]}`;
    case "measuring":
      return `${deed(command)}${when}: measuring, ${requestCount(state.requests)} so far`;
    case "measured":
      return `${deed(command)}${when}: ${changeText(command, state)}, ${outcomeText(state)}`;
    case "nothing":
      return `\`${short(command)}\`${when}: nothing measured. ${state.reason}`;
  }
}

const WAITING: Record<ActionResult, (who: string | null) => string> = {
  submitted: (who) => (who === null ? "sent" : `sent to ${who}`),
  inserted: (who) => (who === null ? "put into the prompt" : `put into the prompt of ${who}`),
  prefilled: (who) => (who === null ? "put into the prompt" : `put into the prompt of ${who}`),
  copied: (who) => (who === null ? "copied" : `copied for ${who}`),
};

const UNSEEN: Record<ActionResult, string> = {
  submitted: "not seen to run so far",
  inserted: "not sent so far",
  prefilled: "not sent so far",
  copied: "not seen to run so far",
};

/** What was measured, in full; null while nothing is. */
export function measuredText({ state, expectedUsd }: FollowUp): string | null {
  if (state.kind !== "measured") return null;
  const { requests, costUsd } = state;
  return [
    `context ${contextChange(state)}`,
    `a request ${priceChange(state)}`,
    ...(costUsd === null ? [] : [`the action itself ${formatUsd(costUsd)}`]),
    `over ${requestCount(requests)}`,
    ...(expectedUsd === null ? [] : [`expected to save ${formatUsdRange(expectedUsd.low, expectedUsd.high)}`]),
  ].join(", ");
}

/** What the action was about: the size of the context, or what a request costs. */
const changeText = (command: string, state: Measured): string =>
  /^\/(compact|clear)\b/.test(command) ? contextChange(state) : `a request ${priceChange(state)}`;

const contextChange = ({ contextBefore, contextAfter }: Measured): string =>
  `${formatTokens(contextBefore)}${TO}${formatTokens(contextAfter)}`;

const priceChange = ({ usdPerRequestBefore, usdPerRequestAfter }: Measured): string =>
  `${formatUsd(usdPerRequestBefore)}${TO}${formatUsd(usdPerRequestAfter)}`;

/** Both ends stay on one line. */
const TO = "\u00A0→\u00A0";

function outcomeText({ savedUsd, paidBackAfter, requests, final }: Measured): string {
  if (savedUsd < 0) {
    const missing = formatUsd(-savedUsd);
    return final
      ? `not paid back in ${requestCount(requests)}: ${missing} lost`
      : `not paid back after ${requestCount(requests)}: ${missing} to go`;
  }
  const paid = paidBackAfter === null || paidBackAfter === 0 ? "" : `paid back after ${requestCount(paidBackAfter)}, `;
  return `${paid}${formatUsd(savedUsd)} saved${final ? "" : " so far"}`;
}

const DEEDS: readonly [RegExp, (argument: string) => string][] = [
  [/^\/compact\b/, () => "Compacted"],
  [/^\/clear\b/, () => "Cleared"],
  [/^\/model (.+)/, (model) => `Switched to ${model}`],
  [/^\/effort (.+)/, (effort) => `Effort set to ${effort}`],
  [/^\/autocompact (.+)/, (size) => `Auto-compact set to ${size}`],
];

/** What a command that ran has done, as the beginning of a sentence. */
function deed(command: string): string {
  for (const [pattern, words] of DEEDS) {
    const match = pattern.exec(command);
    if (match) return words(match[1] ?? "");
  }
  return `\`${short(command)}\` done`;
}

/** Without an argument that is longer than a few words. */
const short = (command: string): string => command.replace(/ .{16,}/s, " …");
