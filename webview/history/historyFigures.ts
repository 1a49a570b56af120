import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { costNote } from "../../src/shared/costNote.ts";
import { formatTokens } from "../../src/shared/format.ts";
import type { HistoryUnit } from "../../src/shared/historyPages.ts";
import { costParts } from "../cost/costText.ts";
import type { HistoryChartData, HistoryPeriod, Measure } from "./historyChart.data.ts";
import { amount, meanLabel, meanNote, peakLabel, runningLabel, totalLabel } from "./historyText.ts";

/** What the bars come to: together, in the mean, at most, and in the present period so far. */
export function historyFigures(data: HistoryChartData, unit: HistoryUnit, measure: Measure): TemplateResult {
  const { mean, peak, running } = data;
  const bound = measure === "cost" && data.totalCost.lowerBoundRequests > 0 ? "≥ " : "";
  return html`<dl class="figures">
    ${figure(totalLabel(data.periods.length, unit), { cost: data.totalCost, value: data.total }, measure)}
    ${
      mean === null
        ? nothing
        : html`<div title=${meanNote(unit)}>
            <dt class="small muted">${meanLabel(unit)}</dt>
            <dd>
              <span class="figure number">${bound}${amount(mean, measure)}</span>
              <span class="small muted">${measure === "tokens" ? l10n.t("tokens") : nothing}</span>
            </dd>
          </div>`
    }
    ${peak === null ? nothing : figure(peakLabel(peak, unit), peak, measure)}
    ${running === null ? nothing : figure(runningLabel(unit), running, measure)}
  </dl>`;
}

function figure(label: string, period: Pick<HistoryPeriod, "cost" | "value">, measure: Measure): TemplateResult {
  const { figure, unpriced: note } =
    measure === "cost" ? costParts(period.cost) : { figure: formatTokens(period.value), unpriced: l10n.t("tokens") };
  return html`<div title=${(measure === "cost" && costNote(period.cost)) || nothing}>
    <dt class="small muted">${label}</dt>
    <dd><span class="figure number">${figure}</span> <span class="small muted number">${note}</span></dd>
  </div>`;
}
