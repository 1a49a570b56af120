import type { ReactiveController, ReactiveControllerHost } from "lit";

const PERIOD_MS = 15_000;

/** Keeps countdowns and ages true between Snapshots: renders its host again every 15 s, and when the page is shown. */
export class Clock implements ReactiveController {
  #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return Date.now();
  }

  hostConnected(): void {
    document.addEventListener("visibilitychange", this.#follow);
    this.#follow();
  }

  hostDisconnected(): void {
    document.removeEventListener("visibilitychange", this.#follow);
    clearInterval(this.#timer);
  }

  #follow = (): void => {
    clearInterval(this.#timer);
    if (document.hidden) return;
    this.#host.requestUpdate();
    this.#timer = setInterval(() => this.#host.requestUpdate(), PERIOD_MS);
  };
}
