/** The made-up plan: what counts against its windows, and how far each is used. */
import { models } from "./work.mjs";

const hour = 3_600_000;
const day = 24 * hour;

/**
 * @typedef {object} Limit a window as Claude Code's note of the limits has it
 * @property {string} kind
 * @property {string | null} model the one that it is for
 * @property {number} usedPercent whole percent
 * @property {number} resetsAt
 */

/**
 * @typedef {object} Usage tokens of one request
 * @property {number} input_tokens
 * @property {number} cache_creation_input_tokens
 * @property {number} cache_read_input_tokens
 * @property {number} output_tokens
 */

/**
 * What a token counts, by model; reads of the cache count little, as a forecast has to find out.
 * @type {Readonly<Record<string, number>>}
 */
const weights = { [models.opus]: 2, [models.sonnet]: 1, [models.haiku]: 0.5 };

/**
 * `full`: weighted tokens, chosen so that a few windows of the history are used up and those of today are well filled.
 * @type {readonly { kind: string, lengthMs: number, full: number, model: string | null, only: string | null }[]}
 */
const plan = [
  { kind: "session", lengthMs: 5 * hour, full: 5_600_000, model: null, only: null },
  { kind: "weekly_all", lengthMs: 7 * day, full: 44_000_000, model: null, only: null },
  { kind: "weekly_scoped", lengthMs: 7 * day, full: 31_000_000, model: "Opus", only: models.opus },
];

export class Meter {
  #weekEnd;
  #elsewhere;
  #used = plan.map(() => ({ tokens: 0, resetsAt: -Infinity }));

  /**
   * @param {number} weekEnd a moment at which the week's windows begin anew
   * @param {readonly { at: number, tokens: number }[]} elsewhere use on other devices, in order of time
   */
  constructor(weekEnd, elsewhere) {
    this.#weekEnd = weekEnd;
    this.#elsewhere = [...elsewhere];
  }

  /**
   * Counts a request of this machine. To be called in order of time.
   * @param {number} at
   * @param {string} model
   * @param {Usage} usage
   */
  take(at, model, usage) {
    this.#advance(at);
    const tokens =
      usage.input_tokens +
      1.25 * usage.cache_creation_input_tokens +
      0.02 * usage.cache_read_input_tokens +
      5 * usage.output_tokens;
    this.#count(at, model, (weights[model] ?? 1) * tokens);
  }

  /**
   * The windows that are open.
   * @param {number} at
   * @returns {Limit[]}
   */
  limits(at) {
    this.#advance(at);
    return this.#used.flatMap(({ tokens, resetsAt }, index) => {
      const window = plan[index];
      if (window === undefined || at >= resetsAt) return [];
      const usedPercent = Math.min(100, Math.round((100 * tokens) / window.full));
      return [{ kind: window.kind, model: window.model, usedPercent, resetsAt }];
    });
  }

  /**
   * The window that lets this model answer no more.
   * @param {number} at
   * @param {string} model
   */
  refusing(at, model) {
    const name = plan.find(({ only }) => only === model)?.model ?? null;
    return this.limits(at).find((limit) => limit.usedPercent >= 100 && (limit.model === null || limit.model === name));
  }

  /** @param {number} to */
  #advance(to) {
    for (let next = this.#elsewhere[0]; next !== undefined && next.at <= to; next = this.#elsewhere[0]) {
      this.#elsewhere.shift();
      this.#count(next.at, models.sonnet, next.tokens);
    }
  }

  /**
   * @param {number} at
   * @param {string} model
   * @param {number} tokens
   */
  #count(at, model, tokens) {
    for (const [index, used] of this.#used.entries()) {
      const window = plan[index];
      if (window === undefined || (window.only !== null && window.only !== model)) continue;
      if (at >= used.resetsAt) {
        used.tokens = 0;
        used.resetsAt = window.lengthMs === 5 * hour ? at - (at % 60_000) + 5 * hour : this.#weekEndAfter(at);
      }
      used.tokens += tokens;
    }
  }

  /** @param {number} at */
  #weekEndAfter(at) {
    return this.#weekEnd - Math.floor((this.#weekEnd - at) / (7 * day)) * 7 * day;
  }
}
