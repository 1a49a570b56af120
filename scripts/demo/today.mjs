/** What the two sessions that run now have done so far, side by side. */
import { transcriptPath } from "./transcript.mjs";
import { liveSessions, steps } from "./work.mjs";

const minute = 60_000;
/** How long ago they began. */
export const waitingSince = 100 * minute;
const workingSince = 30 * minute;

/**
 * @param {import("./past.mjs").Past} past
 * @param {import("./history.mjs").Places} places
 * @param {number} now
 */
export function makeToday(past, { configDir, workspace, otherProject }, now) {
  const { random } = past;
  /** @param {{ sessionId: string, model: string, title: string }} session @param {string} cwd */
  const begin = ({ sessionId, model, title }, cwd) => {
    const transcript = past.transcript(transcriptPath({ configDir, cwd, sessionId }), { sessionId, cwd, model });
    transcript.metadata({ type: "ai-title", aiTitle: title });
    return transcript;
  };
  /** @type {{ at: number, run: () => void }[]} */
  const events = [];

  const waiting = begin(liveSessions.waiting, workspace);
  const turns = 7;
  for (let turn = 0; turn < turns; turn++) {
    const from = now - waitingSince + turn * 15 * minute;
    const isLast = turn === turns - 1;
    const text =
      turn === 0 ? liveSessions.waiting.title : isLast ? "Yes, and commit it then." : "Go on with the next part.";
    events.push({ at: from, run: () => waiting.prompt(from, text) });
    // The commit at the end of the steps is made in the last turn alone.
    const requests = isLast ? steps.length : steps.length - 1;
    for (let step = 0; step <= requests; step++) {
      const at = from + (step + 1) * 26_000;
      const growth = random.integer(1_500, 5_800);
      events.push({ at, run: () => past.request(waiting, { at, step, growth, last: step === requests, whole: true }) });
    }
  }

  const working = begin(liveSessions.working, otherProject);
  const began = now - workingSince;
  events.push({ at: began, run: () => working.prompt(began, liveSessions.working.title) });
  for (let step = 0; step < 40; step++) {
    const at = began + (step + 1) * 44_000;
    const growth = random.integer(1_200, 5_200);
    events.push({ at, run: () => past.request(working, { at, step, growth, last: false, whole: true }) });
  }

  for (const { run } of events.toSorted((a, b) => a.at - b.at)) run();
  past.note(now);
}
