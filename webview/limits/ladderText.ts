import { formatPercent, formatPercentRange } from "../../src/shared/format.ts";
import type { Interval, Ladder } from "../../src/shared/snapshot.ts";

/** What a full 5-hour window takes of the week, and how many full ones the week still holds. */
export function ladderText({ weekPercent: { low, mid, high }, windowsLeft }: Ladder): string {
  const share = `One full 5-hour window takes about ${formatPercent(mid)} of the week (${formatPercentRange(low, high)})`;
  return `${share}; ${leftText(windowsLeft)}.`;
}

/** Rounded down: what is left of one is not a full one. */
function leftText(windowsLeft: Interval): string {
  const [low, high] = [Math.floor(windowsLeft.low), Math.floor(windowsLeft.high)];
  if (high <= 0) return "not one full one is left this week";
  const ones = (count: number): string => (count === 1 ? "1 full one is" : `${count} full ones are`);
  if (low === 0) return `at most ${ones(high)} left this week`;
  return low === high ? `${ones(high)} left this week` : `${low} to ${ones(high)} left this week`;
}
