import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { costNote } from "../../src/shared/costNote.ts";
import { formatCost, formatUsd } from "../../src/shared/format.ts";
import type { DaySpend } from "../../src/shared/snapshot.ts";
import "../disclosure.ts";
import { card, shared } from "../shared.styles.ts";
import { onThemeChange } from "../theme.ts";
import { readChartTheme } from "./chartTheme.ts";
import { costChartData, costSummary, formatDay, type CostChartData } from "./costChart.data.ts";
import { drawCostChart, seriesColour, showCost, type CostChartDrawing } from "./costChart.draw.ts";

/** Cost of each of the last days, stacked by model; the same as a table on demand. */
export class CostChart extends LitElement {
  static override properties = { days: { attribute: false } };
  declare days: DaySpend[];

  #data: CostChartData | undefined;
  #drawing: CostChartDrawing | undefined;
  #themeWatch: { stop: () => void } | undefined;

  static override styles = [
    shared,
    card,
    css`
      .canvas {
        position: relative;
        block-size: var(--chart-height);
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap-hair) var(--gap-wide);
        margin-block: var(--gap-small);
      }
      .legend li {
        display: flex;
        align-items: center;
        gap: var(--gap-tight);
      }
      .swatch {
        inline-size: var(--swatch);
        block-size: var(--swatch);
        border-radius: var(--radius-small);
        background: var(--colour);
        forced-color-adjust: none;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#themeWatch = onThemeChange(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#themeWatch?.stop();
    this.#drawing?.destroy();
    this.#drawing = undefined;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("days")) this.#data = costChartData(this.days);
  }

  override render(): unknown {
    const data = this.#data;
    if (data === undefined) return nothing;
    return html`<section aria-labelledby="title">
      <div class="heading">
        <h2 id="title">Cost per day</h2>
        <span class="muted small">${costSummary(data)}</span>
      </div>
      <div class="canvas" ?hidden=${data.peak === null}>
        <canvas
          role="img"
          aria-label=${`Bar chart, by model. ${costSummary(data)}. The table below holds the figures.`}
        ></canvas>
      </div>
      ${
        data.peak === null
          ? nothing
          : html`<ul class="legend small">
                ${data.series.map(({ name }) => html`<li><span class="swatch"></span>${name}</li>`)}
              </ul>
              <bursar-disclosure name="days" label="Show as table">${table(data)}</bursar-disclosure>`
      }
    </section>`;
  }

  override updated(): void {
    const data = this.#data;
    const canvas = this.renderRoot.querySelector("canvas");
    if (data === undefined || canvas === null) return;
    const theme = readChartTheme(this);
    this.#drawing ??= drawCostChart(canvas);
    showCost(this.#drawing, data, theme);
    for (const [index, swatch] of this.renderRoot.querySelectorAll<HTMLElement>(".swatch").entries()) {
      const series = data.series[index];
      if (series !== undefined) swatch.style.setProperty("--colour", seriesColour(series, theme));
    }
  }
}

/** Newest first; days without use are left out. */
function table({ days, series, totals }: CostChartData): unknown {
  const rows = days.flatMap((day, index) => {
    const total = totals[index];
    return total === undefined || (total.requests === 0 && total.sideUsd === 0) ? [] : [{ day, index, total }];
  });
  return html`<div class="scroll">
    <table class="small">
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col">All models</th>
          ${series.map(({ name }) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.toReversed().map(
          ({ day, index, total }) =>
            html`<tr>
              <th scope="row" class="nowrap">${formatDay(day)}</th>
              <td class="number" title=${costNote(total) || nothing}>${formatCost(total)}</td>
              ${series.map(({ usd }) => dayCell(usd[index] ?? 0))}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function dayCell(usd: number): unknown {
  return usd === 0 ? html`<td class="muted">–</td>` : html`<td class="number">${formatUsd(usd)}</td>`;
}

customElements.define("bursar-cost-chart", CostChart);
