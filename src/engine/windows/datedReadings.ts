/** When each session got the answer that its status line tells of. */
import type { StatusLineReading } from "../sources/statusLines.ts";

/** `answeredAt` is no earlier than the answer: the first time that a status line with its figures was seen. */
export type DatedReading = StatusLineReading & { answeredAt: number };

/**
 * An idle session's status line is rendered again with old figures, which must not pass for newer than another
 * session's: the same answer keeps the time at which it was first seen. `before`: the readings of the last look.
 */
export function datedReadings(readings: readonly StatusLineReading[], before: readonly DatedReading[]): DatedReading[] {
  const known = new Map(before.map((reading) => [reading.sessionId, reading]));
  return readings.map((reading) => {
    const last = known.get(reading.sessionId);
    const same = last?.answer === reading.answer;
    return { ...reading, answeredAt: same ? Math.min(last.answeredAt, reading.storedAt) : reading.storedAt };
  });
}
