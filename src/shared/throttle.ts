import type { Clock } from "./clock.ts";
import type { Disposable } from "./disposables.ts";

/** Runs `run` at once on the first call, then at most once an interval; the last call of a burst is never lost. */
export class Throttle implements Disposable {
  readonly #clock: Clock;
  readonly #intervalMs: number;
  readonly #run: () => void;
  #cancel: (() => void) | null = null;
  #again = false;

  constructor(clock: Clock, intervalMs: number, run: () => void) {
    this.#clock = clock;
    this.#intervalMs = intervalMs;
    this.#run = run;
  }

  call(): void {
    if (this.#cancel) {
      this.#again = true;
      return;
    }
    this.#again = false;
    this.#cancel = this.#clock.after(this.#intervalMs, () => {
      this.#cancel = null;
      if (this.#again) this.call();
    });
    this.#run();
  }

  dispose(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#again = false;
  }
}
