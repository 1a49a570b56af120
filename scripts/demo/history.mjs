/**
 * Eight weeks of finished sessions. Days are counted back from now, not by the calendar, so that the demo is the same on
 * every day and at every hour: now is always well inside a working day.
 */
import { join } from "node:path";
import { uuid } from "./random.mjs";
import { projectFolder, transcriptPath } from "./transcript.mjs";
import { models, tasks } from "./work.mjs";

/** @typedef {import("./past.mjs").Past} Past */

/**
 * @typedef {object} Places
 * @property {string} configDir
 * @property {string} workspace
 * @property {string} otherProject
 */

export const days = 56;

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** Two in seven are days off. */
const daysOff = new Set([3, 4]);
/** Before a release. */
const longDays = new Set([19, 40]);
/** How long ago today's work began. */
const morning = 2.4 * hour;

/**
 * @param {Past} past
 * @param {Places} places
 * @param {number} now
 * @param {number} until when today's last finished session ended at the latest
 */
export function makeHistory(past, places, now, until) {
  const { random } = past;
  let sessions = 0;
  for (let daysAgo = days - 1; daysAgo >= 0; daysAgo--) {
    const today = daysAgo === 0;
    const off = daysOff.has(daysAgo % 7);
    if (off && random.next() < 0.65) continue;
    const start = now - daysAgo * day - morning + (today ? 0 : (random.next() - 0.5) * hour);
    const hours = off ? 1.5 : longDays.has(daysAgo) ? 16 : 5 + 3 * random.next();
    const end = today ? until : start + hours * hour;
    for (let at = start; at < end; at += random.integer(8, 50) * minute) {
      at = makeSession(past, places, tasks[sessions++ % tasks.length] ?? "", at, end);
    }
  }
}

/**
 * @param {Past} past
 * @param {Places} places
 * @param {string} title
 * @param {number} startedAt
 * @param {number} until
 * @returns {number} when it ended, or work can go on
 */
function makeSession(past, { configDir, workspace, otherProject }, title, startedAt, until) {
  const { random, meter } = past;
  const sessionId = uuid(random);
  const cwd = random.next() < 0.6 ? workspace : otherProject;
  const wanted = random.next() < 0.6 ? models.opus : models.sonnet;
  const model = meter.refusing(startedAt, wanted) === undefined ? wanted : models.sonnet;
  const file = transcriptPath({ configDir, cwd, sessionId });
  const main = past.transcript(file, { sessionId, cwd, model });
  main.metadata({ type: "ai-title", aiTitle: title });
  const compactsFrom = random.integer(130_000, 240_000);
  let at = startedAt;
  let step = random.integer(0, 8);
  const prompts = random.integer(3, 22);
  for (let prompt = 0; prompt < prompts && at < until; prompt++) {
    const { contextTokens } = main;
    if (contextTokens > compactsFrom) {
      const rows = past.files.get(file)?.length ?? 0;
      past.compactions.push({ file, rows, sessionId, title, model, at, contextTokens });
      main.compact(at, "manual", random.integer(14_000, 30_000));
      at += minute;
    }
    main.prompt(at, prompt === 0 ? title : random.pick(["Yes. Then run the tests.", "Go on.", "And the other one."]));
    const requests = random.integer(4, 13);
    for (let index = 0; index < requests; index++) {
      at += random.integer(5_000, 35_000);
      if (at > until) return at;
      const refused = meter.refusing(at, model);
      if (refused !== undefined) {
        main.refused(at, refused);
        past.note(at + 1_000);
        if (refused.kind === "session") return refused.resetsAt;
        // Another model goes on at once; for the week's end nobody waits.
        return refused.model === null ? until : at + minute;
      }
      past.request(main, { at, step: step++, growth: random.integer(400, 5_500), last: index === requests - 1 });
    }
    if (random.next() < 0.15) at = makeSubagent(past, configDir, { sessionId, cwd, model }, at, until);
    at += random.integer(1, 9) * minute;
  }
  return at;
}

/**
 * @param {Past} past
 * @param {string} configDir
 * @param {import("./transcript.mjs").Identity} parent
 * @param {number} startedAt
 * @param {number} until
 * @returns {number} when it ended
 */
function makeSubagent(past, configDir, parent, startedAt, until) {
  const { random, meter } = past;
  const agentId = `a${random.hex(16)}`;
  const model = parent.model === models.opus ? models.sonnet : models.haiku;
  const file = join(projectFolder(configDir, parent.cwd), parent.sessionId, "subagents", `agent-${agentId}`);
  const agent = past.transcript(`${file}.jsonl`, { ...parent, model, agentId });
  const description = "Find the callers";
  const meta = { agentType: "Explore", isBuiltIn: true, description, spawnDepth: 1, model, finished: true };
  past.files.set(`${file}.meta.json`, [JSON.stringify(meta)]);
  agent.prompt(startedAt, "Find every caller of the export job.");
  let at = startedAt;
  const requests = random.integer(4, 12);
  for (let step = 0; step < requests; step++) {
    at += random.integer(4_000, 15_000);
    if (at > until || meter.refusing(at, model) !== undefined) return at;
    past.request(agent, { at, step, growth: random.integer(1_000, 6_000), last: step === requests - 1 });
  }
  return at;
}
