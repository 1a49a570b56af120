import { css, html, LitElement } from "lit";
import { readChartTheme } from "../cost/chartTheme.ts";
import { onThemeChange } from "../theme.ts";
import { seriesFill } from "./seriesFill.ts";

/** A sample of how a series is filled, for its legend. */
export class SeriesSwatch extends LitElement {
  static override properties = { look: { attribute: false } };
  /** As in seriesFill.ts. */
  declare look: number | null;

  #themeWatch: { stop: () => void } | undefined;
  /** Under way to the drawing. */
  #frame: number | undefined;

  static override styles = css`
    :host,
    canvas {
      display: block;
      flex: none;
      inline-size: var(--swatch-large);
      block-size: var(--swatch-large);
      border-radius: var(--radius-small);
      forced-color-adjust: none;
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#themeWatch = onThemeChange(() => this.requestUpdate());
    // Taken away before its frame came, it was not drawn.
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#themeWatch?.stop();
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }

  override render(): unknown {
    return html`<canvas aria-hidden="true"></canvas>`;
  }

  /** With the frame, when all around it is rendered: to measure it earlier would lay the page out for each swatch. */
  override updated(): void {
    this.#frame ??= requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    this.#frame = undefined;
    const canvas = this.renderRoot.querySelector("canvas");
    const context = canvas?.getContext("2d") ?? null;
    if (canvas === null || context === null) return;
    const scale = Math.max(1, window.devicePixelRatio);
    canvas.width = canvas.height = Math.round(canvas.clientWidth * scale);
    context.scale(scale, scale);
    context.fillStyle = seriesFill(this.look, readChartTheme(this));
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
}

customElements.define("bursar-series-swatch", SeriesSwatch);
