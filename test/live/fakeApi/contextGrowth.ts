/** The usage figures of the fake model: each session's context grows by what the test says. All in tokens. */

export interface Tokens {
  input: number;
  cacheRead: number;
  cacheWrite: number;
  output: number;
}

/** Never cached, whatever else is. */
const FRESH = 12;
const SUMMARY = 900;

export class ContextGrowth {
  /** The first prompt of a session: system prompt, tools and the user's first words. */
  first = 18_000;
  /** What each further request adds; a test sets it before it types. */
  next = 4_000;
  output = 250;
  /** What each session has in the cache by now. */
  readonly #cached = new Map<string, number>();

  /** The figures of the session's next request. */
  request(session: string): Tokens {
    const cacheRead = this.#cached.get(session) ?? 0;
    const cacheWrite = cacheRead === 0 ? this.first : this.next;
    this.#cached.set(session, cacheRead + cacheWrite);
    return { input: FRESH, cacheRead, cacheWrite, output: this.output };
  }

  /** The figures of the request that makes a summary. Later requests go on from there. */
  compaction(session: string): Tokens {
    const cacheRead = this.#cached.get(session) ?? 0;
    this.#cached.set(session, this.first);
    return { input: FRESH, cacheRead, cacheWrite: SUMMARY, output: SUMMARY };
  }
}
