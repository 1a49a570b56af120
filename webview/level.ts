import type { Thresholds } from "../src/shared/meter.ts";

/** How urgent a gauge is, by the bounds that the user set for the status bar. */
export type Level = "normal" | "warning" | "error";

export function contextLevel(percent: number, { contextWarning, contextError }: Thresholds): Level {
  if (percent >= contextError) return "error";
  return percent >= contextWarning ? "warning" : "normal";
}

export function windowLevel(usedPercent: number, { windowWarning, windowError }: Thresholds): Level {
  if (usedPercent >= windowError) return "error";
  return usedPercent >= windowWarning ? "warning" : "normal";
}
