/** Which of the lines of one response is the one to keep. */
import type { RequestRow } from "./transcriptRow.ts";

/**
 * The record to keep of two lines of one response. One whole record is kept, never the larger of each member: the
 * one with more output, the later of equals. Any line may say that the answer was complete, or that it is of the
 * main chain.
 */
export function betterRecord(earlier: RequestRow, later: RequestRow): RequestRow {
  const kept = later.tokens.output >= earlier.tokens.output ? later : earlier;
  const final = earlier.final || later.final;
  const main = earlier.main || later.main;
  // Each line holds another block of the answer.
  const visibleChars = earlier.visibleChars + later.visibleChars;
  return { ...kept, final, main, visibleChars, promptKey: earlier.promptKey };
}
