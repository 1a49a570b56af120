import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { costNote } from "../../src/shared/costNote.ts";
import { formatCost, formatTokens } from "../../src/shared/format.ts";
import type { HistoryUnit } from "../../src/shared/historyPages.ts";
import type { HistoryChartData, Measure } from "./historyChart.data.ts";
import { amount, periodAmount, readoutName } from "./historyText.ts";

/** The chart's figures, newest first; periods without use are left out. */
export function historyTable(data: HistoryChartData, unit: HistoryUnit, measure: Measure): TemplateResult {
  const rows = data.periods.map((period, index) => ({ period, index })).filter(({ period }) => period.used);
  const total = measure === "cost" ? formatCost(data.totalCost) : formatTokens(data.total);
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${l10n.t("Figures of the chart")}>
    <table class="small">
      <thead>
        <tr>
          <th scope="col">${unitName(unit)}</th>
          <th scope="col">${l10n.t("Total")}</th>
          ${data.series.map(({ name }) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.toReversed().map(
          ({ period, index }) =>
            html`<tr>
              <th scope="row" class="nowrap">${readoutName(period, unit)}</th>
              <td class="number" title=${costNote(period.cost) || nothing}>${periodAmount(period, measure)}</td>
              ${data.series.map(({ values }) => cell(values[index] ?? 0, measure))}
            </tr>`,
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">${l10n.t("Together")}</th>
          <td class="number" title=${costNote(data.totalCost) || nothing}>${total}</td>
          ${data.series.map(({ total }) => cell(total, measure))}
        </tr>
      </tfoot>
    </table>
  </div>`;
}

function cell(value: number, measure: Measure): TemplateResult {
  return value === 0 ? html`<td class="muted">–</td>` : html`<td class="number">${amount(value, measure)}</td>`;
}

function unitName(unit: HistoryUnit): string {
  switch (unit) {
    case "day":
      return l10n.t("Day");
    case "week":
      return l10n.t("Week");
    case "month":
      return l10n.t("Month");
  }
}
