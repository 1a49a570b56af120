import type { ReactiveController, ReactiveControllerHost } from "lit";
import { onThemeChange } from "../theme.ts";

/**
 * When a component draws on its canvas: with a frame, when all around it is rendered, as to measure it earlier would lay
 * the page out for each component. It is updated when the theme changes and when it is on the page again.
 */
export class CanvasFrame implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #draw: () => void;
  #themeWatch: { stop: () => void } | undefined;
  #frame: number | undefined;

  constructor(host: ReactiveControllerHost, draw: () => void) {
    this.#host = host;
    this.#draw = draw;
    host.addController(this);
  }

  hostConnected(): void {
    this.#themeWatch = onThemeChange(() => this.#host.requestUpdate());
    // Taken away before its frame came, it was not drawn; and a canvas that comes back may be empty.
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#themeWatch?.stop();
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }

  /** Draws with the next frame, once however often it is asked for until then. */
  request(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#draw();
    });
  }
}
