/** How advice did for this user, in words. */
import * as l10n from "@vscode/l10n";
import { formatCount, formatUsd } from "../../src/shared/format.ts";
import type { FollowUpPage, KindRecord } from "../../src/shared/snapshot.ts";

/** "$12.40 saved", or what was lost. */
export const savedText = (usd: number): string =>
  usd < 0 ? l10n.t("{0} lost", formatUsd(-usd)) : l10n.t("{0} saved", formatUsd(usd));

/** What the sum is a sum of. */
export function basisText({ kinds }: FollowUpPage): string {
  const sum = (of: (record: KindRecord) => number): number => kinds.reduce((total, record) => total + of(record), 0);
  return l10n.t("at list price, by {measured} measured of {taken} taken; {wrong}", {
    measured: formatCount(sum((each) => each.measured)),
    taken: formatCount(sum((each) => each.taken)),
    wrong: wrongText(sum((each) => each.wrong)),
  });
}

export function recordText({ taken, measured, wrong }: KindRecord): string {
  if (taken === 0) return l10n.t("never taken");
  const times = taken === 1 ? l10n.t("taken once") : l10n.t("taken {0} times", formatCount(taken));
  return measured === 0
    ? l10n.t("{times}, none measured", { times })
    : l10n.t("{times}, {measured} measured, {wrong}", {
        times,
        measured: formatCount(measured),
        wrong: wrongText(wrong),
      });
}

function wrongText(wrong: number): string {
  if (wrong === 0) return l10n.t("none cost more than it saved");
  return wrong === 1
    ? l10n.t("1 cost more than it saved")
    : l10n.t("{0} cost more than they saved", formatCount(wrong));
}

/** Why a kind is not suggested any more; null while it is. */
export function silenceText({ silent }: KindRecord): string | null {
  switch (silent) {
    case null:
      return null;
    case "often wrong":
      return l10n.t("Not suggested any more: it cost more than it saved too often.");
    case "not wanted":
      return l10n.t("Not suggested any more: you did not want it.");
  }
}
