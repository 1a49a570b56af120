/** Thirty days of finished sessions, up to now. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { seededRandom, uuid } from "./random.mjs";
import { projectSlug, Transcript } from "./transcript.mjs";
import { models, steps, tasks } from "./work.mjs";

/** @typedef {import("./random.mjs").Random} Random */

const hour = 3_600_000;

/**
 * Writes them under `<configDir>/projects`.
 * @param {string} configDir
 * @param {readonly [string, ...string[]]} projects folders that the sessions ran in
 * @param {number} now
 */
export async function writeHistory(configDir, projects, now) {
  const random = seededRandom(20_26);
  for (let daysAgo = 29; daysAgo >= 0; daysAgo--) {
    const morning = new Date(now);
    morning.setDate(morning.getDate() - daysAgo);
    morning.setHours(9, 0, 0, 0);
    const weekend = morning.getDay() === 0 || morning.getDay() === 6;
    const sessions = weekend ? random.integer(0, 1) : random.integer(2, 4);
    for (let index = 0; index < sessions; index++) {
      const startedAt = morning.getTime() + (index * 2.5 + random.next()) * hour;
      await writeSession(random, configDir, random.pick(projects), startedAt, now);
    }
  }
}

/**
 * @param {Random} random
 * @param {string} configDir
 * @param {string} cwd
 * @param {number} startedAt
 * @param {number} now nothing is written for later times
 */
async function writeSession(random, configDir, cwd, startedAt, now) {
  const sessionId = uuid(random);
  const project = join(configDir, "projects", projectSlug(cwd));
  const model = random.next() < 0.55 ? models.opus : random.next() < 0.8 ? models.sonnet : models.haiku;
  /** @type {Map<string, string[]>} */
  const files = new Map();
  /** @param {string} file @param {{ sessionId: string, cwd: string, model: string, agentId?: string }} identity */
  const transcript = (file, identity) => {
    /** @type {string[]} */
    const lines = [];
    files.set(file, lines);
    return new Transcript(random, identity, (line) => lines.push(line));
  };

  const main = transcript(join(project, `${sessionId}.jsonl`), { sessionId, cwd, model });
  const task = random.pick(tasks);
  main.metadata({ type: "ai-title", aiTitle: task });
  let at = startedAt;
  const prompts = random.integer(2, 5);
  for (let prompt = 0; prompt < prompts && at < now; prompt++) {
    main.prompt(at, prompt === 0 ? task : "Yes. Then run the tests.");
    at = turn(random, main, at, now, random.integer(4, 14));
    if (random.next() < 0.25 && at < now) {
      const agentId = `a${random.hex(16)}`;
      const file = join(project, sessionId, "subagents", `agent-${agentId}`);
      const agent = transcript(`${file}.jsonl`, { sessionId, cwd, model: models.haiku, agentId });
      files.set(`${file}.meta.json`, [
        JSON.stringify({
          agentType: "Explore",
          isBuiltIn: true,
          description: "Find the callers",
          spawnDepth: 1,
          model: models.haiku,
          finished: true,
        }),
      ]);
      agent.prompt(at, "Find every caller of the export job.");
      turn(random, agent, at, now, random.integer(3, 8));
    }
    at += random.integer(1, 12) * 60_000;
  }

  for (const [file, lines] of files) {
    if (lines.length === 0) continue;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, lines.join(""));
  }
}

/**
 * @param {Random} random
 * @param {Transcript} transcript
 * @param {number} startedAt
 * @param {number} now
 * @param {number} requests
 * @returns {number} when it ended
 */
function turn(random, transcript, startedAt, now, requests) {
  let at = startedAt;
  for (let index = 0; index < requests; index++) {
    at += random.integer(4_000, 30_000);
    if (at > now) return at;
    const last = index === requests - 1;
    const { text, name, input, result } = random.pick(steps);
    transcript.request(at, {
      text: last ? "Done; the tests pass." : text,
      ...(last ? {} : { tool: { name, input, result } }),
      growth: last ? 0 : random.integer(400, 7_000),
      output: random.integer(80, 1_600),
    });
  }
  return at;
}
