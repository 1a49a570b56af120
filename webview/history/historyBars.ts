import { css, html, LitElement } from "lit";
import type { HistoryUnit } from "../../src/shared/historyPages.ts";
import { readChartTheme } from "../cost/chartTheme.ts";
import { CanvasFrame } from "../charts/canvasFrame.ts";
import { StackedBarsDrawing } from "../charts/stackedBars.draw.ts";
import type { StackedBars } from "../charts/stackedBars.ts";
import { shared } from "../shared.styles.ts";
import { axisName } from "./dayText.ts";
import { barAfterKey, type HistoryChartData, type Measure } from "./historyChart.data.ts";
import { axisAmount, chartSaid, periodSaid } from "./historyText.ts";

/** The chart itself. Fires `pick` with the index of the period that is pointed at or moved to by key, or null. */
export class HistoryBars extends LitElement {
  static override properties = {
    data: { attribute: false },
    unit: { type: String },
    measure: { type: String },
    picked: { attribute: false },
    said: { state: true },
  };
  declare data: HistoryChartData;
  declare unit: HistoryUnit;
  declare measure: Measure;
  declare picked: number | null;
  /** The bar that was moved to by key, in words. */
  declare said: string;

  #drawing: StackedBarsDrawing | undefined;
  #frame = new CanvasFrame(this, () => this.#begin());

  static override styles = [
    shared,
    css`
      .chart {
        position: relative;
        block-size: var(--chart-height-large);
        border-radius: var(--radius-small);
      }
    `,
  ];

  constructor() {
    super();
    this.picked = null;
    this.said = "";
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#drawing?.destroy();
    this.#drawing = undefined;
  }

  /** An application: a screen reader hands on the arrow keys, and what they lead to is said below. */
  override render(): unknown {
    return html`<div
        class="chart"
        role="application"
        tabindex="0"
        aria-label=${chartSaid(this.data, this.unit, this.measure)}
        @keydown=${this.#key}
        @focus=${this.#focus}
        @blur=${this.#leave}
        @pointermove=${this.#point}
        @pointerdown=${this.#point}
        @pointerleave=${this.#leave}
      >
        <canvas aria-hidden="true"></canvas>
      </div>
      <p class="unseen" aria-live="polite">${this.said}</p>`;
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    if (this.#drawing === undefined) this.#frame.request();
    // A theme's change comes without one of a property.
    else if (changed.size === 0 || changed.has("data") || changed.has("unit") || changed.has("measure")) {
      this.#drawing.show(this.#bars(), readChartTheme(this));
    }
    this.#drawing?.pick(this.picked);
  }

  #begin(): void {
    const canvas = this.renderRoot.querySelector("canvas");
    if (canvas === null) return;
    this.#drawing = new StackedBarsDrawing(canvas, this.#bars(), readChartTheme(this));
    this.#drawing.pick(this.picked);
  }

  #bars(): StackedBars {
    const { data, unit, measure } = this;
    return {
      labels: data.periods.map(({ key, running }) => axisName(key, unit, running)),
      series: data.series,
      format: (value: number) => axisAmount(value, measure),
    };
  }

  #key = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const to = barAfterKey(event.key, this.picked, this.data.periods.length);
    if (to === null) return;
    event.preventDefault();
    this.#moveTo(to);
  };

  /** By key only: a click shows the bar below the pointer already. */
  #focus = ({ currentTarget }: FocusEvent): void => {
    const byKey = currentTarget instanceof Element && currentTarget.matches(":focus-visible");
    if (byKey && this.picked === null) this.#moveTo(this.data.periods.length - 1);
  };

  #moveTo(index: number): void {
    this.said = periodSaid(this.data, index, this.unit, this.measure);
    this.#pick(index);
  }

  #point = (event: PointerEvent): void => {
    const { left } = this.getBoundingClientRect();
    const index = this.#drawing?.barAt(event.clientX - left) ?? null;
    if (index !== this.picked) this.#pick(index);
  };

  #leave = (): void => {
    this.said = "";
    this.#pick(null);
  };

  #pick(index: number | null): void {
    this.dispatchEvent(new CustomEvent("pick", { detail: index }));
  }
}

customElements.define("bursar-history-bars", HistoryBars);
