import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Hands on the last of a burst of values, when there was none for a while; nothing once its component is gone. */
export class Debounced<T> implements ReactiveController {
  readonly #ms: number;
  readonly #take: (value: T) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, ms: number, take: (value: T) => void) {
    this.#ms = ms;
    this.#take = take;
    host.addController(this);
  }

  set(value: T): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#take(value), this.#ms);
  }

  /** Without waiting, in place of what was to come. */
  setNow(value: T): void {
    clearTimeout(this.#timer);
    this.#take(value);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }
}
