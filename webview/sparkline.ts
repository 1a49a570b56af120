import { css, html, LitElement, nothing, svg } from "lit";
import type { WindowPoint } from "../src/shared/snapshot.ts";
import { sparklineShape, type SparklineProjection } from "./sparkline.geometry.ts";

/** A small line of a window's use over its time, up to the limit at the top; what is foretold is dashed. */
export class Sparkline extends LitElement {
  static override properties = {
    trend: { attribute: false },
    from: { attribute: false },
    to: { attribute: false },
    projection: { attribute: false },
    label: { type: String },
  };
  declare trend: readonly WindowPoint[];
  /** The x-axis, in milliseconds since the epoch. */
  declare from: number;
  declare to: number;
  declare projection: SparklineProjection | null;
  /** What it shows, in words. */
  declare label: string;

  static override styles = css`
    :host {
      position: relative;
      display: block;
      block-size: var(--sparkline-height);
    }
    svg {
      position: absolute;
      inset: 0;
      inline-size: 100%;
      block-size: 100%;
      overflow: visible;
      forced-color-adjust: none;
    }
    path {
      fill: none;
      stroke-width: var(--mark-width);
      stroke-linecap: round;
      stroke-linejoin: round;
      vector-effect: non-scaling-stroke;
    }
    .edge {
      stroke: var(--track);
      stroke-width: var(--hairline);
    }
    .area {
      fill: var(--fill);
      opacity: var(--shade);
    }
    .line,
    .last {
      stroke: var(--fill);
    }
    .last {
      stroke-width: calc(3 * var(--mark-width));
    }
    .band {
      fill: var(--ink);
      opacity: var(--shade);
    }
    .projection {
      stroke: var(--ink-muted);
      stroke-width: var(--hairline);
      stroke-dasharray: var(--dash);
    }
  `;

  constructor() {
    super();
    this.projection = null;
  }

  override render(): unknown {
    const shape = sparklineShape(this);
    if (shape === null) return nothing;
    const { line, area, last, projection } = shape;
    return html`<svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label=${this.label}>
      <title>${this.label}</title>
      <path class="edge" d="M0 0H100M0 100H100"></path>
      ${
        projection === null
          ? nothing
          : svg`<path class="band" d=${projection.band}></path><path class="projection" d=${projection.line}></path>`
      }
      <path class="area" d=${area}></path>
      <path class="line" d=${line}></path>
      <path class="last" d=${last}></path>
    </svg>`;
  }
}

customElements.define("bursar-sparkline", Sparkline);
