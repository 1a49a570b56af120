/** What the past leaves behind while it is made up: transcripts, notes of the limits, and when it was compacted. */
import { Transcript } from "./transcript.mjs";
import { stepOf } from "./work.mjs";

/** @typedef {{ at: number, limits: import("./meter.mjs").Limit[] }} Note when Claude Code noted the limits, and what they were */

/**
 * @typedef {object} Compaction
 * @property {string} file the transcript
 * @property {number} rows its rows before
 * @property {string} sessionId
 * @property {string} title
 * @property {string} model
 * @property {number} at
 * @property {number} contextTokens before
 */

/** Claude Code asks for its limits now and then. */
const notedEvery = 5 * 60_000;

export class Past {
  /** @type {Map<string, string[]>} the lines of each file */
  files = new Map();
  /** @type {Note[]} */
  notes = [];
  /** @type {Compaction[]} */
  compactions = [];
  random;
  meter;

  /**
   * @param {import("./random.mjs").Random} random
   * @param {import("./meter.mjs").Meter} meter
   */
  constructor(random, meter) {
    this.random = random;
    this.meter = meter;
  }

  /**
   * Begins a transcript.
   * @param {string} file
   * @param {import("./transcript.mjs").Identity} identity
   */
  transcript(file, identity) {
    /** @type {string[]} */
    const lines = [];
    this.files.set(file, lines);
    return new Transcript(this.random, identity, (line) => lines.push(line));
  }

  /**
   * Makes a request, and counts it.
   * @param {Transcript} transcript
   * @param {{ at: number, step: number, growth: number, last: boolean, whole?: boolean }} request
   *   `last`: it ends the turn; `whole`: the tool's result is as long as it counts
   */
  request(transcript, { at, step, growth, last, whole = false }) {
    const { text, ...tool } = stepOf(step, whole ? growth : 0);
    const output = this.random.integer(80, 1_600);
    const answer = last ? { text: "Done; the tests pass.", growth: 0 } : { text, tool, growth };
    this.meter.take(at, transcript.model, transcript.request(at, { ...answer, output }));
    if (at - (this.notes.at(-1)?.at ?? 0) >= notedEvery) this.note(at);
  }

  /** @param {number} at */
  note(at) {
    this.notes.push({ at, limits: this.meter.limits(at) });
  }
}
