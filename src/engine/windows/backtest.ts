/** How the forecast does on the user's own past windows: each is forecast from a moment in it without knowing it. */
import { forecast, type ForecastInputs } from "./forecast.ts";
import { FULL_PERCENT } from "./stretches.ts";
import { STEP_MS, type UsePattern } from "./usePattern.ts";
import { quantileOfSorted } from "./weightedQuantile.ts";
import type { WindowInstance } from "./windowInstances.ts";

const MOMENTS = 48;
/** Of one window: its moments share what became of it. */
const MOMENTS_A_WINDOW = 4;
const PATHS = 80;
/** Values are whole percent. */
const ROUNDING = 0.5;

export interface BacktestInputs extends Pick<ForecastInputs, "pattern" | "pieceHours" | "random"> {
  /** Past windows in which today's limit held. */
  instances: readonly WindowInstance[];
  /** When the pattern's last step ends. */
  now: number;
}

/** Of moments at which a past window was read, the share after which its use at the reset lay in the 80 % interval. */
export function backtest({ instances, now, ...common }: BacktestInputs): { coverage: number; intervals: number } {
  const { pattern, random } = common;
  const start = now - pattern.steps * STEP_MS;
  const stepAt = (at: number) => Math.ceil((at - start) / STEP_MS) - 1;
  let [held, intervals] = [0, 0];
  for (const { readings, startedAt, resetsAt } of instances.toReversed()) {
    if (intervals >= MOMENTS) break;
    if (resetsAt === null || resetsAt > now) continue;
    const [first, last] = [stepAt(startedAt ?? readings[0]?.at ?? resetsAt), stepAt(resetsAt)];
    const open = readings.filter(
      ({ at, usedPercent }) => usedPercent < FULL_PERCENT && stepAt(at) >= Math.max(0, first),
    );
    for (let moment = 0; moment < Math.min(MOMENTS_A_WINDOW, open.length); moment++) {
      const reading = open[Math.floor(random() * open.length)];
      if (!reading) continue;
      const at = stepAt(reading.at);
      const { ends } = forecast({
        ...common,
        at,
        hidden: { from: first, to: last + 1 },
        remainingMs: (last - at) * STEP_MS,
        used: () => reading.usedPercent + random() - 0.5,
        paths: PATHS,
      });
      const end = endOf(pattern, at, last, reading.usedPercent);
      const [low, high] = [quantileOfSorted(ends, 0.1), quantileOfSorted(ends, 0.9)];
      held += Number(end >= low - ROUNDING && end <= high + ROUNDING);
      intervals++;
    }
  }
  return { coverage: intervals > 0 ? held / intervals : 0, intervals };
}

/** Use at the reset: what was read, and what rose after it. */
function endOf({ rise, full }: UsePattern, at: number, last: number, used: number): number {
  let end = used;
  for (let step = at + 1; step <= last; step++) {
    if (full[step] === 1) return FULL_PERCENT;
    end += rise[step] ?? 0;
  }
  return Math.min(FULL_PERCENT, end);
}
