/** A session that runs now, in this process: its transcript grows, and `sessions/<pid>.json` says what it does. */
import { appendFileSync, mkdirSync, readFileSync, readlinkSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { randomInt } from "node:crypto";
import { join } from "node:path";
import { seededRandom } from "./random.mjs";
import { Transcript, transcriptPath } from "./transcript.mjs";
import { stepOf } from "./work.mjs";

/** Claude Code compacts by itself here in a window of a million tokens. */
const autoCompactAt = 967_000;
const keptTokens = 24_000;

export class LiveSession {
  #random = seededRandom(randomInt(2 ** 31));
  #startedAt = Date.now();
  #steps = 0;
  #recordFile;
  #sessionId;
  #cwd;
  #title;
  #transcript;

  /**
   * Takes up a session where its transcript ends.
   * @param {{ configDir: string, cwd: string, sessionId: string, model: string, title: string }} options
   */
  constructor({ configDir, cwd, sessionId, model, title }) {
    this.#sessionId = sessionId;
    this.#cwd = cwd;
    this.#title = title;
    const sessions = join(configDir, "sessions");
    mkdirSync(sessions, { recursive: true });
    this.#recordFile = join(sessions, `${process.pid}.json`);
    const file = transcriptPath({ configDir, cwd, sessionId });
    this.#transcript = new Transcript(this.#random, { sessionId, cwd, model }, (line) => appendFileSync(file, line));
    this.#transcript.resume(readFileSync(file, "utf8"));
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
    const [growth, output] = [this.#random.integer(600, 4_000), this.#random.integer(80, 1_400)];
    const { text, ...tool } = stepOf(this.#steps++, growth);
    this.#transcript.request(Date.now(), { text, tool, growth, output });
    return `${tool.name}(${Object.values(tool.input).map(String)[0] ?? ""})`;
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
