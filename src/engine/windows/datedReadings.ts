/** When each session got the answer that its status line tells of. */
import type { StatusLineReading } from "../sources/statusLines.ts";

/** `answeredAt` is no earlier than the answer: the first time that a status line with its figures was seen. */
export type DatedReading = StatusLineReading & { answeredAt: number };

export type SeenAnswer = Pick<DatedReading, "sessionId" | "answer" | "answeredAt">;

/**
 * An idle session's status line is rendered again with old figures, which must not pass for newer than another
 * session's: the same answer keeps the time at which it was first seen. `before`: what was seen so far.
 */
export function datedReadings(readings: readonly StatusLineReading[], before: readonly SeenAnswer[]): DatedReading[] {
  const known = new Map(before.map((seen) => [seen.sessionId, seen]));
  return readings.map((reading) => {
    const last = known.get(reading.sessionId);
    const same = last?.answer === reading.answer;
    return { ...reading, answeredAt: same ? Math.min(last.answeredAt, reading.storedAt) : reading.storedAt };
  });
}
