import { css, html, LitElement } from "lit";
import { readChartTheme } from "../cost/chartTheme.ts";
import { CanvasFrame } from "./canvasFrame.ts";
import { seriesFill } from "./seriesFill.ts";

/** A sample of how a series is filled, for its legend. */
export class SeriesSwatch extends LitElement {
  static override properties = { look: { attribute: false } };
  /** As in seriesFill.ts. */
  declare look: number | null;

  #frame = new CanvasFrame(this, () => this.#draw());
  /** In a tab that is not shown it has no size, and nothing can be drawn. */
  #sizeWatch = new ResizeObserver(() => this.#frame.request());

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
    this.#sizeWatch.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizeWatch.disconnect();
  }

  override render(): unknown {
    return html`<canvas aria-hidden="true"></canvas>`;
  }

  override updated(): void {
    this.#frame.request();
  }

  #draw(): void {
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
