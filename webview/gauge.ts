import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { bar } from "./bar.styles.ts";
import type { Level } from "./level.ts";
import { shared } from "./shared.styles.ts";

/** A horizontal bar with `role=meter`. `percent` fills it; `mark`, also in percent, points at a place on it, `band` at a stretch of what is filled. */
export class Gauge extends LitElement {
  static override properties = {
    percent: { type: Number },
    mark: { attribute: false },
    band: { attribute: false },
    level: { type: String, reflect: true },
    label: { type: String },
    valueText: { attribute: false },
    note: { attribute: false },
    small: { type: Boolean, reflect: true },
  };
  declare percent: number;
  declare mark: number | null;
  declare band: { from: number; to: number } | null;
  declare level: Level;
  /** What is measured, and its value in words: for a screen reader. */
  declare label: string;
  declare valueText: string;
  /** For a hover; null when there is nothing to explain. */
  declare note: string | null;
  declare small: boolean;

  static override styles = [
    shared,
    bar,
    css`
      :host([small]) .track {
        block-size: var(--gauge-height-small);
      }
      :host([level="warning"]) .fill {
        background: var(--fill-warning);
      }
      :host([level="error"]) .fill {
        background: var(--fill-error);
      }
      .band {
        position: absolute;
        inset-block: 0;
        inset-inline-start: var(--banded-from);
        inline-size: var(--banded);
        min-inline-size: var(--mark-width);
        background: var(--band);
      }
      .mark {
        position: absolute;
        inset-block: calc(-1 * var(--mark-overhang));
        inset-inline-start: calc(var(--marked) - var(--mark-width) / 2);
        inline-size: var(--mark-width);
        background: var(--ink);
      }
      @media (forced-colors: active) {
        .band,
        .mark {
          forced-color-adjust: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.percent = 0;
    this.mark = null;
    this.band = null;
    this.level = "normal";
    this.label = "";
    this.valueText = "";
    this.note = null;
    this.small = false;
  }

  override render(): unknown {
    return html`<div
      class="track"
      title=${this.note ?? nothing}
      role="meter"
      aria-label=${this.label}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${Math.round(clamp(this.percent))}
      aria-valuetext=${this.valueText}
    >
      <div class="clip">
        <div class="fill"></div>
        ${this.band === null ? nothing : html`<div class="band"></div>`}
      </div>
      ${this.mark === null ? nothing : html`<div class="mark"></div>`}
    </div>`;
  }

  /** Set through the object model: the page's policy forbids style attributes. */
  override updated(_changed: PropertyValues<this>): void {
    this.style.setProperty("--filled", `${clamp(this.percent)}%`);
    this.style.setProperty("--marked", `${clamp(this.mark ?? 0)}%`);
    const from = Math.min(clamp(this.band?.from ?? 0), clamp(this.percent));
    const to = Math.min(clamp(this.band?.to ?? 0), clamp(this.percent));
    this.style.setProperty("--banded-from", `${from}%`);
    this.style.setProperty("--banded", `${to - from}%`);
  }
}

function clamp(percent: number): number {
  return Math.min(100, Math.max(0, percent));
}

customElements.define("bursar-gauge", Gauge);
