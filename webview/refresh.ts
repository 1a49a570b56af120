import type { ReactiveController, ReactiveControllerHost } from "lit";

const PERIOD_MS = 30_000;

/**
 * Calls `ask` when what it tells of has changed: at most every 30 s, and only while the component is on screen. What
 * changed meanwhile is asked for when it is shown again.
 */
export class Refresh implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #ask: () => void;
  #seen: string | undefined;
  #askedAt = Number.NEGATIVE_INFINITY;
  #due = false;
  #shown = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #observer: IntersectionObserver | undefined;

  constructor(host: ReactiveControllerHost & Element, ask: () => void) {
    this.#host = host;
    this.#ask = ask;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer = new IntersectionObserver((entries) => {
      this.#shown = entries.at(-1)?.isIntersecting ?? false;
      this.#plan();
    });
    this.#observer.observe(this.#host);
    document.addEventListener("visibilitychange", this.#plan);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    document.removeEventListener("visibilitychange", this.#plan);
    clearTimeout(this.#timer);
  }

  /** What the answer depends on, as one text; the first does not ask: who shows something asks by itself. */
  watch(text: string): void {
    if (this.#seen !== undefined && text !== this.#seen) {
      this.#due = true;
      this.#plan();
    }
    this.#seen = text;
  }

  /** It was asked for another reason: what has changed so far is in the answer. */
  asked(): void {
    this.#due = false;
    this.#askedAt = performance.now();
    clearTimeout(this.#timer);
  }

  #plan = (): void => {
    clearTimeout(this.#timer);
    if (!this.#due || !this.#shown || document.hidden) return;
    const wait = this.#askedAt + PERIOD_MS - performance.now();
    if (wait > 0) this.#timer = setTimeout(this.#plan, wait);
    else this.#ask();
  };
}
