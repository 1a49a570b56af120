/** A session that runs now, in this process: its transcript grows, and `sessions/<pid>.json` says what it does. */
import { appendFileSync, mkdirSync, readFileSync, readlinkSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { randomInt, randomUUID } from "node:crypto";
import { join } from "node:path";
import { seededRandom } from "./random.mjs";
import { projectSlug, Transcript } from "./transcript.mjs";
import { steps } from "./work.mjs";

/** Claude Code compacts by itself here in a window of a million tokens. */
const autoCompactAt = 967_000;
const keptTokens = 24_000;

export class LiveSession {
  #random = seededRandom(randomInt(2 ** 31));
  #sessionId = randomUUID();
  #startedAt = Date.now();
  #steps = 0;
  #recordFile;
  #cwd;
  #title;
  #transcript;

  /** @param {{ configDir: string, cwd: string, model: string, title: string }} options */
  constructor({ configDir, cwd, model, title }) {
    this.#cwd = cwd;
    this.#title = title;
    const project = join(configDir, "projects", projectSlug(cwd));
    const sessions = join(configDir, "sessions");
    mkdirSync(project, { recursive: true });
    mkdirSync(sessions, { recursive: true });
    this.#recordFile = join(sessions, `${process.pid}.json`);
    const file = join(project, `${this.#sessionId}.jsonl`);
    this.#transcript = new Transcript(this.#random, { sessionId: this.#sessionId, cwd, model }, (line) =>
      appendFileSync(file, line),
    );
    this.#transcript.metadata({ type: "ai-title", aiTitle: title });
  }

  /**
   * Writes the part of the session that lies before now.
   * @param {number} requests
   * @param {number} growth tokens each adds to the context
   */
  catchUp(requests, growth) {
    const spacing = 45_000;
    const start = Date.now() - requests * spacing;
    this.#transcript.prompt(start - 5_000, this.#title);
    for (let index = 0; index < requests; index++) this.#step(start + index * spacing, growth);
    this.setStatus("idle");
  }

  /** @param {"busy" | "idle"} status */
  setStatus(status) {
    const now = Date.now();
    const record = {
      pid: process.pid,
      sessionId: this.#sessionId,
      cwd: this.#cwd,
      startedAt: this.#startedAt,
      ...processIdentity(),
      version: "2.1.330",
      kind: "interactive",
      entrypoint: "cli",
      name: this.#title,
      nameSource: "ai",
      status,
      updatedAt: now,
      statusUpdatedAt: now,
    };
    writeFileSync(`${this.#recordFile}.new`, JSON.stringify(record));
    renameSync(`${this.#recordFile}.new`, this.#recordFile);
  }

  /** @param {string} text */
  prompt(text) {
    this.#transcript.prompt(Date.now(), text);
  }

  /**
   * Makes one request, now.
   * @returns {string} what it did, in a line
   */
  step() {
    if (this.#transcript.contextTokens > autoCompactAt) return this.compact("auto");
    return this.#step(Date.now(), this.#random.integer(1_200, 5_000));
  }

  /** Ends the turn. */
  answer() {
    const text = "Done; the tests pass.";
    this.#transcript.request(Date.now(), { text, growth: 0, output: this.#random.integer(150, 500) });
    return text;
  }

  /**
   * @param {"manual" | "auto"} trigger
   * @returns {string} what it did, in a line
   */
  compact(trigger) {
    this.#transcript.compact(Date.now(), trigger, keptTokens);
    return "Compacted the conversation";
  }

  end() {
    rmSync(this.#recordFile, { force: true });
  }

  /**
   * @param {number} at
   * @param {number} growth
   */
  #step(at, growth) {
    const { text, name, input, result } = steps[this.#steps++ % steps.length] ?? steps[0];
    const output = this.#random.integer(120, 1_400);
    this.#transcript.request(at, { text, tool: { name, input, result }, growth, output });
    return `${name}(${Object.values(input).map(String)[0] ?? ""})`;
  }
}

/** What tells this process from a later one with the same number; Linux only. */
function processIdentity() {
  if (process.platform !== "linux") return {};
  const stat = readFileSync("/proc/self/stat", "utf8");
  // The second field is the program's name in brackets and may hold spaces.
  const procStart = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  try {
    const machine = readFileSync("/etc/machine-id", "utf8").trim();
    const namespace = /\d+/.exec(readlinkSync("/proc/self/ns/pid"))?.[0];
    return { procStart, pidDomain: `linux:${machine}:${namespace}` };
  } catch {
    return { procStart };
  }
}
