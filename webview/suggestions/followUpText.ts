/** What came of an action, in words. Code stands between backticks. */
import * as l10n from "@vscode/l10n";
import { requests as requestCount } from "../../src/shared/costNote.ts";
import { formatClock, formatTokens, formatUsd, formatUsdRange } from "../../src/shared/format.ts";
import type { ActionResult, FollowUp, FollowUpState, Interval } from "../../src/shared/snapshot.ts";

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
  const session = named && sessionName !== "" ? sessionName : null;
  const clock = formatClock(followUp.at, now);
  switch (state.kind) {
    case "waiting":
      return waitingText(result, { command: code(command), session, clock });
    case "measuring":
      return l10n.t("{deed}: measuring, {requests} so far", {
        deed: deedText(command, session, clock),
        requests: requestCount(state.requests),
      });
    case "measured":
      return measuredDeed(deedText(command, session, clock), changeText(command, state), outcomeText(state));
    case "nothing":
      return session === null
        ? l10n.t("{command} {clock}: nothing measured. {reason}", {
            command: code(command),
            clock,
            reason: state.reason,
          })
        : l10n.t("{command} in “{session}” {clock}: nothing measured. {reason}", {
            command: code(command),
            session,
            clock,
            reason: state.reason,
          });
  }
}

const measuredDeed = (deed: string, change: string | null, outcome: string): string =>
  change === null
    ? l10n.t("{deed}: {outcome}", { deed, outcome })
    : l10n.t("{deed}: {change}, {outcome}", { deed, change, outcome });

function waitingText(
  result: ActionResult,
  { command, session, clock }: { command: string; session: string | null; clock: string },
): string {
  switch (result) {
    case "submitted":
      return session === null
        ? l10n.t("{command} sent {clock}: not seen to run so far", { command, clock })
        : l10n.t("{command} sent to “{session}” {clock}: not seen to run so far", { command, session, clock });
    case "inserted":
    case "prefilled":
      return session === null
        ? l10n.t("{command} put into the prompt {clock}: not sent so far", { command, clock })
        : l10n.t("{command} put into the prompt of “{session}” {clock}: not sent so far", { command, session, clock });
    case "copied":
      return session === null
        ? l10n.t("{command} copied {clock}: not seen to run so far", { command, clock })
        : l10n.t("{command} copied for “{session}” {clock}: not seen to run so far", { command, session, clock });
  }
}

/** What was measured, in full; null while nothing is. */
export function measuredText({ state, expectedUsd }: FollowUp): string | null {
  if (state.kind !== "measured") return null;
  const { requests, costUsd } = state;
  const price = priceText(state);
  return [
    l10n.t("context {0}", contextChange(state)),
    ...(price === null ? [] : [price]),
    ...(costUsd === null ? [] : [l10n.t("the action itself {0}", formatUsd(costUsd))]),
    l10n.t("over {0}", requestCount(requests)),
    ...(expectedUsd === null ? [] : [expectedText(expectedUsd)]),
  ].join(", ");
}

/** An interval that reaches below nothing is said as what may be lost, not by a minus sign. */
function expectedText({ low, high }: Interval): string {
  return low < 0 && high > 0
    ? l10n.t("expected: from {lost} lost to {saved} saved", { lost: formatUsd(-low), saved: formatUsd(high) })
    : l10n.t("expected to save {0}", formatUsdRange(low, high));
}

/** What the action was about: the size of the context, or what a request costs; null where that is as before. */
const changeText = (command: string, state: Measured): string | null =>
  /^\/(compact|clear)\b/.test(command) ? contextChange(state) : priceText(state);

const contextChange = ({ contextBefore, contextAfter }: Measured): string =>
  `${formatTokens(contextBefore)}${TO}${formatTokens(contextAfter)}`;

/** Null where both round to the same: "$0.07 → $0.07" reads like a mistake. */
function priceText({ usdPerRequestBefore, usdPerRequestAfter }: Measured): string | null {
  const [before, after] = [formatUsd(usdPerRequestBefore), formatUsd(usdPerRequestAfter)];
  return before === after ? null : l10n.t("a request {0}", `${before}${TO}${after}`);
}

/** Both ends stay on one line. */
const TO = "\u00A0→\u00A0";

function outcomeText({ savedUsd, paidBackAfter, requests, final }: Measured): string {
  const [count, amount] = [requestCount(requests), formatUsd(Math.abs(savedUsd))];
  if (savedUsd < 0) {
    return final
      ? l10n.t("not paid back in {count}: {amount} lost", { count, amount })
      : l10n.t("not paid back after {count}: {amount} to go", { count, amount });
  }
  const saved = final ? l10n.t("{0} saved", amount) : l10n.t("{0} saved so far", amount);
  return paidBackAfter === null || paidBackAfter === 0
    ? saved
    : l10n.t("paid back after {count}, {saved}", { count: requestCount(paidBackAfter), saved });
}

/** What an action did, where and when. */
function deedText(command: string, session: string | null, clock: string): string {
  const deed = deedOf(command);
  return session === null
    ? l10n.t("{deed} {clock}", { deed, clock })
    : l10n.t("{deed} in “{session}” {clock}", { deed, session, clock });
}

/** What a command that ran has done, as the beginning of a sentence. */
function deedOf(command: string): string {
  const [, name, argument = ""] = /^\/(\w+)(?: (.+))?/s.exec(command) ?? [];
  if (name === "compact") return l10n.t("Compacted");
  if (name === "clear") return l10n.t("Cleared");
  if (name === "model" && argument !== "") return l10n.t("Switched to {0}", argument);
  if (name === "effort" && argument !== "") return l10n.t("Effort set to {0}", argument);
  if (name === "autocompact" && argument !== "") return l10n.t("Auto-compact set to {0}", argument);
  return l10n.t("{0} done", code(command));
}

/** Without an argument that is longer than a few words. */
const code = (command: string): string => `\`${command.replace(/ .{16,}/s, " …")}\``;
