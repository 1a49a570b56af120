/** The response headers in which a subscriber's rate-limit windows stand. */

export interface Limits {
  fiveHour: LimitWindow;
  sevenDay: LimitWindow;
}

export interface LimitWindow {
  usedPercent: number;
  /** Seconds since the epoch. */
  resetsAt: number;
}

export function limitHeaders({ fiveHour, sevenDay }: Limits): Record<string, string> {
  return {
    "anthropic-ratelimit-unified-status": "allowed",
    "anthropic-ratelimit-unified-representative-claim": "five_hour",
    "anthropic-ratelimit-unified-reset": String(fiveHour.resetsAt),
    ...windowHeaders("5h", fiveHour),
    ...windowHeaders("7d", sevenDay),
  };
}

const windowHeaders = (name: string, { usedPercent, resetsAt }: LimitWindow): Record<string, string> => ({
  [`anthropic-ratelimit-unified-${name}-status`]: "allowed",
  [`anthropic-ratelimit-unified-${name}-utilization`]: String(usedPercent / 100),
  [`anthropic-ratelimit-unified-${name}-reset`]: String(resetsAt),
});
