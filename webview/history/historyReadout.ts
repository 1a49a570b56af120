import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import { costNote } from "../../src/shared/costNote.ts";
import type { HistoryUnit } from "../../src/shared/historyPages.ts";
import "../charts/seriesSwatch.ts";
import { shared } from "../shared.styles.ts";
import type { HistoryChartData, Measure } from "./historyChart.data.ts";
import { amount, readoutName, saidAmount } from "./historyText.ts";

/** The chart's legend with the sums of its series; of one period alone while that is picked. */
export class HistoryReadout extends LitElement {
  static override properties = {
    data: { attribute: false },
    unit: { type: String },
    measure: { type: String },
    picked: { attribute: false },
  };
  declare data: HistoryChartData;
  declare unit: HistoryUnit;
  declare measure: Measure;
  declare picked: number | null;

  static override styles = [
    shared,
    css`
      .line,
      li {
        display: flex;
        align-items: center;
        gap: var(--gap-small);
      }
      .line {
        flex-wrap: wrap;
        padding-block-end: var(--gap-tight);
        border-block-end: var(--hairline) solid var(--line);
        margin-block-end: var(--gap-tight);
      }
      /* Beneath each other where it is read as a list, side by side where there is room. */
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, calc(var(--column-gauge) * 0.85)), 1fr));
        gap: var(--gap-hair) var(--gap-section);
      }
      .name {
        flex: 1;
        min-inline-size: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      strong {
        font-weight: var(--weight-strong);
      }
    `,
  ];

  override render(): unknown {
    const { data, measure, picked } = this;
    return html`<p class="line small">${this.#line()}</p>
      <ul class="small">
        ${data.series.map(
          ({ name, look, values, total }) =>
            html`<li>
              <bursar-series-swatch .look=${look}></bursar-series-swatch>
              <span class="name" title=${name}>${name}</span>
              <span class="number">${part(picked === null ? total : (values[picked] ?? 0), measure)}</span>
            </li>`,
        )}
      </ul>`;
  }

  #line(): unknown {
    const { data, unit, measure, picked } = this;
    const period = picked === null ? undefined : data.periods[picked];
    if (period === undefined) {
      return html`<span class="muted">${l10n.t("Point at a bar, or use the arrow keys")}</span>`;
    }
    return html`<strong>${readoutName(period, unit)}</strong>
      <span class="number" title=${(measure === "cost" && costNote(period.cost)) || nothing}
        >${period.used ? saidAmount(period, measure) : l10n.t("no use")}</span
      >`;
  }
}

/** Of a series without use in the period. */
const part = (value: number, measure: Measure): string => (value === 0 ? "–" : amount(value, measure));

customElements.define("bursar-history-readout", HistoryReadout);
