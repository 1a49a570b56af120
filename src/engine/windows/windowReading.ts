/** A value that a rate-limit window had: first told at `at`, last told at `until`, unchanged in between. */
export interface WindowReading {
  at: number;
  until: number;
  usedPercent: number;
  /** As told with the last of them. */
  resetsAt: number | null;
}
