import type { Clock } from "../shared/clock.ts";
import type { EngineRequests } from "../shared/engineProtocol.ts";

type Result = EngineRequests[keyof EngineRequests]["result"];

interface Pending {
  resolve: (result: Result) => void;
  reject: (error: Error) => void;
  callOffTimeout: () => void;
}

/** Requests to the engine that wait for their answer. */
export class PendingRequests {
  readonly #clock: Clock;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A request with a number of its own; rejected with `late` when nothing has answered it in time. */
  add<R extends Result>(timeoutMs: number, late: () => Error): { id: number; promise: Promise<R> } {
    const id = ++this.#lastId;
    const { promise, resolve, reject } = Promise.withResolvers<R>();
    const callOffTimeout = this.#clock.after(timeoutMs, () => this.reject(id, late()));
    // Only the answer to its own request reaches it.
    this.#pending.set(id, { resolve: resolve as (result: Result) => void, reject, callOffTimeout });
    return { id, promise };
  }

  /** An answer to a request that is no longer there is let go. */
  resolve(id: number, result: Result): void {
    this.#settle(id)?.resolve(result);
  }

  reject(id: number, error: Error): void {
    this.#settle(id)?.reject(error);
  }

  rejectAll(error: Error): void {
    for (const id of this.#pending.keys()) this.reject(id, error);
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    pending?.callOffTimeout();
    return pending;
  }
}
